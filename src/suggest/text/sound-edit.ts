import { parseText } from '../../project/files/parse.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Edit, Suggestion } from './suggestion.js';

/*
 * May an edit be offered at all? The last look at every one of them, whatever kind it is of: its text is made, parsed, and compared with
 * the text that is there.
 * Input: a file and an edit of it. Output: `false` where the result does not parse, where a name means nothing any more or something else
 * than the global that it meant, or where a name is declared twice; and where the file itself is not understood.
 * Invariant: the two texts are read by one parser, so that only the edit makes a difference. Blind spot: order, as of a constant that is
 * read before it has its value, and types.
 */

/** Names of the language that edits bring with them. */
const BROUGHT = new Set(['globalThis', 'undefined', 'ReturnType', 'Map', 'Promise', 'JSON', 'setTimeout', 'console', 'require']);

/** What a text says about its names. */
interface Names {
  /** How often each name is used that nothing in the text declares. */
  readonly free: ReadonlyMap<string, number>;
  readonly declared: ReadonlySet<string>;
  readonly errors: readonly string[];
}

const known = new WeakMap<FileModel, Names | 'unreadable'>();

export function isSound<Id extends string>(file: FileModel, { fix }: Suggestion<Id>): boolean {
  let before = known.get(file);
  if (before === undefined) known.set(file, before = namesOf(file.path, file.tree.text) ?? 'unreadable');
  if (before === 'unreadable') return false;
  const edits = fix({ replaceTextRange: ([from, to], text) => ({ range: [from, to], text }) });
  const after = namesOf(file.path, edited(file.tree.text, edits));
  return after !== undefined && !hasNewErrors(before, after) && keepsMeaning(before, after);
}

function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1])) {
    parts.push(text.slice(at, edit.range[0]), edit.text);
    at = edit.range[1];
  }
  return [...parts, text.slice(at)].join('');
}

function namesOf(path: string, text: string): Names | undefined {
  const parsed = parseText(path, text, true);
  if (!parsed) return undefined;
  const free = new Map<string, number>();
  const declared = new Set<string>();
  for (const scope of parsed.scopes.scopes) {
    for (const { name, defs } of scope.variables) if (defs.length > 0) declared.add(name);
    for (const { resolved, identifier: { name } } of scope.references) {
      if (!resolved || resolved.defs.length === 0) free.set(String(name), (free.get(String(name)) ?? 0) + 1);
    }
  }
  return { free, declared, errors: parsed.errors };
}

/** A file may have complaints of its own: a `return` at its top level. */
function hasNewErrors(before: Names, after: Names): boolean {
  const left = [...before.errors];
  return after.errors.some((error) => {
    const at = left.indexOf(error);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}

function keepsMeaning(before: Names, after: Names): boolean {
  for (const [name, count] of after.free) {
    const countBefore = before.free.get(name) ?? 0;
    if (count <= countBefore) continue;
    // Code that is copied uses the same globals again; where the file declares the name, it is that which is out of reach.
    const isLost = countBefore === 0 ? !BROUGHT.has(name) || before.declared.has(name) : before.declared.has(name);
    if (isLost) return false;
  }
  return ![...before.free.keys()].some((name) => !before.declared.has(name) && after.declared.has(name));
}
