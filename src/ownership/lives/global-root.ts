import type { Node } from '../../syntax/nodes.js';
import { rootOfMembers } from '../../syntax/roots.js';
import type { FileModel } from '../../resolve/file-model.js';

/** `globalThis.client`, `client` of a name that nothing declares: it lives as long as the process. */
export function isRootedInGlobal(file: FileModel, expression: Node): boolean {
  const root = rootOfMembers(expression);
  return root.type === 'Identifier' && file.variableOf(root) === undefined;
}
