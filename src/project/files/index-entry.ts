import { cutLoose, forgetPieces } from '../../catalog/cut-loose.js';
import { commentsOf } from '../../catalog/in-comment.js';
import { packageSpecifierOf } from '../../catalog/registry-specifiers.js';
import { keepText } from '../../file-system/kept-text.js';
import type { KeptText } from '../../file-system/kept-text.js';
import { isBuilt } from './left-out.js';
import { LOADS } from './loaded-files.js';

/** A file of a project as its index keeps it. */
export interface Entry {
  readonly time: number;
  /** Of what is minified or bundled, an empty one. */
  readonly text: KeptText;
  readonly isBuilt: boolean;
  readonly specifiers: readonly string[];
  /** Whether it takes another file as a whole, by that one's path, with a line's end behind it where it is no CommonJS. */
  takesWhole?: Map<string, boolean> | undefined;
  /** Whether it loads modules by paths that are put together at run time, as far as text tells. Found when somebody asks. */
  isLoader?: boolean;
  /** The patterns of the paths of its loads. Found when it is parsed for the first file that it may load. */
  loads?: readonly string[];
  /** Its place among all files. Given when somebody asks who imports whom. */
  number?: number | undefined;
}

/** No two parts of it that follow each other take the same characters: the time stays linear, whatever the text is. */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*(?:\(\s*)?(?:\/\*[^*]{0,200}\*\/\s*){0,4}["'`]([^"'`\n]{1,300})["'`]/g;

/** The entry of a text. */
export function entryOf(text: string, time: number): Entry {
  return isBuilt(text) ? { time, text: keepText(''), isBuilt: true, specifiers: [] }
    : { time, text: keepText(text), isBuilt: false, specifiers: specifiersIn(text) };
}

/** Whether two texts of a file say the same of what it imports and loads, so that only who looks into it sees a difference. */
export function importsTheSame(before: Entry, after: Entry): boolean {
  return before.isBuilt === after.isBuilt && before.specifiers.join('\n') === after.specifiers.join('\n')
    && !LOADS.test(before.text.toString()) && !LOADS.test(after.text.toString());
}

/** What a text imports, as far as text tells: examples in comments are left out. */
export function specifiersIn(text: string): string[] {
  const found = new Set<string>();
  const isInComment = commentsOf(text);
  for (const { 1: written = '', index } of text.matchAll(SPECIFIER)) {
    const specifier = packageSpecifierOf(written);
    if (!found.has(specifier) && !isInComment(index)) found.add(cutLoose(specifier));
  }
  return [...found];
}

/** Who imports a file, in the order of the files. Kept as numbers: lists of paths would take as much memory as all paths. */
export function importersAmong(
  entries: ReadonlyMap<string, Entry>, resolve: (from: string, specifier: string) => string | undefined,
): (entry: Entry | undefined) => readonly string[] {
  const paths = [...entries.keys()];
  for (const [number, entry] of [...entries.values()].entries()) entry.number = number;
  // Pairs of an importer and what it imports, in the order of the importers.
  const pairs: { readonly importers: number[]; readonly imported: number[] } = { importers: [], imported: [] };
  const starts = new Uint32Array(paths.length + 1);
  const lastImporters = new Int32Array(paths.length).fill(-1);
  for (const [file, { specifiers, number: importer }] of entries) {
    for (const specifier of specifiers) {
      const target = resolve(file, specifier);
      const imported = target === undefined ? undefined : entries.get(target)?.number;
      // Two of its specifiers may mean the same file.
      if (imported === undefined || lastImporters[imported] === importer) continue;
      lastImporters[imported] = importer!;
      pairs.importers.push(importer!);
      pairs.imported.push(imported);
      starts[imported + 1]!++;
    }
  }
  // Nearly all that is ever asked of an index has been put where it stays.
  forgetPieces();
  for (let number = 1; number <= paths.length; number++) starts[number]! += starts[number - 1]!;
  // By the imported file, then by the importer.
  const importers = new Uint32Array(pairs.importers.length);
  const next = starts.slice();
  for (const [at, imported] of pairs.imported.entries()) importers[next[imported]!++] = pairs.importers[at]!;
  return (entry) => (entry?.number === undefined ? []
    : Array.from(importers.subarray(starts[entry.number], starts[entry.number + 1]), (importer) => paths[importer]!));
}
