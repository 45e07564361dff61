import type { TSESTree } from '@typescript-eslint/utils';
import { lookUpMethods, takingOutMethods } from '../../catalog/conventions/collections.js';
import { ownClassOf } from '../../resolve/class-members.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isProcessEnvironment } from '../process-environment.js';
import { isNothing } from '../../resolve/value.js';
import { emptiedAtEnd } from './emptied-at-end.js';
import { isExpiring } from './expiring.js';
import { isState, isTrait, isWrittenField } from './is-state.js';
import { isLockOf } from './locks.js';
import { singleValueOf } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isClass, isFunction, isWritten, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { childrenOf } from '../../syntax/walk.js';
import { isFilledLocally } from './local-branches.js';
import { testsOnWay } from './tests-on-way.js';
import { isFilledIn, isNeverEmptied, meaningOf, putThereBefore, truthAt } from './tested-state.js';

/*
 * "At most once": is a node reached only while some state that outlives the call is still empty? `if (!client)`,
 * `if (client) return client`,
 * `client ??= …`, `map.has(key) || …`.
 * Output: what the state lives as long as, and whether it is a cache whose entries come and go. Invariant: the tested state is written
 * somewhere in a function of the file; a test of anything else (a parameter, the configuration) is no guard, nor is a state that has to be
 * set for the node to be reached, and stays so. Blind spot: that the write really happens on the guarded path.
 */

export type Guard = Lifetime & {
  /**
   * It is a cache with entries that come and go: one for each key, or one that expires. What is made to fill it is made again and again,
   * unless the entry is, or holds, what is made.
   */
  readonly hasEntries: boolean;
};

type Lifetime =
  /** The state lives as long as the process. */
  | { readonly lives: 'process' }
  /** It lives as long as one run of a function, or one instance of a class. */
  | { readonly lives: 'with'; readonly owner: FunctionNode | ClassNode };

/**
 * The state whose test stands between the start of `boundary` and `node`, if there is one. With `isKept: false` nothing of what is made
 * there is in a cache afterwards, so that one with entries is no guard. With `onceSet: true` a state that stays set is a guard as well: it
 * tells when `node` runs, if not how often.
 */
export function findGuard(
  file: FileModel, node: Node, boundary: Node | undefined, { isKept = true, onceSet = false }: { isKept?: boolean; onceSet?: boolean } = {},
): Guard | undefined {
  for (const test of testsOnWay(node, boundary)) {
    const truthOf = (state: Node): boolean | undefined => (onceSet ? undefined : truthAt(test, state, node));
    const found = stateIn(file, test, boundary, { truthOf, looked: new Set() });
    if (!found) continue;
    const guard = { ...found, hasEntries: found.hasEntries || isExpiring(file, test) };
    if (isKept || !guard.hasEntries) return guard;
  }
  return undefined;
}

interface Question {
  /** Of a node in the test: whether it is truthy where the test leads, as far as that is known. */
  readonly truthOf: (state: Node) => boolean | undefined;
  /** Variables whose values are being looked at. */
  readonly looked: Set<Variable>;
  /** Only what is set by what stands behind the test. */
  readonly isOwn?: true;
}

function stateIn(file: FileModel, test: Node, boundary: Node | undefined, asked: Question): Guard | undefined {
  const stack: Node[] = [test];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isFunction(node) || isLock(file, node, boundary) || isWorkList(file, node, boundary)) continue;
    const condition = conditionOf(file, node, boundary);
    if (condition) {
      const guard = asked.looked.has(condition.variable) ? undefined : ofCondition(file, node, condition, boundary, asked);
      if (guard) return guard;
      continue;
    }
    if (isFilledLocally(file, node)) continue;
    if (asked.truthOf(node) === true && isNeverEmptied(file, node, boundary)) continue;
    if (asked.isOwn && ['Identifier', 'MemberExpression'].includes(node.type) && !isFilledIn(file, node, boundary)) continue;
    const filled = putThereBefore(file, node, boundary);
    const guard = filled ? ofHeld(file, node, filled, boundary, asked)
      : node.type === 'Identifier' ? ofIdentifier(file, node, boundary, asked)
      : node.type === 'MemberExpression' ? ofMember(file, node) : undefined;
    if (guard) return isLookedUp(node) ? { ...guard, hasEntries: true } : guard;
    if (node.type === 'MemberExpression' && !node.computed) stack.push(node.object);
    else stack.push(...childrenOf(node, file.tree.visitorKeys));
  }
  return undefined;
}

