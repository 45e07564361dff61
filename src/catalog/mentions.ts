import { commentsOf } from './in-comment.js';
import { hasWildcard, matchesPackage, withoutNodePrefix } from './match.js';
import { REGISTRY_PREFIX, packageSpecifierOf } from './registry-specifiers.js';
import type { ExportPattern, PackagePattern } from './types.js';

/*
 * Does a text name, in quotes, one of many packages? Asked of every linted file, so that nearly all of what a text quotes is passed over
 * by one regular expression, and looked at only where it begins as one of the names does. Examples in comments do not count.
 */

/** What stands in quotes and could be a module specifier. Each run is bounded, so that the search is linear. */
const QUOTED_SPECIFIER = /["'`]((?:node:)?(?:@[\w.~-]{1,214}\/)?[\w.~-]{1,214})(?=((?:\/[\w.~@-]{1,214}){0,16})["'`])/y;

/** The same, of one that says from which registry it comes. */
const QUOTED_IN_REGISTRY = new RegExp(`["'\`](${REGISTRY_PREFIX}[^"'\`\\s]{1,400})["'\`]`, 'y');

/** Whether a text names one of them that `isWanted` holds, which is asked of each specifier at most once a text. */
export type MentionTest = (text: string, isWanted?: (specifier: string, text: string) => boolean) => boolean;

/** The test for these packages: exact names without `node:`, and patterns. */
export function mentionsAnyOf(names: readonly PackagePattern[]): MentionTest {
  const exact = new Set<string>(names.filter((name) => !hasWildcard(name)));
  const wild = [...new Set(names.filter(hasWildcard))].map((pattern) => ({ pattern, start: pattern.slice(0, pattern.indexOf('*')) }));
  const beginning = beginningWithOneOf([...exact], wild.map(({ start }) => start));
  const isOne = (specifier: string): boolean => exact.has(withoutNodePrefix(specifier))
    || wild.some(({ pattern, start }) => specifier.startsWith(start) && matchesPackage(pattern, specifier));
  return (text, isWanted = () => true) => {
    beginning.lastIndex = 0;
    if (!beginning.test(text)) return false;
    const asked = new Set<string>();
    const isInComment = commentsOf(text);
    const isMeant = (specifier: string, at: number): boolean => {
      if (asked.has(specifier) || !isOne(specifier) || isInComment(at)) return false;
      asked.add(specifier);
      return isWanted(specifier, text);
    };
    beginning.lastIndex = 0;
    for (let begun = beginning.exec(text); begun; begun = beginning.exec(text)) {
      QUOTED_SPECIFIER.lastIndex = begun.index;
      QUOTED_IN_REGISTRY.lastIndex = begun.index;
      const [, name = '', rest = ''] = QUOTED_SPECIFIER.exec(text) ?? inRegistry(QUOTED_IN_REGISTRY.exec(text)?.[1]);
      if (isMeant(name, begun.index) || (rest !== '' && isMeant(name + rest, begun.index))) return true;
      // A quote that ends one text may begin another.
      beginning.lastIndex = begun.index + 1;
    }
    return false;
  };
}

/**
 * Whether a text may name one of these exports: it has the last name of the path of one somewhere. Default exports and what a wildcard
 * stands for have any name.
 */
export function mayNameAnyOf(exports: readonly ExportPattern[]): (text: string) => boolean {
  const names = new Set(exports.map((path) => {
    const last = path.split('.').at(-1)!.replace(/\(\)$/, '');
    // Of `*Client` every name has the longest piece.
    return last === 'default' ? '' : last.split('*').reduce((longest, piece) => (piece.length > longest.length ? piece : longest));
  }));
  return names.has('') ? () => true : (text) => [...names].some((name) => text.includes(name));
}

/** A quote and what may be one of the names: all of an exact one, the start of a pattern, or whatever has a registry in front. */
function beginningWithOneOf(exact: readonly string[], starts: readonly string[]): RegExp {
  const alternatives = [
    ...exact.length > 0 ? [`(?:${exact.map(literally).join('|')})(?=["'\`/])`] : [],
    ...starts.map(literally),
  ];
  return new RegExp(`["'\`](?:${REGISTRY_PREFIX}|(?:node:)?(?:${alternatives.length > 0 ? alternatives.join('|') : '(?!)'}))`, 'g');
}

/** The package and the whole of a specifier that names a registry, in the groups that one without it has them in. */
function inRegistry(specifier: string | undefined): readonly string[] {
  const whole = specifier === undefined ? '' : packageSpecifierOf(specifier);
  const [name = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(whole) ?? [];
  return ['', name, whole.slice(name.length)];
}

/** A text as a regular expression that means it. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
