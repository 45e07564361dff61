import { endingMethods } from '../../catalog/conventions/methods.js';
import { knownOnWay } from '../../control/guards/asked-before.js';
import { testsOnWay } from '../../control/guards/tests-on-way.js';
import { truthAt } from '../../control/guards/tested-state.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isNothing } from '../../resolve/value.js';
import { lastingInit } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isErrorClass, isFunction, isWritten, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { childrenOf, ownNodes } from '../../syntax/walk.js';
import type { ReleaseFacts } from './release-facts.js';

/*
 * What does a test tell of the client? `if (client)`, `if (client?.isOpen)`, `if (err) return` after an attempt to connect,
 * `if (connected) await client.close()`.
 * Invariant: a guard is only assumed to go along with the client's state where the program plainly means it to.
 * Blind spot: flags that are out of step with the client.
 */

export type Meaning =
  /** True where the variable has a client, released or not. */
  | 'held'
  | 'empty'
  /** True where there is a client. */
  | 'present'
  | 'absent'
  /** True where it still has to be released. */
  | 'open'
  | 'closed'
  /** True where it has a member that it may always have. */
  | 'whole'
  | 'lacking';

const CLOSED_NAMES = /clos|end|destroy|dispos|quit|disconnect|releas/i;
const OPEN_NAMES = /open|connect|ready|alive|topology|active|start|init/i;

/** What an atomic test (without `!`, `&&`, `||`) tells. */
export function meaningOf(facts: ReleaseFacts, test: Node): Meaning | undefined {
  const node = unwrap(test);
  const told = facts.toldBy(node);
  if (told) return told;
  if (facts.isClient(node)) return 'held';
  if (node.type === 'Identifier') {
    const variable = facts.file.variableOf(node);
    if (variable && facts.successes.has(variable)) return 'present';
    return variable && facts.failures.has(variable) ? 'absent' : undefined;
  }
  if (node.type === 'BinaryExpression') return comparison(facts, node.operator, node.left, node.right);
  const access = node.type === 'CallExpression' ? unwrap(node.callee) : node;
  if (access.type !== 'MemberExpression' || !facts.isRootedInClient(access.object)) return undefined;
  const name = propertyName(access) ?? '';
  // `if (client.close)`: there is something that can be closed.
  if (node.type !== 'CallExpression' && endingMethods.has(name)) return facts.isClient(unwrap(access.object)) ? 'held' : undefined;
  if (CLOSED_NAMES.test(name)) return 'closed';
  if (OPEN_NAMES.test(name)) return 'open';
  return node === access && facts.isKeptBeside(node) ? 'whole' : undefined;
}

export function opposite(meaning: Meaning): Meaning {
  const pairs = {
    held: 'empty', empty: 'held', present: 'absent', absent: 'present', open: 'closed', closed: 'open', whole: 'lacking', lacking: 'whole',
  } as const;
  return pairs[meaning];
}

function comparison(facts: ReleaseFacts, operator: string, left: Node, right: Node): Meaning | undefined {
  // `if (result instanceof Error) throw result;` of a function that gives a client or what went wrong.
  if (operator === 'instanceof') return facts.isClient(unwrap(left)) && isErrorClass(right) ? 'empty' : undefined;
  const isEqual = operator === '==' || operator === '===';
  if (!isEqual && operator !== '!=' && operator !== '!==') return undefined;
  const subject = isEmptyOperand(right) ? left : isEmptyOperand(left) ? right : undefined;
  if (!subject) return undefined;
  const value = unwrap(subject);
  const tested = value.type === 'UnaryExpression' && value.operator === 'typeof' ? value.argument : value;
  const meaning = meaningOf(facts, tested);
  if (meaning === undefined || meaning === 'open' || meaning === 'closed') return undefined;
  return isEqual ? opposite(meaning) : meaning;
}

/** `null`, `undefined`, and what `typeof` calls it. */
function isEmptyOperand(node: Node): boolean {
  return isNothing(node) || (node.type === 'Literal' && node.value === 'undefined');
}

/**
 * Whether a test that guards a release goes along with the client's state: a flag, that state itself, or what decided on the opening.
 * `isDecided`: of a part of it, whether what it gives is known.
 */
export function isCorrelated(facts: ReleaseFacts, test: Node, isDecided: (part: Node) => boolean): boolean {
  const deciding = decidingVariables(facts);
  const parts = partsOf(test).filter((part) => !isDecided(part));
  if (parts.some((part) => (part.type === 'Identifier' && isFlag(facts, facts.file.variableOf(part))) || isCounting(facts, part))) {
    return true;
  }
  return parts.flatMap((part) => variablesIn(facts, part)).some((variable) => {
    if (facts.aliases.has(variable) || deciding.has(variable)) return true;
    // `const owns = !given;`
    const init = lastingInit(variable);
    return init && variablesIn(facts, init).some((source) => deciding.has(source));
  });
}

/** What `!`, `&&` and `||` put together. */
function partsOf(test: Node): Node[] {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return partsOf(node.argument);
  return node.type === 'LogicalExpression' ? [...partsOf(node.left), ...partsOf(node.right)] : [node];
}

/**
 * What a test gives that asks again what was asked on the way: `const shop = shops.find(isIt); if (!shop) throw …` and, further down, the
 * same under another name. What was waited for may be another answer by then.
 */
