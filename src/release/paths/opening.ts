import { beginningEvents, fluentMethods } from '../../catalog/conventions/events.js';
import { setupMethods } from '../../catalog/conventions/methods.js';
import { eventOf, isErrorFirst, isRegistration } from '../../control/callbacks.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, propertyName } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';

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

/**
 * Variables that are set when the client could not be opened: `connect(url, (error, client) => …)`, `client.connect((error) => …)`,
 * `client.on('connect', (error) => …)`. `failure` is one that is known, `start` the call that opens, which may come later.
 */
export function failuresOf(
  { file, failure, boundary, openFailure = [] }: {
    readonly file: FileModel; readonly failure?: Node; readonly boundary: FunctionNode; readonly openFailure?: readonly string[];
  },
  opening: Node, start: Node, isOfClient: (node: Node) => boolean,
): Set<Variable> {
  const callback = isCall(opening) ? opening.arguments.at(-1) : undefined;
  const given = isFunction(callback) && callback.params.length > 1 ? callback.params[0] : undefined;
  const isTelling = (call: CallNode): boolean => {
    const { callee } = call;
    if (callee.type !== 'MemberExpression' || !isOfClient(callee.object)) return false;
    return isRegistration(call) ? beginningEvents.has(eventOf(call) ?? '') : setupMethods.test(propertyName(callee) ?? '');
  };
  // Few calls have such a callback, and whether one is of the client costs most.
  const told = file.calls.flatMap((call) => {
    const last = call.arguments.at(-1);
    if (!isFunction(last) || !isErrorFirst(last) || !isInside(call, boundary)) return [];
    // What fails and stays open all the same says nothing.
    if (call.callee.type === 'MemberExpression' && openFailure.includes(propertyName(call.callee) ?? '')) return [];
    return call === start || isTelling(call) ? last.params[0] ?? [] : [];
  });
  return new Set([given, failure, ...told].flatMap((node) => (node && file.variableOf(node)) ?? []));
}