/** `cache.get(key)`, `seen.has(id)`, `memo[name]`: with a key that is not always the same. */
function isLookedUp(container: Node): boolean {
  const access = outermost(container).parent;
  if (access?.type !== 'MemberExpression' || unwrap(access.object) !== container) return false;
  if (access.computed) return access.property.type !== 'Literal';
  const call = outermost(access).parent;
  return call?.type === 'CallExpression' && unwrap(call.callee) === access && lookUpMethods.has(propertyName(access) ?? '')
    && call.arguments.some(({ type }) => type !== 'Literal');
}

interface Condition {
  readonly variable: Variable;
  readonly value: Node;
}

/** `const isDue = !token || Date.now() > tokenUntil;` of a local variable. */
function conditionOf(file: FileModel, node: Node, boundary: Node | undefined): Condition | undefined {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const held = variable && variable.defs[0]?.type !== 'Parameter' && isLocalTo(variable, boundary) ? singleValueOf(variable) : undefined;
  if (!variable || !held || held.expression.range[0] > node.range[0]) return undefined;
  const value = unwrap(held.expression);
  const isTest = value.type === 'LogicalExpression' || (value.type === 'UnaryExpression' && value.operator === '!')
    || (value.type === 'BinaryExpression' && /^(?:[!=]==?|[<>]=?)$/.test(value.operator));
  return isTest ? { variable, value } : undefined;
}

/** What is tested under a name counts only where it is set by what stands behind the test. */
function ofCondition(
  file: FileModel, node: Node, { variable, value }: Condition, boundary: Node | undefined, { truthOf, looked }: Question,
): Guard | undefined {
  looked.add(variable);
  const truth = truthOf(node);
  const truthIn = (state: Node): boolean | undefined => (truth === undefined ? undefined : meaningOf(value, truth, state));
  return stateIn(file, value, boundary, { truthOf: truthIn, looked, isOwn: true });
}

function ofIdentifier(
  file: FileModel, node: TSESTree.Identifier, boundary: Node | undefined, { truthOf, looked }: Question,
): Guard | undefined {
  const variable = file.variableOf(node);
  if (!variable || variable.defs[0]?.type === 'ImportBinding' || variable.defs[0]?.type === 'FunctionName') return undefined;
  if (isLocalTo(variable, boundary)) {
    // `const kept = cache.get(key); if (kept) return kept;`: the state is the container.
    const held = looked.has(variable) ? undefined : singleValueOf(variable);
    looked.add(variable);
    // What is assigned behind the test is what the test is for: `let socket; for (…) if (!socket) socket = this.client.duplicate();`.
    if (!held || held.expression.range[0] > node.range[0] || variable.defs[0]?.type === 'Parameter') return undefined;
    return ofHeld(file, node, held.expression, boundary, { truthOf, looked });
  }
  if (!isState(file, variable, isTrait(node)) || emptiedAtEnd(file, variable)) return undefined;
  // `if (isAble !== null) return isAble`: `false` is an answer, and is kept.
  const isAnswer = isComparedWithNothing(node);
  const targets = variable.references.map(({ identifier }) => identifier);
  const isLocked = !isAnswer && (targets.some((target) => isReopened(target, boundary, targets)) || isLockOf(targets));
  return isLocked ? undefined : guardOf(variable);
}

/** What is tested holds `value` then: the state is what that was looked up in. */
function ofHeld(file: FileModel, node: Node, value: Node, boundary: Node | undefined, { truthOf, looked }: Question): Guard | undefined {
  // `const row = await read(database, id)`: what is tested is an answer that was got with the state, and not the state.
  const answered = value.type === 'AwaitExpression' ? unwrap(value) : undefined;
  const source = answered?.type === 'CallExpression' ? answered.callee : unwrap(value);
  const isLookUp = source.type === 'MemberExpression' || source.type === 'CallExpression' || source.type === 'Identifier';
  const truthIn = (state: Node): boolean | undefined => (state === source ? truthOf(node) : undefined);
  return isLookUp ? stateIn(file, source, boundary, { truthOf: truthIn, looked }) : undefined;
}

