import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { enclosingFunction, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';

/**
 * `try { client = open(); … } finally { …; client = null; }`: the assignment that alone fills a variable, where the `finally` block around
 * it empties the variable again, so that the next run finds nothing. Blind spot: a `finally` block that fails before it comes to that.
 */
export function emptiedAtEnd(file: FileModel, variable: Variable): Node | undefined {
  const written = variable.references.filter((reference) => reference.isWrite() && reference.init !== true);
  const fillings = written.flatMap(({ identifier }) => (isEmptied(identifier) ? [] : [identifier]));
  const [filling, ...others] = fillings;
  if (!filling || others.length > 0 || !isAssigned(filling)) return undefined;
  const owner = enclosingFunction(filling);
  for (let child: Node = filling; child.parent && child !== owner; child = child.parent) {
    const parent: Node = child.parent;
    if (parent.type !== 'TryStatement' || parent.block !== child) continue;
    const isEmptiedHere = parent.finalizer?.body.some((statement) => (
      statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression'
      && isEmptied(statement.expression.left) && file.variableOf(unwrap(statement.expression.left)) === variable));
    if (isEmptiedHere) return filling;
  }
  return undefined;
}

/** `client = …` as a statement. */
function isAssigned({ parent }: Node): boolean {
  return parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.parent.type === 'ExpressionStatement';
}

/** `client = null`. */
function isEmptied(target: Node): boolean {
  const { parent } = target;
  return parent?.type === 'AssignmentExpression' && parent.left === target && parent.operator === '=' && isEmptying(parent.right);
}
