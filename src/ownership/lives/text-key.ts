import type { FileModel } from '../../resolve/file-model.js';
import { literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode } from '../../syntax/nodes.js';

/** `c.set('db', client)`, where `c` is a parameter: the client is found there under a name. */
export function hasTextKey(file: FileModel, call: CallNode): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'set' || literalText(call.arguments[0]) === undefined) return false;
  const root = unwrap(callee.object);
  return root.type === 'Identifier' && file.variableOf(root)?.defs[0]?.type === 'Parameter';
}