function isComparedWithNothing(node: Node): boolean {
  const comparison = outermost(node).parent;
  return comparison?.type === 'BinaryExpression' && /^[!=]==$/.test(comparison.operator)
    && (isNothing(comparison.left) || isNothing(comparison.right));
}

/** `state.running`, which the same function sets to `false` when it is done: of the object that has it nothing is asked. */
function isLock(file: FileModel, node: Node, boundary: Node | undefined): boolean {
  const name = node.type === 'MemberExpression' ? propertyName(node) : undefined;
  const accesses = name === undefined ? [] : file.members.get(name) ?? [];
  return accesses.some((access) => isReopened(access, boundary, accesses)) || isLockOf(accesses);
}

/** `if (jobs.length === 0) return; const job = jobs.shift();`: there is more to do as soon as somebody puts it there. */
function isWorkList(file: FileModel, node: Node, boundary: Node | undefined): boolean {
  const asked = node.parent;
  if (!boundary || asked?.type !== 'MemberExpression' || asked.object !== node || propertyName(asked) !== 'length') return false;
  const spelling = file.spellingOf(node);
  return file.calls.some(({ callee }) => callee.type === 'MemberExpression' && takingOutMethods.has(propertyName(callee) ?? '')
    && isInside(callee, boundary) && file.spellingOf(callee.object) === spelling);
}

/** `busy = false` in the same function: a lock that opens again, and not a memo. `targets`: all places where the flag is named. */
function isReopened(target: Node, boundary: Node | undefined, targets: readonly Node[]): boolean {
  if (!boundary || !isSetTo(target, false) || !isInside(target, boundary)) return false;
  // `started = true; try { … } catch { started = false; }`: what failed is tried again, and what did not is there for good.
  const tried = tryOfCatch(target, boundary);
  return !tried || !targets.some((other) => isSetTo(other, true) && isInside(other, boundary) && other.range[1] <= tried.range[0]);
}

function isSetTo(target: Node, value: boolean): boolean {
  const assignment = target.parent;
  return assignment?.type === 'AssignmentExpression' && assignment.left === target
    && assignment.right.type === 'Literal' && assignment.right.value === value;
}

/** The statement in whose `catch` a node stands. */
function tryOfCatch(node: Node, boundary: Node): TSESTree.TryStatement | undefined {
  for (let { parent } = node; parent && parent !== boundary && !isFunction(parent); { parent } = parent) {
    if (parent.type === 'CatchClause') return parent.parent;
  }
  return undefined;
}

function guardOf(variable: Variable): Guard {
  for (let scope: Variable['scope'] | null = variable.scope; scope; scope = scope.upper) {
    const { block } = scope;
    if (isFunction(block)) return { lives: 'with', owner: block, hasEntries: false };
  }
  return FOR_EVER;
}

const FOR_EVER: Guard = { lives: 'process', hasEntries: false };

function ofMember(file: FileModel, node: TSESTree.MemberExpression): Guard | undefined {
  const name = propertyName(node);
  const object = unwrap(node.object);
  const isGlobal = object.type === 'Identifier' && (object.name === 'globalThis' || object.name === 'global');
  if (isGlobal && !file.variableOf(object)) return FOR_EVER;
  if (name === undefined) return undefined;
  const owner = ownClassOf(file, object);
  if (owner) {
    if (!isWrittenField(file, owner.node, name, owner.isStatic, isTrait(node))) return undefined;
    return owner.isStatic ? FOR_EVER : { lives: 'with', owner: owner.node, hasEntries: false };
  }
  if (isProcessEnvironment(file, object)) {
    return (file.members.get(name) ?? []).some((access) => isFilledEntry(file, access)) ? FOR_EVER : undefined;
  }
  if (object.type !== 'Identifier') return undefined;
  const definition = file.variableOf(object)?.defs[0]?.node;
  return isClass(definition) && isWrittenField(file, definition, name, true, isTrait(node)) ? FOR_EVER : undefined;
}

/** `process.env.API_KEY = key`, in a function: what the next one finds there. */
function isFilledEntry(file: FileModel, access: TSESTree.MemberExpression): boolean {
  return isProcessEnvironment(file, unwrap(access.object)) && isWritten(access) && enclosingFunction(access) !== undefined;
}

function isLocalTo(variable: Variable, boundary: Node | undefined): boolean {
  if (!boundary) return false;
  return variable.identifiers.some((id) => id.range[0] >= boundary.range[0] && id.range[1] <= boundary.range[1]);
}
