import { processEndEvents } from '../catalog/conventions/events.js';
import type { FileModel } from '../resolve/file-model.js';
import { readsOf } from '../resolve/values.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { listeningOf } from './callbacks.js';

/** `process.exit()` in the same function: this is how the process ends, whoever asks for it. */
export function endsProcess(file: FileModel, owner: FunctionNode | ClassNode): boolean {
  return (file.members.get('exit') ?? []).some((access) => (
    access.object.type === 'Identifier' && access.object.name === 'process'
    && access.range[0] >= owner.range[0] && access.range[1] <= owner.range[1]));
}

/** The callee of `process.exit()`: nothing has to be released any more. */
export function isProcessExit(callee: Node): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'process'
    && propertyName(callee) === 'exit';
}

/**
 * Whether code of a function waits for the end of the process: `process.on('SIGINT', () => client.close())`,
 * `process.on('SIGINT', client.close.bind(client))`, or a function that is named there and nowhere else.
 */
export function waitsForProcessEnd(file: FileModel, node: Node, boundary: Node): boolean {
  let named = outermost(node);
  // `client.close` of `client.close.bind(client)`
  while (named.parent?.type === 'MemberExpression' || (named.parent?.type === 'CallExpression' && unwrap(named.parent.callee) === named)) {
    named = outermost(named.parent);
  }
  if (isProcessEndListening(node) || isProcessEndListening(named.parent)) return true;
  for (let fn = enclosingFunction(node); isFunction(fn) && fn !== boundary && isInside(fn, boundary); fn = enclosingFunction(fn)) {
    const values = readsOf(file, fn);
    if (values.length > 0 && values.every((value) => isProcessEndListening(outermost(value).parent))) return true;
  }
  return false;
}

/** `process.once('SIGTERM', …)` */
function isProcessEndListening(node: Node | undefined): boolean {
  const to = listeningOf(node)?.to;
  return to?.type === 'Identifier' && to.name === 'process' && isEndListening(node);
}

/** `server.on('close', …)`: a call that listens for the end of something, the process perhaps. */
export function isEndListening(node: Node | undefined): boolean {
  return processEndEvents.has(listeningOf(node)?.event ?? '');
}
