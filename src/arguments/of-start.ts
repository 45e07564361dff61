import type { Reach } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';
import { enclosingFunction, isFunction } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/** Whether code runs once per process, or is there for somebody who starts it: nothing in sight calls it. */
export function isOfStart(reach: Reach, file: FileModel, node: Node): boolean {
  if (reach.runsOnceAt(file, node)) return true;
  const owner = enclosingFunction(node);
  if (!isFunction(owner)) return false;
  const { calls, entries, isOpen } = reach.callersOf(file, owner);
  return calls.length === 0 && entries.length === 0 && !isOpen;
}
