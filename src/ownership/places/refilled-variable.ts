import type { TSESTree } from '@typescript-eslint/utils';
import { emptiedAtEnd } from '../../control/guards/emptied-at-end.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { enclosingFunction, isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { findKeptPlace } from './kept-place.js';
import type { Program } from '../../project/program.js';

/*
 * Is a module variable a local one in all but its place? `let client; function getClient() { client = new Client(); return client; }`:
 * no run of the function ever sees what the one before has put there.
 * Output: where the function reads it, or `undefined`. Invariant: whoever else mentions the variable fills it, too, and every read stands
 * behind a statement that each call of its function runs and that fills the variable on each of its branches.
 * Blind spot: loops, `switch` and `try` that fill it, and runs of two functions at the same time.
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
    const around = enclosingFunction(access);
    if (!isFunction(around)) return undefined;
    if (isAssigned(access)) continue;
    if (!isBehindFilling(file, access, around, variable)) return undefined;
    // What another function has just put there itself is another client.
    if (around === owner) reads.push(access);
  }
  return reads;
}

/**
 * The same of a variable that the function which fills it empties again before it ends. What others do in the meantime counts only where it
 * is plain that they neither keep nor release what they find: `if (client)`, `client.find()`.
 */
export function readsOfEmptiedVariable(
  program: Program, file: FileModel, target: Node, release: readonly string[],
): readonly Node[] | undefined {
  const variable = target.type === 'Identifier' ? file.variableOf(target) : undefined;
  if (!variable || emptiedAtEnd(file, variable) !== target) return undefined;
  const place = findKeptPlace(program, file, target);
  if (!place || place.owner || (place.initial && !isEmptying(place.initial))) return undefined;
  const owner = enclosingFunction(target);
  const reads = place.accesses.filter((access) => !isAssigned(access));
  const isPlain = (read: Node): boolean => enclosingFunction(read) === owner || isTest(read) || usesMember(read, release);
  return reads.every(isPlain) ? reads.filter((read) => enclosingFunction(read) === owner) : undefined;
}

/** `client === null`, `if (client)`, `!client`. */
function isTest(read: Node): boolean {
  const { parent } = read;
  return parent?.type === 'UnaryExpression' || (parent?.type === 'BinaryExpression' && isEmptying(parent.right))
    || ((parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') && parent.test === read);
}

/** `client.find()`, and nothing that releases it. */
function usesMember(read: Node, release: readonly string[]): boolean {
  const access = outermost(read).parent;
  const name = access?.type === 'MemberExpression' && unwrap(access.object) === read ? propertyName(access) : undefined;
  const call = name === undefined ? undefined : outermost(access!).parent;
  return isCall(call) && unwrap(call.callee) === access && !release.some((method) => method.split('.')[0] === name);
}

/** `client = …;` as a statement. */
function isAssigned(access: Node): boolean {
  const { parent } = access;
  return parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === access
    && parent.parent.type === 'ExpressionStatement';
}

/** Nothing before the filling may end the function: that may be a test for what an earlier call has done. */
function isBehindFilling(file: FileModel, read: Node, owner: FunctionNode, variable: Variable): boolean {
  for (let child = read; child.parent && child !== owner; child = child.parent) {
    const { parent } = child;
    if (parent.type !== 'BlockStatement') continue;
    const statements: readonly Node[] = parent.body;
    const before = statements.slice(0, statements.indexOf(child));
    const filling = before.findIndex((statement) => fills(file, statement, variable));
    if (filling !== -1) return isStraight(before.slice(0, filling)) && isAlwaysRun(parent, owner);
  }
  return false;
}

function isStraight(statements: readonly Node[]): boolean {
  return statements.every(({ type }) => type === 'VariableDeclaration' || type === 'ExpressionStatement');
}

/** Whether each call of a function comes to the beginning of a block: of its own, or of a `try` in it. */
function isAlwaysRun(block: Node, owner: FunctionNode): boolean {
  if (block.parent === owner) return true;
  const { parent } = block;
  const statement = parent?.type === 'TryStatement' && parent.block === block ? parent : block;
  const around = statement.parent;
  return around?.type === 'BlockStatement' && isStraight(around.body.slice(0, around.body.indexOf(statement as TSESTree.Statement)))
    && isAlwaysRun(around, owner);
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
