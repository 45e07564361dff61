import { fluentMethods } from '../../catalog/conventions/events.js';
import { setupMethods } from '../../catalog/conventions/methods.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isCall, isFunction, propertyName } from '../../syntax/nodes.js';
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
    const isAwaited = call.parent.type === 'AwaitExpression' && call.parent.parent.type !== 'ExpressionStatement';
    const isBound = isAwaited || call.parent.type === 'ReturnStatement' || call.parent === boundary;
    if (!fluentMethods.has(name) && !(setupMethods.test(name) && isBound)) return opening;
    opening = call;
  }
}

/** Variables that are set when the client could not be opened: `connect(url, (error, client) => …)`. `failure` is one that is known. */
export function failuresOf({ file, failure }: { readonly file: FileModel; readonly failure?: Node }, opening: Node): Set<Variable> {
  const callback = isCall(opening) ? opening.arguments.at(-1) : undefined;
  const given = isFunction(callback) && callback.params.length > 1 ? callback.params[0] : undefined;
  return new Set([given, failure].flatMap((node) => (node && file.variableOf(node)) ?? []));
}
