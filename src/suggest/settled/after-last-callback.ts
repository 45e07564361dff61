import type { TSESTree } from '@typescript-eslint/utils';
import { cannotThrow } from '../../control/non-throwing-calls.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, outermost, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { begin } from './begun-block.js';
import { takeOut } from '../text/emptied-blocks.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';

/*
 * Something whose methods call back is released where the callback of the last thing begins that is done with it, and where one in front of
 * it is left before that.
 * Invariant: each step but the last has one next step in its callback, nothing is done with it beside these, and it is released once on
 * every way. Blind spot: a method that never calls back.
 */

/** One thing that is done with it: `connection.query(…, callback)`. */
interface Step {
  readonly statement: TSESTree.ExpressionStatement;
  readonly callback: FunctionNode;
}

/** Something that is released where the callback of the last thing begins that is done with it. */
interface Stepwise {
  /** The code in which it is there. */
  readonly body: Node;
  /** The variable that holds it, and what the release names besides. */
  readonly named: readonly [Variable, ...Variable[]];
  /** The statement behind which it is there. Left out: from the beginning of the code. */
  readonly behind?: TSESTree.Statement | undefined;
  /** Statements that only set it up. */
  readonly setUp?: ReadonlySet<Node> | undefined;
  readonly releases: readonly Node[];
  /** What releases it, without the semicolon. */
  readonly text: string;
  /** What is set where it is not there. */
  readonly error: string | undefined;
}

export function releasedAfterLast(source: Source, style: Style, stepwise: Stepwise): Edit[] | undefined {
  const { named, releases, text, error, setUp } = stepwise;
  const steps = stepsOf(stepwise.body, usesBeside(named[0], [...releases, ...setUp ?? []]));
  const last = steps?.at(-1);
  if (!steps || !last) return undefined;
  if (!steps.every(({ callback }) => isSameName(source, callback, named))) return undefined;
  const line = `${text}${style.semicolon}`;
  const within = releases.filter((release) => isInside(release, last.callback));
  const edits: Edit[] = [];
  const given = [...releases.filter((release) => !within.includes(release))];
  let { body } = stepwise;
  for (const [index, step] of steps.entries()) {
    const ways = waysOut(source, body, step.statement, index === 0 ? { error, behind: stepwise.behind, setUp } : {});
    if (!ways) return undefined;
    for (const way of ways) {
      const own = given.filter((release) => isInside(release, way));
      for (const release of own) given.splice(given.indexOf(release), 1);
      if (own.length > 0 && !isFirstIn(own[0]!, way)) return undefined;
      if (own.length === 0) edits.push(...begin(source, style, way, line));
    }
    body = step.callback.body;
  }
  // What is given back in another place is given back twice.
  if (given.length > 0) return undefined;
  const removed = takeOut(source, within, [], true);
  const isEmptied = last.callback.body.type === 'BlockStatement' && last.callback.body.body.every((statement) => (
    within.some((release) => release.parent === statement)));
  return removed && !isEmptied ? [...begin(source, style, last.callback.body, line), ...edits, ...removed] : undefined;
}

/** Where a variable is named once it has its value, but for what stands in one of these nodes. */
export function usesBeside({ references }: Variable, nodes: readonly Node[]): readonly TSESTree.Identifier[] {
  return references.flatMap(({ identifier, init }) => (
    init === true || identifier.type !== 'Identifier' || nodes.some((node) => isInside(identifier, node)) ? [] : [identifier]));
}

/** The steps from the outermost to the innermost; `undefined` where something else is done with it. */
function stepsOf(body: Node, uses: readonly Node[]): Step[] | undefined {
  const steps: Step[] = [];
  let around: Node = body;
  for (const use of [...uses].sort((a, b) => a.range[0] - b.range[0])) {
    const access = outermost(use).parent;
    const call = access?.type === 'MemberExpression' && unwrap(access.object) === use ? outermost(access).parent : undefined;
    if (call?.type !== 'CallExpression' || call.parent.type !== 'ExpressionStatement' || !isInside(call, around)) return undefined;
    const [callback, ...given] = [...call.arguments].reverse();
    if (!isFunction(callback) || callback.generator || given.some((one) => isInside(use, one))) return undefined;
    steps.push({ statement: call.parent, callback });
    around = callback.body;
  }
  return steps;
}

/** The blocks and statements in which the function is left before it gets to a step; `undefined` where something else may end it. */
function waysOut(
  source: Source, body: Node, step: Node, { error, behind, setUp }: Partial<Pick<Stepwise, 'error' | 'behind' | 'setUp'>>,
): Node[] | undefined {
  const ways: Node[] = [];
  for (let child = step; child !== body; child = child.parent!) {
    const parent: Node = child.parent!;
    if (parent.type === 'IfStatement' && parent.test !== child) {
      const other = parent.consequent === child ? parent.alternate : parent.consequent;
      // Without one, nothing at all happens.
      if (!isQuiet(source, parent.test) || !other) return undefined;
      if (!isAbout(source, parent.test, error)) ways.push(other);
    } else if (parent.type === 'BlockStatement') {
      const from = behind ? parent.body.indexOf(behind) + 1 : 0;
      for (const before of parent.body.slice(from, parent.body.indexOf(child as TSESTree.Statement))) {
        if (setUp?.has(before) === true) continue;
        if (before.type === 'IfStatement' && !before.alternate && isQuiet(source, before.test) && isLeft(before.consequent)) {
          if (!isAbout(source, before.test, error)) ways.push(before.consequent);
        } else if (!isQuiet(source, before)) return undefined;
      }
      // What comes behind runs before the callback.
      if (parent.body.slice(parent.body.indexOf(child as TSESTree.Statement) + 1).some((behind) => behind.type === 'ThrowStatement')) {
        return undefined;
      }
    } else return undefined;
  }
  const call = (step as TSESTree.ExpressionStatement).expression as TSESTree.CallExpression;
  return call.arguments.slice(0, -1).every((argument) => isQuiet(source, argument)) ? ways : undefined;
}

/** Nothing in it can fail, and it does not leave. */
function isQuiet(source: Source, node: Node): boolean {
  return [...nodesIn(source, node, false)].every((part) => (
    !/^(?:Return|Throw|Break|Continue)Statement$|^(?:Await|Yield)Expression$/.test(part.type)
    && (!isCall(part) || cannotThrow(source.file, part))));
}

function isAbout(source: Source, test: Node, name: string | undefined): boolean {
  const names = [...nodesIn(source, test, false)].flatMap((part) => part.type === 'Identifier' ? part.name : []);
  return name !== undefined && names[0] === name && /^!?\w+$/.test(source.file.textOf(test).replace(/\s*!==?\s*(?:null|undefined)$/, ''));
}

function isLeft(branch: Node): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

function isFirstIn(release: Node, way: Node): boolean {
  const [first] = way.type === 'BlockStatement' ? way.body : [way];
  return first !== undefined && release.parent === first;
}

/** Their names mean the same in the callback. */
function isSameName({ file }: Source, callback: FunctionNode, variables: readonly (Variable | undefined)[]): boolean {
  return variables.every((variable) => variable === undefined || !file.tree.scopes.scopes.some((scope) => (
    isInside(scope.block, callback) && (scope.set.get(variable.name)?.defs.length ?? 0) > 0)));
}
