import type { TSESTree } from '@typescript-eslint/utils';
import { testedErrorNames } from '../catalog/conventions/errors.js';
import { listenerMethods, lossEventNames, lossEvents } from '../catalog/conventions/events.js';
import { alwaysLeaves } from '../syntax/always-leaves.js';
import { isFunction, literalText, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/*
 * Does a piece of code run only because something failed or ended? In a `catch`, in `if (error)`, in what listens for an error or for
 * the end of a connection. What tries again from there runs until it works, not for ever.
 * Invariant: looks at the code around the node up to the module, callbacks included. Blind spot: other names for errors.
 */

export function isInFailureHandler(node: Node): boolean {
  let child = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    if (current.type === 'CatchClause') return true;
    if (current.type === 'IfStatement' && current.consequent === child && isError(current.test)) return true;
    if (isFunction(current) && isFailureCallback(current)) return true;
  }
  return false;
}

/** Whether its function only comes to a node when something has failed: in a `catch`, or behind a `try` that is left when nothing does. */
export function isAfterFailure(node: Node): boolean {
  for (let child = node; child.parent && !isFunction(child); child = child.parent) {
    const { parent } = child;
    if (parent.type === 'CatchClause') return true;
    if (parent.type !== 'BlockStatement') continue;
    const before = parent.body.slice(0, Math.max(0, parent.body.indexOf(child as TSESTree.Statement)));
    if (before.some((statement) => statement.type === 'TryStatement' && statement.handler && alwaysLeaves(statement.block))) return true;
  }
  return false;
}

/** Whether what is thrown at a node comes to a `catch` before it leaves the function, or whatever stands around it. */
export function isCaught(node: Node, boundary: Node): boolean {
  for (let child = node; child.parent && child !== boundary; child = child.parent) {
    const { parent } = child;
    if (parent.type === 'TryStatement' && parent.block === child && parent.handler) return true;
  }
  return false;
}

/** `if (err)`, `if (error && retries > 0)`. */
function isError(test: Node): boolean {
  const value = unwrap(test);
  if (value.type === 'LogicalExpression') return isError(value.left) || isError(value.right);
  if (value.type === 'BinaryExpression' && ['!=', '!=='].includes(value.operator)) return isError(value.left);
  return value.type === 'Identifier' && testedErrorNames.test(value.name);
}

/** `socket.on('close', fn)`, `promise.catch(fn)`, `socket.onclose = fn`. */
function isFailureCallback(callback: Node): boolean {
  const node = outermost(callback);
  const parent = node.parent;
  if (parent?.type === 'AssignmentExpression' && parent.right === node && parent.left.type === 'MemberExpression') {
    return ['onclose', 'onerror', 'onend'].includes(propertyName(parent.left) ?? '');
  }
  if (parent?.type !== 'CallExpression') return false;
  const callee = unwrap(parent.callee);
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (method === 'catch') return true;
  if (method === 'then') return parent.arguments[1] === node;
  return method !== undefined && listenerMethods.has(method) && isLoss(parent.arguments[0]);
}

/** `'close'`, `Events.DISCONNECTED` */
function isLoss(event: Node | undefined): boolean {
  const text = literalText(event);
  if (text !== undefined || !event) return lossEvents.has(text ?? '');
  const value = unwrap(event);
  return value.type === 'MemberExpression' && lossEventNames.test(propertyName(value) ?? '');
}
