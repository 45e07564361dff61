import type { FileModel, Variable } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isAwaited, isFunction, outermost, targetOf, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import { isEndOrLoss, listeningOf } from './callbacks.js';

/*
 * Does the function that makes something wait until that has ended?
 * `const link = await connect(); … return new Promise((resolve) => link.once('close', resolve));` in a loop makes the next one in place of
 * one that is gone.
 * Input: a node that makes something. Invariant: the promise that is returned or awaited settles in listeners for the end or the loss of
 * what one variable has, and nowhere else. Blind spot: what fails on the way there, after which the loop makes another one, too.
 */

/** Whether what the function around `node` gives, or waits for, comes only when what `node` made has ended. */
export function waitsForEnd(file: FileModel, node: Node): boolean {
  const owner = enclosingFunction(node);
  const target = targetOf(node);
  const variable = target?.type === 'Identifier' ? file.variableOf(target) : undefined;
  if (!isFunction(owner) || !variable) return false;
  for (const other of ownNodes(owner.body, file.tree.visitorKeys)) {
    if (other.type !== 'NewExpression' || other.range[0] < node.range[1] || !isWaitedFor(other)) continue;
    if (settlesAtEnd(file, other.arguments[0], variable)) return true;
  }
  return false;
}

/** Whether the function around a promise goes on, or has its own settled, only when that one is. */
export function isWaitedFor(promise: Node): boolean {
  const { parent } = outermost(promise);
  return isAwaited(promise) || parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression';
}

/** `(resolve, reject) => { link.once('close', resolve); link.once('error', (error) => reject(error)); }` */
function settlesAtEnd(file: FileModel, executor: Node | undefined, made: Variable): boolean {
  if (!isFunction(executor) || executor.params.length === 0) return false;
  const settling = executor.params.flatMap((param) => (param.type === 'Identifier' ? file.variableOf(param)?.references ?? [] : []));
  return settling.length > 0 && settling.every(({ identifier }) => isInEndListener(file, identifier, executor, made));
}

function isInEndListener(file: FileModel, node: Node, boundary: Node, made: Variable): boolean {
  for (let { parent } = node; parent && parent !== boundary; { parent } = parent) {
    const listening = listeningOf(parent);
    if (!listening || parent.type !== 'CallExpression') continue;
    const object = unwrap(listening.to);
    return object.type === 'Identifier' && file.variableOf(object) === made && isEndOrLoss(listening.event)
      && parent.arguments.slice(1).some((listener) => isInside(node, listener));
  }
  return false;
}
