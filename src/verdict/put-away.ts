import { collectingMethods } from '../catalog/conventions/collections.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { enclosingFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { rootOfMembers } from '../syntax/roots.js';

/**
 * Whether a function puts what one of its variables holds where others find it when it is over: `this.pool = pool`,
 * `pools.set(key, { pool })`. What it gives back, or to a function, is not told: its callers may end it.
 */
export function isPutAway(file: FileModel, { references }: Variable): boolean {
  return references.some((reference) => reference.isRead() && isTaken(file, reference.identifier));
}

function isTaken(file: FileModel, read: Node): boolean {
  let node = outermost(read);
  let { parent } = node;
  while (parent?.type === 'Property' || parent?.type === 'ObjectExpression') {
    node = outermost(parent);
    ({ parent } = node);
  }
  if (parent?.type === 'AssignmentExpression') return parent.right === node && parent.operator === '=' && isOutside(file, parent.left);
  if (parent?.type !== 'CallExpression' || parent.callee === node) return false;
  const callee = unwrap(parent.callee);
  return callee.type === 'MemberExpression' && collectingMethods.has(propertyName(callee) ?? '') && isOutside(file, callee.object);
}

/** Of the object, or of the module. */
function isOutside(file: FileModel, place: Node): boolean {
  const root = rootOfMembers(place);
  if (root.type === 'ThisExpression') return true;
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  return variable !== undefined && !enclosingFunction(variable.identifiers[0]!);
}
