import { note } from '../../limits/debug-log.js';
import type { EditGroup } from '../../limits/debug-log.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import type { Source } from './source.js';

/**
 * Says why an edit is not offered, for people who ask: `reason` is the end of a sentence that begins with "because".
 * Gives `undefined`, which is what an edit answers that is not offered.
 */
export function withhold({ file }: Source, construction: Node, edit: EditGroup, reason: string): undefined {
  note(() => ({ kind: 'withheld', edit, where: placeOfNote(file, construction), reason }));
  return undefined;
}

/** How notes on edits name a construction: `path:line:column`, both beginning with 1. */
export function placeOfNote(file: FileModel, construction: Node): string {
  const column = construction.range[0] - file.tree.text.lastIndexOf('\n', construction.range[0] - 1);
  return `${file.path}:${file.lineOf(construction)}:${column}`;
}
