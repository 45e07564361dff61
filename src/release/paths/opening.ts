import { fluentMethods } from '../../catalog/conventions/events.js';
import { setupMethods } from '../../catalog/conventions/methods.js';
import { propertyName } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';

/**
 * The node after which a client is there. Of `createClient().on('error', log).connect()` it is the whole: only then is the client in
 * somebody's hands.
 */
export function openingOf(origin: Node, boundary: FunctionNode): Node {
  if (origin.type === 'Identifier' || origin.type === 'MemberExpression') {
    for (let node: Node | undefined = origin; node && node !== boundary; node = node.parent) {
      if (node.type === 'AssignmentExpression') return node;
    }
    return origin;
  }
  let opening = origin;
  for (;;) {
    const access: Node | undefined = opening.parent;
    const call: Node | undefined = access?.parent;
    if (access?.type !== 'MemberExpression' || access.object !== opening) return opening;
    if (call?.type !== 'CallExpression' || call.callee !== access) return opening;
    const name = propertyName(access) ?? '';
    const isBound = call.parent.type === 'AwaitExpression' && call.parent.parent.type !== 'ExpressionStatement';
    if (!fluentMethods.has(name) && !(setupMethods.test(name) && isBound)) return opening;
    opening = call;
  }
}
