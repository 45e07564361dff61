import { changingMethods, removingMethods, takingOutMethods } from '../../catalog/conventions/collections.js';
import { MAX_ANSWERS } from '../../limits/limits.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isReassigned } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { isWritten, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { testsOnWay } from './tests-on-way.js';
import { conditionAt, truthOf } from './lasting-conditions.js';
import { outcomeOf } from './tested-state.js';

/*
 * What does a test give, after what was tested on the way to it? `if (rows.length === 0) … else if (rows.length > 0) …` has no third way,
 * nor has `if (mode === 'new') … else if (mode !== 'new')`.
 * Output: `undefined` where the way does not decide. Invariant: what is asked of is a name that is given nothing else, and a list that the
 * file does not change. Blind spot: a list that is changed by what it is given to.
 */

export function knownOnWay(file: FileModel, test: Node, boundary: Node): boolean | undefined {
  const length = lengthAskedBy(file, test);
  if (!length && !conditionAt(file, unwrap(test))) return undefined;
  const outcomes = outcomesOnWay(test, boundary);
  if (outcomes.length === 0) return undefined;
  if (length) return ofLength(file, length, outcomes);
  return truthOf(file, test, outcomes.flatMap(({ test: earlier, outcome }) => {
    const condition = conditionAt(file, earlier);
    return condition ? [{ ...condition, truth: outcome !== condition.isNegated }] : [];
  }));
}

interface Answered {
  readonly test: Node;
  readonly outcome: boolean;
}

/** What was tested on the way, and what it gave: the operands of `!`, `&&` and `||`, as far as they are known by that. */
function outcomesOnWay(test: Node, boundary: Node): readonly Answered[] {
  const found: Answered[] = [];
  for (const earlier of testsOnWay(test, boundary)) {
    if (found.length >= MAX_ANSWERS) break;
    // An exit in a `try` that is over may never have been asked.
    const isOnWay = earlier.parent?.parent !== undefined && isInside(test, earlier.parent.parent);
    const outcome = isOnWay ? outcomeOf(earlier, test) : undefined;
    if (outcome !== undefined) takeAnswers(earlier, outcome, found);
  }
  return found;
}

function takeAnswers(test: Node, outcome: boolean, found: Answered[]): void {
  const node = unwrap(test);
  if (found.length >= MAX_ANSWERS) return;
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    takeAnswers(node.argument, !outcome, found);
  } else if (node.type !== 'LogicalExpression') {
    found.push({ test: node, outcome });
  } else if (node.operator === (outcome ? '&&' : '||')) {
    takeAnswers(node.right, outcome, found);
    takeAnswers(node.left, outcome, found);
  }
}

/** A question about the length of a list. */
interface LengthTest {
  /** The spelling of the list. */
  readonly list: string;
  /** The number that the length is compared with. */
  readonly bound: number;
  readonly gives: (length: number) => boolean;
}

/** No length is told from the others by tests but those around the numbers that they name. */
function ofLength(file: FileModel, asked: LengthTest, outcomes: readonly Answered[]): boolean | undefined {
  const earlier = outcomes.flatMap(({ test, outcome }) => {
    const length = lengthAskedBy(file, test);
    return length?.list === asked.list ? [{ ...length, outcome }] : [];
  });
  if (earlier.length === 0) return undefined;
  const bounds = [asked, ...earlier].flatMap(({ bound }) => [bound - 1, bound, bound + 1]);
  const possible = bounds.filter((length) => length >= 0 && earlier.every(({ gives, outcome }) => gives(length) === outcome));
  const answers = new Set(possible.map(asked.gives));
  return answers.size === 1 ? answers.has(true) : undefined;
}

const COMPARED: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b, '===': (a, b) => a === b, '!=': (a, b) => a !== b, '!==': (a, b) => a !== b,
  '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b,
};

/** `rows.length`, `rows.length > 0`, `0 < rows.length` */
function lengthAskedBy(file: FileModel, test: Node): LengthTest | undefined {
  const node = unwrap(test);
  if (node.type !== 'BinaryExpression') {
    const list = listOf(file, node);
    return list === undefined ? undefined : { list, bound: 0, gives: (length) => length !== 0 };
  }
  const compare = Object.hasOwn(COMPARED, node.operator) ? COMPARED[node.operator]! : undefined;
  const [left, right] = [unwrap(node.left), unwrap(node.right)];
  const bound = numberOf(right) ?? numberOf(left);
  const list = numberOf(right) !== undefined ? listOf(file, left) : listOf(file, right);
  if (!compare || bound === undefined || list === undefined) return undefined;
  const isTurned = numberOf(right) === undefined;
  return { list, bound, gives: (length) => (isTurned ? compare(bound, length) : compare(length, bound)) };
}

function numberOf(node: Node): number | undefined {
  return node.type === 'Literal' && Number.isInteger(node.value) ? node.value as number : undefined;
}

/** The spelling of a list whose length is read, where the file leaves the list alone. */
function listOf(file: FileModel, read: Node): string | undefined {
  if (read.type !== 'MemberExpression' || read.optional || propertyName(read) !== 'length') return undefined;
  const list = unwrap(read.object);
  for (let part: Node = list; ;) {
    if (part.type === 'Identifier') {
      const variable = file.variableOf(part);
      if (variable?.defs.length !== 1 || isReassigned(variable)) return undefined;
      break;
    }
    const name = part.type === 'MemberExpression' ? propertyName(part) : undefined;
    if (part.type !== 'MemberExpression' || name === undefined || (file.members.get(name) ?? []).some(isWritten)) return undefined;
    part = unwrap(part.object);
  }
  const spelling = file.spellingOf(list);
  const isChanged = file.calls.some(({ callee }) => {
    const name = callee.type === 'MemberExpression' ? propertyName(callee) ?? '' : '';
    const changes = changingMethods.has(name) || takingOutMethods.has(name) || removingMethods.has(name);
    return changes && callee.type === 'MemberExpression' && file.spellingOf(callee.object) === spelling;
  });
  const isCut = (file.members.get('length') ?? []).some((access) => isWritten(access) && file.spellingOf(access.object) === spelling);
  return isChanged || isCut ? undefined : spelling;
}
