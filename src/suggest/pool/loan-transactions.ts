import type { TSESTree } from '@typescript-eslint/utils';
import { MAX_RELEASE_STEPS } from '../../limits/limits.js';
import { asFarAsKnown, walkReleasePaths } from '../../release/paths/release-paths.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isInLoop, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { releaseFirst } from '../close/close-on-failure.js';
import { isBeginning, isBeginningText, isCommit, isOneStatement, isRollback, rollbackOf, textNodeOf } from '../held/open-transaction.js';
import { isEndedBy } from '../held/transaction-ends.js';
import { nodesIn } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { inFrontOf } from '../held/in-front-of.js';
import { catchClause, indentAt } from '../text/wrapped-in-try.js';
import { writtenTo } from './pool-uses.js';
import type { LoanUser } from './loan-uses.js';

/*
 * A connection that is closed takes its open transaction with it, and one that goes back to a pool does not: what is left open when
 * something fails is rolled back first.
 * Input: the functions that have the connection. Output: edits, none where each transaction is ended on every way already; `undefined`
 * where that cannot be told, or has no place.
 * Invariant: whoever leaves without a failure has ended the transaction before. A transaction that is ended was begun: where it is not seen
 * which call does that, nothing is lent. Blind spot: procedures of the database.
 */

const ROLLBACK = 'rollback';

/** `made`: where the variable gets the connection. */
export function endTransactions(
  style: Style, [owner, ...takers]: readonly LoanUser[], made: Node, releases: readonly Node[],
): Edit[] | undefined {
  if (!owner) return undefined;
  const users = [owner, ...takers];
  const isBegun = users.some((user) => beginningsIn(user).length > 0);
  if (users.some((user) => isUnclear(user) || (!isBegun && endsIn(user).length > 0))) return undefined;
  // What a function begins that is given the connection it is to end.
  if (!takers.every((taker) => beginningsIn(taker).every((begin) => isEnded(taker, begin)))) return undefined;
  const lost = beginningsIn(owner).filter((begin) => !isEnded(owner, begin));
  const [begin, ...others] = lost;
  if (!begin) return [];
  return others.length > 0 ? undefined : rolledBack(style, owner, begin, made, releases);
}

function callsIn({ source, fn }: LoanUser): CallNode[] {
  return [...nodesIn(source, fn.body, true)].filter((node): node is CallNode => node.type === 'CallExpression');
}

function beginningsIn(user: LoanUser): CallNode[] {
  return callsIn(user).filter(isBeginning);
}

function endsIn(user: LoanUser): CallNode[] {
  return callsIn(user).filter((call) => isCommit(call) || isRollback(call, ROLLBACK));
}

/** A transaction is begun beside other statements of one text, or in a text that the call does not say itself. */
function isUnclear(user: LoanUser): boolean {
  const { source, fn } = user;
  const beginnings = beginningsIn(user);
  if (!beginnings.every(isOneStatement)) return true;
  const understood = new Set(beginnings.map((call) => textNodeOf(call.arguments[0])));
  return [...nodesIn(source, fn, true)].some((node) => {
    const values = node.type === 'Identifier' ? writtenTo(source, node).flatMap((value) => [...nodesIn(source, value, false)]) : [node];
    return values.some((value) => isText(value) && !understood.has(value) && isBeginningText(value));
  });
}

function isText({ type }: Node): boolean {
  return type === 'Literal' || type === 'TemplateLiteral';
}

/** It is committed or rolled back on every way. Where no `catch` rolls back, what is not known to fail may do so as well. */
function isEnded(user: LoanUser, begin: CallNode): boolean {
  const { source: { file }, fn: boundary, variable } = user;
  const ends = endsIn(user);
  const { answer } = walkReleasePaths({ file, boundary, origin: begin, releases: ends, maxSteps: MAX_RELEASE_STEPS });
  const handlers = handlersAround(begin, boundary);
  const isCaught = ends.some((end) => isRollback(end, ROLLBACK) && handlers.some((handler) => isInside(end, handler)));
  const isOwn = [begin, ...ends].every((call) => isOf(user, call));
  return isOwn && variable.defs.length === 1 && (isCaught ? asFarAsKnown(answer) : answer).kind === 'everyPath';
}

