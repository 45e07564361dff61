import type { TSESTree } from '@typescript-eslint/utils';
import { cannotThrow } from '../../control/non-throwing-calls.js';
import type { Variable } from '../../resolve/file-model.js';
import type { CheckoutSite } from '../../sites/checkouts.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { begin } from './begun-block.js';
import { takeOut } from '../text/emptied-blocks.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';

/*
 * `connection.query(text, (error, rows) => { connection.release(); … })`: what a callback was lent is given back where the callback of the
 * last thing that is done with it begins, and where one in front of it is left before that.
 * Input: a checkout by callback. Output: edits, or `undefined`.
 * Invariant: each step but the last has one next step in its callback, nothing is done with the connection beside these, and it is given
 * back once on every way. Blind spot: a method that never calls back.
 */

/** One thing that is done with it: `connection.query(…, callback)`. */
interface Step {
  readonly statement: TSESTree.ExpressionStatement;
  readonly callback: FunctionNode;
}

export function releaseInCallback(source: Source, style: Style, { givenTo, model, node }: CheckoutSite): Edit[] | undefined {
  const lent = givenTo && parameterOf(source, givenTo.function, givenTo.parameter);
  if (!givenTo || !lent || lent.references.some((reference) => reference.isWrite())) return undefined;
  const done = givenTo.done === undefined ? undefined : parameterOf(source, givenTo.function, givenTo.done);
  const releases = releasesOf(lent, done, model.release, model.releasedBy ?? []);
  // `done(error)` says more than that.
  if (done?.references.some(({ identifier }) => !releases.some((release) => isInside(identifier, release))) === true) return undefined;
  const others = lent.references.map(({ identifier }) => identifier)
    .filter((identifier) => !releases.some((release) => isInside(identifier, release)));
  const steps = stepsOf(givenTo.function, others);
  const last = steps?.at(-1);
  const text = releases[0] ? source.file.textOf(releases[0])
    : wayToRelease(source, node, lent, done, model.release[0], model.releasedBy?.[0]);
  if (!steps || !last || text === undefined) return undefined;
  if (!steps.every(({ callback }) => isSameName(source, callback, [lent, done]))) return undefined;
  const line = `${text}${style.semicolon}`;
  const within = releases.filter((release) => isInside(release, last.callback));
  const edits: Edit[] = [];
  const given = [...releases.filter((release) => !within.includes(release))];
  let body: Node = givenTo.function.body;
  for (const [index, step] of steps.entries()) {
    const ways = waysOut(source, body, step.statement, index === 0 ? errorOf(givenTo.function, givenTo.parameter) : undefined);
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

function parameterOf({ file }: Source, fn: FunctionNode, index: number): Variable | undefined {
  const parameter = fn.params[index];
  return parameter?.type === 'Identifier' ? file.variableOf(parameter) : undefined;
}

/** `error` of `(error, connection) => …`: where it is set, nothing was lent. */
function errorOf({ params }: FunctionNode, lent: number): string | undefined {
  const [first] = params;
  return lent > 0 && first?.type === 'Identifier' ? first.name : undefined;
}

function releasesOf(lent: Variable, done: Variable | undefined, methods: readonly string[], ofPool: readonly string[]): CallNode[] {
  const own = lent.references.flatMap(({ identifier }) => {
    const access = outermost(identifier).parent;
    if (access?.type === 'CallExpression' && access.arguments.length === 1 && access.callee.type === 'MemberExpression') {
      return ofPool.includes(propertyName(access.callee) ?? '') ? [access] : [];
    }
    if (access?.type !== 'MemberExpression' || !methods.includes(propertyName(access) ?? '')) return [];
    const call = outermost(access).parent;
    return call?.type === 'CallExpression' && unwrap(call.callee) === access && call.arguments.length === 0 ? [call] : [];
  });
  const byDone = done?.references.flatMap(({ identifier }) => {
    const { parent } = identifier;
    return parent.type === 'CallExpression' && parent.callee === identifier && parent.arguments.length === 0 ? [parent] : [];
  });
  return [...own, ...byDone ?? []];
}

function wayToRelease(
  source: Source, node: CallNode, lent: Variable, done: Variable | undefined, method: string | undefined, ofPool: string | undefined,
): string | undefined {
  if (done) return `${done.name}()`;
  if (method !== undefined) return `${lent.name}.${method}()`;
  const callee = unwrap(node.callee);
  const pool = callee.type === 'MemberExpression' ? source.file.textOf(callee.object) : '';
  return ofPool !== undefined && /^(?:this|[\w$]+)(?:\.[\w$]+)*$/.test(pool) ? `${pool}.${ofPool}(${lent.name})` : undefined;
}

/** The steps from the outermost to the innermost; `undefined` where something else is done with it. */
function stepsOf(fn: FunctionNode, uses: readonly Node[]): Step[] | undefined {
  const steps: Step[] = [];
  let around: Node = fn.body;
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
function waysOut(source: Source, body: Node, step: Node, error: string | undefined): Node[] | undefined {
  const ways: Node[] = [];
  for (let child = step; child !== body; child = child.parent!) {
    const parent: Node = child.parent!;
    if (parent.type === 'IfStatement' && parent.test !== child) {
      const other = parent.consequent === child ? parent.alternate : parent.consequent;
      // Without one, nothing at all happens.
      if (!isQuiet(source, parent.test) || !other) return undefined;
      if (!isAbout(source, parent.test, error)) ways.push(other);
    } else if (parent.type === 'BlockStatement') {
      for (const before of parent.body.slice(0, parent.body.indexOf(child as TSESTree.Statement))) {
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
