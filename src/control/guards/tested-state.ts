import type { FileModel } from '../../resolve/file-model.js';
import { isNothing } from '../../resolve/value.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { calledName, enclosingFunction, functionName, isFunction, isWritten, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { ownNodes } from '../../syntax/walk.js';

/*
 * Which way a test went on the way to a node: is the state that it asks about set there, or still empty?
 * Input: a test, the state in it, and the node that is reached. Output: `undefined` where the test does not decide. Invariant: a state that
 * the function that asks empties again, or one that it calls, is not said to be set. Blind spot: a field that code of another file empties.
 */

/** Whether `state` is truthy where `node` is reached: in one of the branches of the test, or behind one that leaves. */
export function truthAt(test: Node, state: Node, node: Node): boolean | undefined {
  const outcome = outcomeOf(test, node);
  return outcome === undefined ? undefined : meaningOf(test, outcome, state);
}

/**
 * Whether a variable or field, once set, stays set for all that `boundary` does: what stands behind `if (!report) return` runs each time
 * from then on. A switch that code elsewhere turns off, `process.on('SIGTERM', () => { isRunning = false; })`, stays set until then.
 */
export function isNeverEmptied(file: FileModel, state: Node, boundary: Node | undefined): boolean {
  const isOther = (target: Node): boolean => isFilling(target) || (boundary !== undefined && !mayRunIn(file, target, boundary));
  if (state.type === 'Identifier') {
    const references = file.variableOf(state)?.references ?? [];
    return references.every((reference) => !reference.isWrite() || reference.init === true || isOther(reference.identifier));
  }
  if (state.type !== 'MemberExpression') return false;
  const name = propertyName(state);
  return name !== undefined && (file.members.get(name) ?? []).every((access) => !isWritten(access) || isOther(access));
}

/** Whether a variable or field is set to something by what `boundary` does. */
export function isFilledIn(file: FileModel, state: Node, boundary: Node | undefined): boolean {
  const name = state.type === 'MemberExpression' ? propertyName(state) : undefined;
  const variable = state.type === 'Identifier' ? file.variableOf(state) : undefined;
  const targets = name === undefined ? (variable?.references ?? []).map(({ identifier }) => identifier) : file.members.get(name) ?? [];
  return boundary !== undefined && targets.some((target) => isFilling(target) && mayRunIn(file, target, boundary));
}

/**
 * `found = await find(id); if (found) return found;` with a variable or field that is there for longer: what has been put into it each time
 * before it is tested, so that what an earlier run has left there is gone. What is filled behind the test as well is a memo all the same.
 */
export function putThereBefore(file: FileModel, state: Node, boundary: Node | undefined): Node | undefined {
  if (!boundary || !isInside(state, boundary)) return undefined;
  const name = state.type === 'MemberExpression' && unwrap(state.object).type === 'ThisExpression' ? propertyName(state) : undefined;
  if (name === undefined && state.type !== 'Identifier') return undefined;
  const spelling = file.spellingOf(state);
  const isNamed = (node: Node): boolean => node.type === state.type && file.spellingOf(node) === spelling;
  const targets = name === undefined ? (file.variableOf(state)?.references ?? []).map(({ identifier }) => identifier)
    : file.members.get(name) ?? [];
  if (targets.some((target) => isWritten(target) && target.range[0] > state.range[0] && isInside(target, boundary))) return undefined;
  for (let child = state; child.parent && child !== boundary; child = child.parent) {
    const block: Node = child.parent;
    if (isFunction(block) && block !== boundary) return undefined;
    if (block.type !== 'BlockStatement') continue;
    const body: readonly Node[] = block.body;
    for (const statement of body.slice(0, body.indexOf(child)).reverse()) {
      const put = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
      const isPut = put?.type === 'AssignmentExpression' && put.operator === '=' && isNamed(unwrap(put.left));
      // Made of what was there: `kept = kept ?? open()`.
      if (isPut) return [...ownNodes(put.right, file.tree.visitorKeys)].some(isNamed) ? undefined : put.right;
      if ([...ownNodes(statement, file.tree.visitorKeys)].some((node) => isNamed(node) && isWritten(node))) return undefined;
    }
  }
  return undefined;
}

/** Whether a write stands in a function, or in one of the file that it may call. */
function mayRunIn(file: FileModel, target: Node, boundary: Node): boolean {
  if (isInside(target, boundary)) return true;
  const owner = enclosingFunction(target);
  const name = isFunction(owner) ? functionName(owner)?.split('.').at(-1) : undefined;
  // What has no name is run by whoever was given it.
  return name !== undefined && file.calls.some((call) => isInside(call, boundary) && calledName(call) === name);
}

/** `x = value`, where the value is not evidently empty: neither nothing, nor false, zero or the empty text. */
function isFilling(target: Node): boolean {
  const user = target.parent;
  if (user?.type !== 'AssignmentExpression' || user.left !== target || user.operator !== '=') return false;
  const value = unwrap(user.right);
  return !isEmptying(value) && !(value.type === 'Literal' && !value.value);
}

/** What the test gave where `node` is reached. */
export function outcomeOf(test: Node, node: Node): boolean | undefined {
  const { parent } = test;
  switch (parent?.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === test ? isInside(node, parent.consequent) : undefined;
    case 'LogicalExpression':
      return parent.left !== test || parent.operator === '??' ? undefined : parent.operator === '&&';
    default:
      return undefined;
  }
}

/** Whether the state is truthy, where the test gave `outcome`. */
export function meaningOf(test: Node, outcome: boolean, state: Node): boolean | undefined {
  const node = unwrap(test);
  if (node === state) return outcome;
  if (node.type === 'UnaryExpression' && node.operator === '!') return meaningOf(node.argument, !outcome, state);
  if (node.type === 'LogicalExpression' && node.operator === (outcome ? '&&' : '||')) {
    return meaningOf(node.left, outcome, state) ?? meaningOf(node.right, outcome, state);
  }
  if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return undefined;
  const compared = isNothing(node.right) ? node.left : isNothing(node.left) ? node.right : undefined;
  return compared && unwrap(compared) === state ? (node.operator.startsWith('!') ? outcome : !outcome) : undefined;
}
