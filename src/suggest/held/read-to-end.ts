import { readOnNames } from '../../catalog/conventions/methods.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isAwaited, isCall, isPropertyKey, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { rootOfMembers } from '../../syntax/roots.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * Does something in the code go on by itself: a stream that is handed to the response? One that is read to its end does not:
 * `await streamToString(answer.Body)`, `await answer.Body.transformToString()`, `await pipeline(stream, file)`.
 * Input: statements, or what gives a stream. Output: whether it goes on. Blind spot: functions of such names that do not wait.
 */

/**
 * `settled` are functions of promises, in which nothing goes on behind them. What is made of nothing that leads to `client` goes on
 * without it.
 */
export function goesOn(source: Source, statements: readonly Node[], settled: ReadonlySet<Node>, client?: Variable): boolean {
  return statements.some((statement) => [...nodesIn(source, statement, true)].some((node) => (
    ((node.type === 'MemberExpression' && readOnNames.test(propertyName(node) ?? '') && propertyName(node) !== 'body'
      && outermost(node).parent?.type !== 'UnaryExpression' && !isReadToEnd(source, node)
      && (!client || leadsTo(source, rootOfMembers(node.object), client)))
      || (node.type === 'CallExpression' && node.callee.type === 'Identifier' && /stream|pipeline/i.test(node.callee.name)
        && !isReading(node))
      || node.type === 'YieldExpression')
    && ![...settled].some((executor) => isInside(node, executor)))));
}

/** `const file = new PdfDocument({ size });` leads to no client that it is not made with. */
function leadsTo(source: Source, name: Node, client: Variable, seen: ReadonlySet<Variable> = new Set()): boolean {
  const variable = name.type === 'Identifier' ? source.file.variableOf(name) : undefined;
  if (name.type !== 'Identifier' || variable === client) return true;
  const definition = variable?.defs[0];
  if (!definition || definition.type === 'ImportBinding' || seen.has(variable)) return false;
  // What was there before the client has nothing of it.
  if (definition.type === 'Parameter') return !isInside(client.identifiers[0]!, definition.node);
  if (definition.type !== 'Variable') return true;
  const within = new Set([...seen, variable]);
  return variable.references.some(({ writeExpr }) => writeExpr && [...nodesIn(source, writeExpr, true)].some((node) => (
    node.type === 'ThisExpression' || (node.type === 'Identifier' && !isPropertyKey(node) && leadsTo(source, node, client, within)))));
}

/** Functions that promise to be done when they have read what they are given. */
const READING = new RegExp('^pipeline\\w*$|stream\\w*(?:To|2)[A-Z]\\w*$|[a-z]To(?:String|Buffer|File|Text|Array|Json|JSON|Bytes)$'
  + '|^(?:text|json|buffer)$');

/** Methods that do so with their own stream. */
const READING_METHODS = /^transformTo(?:String|ByteArray)$/;

/** Whether a function of that name is waited for where it is called. */
function isReading(call: Node): boolean {
  if (call.type !== 'CallExpression' || !isAwaited(call)) return false;
  const callee = unwrap(call.callee);
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) ?? '' : '';
  return READING.test(name);
}

function isReadToEnd(source: Source, stream: Node, seen: ReadonlySet<Variable> = new Set()): boolean {
  const value = outermost(stream);
  const { parent } = value;
  switch (parent?.type) {
    case 'UnaryExpression':
    case 'IfStatement':
    case 'ExpressionStatement':
      return true;
    case 'LogicalExpression':
      return isReadToEnd(source, parent, seen);
    case 'ForOfStatement':
      return parent.right === value && parent.await;
    case 'CallExpression':
      return parent.callee !== value && isReading(parent);
    case 'MemberExpression':
      return parent.object === value && isEndedOrLookedAt(parent);
    case 'VariableDeclarator':
    case 'AssignmentExpression': {
      const target = parent.type === 'VariableDeclarator' ? parent.id : parent.left;
      const variable = target.type === 'Identifier' ? source.file.variableOf(target) : undefined;
      if (!variable || seen.has(variable) || enclosingFunction(variable.identifiers[0]!) !== enclosingFunction(value)) return false;
      if (parent.type === 'AssignmentExpression' && parent.parent.type !== 'ExpressionStatement') return false;
      return variable.references.every((reference) => (
        !reference.isRead() || isReadToEnd(source, reference.identifier, new Set([...seen, variable]))));
    }
    default:
      return false;
  }
}

/** `await stream.transformToString()`, `stream.destroy()`, `typeof stream.pipe` */
function isEndedOrLookedAt(access: Node): boolean {
  const name = access.type === 'MemberExpression' ? propertyName(access) ?? '' : '';
  const user = outermost(access).parent;
  if (user?.type === 'UnaryExpression') return true;
  if (!isCall(user) || unwrap(user.callee) !== access) return false;
  return name === 'destroy' || (READING_METHODS.test(name) && isAwaited(user));
}
