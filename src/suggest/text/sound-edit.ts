import type { FileModel } from '../../resolve/file-model.js';
import type { Edit, Suggestion } from './suggestion.js';
import { namesOf, touchedBy, type TextNames, type Touched } from './text-names.js';

/*
 * May an edit be offered at all? The last look at every one of them, whatever kind it is of: its text is made, parsed, and compared with
 * the text that is there.
 * Input: a file and an edit of it. Output: `false` where the result does not parse, where a name means nothing any more or something else
 * than the global that it meant, or where a name is declared twice; and where the file itself is not understood.
 * Invariant: the two texts are read by one parser, so that only the edit makes a difference. Blind spot: order, as of a constant that is
 * read before it has its value, and types.
 */

/** Names of the language that edits bring with them. */
const BROUGHT = new Set([
  'globalThis', 'undefined', 'ReturnType', 'InstanceType', 'Awaited', 'Parameters', 'Map', 'Promise', 'JSON', 'setTimeout', 'console',
  'require', 'process', 'String',
]);

/** How much of a text must go for the rest of it to be read by itself first. */
const WORTHWHILE = 0.5;

interface Known {
  readonly whole: TextNames;
  /** The last part of the text that was read without the rest, by what was cut: the edits of one place follow each other. */
  part?: { readonly cuts: string; readonly names: TextNames | undefined };
}

const known = new WeakMap<FileModel, Known | 'unreadable'>();

export function isSound<Id extends string>(file: FileModel, { fix }: Suggestion<Id>): boolean {
  let before = known.get(file);
  if (before === undefined) {
    const whole = namesOf(file.path, file.tree.text);
    known.set(file, before = whole ? { whole } : 'unreadable');
  }
  if (before === 'unreadable') return false;
  const edits = fix({ replaceTextRange: ([from, to], text) => ({ range: [from, to], text }) });
  if (isSoundInPart(file, before, edits)) return true;
  const { whole } = before;
  const after = namesOf(file.path, edited(file.tree.text, edits));
  return after !== undefined && !hasNewErrors(whole, after) && keepsMeaning(whole, after);
}

/**
 * Whether it is certain already when the statements are read that the edits touch, without all others. In a file of many handlers each
 * edit is of one of them, and to read all for each takes minutes. `false`: it takes the whole text to know.
 */
function isSoundInPart(file: FileModel, before: Known, edits: readonly Edit[]): boolean {
  const { whole } = before;
  const { text } = file.tree;
  const touched = touchedBy(edits, whole);
  if (touched.length < text.length * WORTHWHILE) return false;
  const cuts = JSON.stringify(touched.cuts);
  if (before.part?.cuts !== cuts) before.part = { cuts, names: namesOf(file.path, edited(text, touched.cuts)) };
  const part = before.part.names;
  const after = namesOf(file.path, edited(text, [...touched.cuts, ...edits]));
  if (!part || !after || hasNewErrors(part, after)) return false;
  // A block around what was cut would be one around names that others use.
  if (countOf(after, 'EmptyStatement') < countOf(part, 'EmptyStatement')) return false;
  // Two exports of one name are an error, and the other one may be elsewhere.
  if (countOf(after, 'Export') > countOf(part, 'Export')) return false;
  return staysApart(whole, touched, part, after) && keepsMeaningInPart(whole, part, after);
}

function countOf({ statements }: TextNames, prefix: string): number {
  return statements.filter(({ type }) => type.startsWith(prefix)).length;
}

/** Whether the edits change no name at module scope that a statement uses or declares which they do not touch. */
function staysApart(whole: TextNames, touched: Touched, part: TextNames, after: TextNames): boolean {
  for (const name of new Set([...part.ofModule.keys(), ...after.ofModule.keys()])) {
    const others = (statements: Iterable<number> = []): boolean => [...statements].some((index) => !touched.statements.has(index));
    if (others(whole.ofModule.get(name)?.by)) return false;
    if (part.ofModule.get(name)?.kinds !== after.ofModule.get(name)?.kinds && others(whole.outer.get(name))) return false;
  }
  return true;
}

function keepsMeaningInPart(whole: TextNames, part: TextNames, after: TextNames): boolean {
  for (const [name, { count, asValue, asType }] of after.free) {
    if (count <= (part.free.get(name)?.count ?? 0)) continue;
    const elsewhere = part.ofModule.has(name) ? undefined : whole.ofModule.get(name);
    const isFound = elsewhere !== undefined && (elsewhere.isValue || !asValue) && (elsewhere.isType || !asType);
    if (!isFound && isLost(whole, name)) return false;
  }
  return !capturesGlobal(whole, after);
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

/** A file may have complaints of its own: a `return` at its top level. */
function hasNewErrors(before: TextNames, after: TextNames): boolean {
  const left = [...before.errors];
  return after.errors.some((error) => {
    const at = left.indexOf(error);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}

function keepsMeaning(before: TextNames, after: TextNames): boolean {
  for (const [name, { count }] of after.free) {
    if (count > (before.free.get(name)?.count ?? 0) && isLost(before, name)) return false;
  }
  return !capturesGlobal(before, after);
}

/** Whether a name that is free in more places than before means nothing there. */
function isLost(before: TextNames, name: string): boolean {
  // Code that is copied uses the same globals again; where the file declares the name, it is that which is out of reach.
  return before.declared.has(name) || (!before.free.has(name) && !BROUGHT.has(name));
}

function capturesGlobal(before: TextNames, after: TextNames): boolean {
  return [...after.declared].some((name) => !before.declared.has(name) && before.free.has(name));
}
