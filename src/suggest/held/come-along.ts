import { consumingNames, ongoingNames } from '../../catalog/conventions/methods.js';
import type { Variable } from '../../resolve/file-model.js';
import { enclosingFunction, isCall, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode } from '../../syntax/nodes.js';

/*
 * `const { client, channel } = await open();`: is what came along with a client only asked for this and that while the client is there?
 * Input: the variables beside that of the client. Output: `false` where something is given away, listened to or goes on by itself.
 */

export function areOnlyAsked(besides: readonly Variable[], boundary: FunctionNode): boolean {
  return besides.every(({ references }) => references.every(({ identifier, init }) => {
    if (init === true) return true;
    const access = outermost(identifier).parent;
    if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) return false;
    const name = propertyName(access) ?? '';
    const call = outermost(access).parent;
    const statement = isCall(call) && call.parent.type === 'AwaitExpression' ? outermost(call.parent).parent : call?.parent;
    return isCall(call) && unwrap(call.callee) === access && enclosingFunction(call) === boundary && statement?.type !== 'ReturnStatement'
      && !ongoingNames.test(name) && !consumingNames.test(name);
  }));
}
