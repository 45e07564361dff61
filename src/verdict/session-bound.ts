import {
  beginningEvents, endingEvents, failureEvents, listenerMethods, lossEvents,
} from '../catalog/conventions/events.js';
import type { Occasion } from '../catalog/types.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isCall, isFunction, literalText, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/*
 * Does a client live as long as a session? One that feeds a socket, or a stream of events, with what comes in, and that is closed when the
 * other side goes away, is as many as there are listeners, and not a connection for each request.
 * Input: the construction and its releases. Invariant: every release stands in a listener of an ending of something else than the client.
 * Blind spot: a client in a field, and one subscriber that serves all sessions, which would be better still.
 */

export function isBoundToSession(file: FileModel, origin: Node, releases: readonly Node[], occasion: Occasion): boolean {
  const holder = outermost(origin).parent;
  const variable = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? file.variableOf(holder.id) : undefined;
  if (!variable || releases.length === 0 || !releases.every((release) => isInEndingListener(file, release, variable))) return false;
  return occasion === 'connection' || isListenedTo(variable);
}

/** `request.on('close', () => client.quit())`, `signal.onabort = () => client.quit()`. */
function isInEndingListener(file: FileModel, release: Node, client: Variable): boolean {
  for (let current = release.parent; current; current = current.parent) {
    if (!isFunction(current)) continue;
    const user = outermost(current).parent;
    if (user?.type === 'AssignmentExpression' && user.left.type === 'MemberExpression') {
      const event = propertyName(user.left)?.replace(/^on/, '');
      if (event !== undefined && endingEvents.has(event) && rootOf(file, user.left) !== client) return true;
    }
    if (isCall(user) && listens(user, endingEvents) && rootOf(file, user.callee) !== client) return true;
  }
  return false;
}

function listens(call: Node, events: ReadonlySet<string>): boolean {
  if (!isCall(call)) return false;
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && listenerMethods.has(propertyName(callee) ?? '')
    && events.has(literalText(call.arguments[0]) ?? '');
}

function rootOf(file: FileModel, access: Node): Variable | undefined {
  let root = unwrap(access);
  while (root.type === 'MemberExpression' || root.type === 'CallExpression') {
    root = unwrap(root.type === 'MemberExpression' ? root.object : root.callee);
  }
  return root.type === 'Identifier' ? file.variableOf(root) : undefined;
}

/** `client.on('message', send)`: something comes in again and again, other than news of the connection itself. */
function isListenedTo(client: Variable): boolean {
  return client.references.some(({ identifier }) => {
    const access = outermost(identifier).parent;
    const call = access?.type === 'MemberExpression' && access.object === outermost(identifier) ? outermost(access).parent : undefined;
    if (access?.type !== 'MemberExpression' || !isCall(call) || !listenerMethods.has(propertyName(access) ?? '')) return false;
    const event = literalText(call.arguments[0]);
    return event !== undefined && !failureEvents.test(event)
      && ![beginningEvents, endingEvents, lossEvents].some((events) => events.has(event));
  });
}
