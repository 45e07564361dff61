import type { TSESTree } from '@typescript-eslint/utils';
import { beginningEvents, listenerMethods } from '../../catalog/conventions/events.js';
import { isErrorFirst, isExecutor } from '../../control/callbacks.js';
import type { Variable } from '../../resolve/file-model.js';
import { isReassigned } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import {
  enclosingFunction, isCall, isChainedToPromise, isFunction, isLoop, literalText, propertyName, unwrap,
} from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * May what a variable holds be released in front of a statement, or at the end of a block, because nothing asks for it behind that?
 * Input: a variable, and a way out. Output: whether it is one for all that is done with the variable.
 * Invariant: `false` where something behind it has the client, or something that is made with it. Blind spot: other names of the client.
 */

export function leavesFrom(source: Source, variable: Variable, way: Node): boolean {
  const scope = variable.scope.block;
  if (!isInside(way, scope) || isHidden(source, variable, way) || !runsOnce(source, variable, way)) return false;
  // TypeScript forgets in functions what it knows of a variable that may change.
  const isKnownThere = enclosingFunction(way) === enclosingFunction(variable.identifiers[0]!) || !isReassigned(variable);
  // What is returned is there before the release.
  const isLeft = way.type === 'AwaitExpression' || (way.type === 'BlockStatement' ? isLast(variable, way)
    : !usesAny(madeWith(source, variable), way) && leaves(way, scope));
  return isKnownThere && isLeft && !isAskedForAround(source, variable, way);
}

/** Control leaves the block that has the variable. */
function leaves(way: Node, scope: Node): boolean {
  if (way.type !== 'BreakStatement' && way.type !== 'ContinueStatement') return true;
  for (let node: Node | undefined = way.parent; node; node = node.parent) {
    const isTarget = way.label ? node.type === 'LabeledStatement' && node.label.name === way.label.name
      : isLoop(node) || (way.type === 'BreakStatement' && node.type === 'SwitchStatement');
    if (isTarget) return node !== scope && isInside(scope, node);
  }
  return false;
}

/** The end of a block behind which nothing asks for the variable. */
function isLast({ references, scope }: Variable, block: Node): boolean {
  const handlers: Node[] = [];
  for (let node = block; node !== scope.block; node = node.parent!) {
    const parent = node.parent!;
    // The next turn has it again.
    if (isLoop(parent)) return false;
    if (parent.type === 'TryStatement' && parent.block === node && parent.handler) handlers.push(parent.handler);
  }
  return references.every(({ identifier }) => (
    identifier.range[0] < block.range[1] || handlers.some((handler) => isInside(identifier, handler))
    || isOtherwise(identifier, block) || runsBefore(identifier, block)));
}

/** It stands in the `else` of a test of which the block is in the other branch. */
function isOtherwise(identifier: Node, block: Node): boolean {
  for (let node = block; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    const alternate = parent.type === 'IfStatement' && parent.consequent === node ? parent.alternate : null;
    if (alternate && isInside(identifier, alternate)) return true;
  }
  return false;
}

/** It stands behind a function that is called back, in the code around it, which has run by then. */
function runsBefore(identifier: Node, block: Node): boolean {
  const own = enclosingFunction(identifier);
  for (let fn = enclosingFunction(block); isFunction(fn) && fn !== own; fn = enclosingFunction(fn)) {
    if (!isExecutor(fn)) return own !== undefined && isInside(fn, own);
  }
  return false;
}

/** A `finally` asks for it behind the way out, or a `catch` that what is thrown or waited for there leads to. */
function isAskedForAround(source: Source, { references, scope }: Variable, way: Node): boolean {
  const isMentioned = (node: Node | null): boolean => node !== null && references.some(({ identifier }) => isInside(identifier, node));
  const mayFail = way.type === 'ThrowStatement' || (way.type === 'ReturnStatement'
    && [...nodesIn(source, way, false)].some(({ type }) => type === 'AwaitExpression'));
  for (let node = way; node !== scope.block; node = node.parent!) {
    const parent = node.parent!;
    if (parent.type !== 'TryStatement') continue;
    if (parent.finalizer !== node && isMentioned(parent.finalizer)) return true;
    if (parent.block === node && mayFail && isMentioned(parent.handler)) return true;
  }
  return false;
}

/** The functions between it and the variable run once: they are called back, or settle a promise. */
function runsOnce(source: Source, variable: Variable, way: Node): boolean {
  const scope = variable.scope.block;
  for (let node = way.parent; node && node !== scope; node = node.parent) {
    if (isFunction(node) && isInside(node, scope) && !isCalledBack(source, variable, node)) return false;
  }
  return true;
}

function isCalledBack({ file }: Source, variable: Variable, fn: FunctionNode): boolean {
  if (isExecutor(fn)) return true;
  const call = fn.parent;
  if (!isCall(call) || call.callee === fn) return false;
  if (isChainedToPromise(call)) return true;
  const callee = unwrap(call.callee);
  const isOwn = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && file.variableOf(callee.object) === variable;
  const isListener = callee.type === 'MemberExpression' && listenerMethods.has(propertyName(callee) ?? '');
  // It is opened once.
  if (isListener && isOwn && beginningEvents.has(literalText(call.arguments[0]) ?? '')) return true;
  return call.arguments.at(-1) === fn && !isListener && (isOwn || isErrorFirst(fn));
}

/** Another variable of its name lies in between. */
function isHidden({ file }: Source, variable: Variable, way: Node): boolean {
  return file.tree.scopes.scopes.some((scope) => scope !== variable.scope && isInside(scope.block, variable.scope.block)
    && isInside(way, scope.block) && (scope.set.get(variable.name)?.defs.length ?? 0) > 0);
}

/** The variable and those of what is made with it and not waited for: `const repository = client.getRepository(Order)`. */
function madeWith({ file }: Source, variable: Variable): ReadonlySet<Variable> {
  const found = new Set([variable]);
  for (const each of found) {
    for (const { identifier } of each.references) {
      const declarator = declaratorAround(identifier);
      if (declarator) for (const made of file.tree.scopes.getDeclaredVariables(declarator)) found.add(made);
    }
  }
  return found;
}

/** The declarator whose value something is part of, with no `await` and no function in between. */
function declaratorAround(identifier: Node): TSESTree.VariableDeclarator | undefined {
  for (let node: Node | undefined = identifier.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'VariableDeclarator') return isInside(identifier, node.id) ? undefined : node;
    if (node.type === 'AwaitExpression' || /Statement$/.test(node.type)) return undefined;
  }
  return undefined;
}

function usesAny(variables: ReadonlySet<Variable>, node: Node): boolean {
  return [...variables].some(({ references }) => references.some(({ identifier }) => isInside(identifier, node)));
}