export function knownBefore(facts: ReleaseFacts, test: Node): boolean | undefined {
  const { file, boundary } = facts;
  if (isLender(facts, test)) return true;
  const known = knownOnWay(file, test, boundary);
  if (known !== undefined) return known;
  const asked = test.type === 'Identifier' ? answerOf(facts, test) : undefined;
  if (asked === undefined) return undefined;
  for (const earlier of testsOnWay(test, boundary)) {
    for (const state of ownNodes(earlier, file.tree.visitorKeys)) {
      if (state.type !== 'Identifier' || state === test || answerOf(facts, state) !== asked) continue;
      const truth = truthAt(earlier, state, test);
      if (truth !== undefined) return truth;
    }
  }
  return undefined;
}

/** `if (pool) client.release();` after `pool.connect()`: what a member was taken of is there, as long as the function leaves it alone. */
function isLender({ file, boundary, opening }: ReleaseFacts, test: Node): boolean {
  if (!isCall(opening) || (test.type !== 'Identifier' && test.type !== 'MemberExpression')) return false;
  const spelling = file.spellingOf(test);
  for (let node = unwrap(opening.callee); ;) {
    if (node.type === 'CallExpression') node = unwrap(node.callee);
    if (node.type !== 'MemberExpression' || node.optional) return false;
    node = unwrap(node.object);
    if (file.spellingOf(node) === spelling) return !isWrittenIn(file, node, boundary);
  }
}

/** Whether a piece of code gives a name, or a member of that name, another value. */
function isWrittenIn(file: FileModel, node: Node, code: Node): boolean {
  const name = node.type === 'MemberExpression' ? propertyName(node) : undefined;
  if (name !== undefined) return (file.members.get(name) ?? []).some((access) => isWritten(access) && isInside(access, code));
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  return !variable || variable.references.some((reference) => (
    reference.isWrite() && reference.init !== true && isInside(reference.identifier, code)));
}

/** The spelling of the question whose answer a variable holds for good. */
function answerOf({ file, boundary }: ReleaseFacts, identifier: Node): string | undefined {
  const init = lastingInit(file.variableOf(identifier));
  const value = init && isInside(init, boundary) ? unwrap(init) : undefined;
  return value?.type === 'CallExpression' ? file.spellingOf(value) : undefined;
}

/** A variable of the function that is set on the way. */
function isFlag(facts: ReleaseFacts, variable: Variable | undefined): boolean {
  if (variable?.defs[0]?.type !== 'Variable' || !isInside(variable.identifiers[0]!, facts.boundary)) return false;
  const writes = variable.references.filter((reference) => reference.isWrite());
  return writes.length > 1 || (writes.length === 1 && writes[0]!.init !== true);
}

/** `if (--pending === 0) client.close();` in a function that runs many times: whoever comes last closes it. */
function isCounting(facts: ReleaseFacts, part: Node): boolean {
  return part.type === 'BinaryExpression' && [part.left, part.right].some((side) => {
    const counted = unwrap(side);
    const name = counted.type === 'UpdateExpression' ? counted.argument : counted;
    const variable = name.type === 'Identifier' ? facts.file.variableOf(name) : undefined;
    return variable?.references.some(({ identifier }) => {
      const by = enclosingFunction(identifier);
      return identifier.parent.type === 'UpdateExpression' && isFunction(by) && by !== facts.boundary && isInside(by, facts.boundary)
        && !isInside(variable.scope.block, by);
    }) ?? false;
  });
}

/** Whether a test that gives `truth` is for a flag, and perhaps more, that is false until it is set to `true`, and is set then. */
export function isSwitch(facts: ReleaseFacts, test: Node, truth: boolean): boolean {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return isSwitch(facts, node.argument, !truth);
  if (node.type === 'LogicalExpression' && node.operator === (truth ? '&&' : '||')) {
    return isSwitch(facts, node.left, truth) || isSwitch(facts, node.right, truth);
  }
  if (!truth) return false;
  const variable = node.type === 'Identifier' ? facts.file.variableOf(node) : undefined;
  return variable !== undefined && isFlag(facts, variable) && variable.references.every((reference) => {
    if (!reference.isWrite()) return true;
    const { writeExpr } = reference;
    const isFalse = writeExpr?.type === 'Literal' && writeExpr.value === false;
    return isFalse || (reference.init !== true && isSwitchedOn(reference.identifier.parent));
  });
}

/** `connected = true` */
export function isSwitchedOn(node: Node | undefined): boolean {
  return node?.type === 'AssignmentExpression' && node.operator === '=' && node.left.type === 'Identifier'
    && node.right.type === 'Literal' && node.right.value === true;
}

/** Variables whose value decides whether the client is opened at all. */
function decidingVariables(facts: ReleaseFacts): ReadonlySet<Variable> {
  const found = new Set<Variable>();
  let child = facts.opening;
  for (let parent = child.parent; parent && parent !== facts.boundary; child = parent, parent = parent.parent) {
    const test = parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' ? parent.test
      : parent.type === 'LogicalExpression' ? parent.left : undefined;
    if (test && test !== child) for (const variable of variablesIn(facts, test)) found.add(variable);
  }
  return found;
}

function variablesIn(facts: ReleaseFacts, node: Node): Variable[] {
  const found: Variable[] = [];
  const stack: Node[] = [node];
  for (let current = stack.pop(); current; current = stack.pop()) {
    if (isFunction(current)) continue;
    const variable = current.type === 'Identifier' ? facts.file.variableOf(current) : undefined;
    if (variable) found.push(variable);
    stack.push(...childrenOf(current, facts.file.tree.visitorKeys));
  }
  return found;
}
