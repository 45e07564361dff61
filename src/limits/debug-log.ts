import type { MachineMade } from '../catalog/machine-made.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Node } from '../syntax/nodes.js';
import type * as limits from './limits.js';

/*
 * What `DEBUG=client-lifetime` writes to standard error: limits that were met, indexes that were built, files that cannot be parsed, and
 * what each pass of the pipeline found of each construction.
 * Input: notes, whose text is made only when somebody listens. Nothing here decides anything.
 */

export type LimitName = keyof typeof limits;

export type Note =
  /** Above a limit the answer is `unknown`; `where` says for which file or function. */
  | { readonly kind: 'limit'; readonly limit: LimitName; readonly where: string }
  | { readonly kind: 'index'; readonly root: string; readonly files: number; readonly read: number; readonly milliseconds: number }
  | { readonly kind: 'unparsable'; readonly file: string }
  /** No rule looks at the file, because nobody has written it by hand. */
  | { readonly kind: 'leftOut'; readonly file: string; readonly as: MachineMade }
  /** What a pass of the pipeline found of the construction at `where`. */
  | { readonly kind: 'pass'; readonly pass: string; readonly where: string; readonly text: string }
  /** Why an edit is not offered for the construction at `where`: the end of a sentence that begins with "because". */
  | WithheldNote
  /** Following the file's values needs more stack than there is. */
  | { readonly kind: 'stackOverflow'; readonly file: string };

/** Which kind of edit: one client for all, one for each key, or closing on every path. */
export type EditGroup = 'sharing' | 'cache' | 'closing';

export interface WithheldNote {
  readonly kind: 'withheld';
  readonly edit: EditGroup;
  /** `path:line:column`, both beginning with 1. */
  readonly where: string;
  readonly reason: string;
}

const listeners = new Set<(note: Note) => void>();

const isDebugging = isEnabled(process.env.DEBUG);
if (isDebugging) listeners.add((note) => process.stderr.write(`client-lifetime ${describeNote(note)}\n`));

/** Passes a note on. Without a listener its text is never made. */
export function note(make: () => Note): void {
  if (listeners.size === 0) return;
  const made = make();
  for (const listener of listeners) listener(made);
}

/** Whether `DEBUG` asks for what the passes found: many notes, which nobody else wants. */
export function listensToPasses(): boolean {
  return isDebugging;
}

/** Notes that a limit was met while `node` was looked at. */
export function noteLimit(limit: LimitName, file: FileModel, node: Node): void {
  note(() => ({ kind: 'limit', limit, where: `${file.path}:${file.lineOf(node)}` }));
}

/** Listens to notes, whatever `DEBUG` says, until the function that it gives is called. */
export function listen(listener: (note: Note) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function describeNote(note: Note): string {
  switch (note.kind) {
    case 'limit':
      return `${note.limit} met: ${note.where}`;
    case 'index':
      return `index of ${note.root}: ${note.files} files, ${note.read} read, ${note.milliseconds} ms`;
    case 'pass':
      return `${note.where} ${note.pass}: ${note.text}`;
    case 'withheld':
      return `${note.where} no edit (${note.edit}): ${note.reason}`;
    case 'unparsable':
      return `cannot parse ${note.file}`;
    case 'leftOut':
      return `no rule looks at ${note.file}: ${note.as === 'bundle' ? 'a bundle' : note.as}`;
    case 'stackOverflow':
      return `the stack is too small for ${note.file}`;
  }
}

/** Whether `DEBUG`, a list of names as other tools read it, asks for this log. */
export function isEnabled(debug: string | undefined): boolean {
  const names = debug?.split(/[\s,]+/) ?? [];
  return names.some((name) => name === 'client-lifetime' || name === '*') && !names.includes('-client-lifetime');
}
