import type { TSESTree } from '@typescript-eslint/utils';
import { isNamed } from '../control/callbacks.js';
import { isLogging } from '../control/non-throwing-calls.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { assignedValue, isEmptying } from '../resolve/values.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isAwaited, isCall, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';

/*
 * Is a value the result of work that may have failed, of which the code has noted the failure and nothing else?
 * `let found; try { found = await db.query(text); } catch (error) { console.log(error); }`: then `found.rows` fails.
 * Output: whether that is known. Invariant: the variable is filled once, nothing between that and the look asks for it, nothing there may
 * leave, and the look stands under no condition: a flag could say how the work went. Blind spot: helpers that swallow what fails in them.
 */

export function isUnsetResult(file: FileModel, node: Node): boolean {
  const value = unwrap(node);
  // `const { rows } = await db.query(text).catch(console.log);`
  if (isCall(value)) return isAwaited(value) && isSwallowed(value);
  const variable = value.type === 'Identifier' ? file.variableOf(value) : undefined;
  const filling = variable && fillingOf(variable);
  const work = filling && swallowing(filling);
  const owner = enclosingFunction(node);
  if (!variable || !work || !owner || enclosingFunction(work) !== owner) return false;
  const isUntouched = variable.references.every(({ identifier }) => identifier === value || isInside(identifier, work)
    || identifier.range[0] >= value.range[0] || variable.identifiers.some((own) => own === identifier));
  return isUntouched && isStraightBehind(file, value, work);
}

/** The only name that is given a value; what it is declared with may be nothing. */
function fillingOf({ defs, references }: Variable): Node | undefined {
  const [definition, ...others] = defs;
  if (definition?.type !== 'Variable' || others.length > 0) return undefined;
  const writes = references.filter((reference) => reference.isWrite() && !(reference.writeExpr && isEmptying(reference.writeExpr)));
  return writes.length === 1 ? writes[0]!.identifier : undefined;
}

/** The statement that waits for the work and goes on where it fails, with nothing in the variable. */
function swallowing(filling: Node): TSESTree.Statement | undefined {
  const held = assignedValue(filling);
  if (!held || held.path.length > 0) return undefined;
  const { expression } = held;
  // `const found = await db.query(text).catch(console.log);`
  if (expression.type === 'AwaitExpression' && isSwallowed(expression.argument)) return statementAround(filling);
  const assignment = filling.parent?.type === 'AssignmentExpression' ? filling.parent : undefined;
  if (assignment?.operator !== '=') return undefined;
  const owner = enclosingFunction(filling);
  if (expression.type === 'AwaitExpression') {
    // `try { found = await db.query(text); } catch (error) { console.log(error); }`
    const block = statementAround(filling)?.parent;
    const attempt = block?.type === 'BlockStatement' && block.parent.type === 'TryStatement' ? block.parent : undefined;
    return attempt?.block === block && attempt?.handler && onlyNotes(attempt.handler.body) ? attempt : undefined;
  }
  // `await db.query(text).then((result) => { found = result; }).catch(console.log);`
  const callback = isFunction(owner) ? outermost(owner).parent : undefined;
  if (callback?.type !== 'CallExpression' || methodOf(callback) !== 'then' || callback.arguments[0] !== owner) return undefined;
  const caught = outermost(callback).parent;
  const call = caught?.type === 'MemberExpression' ? outermost(caught).parent : undefined;
  const isWaitedFor = call?.parent?.type === 'AwaitExpression' && call.parent.parent.type === 'ExpressionStatement';
  return call && isWaitedFor && isSwallowed(call) ? statementAround(call) : undefined;
}

/** `work.catch((error) => console.log(error))` */
function isSwallowed(node: Node): boolean {
  const call = unwrap(node);
  if (call.type !== 'CallExpression' || methodOf(call) !== 'catch' || call.arguments.length !== 1) return false;
  const handler = unwrap(call.arguments[0]!);
  if (!isFunction(handler)) return handler.type === 'MemberExpression' && isNamed(unwrap(handler.object), 'console');
  return !handler.generator && givesNothing(handler);
}

function givesNothing({ body }: FunctionNode): boolean {
  if (body.type === 'BlockStatement') return onlyNotes(body);
  const callee = isCall(body) ? unwrap(body.callee) : undefined;
  return callee?.type === 'MemberExpression' && isNamed(unwrap(callee.object), 'console');
}

/** Whether a block logs, if anything. */
function onlyNotes({ body }: TSESTree.BlockStatement): boolean {
  return body.every((statement) => {
    const expression = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
    return isCall(expression) && isLogging(expression);
  });
}

/** Whether control comes from a statement to a node in one of those behind it, whatever happens. */
function isStraightBehind(file: FileModel, node: Node, work: TSESTree.Statement): boolean {
  for (let child = node; child.parent; child = child.parent) {
    const { parent } = child;
    if (parent === work.parent) {
      const statements: readonly Node[] = parent.type === 'BlockStatement' ? parent.body : [];
      const between = statements.slice(statements.indexOf(work) + 1, statements.indexOf(child));
      return statements.indexOf(child) > statements.indexOf(work) && between.every((statement) => !mayLeave(file, statement));
    }
    if (isFunction(parent) || LEFT_OUT.has(parent.type) || isBranch(parent, child)) return false;
    if (parent.type !== 'BlockStatement') continue;
    const before = parent.body.slice(0, parent.body.indexOf(child as TSESTree.Statement));
    if (before.some((statement) => mayLeave(file, statement))) return false;
  }
  return false;
}

/** What may run what is in it, or not. */
const LEFT_OUT: ReadonlySet<string> = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'SwitchCase',
  'CatchClause', 'AssignmentPattern']);

function isBranch(parent: Node, child: Node): boolean {
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test !== child;
  return parent.type === 'LogicalExpression' && parent.right === child;
}

function mayLeave(file: FileModel, statement: Node): boolean {
  for (const { type } of ownNodes(statement, file.tree.visitorKeys)) if (LEAVING.has(type)) return true;
  return false;
}

const LEAVING: ReadonlySet<string> = new Set(['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement']);

function statementAround(node: Node): TSESTree.Statement | undefined {
  let child = node;
  while (child.parent && child.parent.type !== 'BlockStatement') {
    if (isFunction(child)) return undefined;
    child = child.parent;
  }
  return child.parent ? child as TSESTree.Statement : undefined;
}

function methodOf(call: TSESTree.CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
}
