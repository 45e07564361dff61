import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isReassigned, lastingInit } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { isFunction, isLoop, isWritten, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';

/*
 * Conditions that give the same as often as they are asked: `live`, `options.live`, `mode === 'live'`, of names that hold nothing else.
 * Input: a test, and what is assumed of such conditions. Output: what the test gives then.
 * Invariant: a name that each turn of a loop or each run of a callback has anew is none, nor a member that somebody sets, or whose name
 * says that it tells how something goes. Blind spot: members that are set in another file.
 */

export interface Condition {
  readonly variable: Variable;
  /** What is asked of the variable: nothing but whether it is set, a member of it, or what that is equal to. */
  readonly asked: string;
}

/** A condition, and what it gives. */
export interface Assumption extends Condition {
  readonly truth: boolean;
}

/** What a test gives where all of this is so; `undefined` where that does not decide. */
export function truthOf(file: FileModel, test: Node, assumed: readonly Assumption[]): boolean | undefined {
  if (assumed.length === 0) return undefined;
  const node = unwrap(test);
  const asked = conditionAt(file, node);
  const known = asked && assumed.find((one) => isSame(one, asked));
  if (known) return known.truth !== asked.isNegated;
  const truths = (partsOf(file, node) ?? []).map((part) => truthOf(file, part, assumed));
  if (node.type === 'UnaryExpression') return truths[0] === undefined ? undefined : !truths[0];
  if (node.type !== 'LogicalExpression') return truths[0];
  const decisive = node.operator === '||';
  if (truths.includes(decisive)) return decisive;
  return truths.includes(undefined) ? undefined : !decisive;
}

/** A condition, and the places where it is tested. */
export interface Tested {
  readonly condition: Condition;
  /** Statements and expressions that go one way or another. */
  readonly forks: readonly Node[];
}

/** The conditions that a function tests, and that give the same as long as what `subject` makes is there. */
export function testedConditions(file: FileModel, boundary: Node, subject: Node): Tested[] {
  const found: { readonly condition: Condition; readonly forks: Node[] }[] = [];
  walk(boundary, file.tree.visitorKeys, (fork) => {
    const test = fork.type === 'IfStatement' || fork.type === 'ConditionalExpression' ? fork.test
      : fork.type === 'LogicalExpression' && fork.operator !== '??' ? fork.left : undefined;
    for (const condition of test ? conditionsIn(file, test) : []) {
      if (!isLastingFor(condition, boundary, subject)) continue;
      const known = found.find((one) => isSame(one.condition, condition));
      if (!known) found.push({ condition, forks: [fork] });
      else if (!known.forks.includes(fork)) known.forks.push(fork);
    }
  });
  return found;
}

function isSame(a: Condition, b: Condition): boolean {
  return a.variable === b.variable && a.asked === b.asked;
}

/** What a test is put together of, as far as that gives the same each time. */
function conditionsIn(file: FileModel, test: Node): Condition[] {
  const node = unwrap(test);
  const parts = partsOf(file, node)?.map((part) => conditionsIn(file, part));
  // `const isDue = live && clock.now() > until;` is a condition by its own name.
  if (parts && (node.type !== 'Identifier' || parts.every((found) => found.length > 0))) return parts.flat();
  const condition = conditionAt(file, node);
  return condition ? [condition] : [];
}

/** What decides a test: the operands of `!`, `&&` and `||`, what `Boolean()` is given, and what a name for a test stands for. */
function partsOf(file: FileModel, node: Node): readonly Node[] | undefined {
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? [node.argument] : undefined;
    case 'LogicalExpression':
      return node.operator === '??' ? undefined : [node.left, node.right];
    case 'CallExpression': {
      const [given] = node.arguments;
      return node.callee.type === 'Identifier' && node.callee.name === 'Boolean' && given ? [given] : undefined;
    }
    case 'Identifier': {
      const init = lastingInit(file.variableOf(node));
      const value = init && unwrap(init);
      return value && value.type !== 'Identifier' && partsOf(file, value) ? [value] : undefined;
    }
    default:
      return undefined;
  }
}

/** `signal.aborted`, `response.headersSent`, `socket.isOpen`: how it goes at the moment. */
const STATE_NAMES = /(?:ed|ing|sent|open|ready|alive|active|size|length|current)$|^is[A-Z]/i;

/** What is asked of a name, if that gives the same each time. */
export function conditionAt(file: FileModel, node: Node): (Condition & { readonly isNegated: boolean }) | undefined {
  if (node.type === 'BinaryExpression') {
    const { operator, left, right } = node;
    if (!/^[!=]==?$/.test(operator) || right.type !== 'Literal' || right.value === null) return undefined;
    const compared = conditionAt(file, unwrap(left));
    return compared && { ...compared, asked: `${compared.asked}=${right.raw}`, isNegated: operator.startsWith('!') };
  }
  if (node.type === 'MemberExpression') {
    const name = propertyName(node);
    const of = name === undefined || STATE_NAMES.test(name) || isWrittenMember(file, name)
      ? undefined : conditionAt(file, unwrap(node.object));
    return of && { ...of, asked: `${of.asked}.${name}` };
  }
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  return variable?.defs.length === 1 && !isReassigned(variable) ? { variable, asked: '', isNegated: false } : undefined;
}

/** Asked again for each test of a chain. */
const writtenMembers = new WeakMap<FileModel, Map<string, boolean>>();

function isWrittenMember(file: FileModel, name: string): boolean {
  const known = writtenMembers.get(file) ?? new Map<string, boolean>();
  writtenMembers.set(file, known);
  let is = known.get(name);
  if (is === undefined) known.set(name, is = (file.members.get(name) ?? []).some(isWritten));
  return is;
}

/** Whether its variable is the same all the time: not one of each turn of a loop, or of each run of a callback. */
function isLastingFor({ variable: { identifiers: [name] } }: Condition, boundary: Node, subject: Node): boolean {
  if (!name || !isInside(name, boundary)) return true;
  for (let child: Node = name, parent: Node | undefined = name.parent; parent && child !== boundary; child = parent, { parent } = parent) {
    if (isInside(subject, parent)) continue;
    if (isLoop(parent) || (isFunction(parent) && parent.body !== child)) return false;
  }
  return true;
}
