import { moduleHelpers } from '../catalog/module-helpers.js';
import { literally } from '../catalog/mentions.js';

/*
 * Does a module take another one as a whole, so that it may hand on what it does not name? Asked before it is parsed for one name of the
 * other's exports, which most importers of a module that exports much have nothing of.
 * Input: a text, and the specifiers by which it imports the other module. Output: false only where each import of that either lists the
 * names that it takes, or gives the module a name behind which a member stands wherever it is used.
 * Invariant: true where the text is not understood. Blind spot: none; names with escapes count as not understood.
 */

/** `isCommonJs`: of the other module, whose default import is all that it exports. */
export function takesWhole(text: string, specifiers: readonly string[], isCommonJs: boolean): boolean {
  if (specifiers.length === 0 || text.includes('\\u')) return true;
  return specifiers.some((specifier) => {
    const places = placesOf(text, specifier);
    return places.length === 0 || places.some(({ from, to }) => isWholeAt(text, from, to, isCommonJs));
  });
}

interface Place {
  /** Of the quote in front. */
  readonly from: number;
  /** Behind the other one. */
  readonly to: number;
}

function placesOf(text: string, specifier: string): Place[] {
  const places: Place[] = [];
  for (const quote of ['"', "'", '`']) {
    const quoted = quote + specifier + quote;
    for (let at = text.indexOf(quoted); at >= 0; at = text.indexOf(quoted, at + 1)) places.push({ from: at, to: at + quoted.length });
  }
  return places;
}

/** How far an import is followed back to where it begins, in characters. */
const LONGEST_IMPORT = 4000;

const LOADS = /(?<![\w$.])(require|import)\s*\(\s*$/;
/** `__importDefault(`, `tslib.__importStar(`. */
const HELPS = new RegExp(String.raw`(?<![\w$.])(?:[\w$]+\.)?(?:${[...moduleHelpers].map(literally).join('|')})\(\s*$`);
const IS_DECLARED = /(?:(?<![\w$.])(?:const|let|var|import)\s|,)\s*([\w$]+)\s*(?::[^=;\n]{1,200})?=\s*(await\s+)?$/;
const IS_LISTED = /(?:(?<![\w$.])(?:const|let|var)|,)\s*\{([\w$\s,:]*)\}\s*=\s*(await\s+)?$/;
const DECLARES = /(?<![\w$.])(?:const|let|var|import)(?![\w$])/g;

function isWholeAt(text: string, from: number, to: number, isCommonJs: boolean): boolean {
  const start = Math.max(0, from - LONGEST_IMPORT);
  const before = text.slice(start, from);
  // `import './environment.js'`: nothing of it.
  if (/(?<![\w$.])import\s*$/.test(before)) return false;
  if (/(?<![\w$.])from\s*$/.test(before)) return isWholeByClause(text, start, before.replace(/from\s*$/, ''), isCommonJs);
  const loads = LOADS.exec(before);
  const closed = /^\s*\)\s*/.exec(text.slice(to, to + 100));
  return !loads || !closed || isWholeByLoad(text, start, before.slice(0, loads.index), to + closed[0].length, loads[1] === 'import');
}

/** `Default, { a as b }`, `* as all` of an import or an export. */
const CLAUSE = /^(?:type\s+(?=[\w${*]))?(?:([\w$]+)(?:\s*,\s*)?)?(?:\*\s*as\s+([\w$]+)|\{([\w$\s,]*)\})?$/;

function isWholeByClause(text: string, start: number, before: string, isCommonJs: boolean): boolean {
  const { keyword, at } = lastKeyword(before) ?? {};
  const clause = at === undefined ? undefined : CLAUSE.exec(before.slice(at + keyword!.length).trim());
  if (!clause) return true;
  const [, ofDefault, ofAll, list = ''] = clause;
  const takesDefault = /\bdefault\b/.test(list);
  // `export * as all from` gives it away as a whole.
  if (keyword === 'export') return ofDefault !== undefined || ofAll !== undefined || (takesDefault && isCommonJs);
  const [, named] = /\bdefault\s+as\s+([\w$]+)/.exec(list) ?? [];
  if (takesDefault && isCommonJs && named === undefined) return true;
  return [ofAll, ...isCommonJs ? [ofDefault, named] : []].some((name) => (
    name !== undefined && isUsedWhole(text, name, start + lastWord(before, name))));
}

function lastKeyword(before: string): { readonly keyword: 'import' | 'export'; readonly at: number } | undefined {
  const [found] = [...before.matchAll(/(?<![\w$.])(import|export)(?![\w$])/g)].slice(-1);
  return found && { keyword: found[1] as 'import' | 'export', at: found.index };
}

function lastWord(text: string, word: string): number {
  let at = text.lastIndexOf(word);
  while (at > 0 && (/[\w$]/.test(text[at - 1]!) || /[\w$]/.test(text[at + word.length] ?? ''))) at = text.lastIndexOf(word, at - 1);
  return at;
}

/** `before` ends where the load begins, which ends at `to`. */
function isWholeByLoad(text: string, start: number, before: string, to: number, isPromise: boolean): boolean {
  const helps = HELPS.exec(before);
  const behind = helps && /^\s*\)\s*/.exec(text.slice(to, to + 100));
  if (helps && !behind) return true;
  const outside = helps ? before.slice(0, helps.index) : before;
  const end = behind ? to + behind[0].length : to;
  // `require('./a.js').a`, `import('./a.js').A` of a type.
  if (/[.?]/.test(text[end] ?? '')) return memberAt(text, end) === undefined || (isPromise && !isOfType(text, end));
  if (isPromise && /\(\s*await\s+$/.test(outside) && text[end] === ')') return memberAt(text, end + 1) === undefined;
  if (/[([`]/.test(text[end] ?? '')) return true;
  const listed = IS_LISTED.exec(outside);
  if (listed) return /\bdefault\b/.test(listed[1]!) || (isPromise && !listed[2]);
  const declared = IS_DECLARED.exec(outside);
  if (!declared) return !(/(?:^|[;{}])\s*$/.test(outside) && !isPromise);
  const [, name = '', awaits] = declared;
  const [keyword] = [...outside.matchAll(DECLARES)].slice(-1);
  const isExported = keyword === undefined || /\bexport\s+$/.test(outside.slice(0, keyword.index));
  return isExported || (isPromise && !awaits) || isUsedWhole(text, name, start + lastWord(outside, name));
}

/** The name of the member that is read there: of `default`, which is the whole module again, that of a member of it. */
function memberAt(text: string, at: number): string | undefined {
  const [, first, second] = /^\s*\??\.\s*([A-Za-z_$][\w$]*)(?:\s*\??\.\s*([A-Za-z_$][\w$]*))?/.exec(text.slice(at, at + 300)) ?? [];
  return first === 'default' ? second : first;
}

function isOfType(text: string, at: number): boolean {
  return !['then', 'catch', 'finally'].includes(memberAt(text, at) ?? 'then');
}

/** Whether a name stands anywhere but where it is declared without a member behind it. */
function isUsedWhole(text: string, name: string, declaredAt: number): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (at === declaredAt || /[\w$]/.test(text[at + name.length] ?? '') || /[\w$]/.test(text[at - 1] ?? '')) continue;
    // The member of something else, but not what is spread; and a part of a path, as nobody divides by a module.
    if ((text[at - 1] === '.' && text[at - 2] !== '.') || text[at - 1] === '/') continue;
    if (memberAt(text, at + name.length) === undefined) return true;
  }
  return false;
}
