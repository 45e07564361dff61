import type { FileModel } from '../../resolve/file-model.js';
import { functionName, isClass, isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';

/*
 * What a pass of the engine found, as a line of text at a place: for people, on the command line and beside the code of tests.
 * Invariant: the text depends on the code alone, not on where the project lies or which line a thing stands on.
 */

/** The passes of the engine, in the order in which they build on each other. */
export const passNames = ['resolve', 'reach', 'ownership', 'release', 'arguments', 'runtime', 'verdict'] as const;

export type PassName = (typeof passNames)[number];

export interface Fact {
  readonly file: FileModel;
  /** The fact stands at the first line of the node, or with `atEnd` at its last one. */
  readonly node: Node;
  readonly atEnd?: true;
  readonly text: string;
}

/** What a person would call a function, a class or a module. */
export function nameOf(owner: Node): string {
  if (owner.type === 'Program') return 'the module';
  const name = isFunction(owner) || isClass(owner) ? functionName(owner) : undefined;
  if (name === undefined) return isClass(owner) ? 'a class' : 'a function';
  return isClass(owner) ? `new ${name}()` : `${name}()`;
}

/** The code of a node on one line. */
export function codeOf(file: FileModel, node: Node): string {
  const text = file.textOf(node).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
