import picomatch from 'picomatch';
import { matchesGlob, matchesSequence } from '../../catalog/match.js';

/*
 * Whether a path is meant by globs of the settings, or of a workspace's manifest. The regular expressions that are made of globs backtrack:
 * with a dozen stars and a long name, without end. So globs with many of them have their braces spelled out and are matched by hand.
 * Input: globs, a path with `/`. Invariant: the time is bounded by the lengths of the glob and the path.
 * Blind spot: `+(a|b)` and `*(a|b)` stand for themselves, and so do classes, `[a-z]`, in a glob with many stars.
 */

export interface PathGlobOptions {
  /** Stars take names that begin with a dot, too. */
  readonly dot?: boolean;
}

/** Spellings of one glob with braces. */
const MAX_SPELLINGS = 200;

/** Stars, braces and brackets in a glob that becomes a regular expression: a match tries (length of the path) to the power of them. */
const MAX_CHOICES = 4;

/** Compiled globs. Every linted file asks for the same ones, which come from the settings, the catalog and the workspace's manifest. */
const compiled = new Map<string, (path: string) => boolean>();
/** Compiled globs that are kept: more come from a process that sees many configurations. */
const MAX_COMPILED = 500;

/** A function that tells whether a path is meant by at least one of the globs. One that begins with `!` means all other paths. */
export function pathGlobs(globs: readonly string[], { dot = false }: PathGlobOptions = {}): (path: string) => boolean {
  const matchers = globs.map((glob) => {
    const isNegated = /^!(?!\()/.test(glob);
    const matches = matcherOf((isNegated ? glob.slice(1) : glob).replace(/^\.\//, ''), dot);
    return isNegated ? (path: string) => !matches(path) : matches;
  });
  return (path) => matchers.some((matches) => matches(path));
}

function matcherOf(glob: string, dot: boolean): (path: string) => boolean {
  const key = `${dot} ${glob}`;
  let matcher = compiled.get(key);
  if (!matcher) {
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(key, matcher = compile(glob, dot));
  }
  return matcher;
}

function compile(glob: string, dot: boolean): (path: string) => boolean {
  if ((glob.match(/\*+|[{(]/g) ?? []).length <= MAX_CHOICES && !/[+*]\(/.test(glob)) return picomatch(glob, { dot });
  const spellings = spellingsOf(glob).map((spelling) => spelling.split('/'));
  // Braces beside braces make a hundred names of folders, and every file that is looked into is asked.
  const folders = new Set(dot ? spellings.flatMap((segments) => folderAnywhere(segments) ?? []) : []);
  const others = spellings.filter((segments) => !dot || folderAnywhere(segments) === undefined);
  return (path) => {
    const segments = path.split('/');
    return (folders.size > 0 && segments.some((name) => folders.has(name))) || others.some((other) => matchesPath(other, segments, dot));
  };
}

/** `api-test` of `**\/api-test/**`, which means whatever has that name on its path. */
function folderAnywhere([first, name = '', last, ...rest]: readonly string[]): string | undefined {
  return first === '**' && last === '**' && rest.length === 0 && name !== '' && !/[*?]/.test(name) ? name : undefined;
}

function matchesPath(glob: readonly string[], path: readonly string[], dot: boolean): boolean {
  return matchesSequence(glob.length, path.length, {
    isWild: (i) => glob[i] === '**',
    isEqual: (i, j) => matchesName(glob[i] ?? '', path[j] ?? '', dot),
    // A name with a dot in front is not for stars.
    mayTake: (j) => dot || !path[j]?.startsWith('.'),
  });
}

function matchesName(glob: string, name: string, dot: boolean): boolean {
  if (name.startsWith('.') && !dot && !glob.startsWith('.')) return false;
  // `*` alone means a name, not none.
  return (name !== '' || glob === '') && matchesGlob(glob, name, { single: '?' });
}

/** `a.{js,ts}` spelled out: `a.js`, `a.ts`. */
function spellingsOf(glob: string): string[] {
  let spellings = [glob];
  for (let round = 0; round < glob.length; round++) {
    const next = spellings.flatMap(spellFirst);
    if (next.length === spellings.length && next.every((text, index) => text === spellings[index])) break;
    if (next.length > MAX_SPELLINGS) return spellings;
    spellings = next;
  }
  return spellings;
}

/** The innermost first braces of a glob spelled out. */
function spellFirst(glob: string): string[] {
  const found = /\{([^{}]*,[^{}]*)\}/.exec(glob);
  if (!found) return [glob];
  return found[1]!.split(',').map((part) => glob.slice(0, found.index) + part + glob.slice(found.index + found[0].length));
}
