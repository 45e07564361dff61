import { unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { FileModel } from '../../resolve/file-model.js';

/** `globalThis.client`, `client` of a name that nothing declares: it lives as long as the process. */
export function isRootedInGlobal(file: FileModel, expression: Node): boolean {
  let root = unwrap(expression);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  return root.type === 'Identifier' && file.variableOf(root) === undefined;
}
