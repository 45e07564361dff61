import { ENVIRONMENT } from '../catalog/answers.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { FileModel } from '../resolve/file-model.js';

/** Whether an expression is `process.env`. */
export function isProcessEnvironment(file: FileModel, object: Node): boolean {
  if (object.type !== 'MemberExpression' || propertyName(object) !== ENVIRONMENT) return false;
  const owner = unwrap(object.object);
  return owner.type === 'Identifier' && owner.name === 'process' && file.variableOf(owner) === undefined;
}