function isOf({ source: { file }, variable }: LoanUser, { callee }: CallNode): boolean {
  const access = unwrap(callee);
  const receiver = access.type === 'MemberExpression' ? unwrap(access.object) : undefined;
  return receiver?.type === 'Identifier' && file.variableOf(receiver) === variable;
}

/** The innermost first. */
export function triesAround(node: Node, boundary: Node | undefined): TSESTree.TryStatement[] {
  const found: TSESTree.TryStatement[] = [];
  for (let inner = node; inner.parent && inner !== boundary; inner = inner.parent) {
    if (inner.parent.type === 'TryStatement' && inner.parent.block === inner) found.push(inner.parent);
  }
  return found;
}

function handlersAround(node: Node, boundary: Node): TSESTree.CatchClause[] {
  return triesAround(node, boundary).flatMap(({ handler }) => handler ?? []);
}

/** In the `catch` of the `try` that it is begun in, or in one of its own in front of `finally`. */
function rolledBack(
  style: Style, user: LoanUser, begin: CallNode, made: Node, releases: readonly Node[],
): Edit[] | undefined {
  const { source, fn, variable } = user;
  const statement = begin.parent.type === 'AwaitExpression' ? begin.parent.parent : undefined;
  const list = statement?.type === 'ExpressionStatement' && statement.parent.type === 'BlockStatement' ? statement.parent.body : [];
  const behind = list.slice(list.findIndex((one) => one === statement) + 1);
  const ends = endsIn(user).map((call) => (call.parent.type === 'AwaitExpression' ? call.parent.parent : call));
  const areStatements = ends.every((end): end is TSESTree.ExpressionStatement => (
    end.type === 'ExpressionStatement' && behind.some((one) => isInside(end, one))));
  const [tried] = triesAround(begin, fn);
  const callee = unwrap(begin.callee);
  if (!areStatements || !tried || callee.type !== 'MemberExpression' || !isOf(user, begin) || isInLoop(begin, fn)) return undefined;
  const early = earlyReturns(user, behind, ends);
  if (!early || !isEndedBy(source, behind, [...ends, ...early])) return undefined;
  // What is back by then is somebody else's.
  if (releases.some((release) => isInside(release, tried.block))) return undefined;
  const rollback = rollbackOf(source, begin, callee, ROLLBACK);
  if (isInside(variable.scope.block, tried.block)) return undefined;
  const before = early.map((way) => inFrontOf(source, style, way, [rollback]));
  if (!before.every((edits) => edits !== undefined)) return undefined;
  const line = isInside(made, tried.block) ? `if (${variable.name}) ${rollback}` : rollback;
  if (tried.handler) {
    const first = releaseFirst(source, style, tried.handler, line);
    return first && [...before.flat(), first];
  }
  const end = tried.block.range[1];
  return [...before.flat(), { range: [end, end], text: catchClause(style, indentAt(source, tried), line) }];
}

/** Where it is left open without a failure. `undefined` where it is asked on the way out. */
function earlyReturns(
  { source, fn, variable }: LoanUser, statements: readonly Node[], ends: readonly Node[],
): TSESTree.ReturnStatement[] | undefined {
  const returns = statements.flatMap((statement) => [...nodesIn(source, statement, false)])
    .filter((node): node is TSESTree.ReturnStatement => node.type === 'ReturnStatement' && enclosingFunction(node) === fn);
  const early = returns.filter((way) => !ends.some((end) => end.range[0] < way.range[0] && end.parent && isInside(way, end.parent)));
  const isAsked = variable.references.some(({ identifier }) => early.some((way) => isInside(identifier, way)));
  return isAsked ? undefined : early;
}
