import type { TSESTree } from '@typescript-eslint/utils';
import { isPromise } from '../../control/callbacks.js';
import { cannotThrow } from '../../control/non-throwing-calls.js';
import type { Variable } from '../../resolve/file-model.js';
import { isReassigned } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isChainedToPromise, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { howToClose, releasesOf } from '../held/closing-target.js';
import type { Obligated } from '../held/closing-target.js';
import { ClosingUses } from '../held/closing-uses.js';
import { typedPromise } from '../held/promise-executor.js';
import { takeOut } from '../text/emptied-blocks.js';
import { withChain } from '../task/shape.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';

/*
 * `promise.finally(() => client.close())` in a function that does not wait itself: all that is done with the client is done in one chain
 * of promises, or in the code that calls back of `new Promise(…)`.
 * Input: a construction whose variable is declared in front of that. Output: edits, or `undefined`.
 * Invariant: nothing between the two can fail, and the promise has the value and the type that it had. Blind spot: a promise that is never
 * settled.
 */

export function closeWhenSettled(source: Source, obligated: Obligated): Edit[] | undefined {
  const held = declaredIn(source, obligated);
  if (!held) return undefined;
  const { variable, boundary, block, following } = held;
  const releases = releasesOf(variable, obligated, boundary);
  const how = releases && howToClose(source, obligated, variable, releases);
  const promise = following.map((statement) => promiseOf(statement)).find((one) => one !== undefined);
  if (!how || !promise) return undefined;
  const statement = following.find((one) => isInside(promise, one))!;
  const isElsewhere = variable.references.some(({ identifier, init }) => (
    init !== true && !isInside(identifier, promise) && identifier.range[0] > statement.range[0]));
  const before = following.slice(0, following.indexOf(statement));
  if (isElsewhere || !before.every((one) => isQuiet(source, obligated, variable, one))) return undefined;
  const uses = new ClosingUses(source, { ...obligated, made: obligated.node, variable, boundary, block, releases }, promise);
  const within = variable.references.filter(({ identifier, init }) => init !== true && isInside(identifier, promise));
  if (!within.every(({ identifier }) => releases.some((one) => isInside(identifier, one)) || uses.isOver(identifier))) return undefined;
  if (uses.goOn([statement])) return undefined;
  const typed = typedPromise(source, promise, boundary);
  const removed = typed && takeOut(source, releases, [], true);
  if (!removed) return statement.type === 'ExpressionStatement' ? closedLast(promise, releases) : undefined;
  // What its `catch` heard until now, that hears no more.
  const close = (how.closeQuietly ?? how.close).replace(/^await /, '');
  return [{ range: [promise.range[1], promise.range[1]], text: `.finally(() => ${close})` }, ...typed, ...removed];
}

/** `….then(() => { return client.end(); });` becomes `….finally(…)`: nobody asks for what it gives. */
function closedLast(promise: Node, releases: readonly Node[]): Edit[] | undefined {
  const access = promise.type === 'CallExpression' ? promise.callee : undefined;
  const [taker, ...others] = promise.type === 'CallExpression' ? promise.arguments : [];
  if (access?.type !== 'MemberExpression' || access.computed || propertyName(access) !== 'then' || others.length > 0) return undefined;
  const [release] = releases;
  if (!isFunction(taker) || taker.params.length > 0 || !release || releases.length > 1) return undefined;
  const [only, ...more] = taker.body.type === 'BlockStatement' ? taker.body.body : [taker.body];
  const value = only?.type === 'ReturnStatement' ? only.argument : only?.type === 'ExpressionStatement' ? only.expression : only;
  return more.length === 0 && value && unwrap(value) === release ? [{ range: access.property.range, text: 'finally' }] : undefined;
}

interface Declared {
  readonly variable: Variable;
  readonly boundary: FunctionNode;
  readonly block: TSESTree.BlockStatement;
  readonly following: readonly TSESTree.Statement[];
}

/** What is given to `then` of a promise: what it promises goes there first. */
export function firstTaker(promise: Node): Node | undefined {
  const access = promise.parent;
  if (access?.type !== 'MemberExpression' || access.object !== promise || propertyName(access) !== 'then') return undefined;
  const link = access.parent;
  return link.type === 'CallExpression' && link.callee === access ? link.arguments[0] : undefined;
}

/** `pool.connect().then((client) => { … })`: a function has it as the first that its promise is given to. */
function takenIn(source: Source, value: Node): Declared | undefined {
  const boundary = firstTaker(value);
  const [parameter] = isFunction(boundary) ? boundary.params : [];
  const variable = parameter?.type === 'Identifier' ? source.file.variableOf(parameter) : undefined;
  if (!isFunction(boundary) || boundary.async || boundary.generator || boundary.body.type !== 'BlockStatement') return undefined;
  if (!variable || variable.defs.length !== 1 || isReassigned(variable)) return undefined;
  return { variable, boundary, block: boundary.body, following: boundary.body.body };
}

export function declaredIn(source: Source, { node, kind, setup }: Obligated): Declared | undefined {
  const { expression } = withChain(node, setup);
  const value = outermost(expression);
  const declarator = value.parent;
  if (kind === 'asyncFactory' && value.type !== 'AwaitExpression' && expression === node) return takenIn(source, value);
  // What is waited for is in a function that waits.
  if (kind === 'asyncFactory' || expression !== node) return undefined;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value) return undefined;
  const declaration = declarator.parent;
  const block = declaration.parent;
  const boundary = enclosingFunction(declaration);
  const variable = declarator.id.type === 'Identifier' ? source.file.variableOf(declarator.id) : undefined;
  if (!variable || variable.defs.length !== 1 || declaration.declarations.length !== 1 || /using/.test(declaration.kind)) return undefined;
  if (isReassigned(variable)) return undefined;
  if (block.type !== 'BlockStatement' || !isFunction(boundary) || boundary.generator) return undefined;
  return { variable, boundary, block, following: block.body.slice(block.body.indexOf(declaration) + 1) };
}

/** The promise that a statement returns, or starts and leaves to itself. */
function promiseOf(statement: TSESTree.Statement): Node | undefined {
  const value = statement.type === 'ReturnStatement' ? statement.argument : statement.type === 'ExpressionStatement' ? statement.expression
    : undefined;
  if (!value) return undefined;
  return isPromise(value) || (value.type === 'CallExpression' && isChainedToPromise(value)) ? value : undefined;
}

/** It opens the client, listens to it, or logs: what fails there is told by the client. */
export function isQuiet(source: Source, { setup }: Obligated, variable: Variable, statement: TSESTree.Statement): boolean {
  const call = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
  if (!isCall(call)) return false;
  const callee = unwrap(call.callee);
  const isOwn = callee.type === 'MemberExpression' && callee.object.type === 'Identifier'
    && source.file.variableOf(callee.object) === variable;
  if (!isOwn) return cannotThrow(source.file, call) && !variable.references.some(({ identifier }) => isInside(identifier, call));
  return propertyName(callee) === 'on' || (setup.includes(propertyName(callee) ?? '') && call.arguments.length === 0);
}
