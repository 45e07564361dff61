import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { enclosingFunction, isFunction, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { findKeptPlace } from './kept-place.js';
import type { Program } from '../../project/program.js';

/*
 * Is a module variable a local one in all but its place? `let client; function getClient() { client = new Client(); return client; }`:
 * no run of the function ever sees what the one before has put there.
 * Output: where the function reads it, or `undefined`. Invariant: nothing else mentions the variable, and every read stands behind a
 * statement that each call runs and that fills it on each of its branches. Blind spot: loops, `switch` and `try` that fill it.
 */

/** `target` is what stands left of the `=`. */
export function readsOfRefilledVariable(program: Program, file: FileModel, target: Node): readonly Node[] | undefined {
  const owner = enclosingFunction(target);
  if (target.type !== 'Identifier' || !isFunction(owner) || !isAssigned(target)) return undefined;
  const place = findKeptPlace(program, file, target);
  const variable = file.variableOf(target);
  if (!place || !variable || place.owner || (place.initial && !isEmptying(place.initial))) return undefined;
  const reads: Node[] = [];
  for (const access of place.accesses) {
    if (enclosingFunction(access) !== owner) return undefined;
    if (isAssigned(access)) continue;
    if (!isBehindFilling(file, access, owner, variable)) return undefined;
    reads.push(access);
  }
  return reads;
}

/** `client = …;` as a statement. */
function isAssigned(access: Node): boolean {
  const { parent } = access;
  return parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === access
    && parent.parent.type === 'ExpressionStatement';
}

/** Nothing before the filling may end the function: that may be a test for what an earlier call has done. */
function isBehindFilling(file: FileModel, read: Node, owner: FunctionNode, variable: Variable): boolean {
  if (owner.body?.type !== 'BlockStatement') return false;
  const { body } = owner.body;
  const filling = body.findIndex((statement) => fills(file, statement, variable));
  return filling !== -1 && read.range[0] >= body[filling]!.range[1]
    && body.slice(0, filling).every(({ type }) => type === 'VariableDeclaration' || type === 'ExpressionStatement');
}

/** Whether the variable has a new value whenever a statement is over. */
function fills(file: FileModel, statement: Node, variable: Variable): boolean {
  switch (statement.type) {
    case 'ExpressionStatement': {
      const { expression } = statement;
      const target = expression.type === 'AssignmentExpression' && expression.operator === '=' ? unwrap(expression.left) : undefined;
      return target?.type === 'Identifier' && file.variableOf(target) === variable;
    }
    case 'BlockStatement':
      return statement.body.some((each) => fills(file, each, variable));
    case 'IfStatement':
      return fills(file, statement.consequent, variable) && statement.alternate !== null && fills(file, statement.alternate, variable);
    default:
      return false;
  }
}
