import type { TSESTree } from '@typescript-eslint/utils';
import { changingMethods } from '../../catalog/conventions/collections.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { assignedValue, isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isInConstructor, isWritten, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';

/*
 * What has a function written before it comes to a read? Then it reads what it has put there itself, and nothing that was there before.
 * Invariant: what stands on a condition of its own, or in a function within, counts as not written. Blind spot: functions that are called
 * in between, and failures.
 */

/** `const validator = new Validator();`, in the function that asks it. */
export function isMadeIn(file: FileModel, callee: Node, owner: Node): boolean {
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const variable = object.type === 'Identifier' ? file.variableOf(object) : undefined;
  const own = variable ? writesIn(variable, owner, object) : [];
  return own.some((identifier) => isOnTheWay(identifier, object))
    && own.every((identifier) => {
      const given = assignedValue(identifier)?.expression;
      return given !== undefined && (given.type === 'NewExpression' || isEmptying(given));
    });
}

/** Where a function puts something into a variable before it comes to a read. */
export function writesIn({ references }: Variable, owner: Node, read: Node): Node[] {
  return references.filter((reference) => reference.isWrite()).map(({ identifier }) => identifier)
    .filter((identifier) => isInside(identifier, owner) && identifier.range[1] <= read.range[0]);
}

/** A member that functions write tells what was before, unless the request has just written it itself. */
export function isChanged(access: TSESTree.MemberExpression, read: Node, owner: Node): boolean {
  if ((!isWritten(access) && !isEntryChanged(access)) || !enclosingFunction(access) || isInConstructor(access)) return false;
  return !isBefore(access, read, owner);
}

/** A statement of the function that every run passes before it comes to what is read. */
function isBefore(write: Node, read: Node, owner: Node): boolean {
  return write.range[1] <= read.range[0] && enclosingFunction(write) === owner && isAlwaysDone(write, owner);
}

/** Whether what comes to a read has come by a write in a block around it, but for failures. */
export function isOnTheWay(write: Node, read: Node): boolean {
  for (let current = write.parent; current; current = current.parent) {
    if (isInside(read, current)) return current.type === 'BlockStatement';
    if (!STRAIGHT.has(current.type)) return false;
  }
  return false;
}

/** What stands around a write in a function that comes to it whenever nothing fails before. */
const STRAIGHT: ReadonlySet<string> = new Set(['AssignmentExpression', 'ExpressionStatement', 'BlockStatement', 'TryStatement',
  'MemberExpression', 'CallExpression', 'VariableDeclarator', 'VariableDeclaration']);

/** Whether a function always comes to a write in it, but for failures. */
export function isAlwaysDone(write: Node, owner: Node): boolean {
  for (let current = write.parent; current && current !== owner; current = current.parent) if (!STRAIGHT.has(current.type)) return false;
  return true;
}

/** `x[key] = …`, `x.set(…)`. */
export function isEntryChanged(node: Node): boolean {
  const access = node.parent;
  if (access?.type !== 'MemberExpression' || access.object !== node) return false;
  const user = access.parent;
  if (user.type === 'AssignmentExpression' && user.left === access) return access.computed;
  return user.type === 'CallExpression' && user.callee === access && changingMethods.has(propertyName(access) ?? '');
}
