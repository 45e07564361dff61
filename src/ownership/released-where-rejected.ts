import type { FileModel } from '../resolve/file-model.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { releasesOf } from './lives/local-life.js';
import type { LocalLife } from './lives/local-life.js';

/** Whether an executor releases what it makes only beside a `reject`: whoever gets the promise gets one that is open. */
export function isReleasedWhereRejected(file: FileModel, executor: FunctionNode, life: LocalLife): boolean {
  const reject = executor.params[1] && file.variableOf(executor.params[1]);
  return releasesOf(life).every((release) => {
    const block = blockAround(release);
    return reject?.references.some(({ identifier }) => blockAround(identifier) === block) ?? false;
  });
}

function blockAround(node: Node): Node | undefined {
  for (let current = node.parent; current; current = current.parent) if (current.type === 'BlockStatement') return current;
  return undefined;
}
