import type { TSESTree } from '@typescript-eslint/utils';
import { promiseMethods } from '../../catalog/conventions/methods.js';
import { isExecutor } from '../../control/callbacks.js';
import type { OwningClientModel } from '../../catalog/types.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, isInLoop, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';

/*
 * Would a pool do what is done with a connection here, each query on any connection of its own?
 * Input: the variable that holds the connection, and the calls that end it. Output: what is asked of it, and the statements that connect
 * it; `undefined` where one query needs the connection of another, or where something else is done with it.
 * Invariant: two queries that could run at the same time on a pool ran one after the other before as well, because the code waits for the
 * first. Blind spot: settings of a session in texts of SQL that stand elsewhere.
 */

export type PoolInstead = NonNullable<OwningClientModel['poolInstead']>;

export interface PoolUses {
  /** The variable, wherever a query is asked of it. */
  readonly asked: readonly Node[];
  /** Statements that only connect it, awaited or not. */
  readonly connects: readonly TSESTree.ExpressionStatement[];
  /** Links of a chain that connect it first, of which what comes behind that stays: `client.connect().then(() => …)`. */
  readonly links: readonly Edit[];
  /** Other places that name it: tests whether there is something to end. They have to go with what they test for. */
  readonly others: readonly Node[];
}

interface Query {
  readonly receiver: Node;
  readonly call: TSESTree.CallExpression;
}

export function poolUsesOf(
  source: Source, variable: Variable, pool: PoolInstead, setup: readonly string[], releases: readonly Node[], boundary: FunctionNode,
): PoolUses | undefined {
  const queries: Query[] = [];
  const connects: TSESTree.ExpressionStatement[] = [];
  const links: ConnectLink[] = [];
  const others: Node[] = [];
  for (const reference of variable.references) {
    const { identifier } = reference;
    if (!reference.isRead() || releases.some((release) => isInside(identifier, release))) continue;
    const access = outermost(identifier).parent;
    if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) {
      others.push(identifier);
      continue;
    }
    const call = calledFrom(access);
    if (!call && isLookedAt(access)) {
      others.push(identifier);
      continue;
    }
    if (!call) return undefined;
    if (setup.includes(propertyName(access) ?? '')) {
      const statement = connectStatement(source, call);
      const link = statement ? undefined : connectLink(source, call);
      if (!statement && !link) return undefined;
      if (statement) connects.push(statement);
      if (link) links.push(link);
      continue;
    }
    const query = queryOf(access, call, pool);
    if (!query) return undefined;
    queries.push({ receiver: identifier, call: query });
  }
  if (queries.length === 0 || isOfSession(source, boundary) || !queries.every((query) => mayBeAsked(query, boundary))) return undefined;
  if (queries.length > 1 && !areInTurn(source, queries, boundary)) return undefined;
  const calls = queries.map(({ call }) => call);
  // What says that it could not connect would be said by nobody.
  if (!connects.every((statement) => failsIntoQueries(statement, calls))) return undefined;
  // What stays is the promise of a query.
  if (!links.every(({ next }) => calls.some((call) => chainOf(call) === next))) return undefined;
  return { asked: queries.map(({ receiver }) => receiver), connects, links: links.flatMap(({ edits }) => edits), others };
}

/** `if (connection && connection.end)` */
function isLookedAt(access: Node): boolean {
  for (let node = outermost(access); node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'IfStatement') return parent.test === node;
    if (parent.type !== 'LogicalExpression' && parent.type !== 'UnaryExpression' && parent.type !== 'BinaryExpression') return false;
  }
  return false;
}

export function calledFrom(access: TSESTree.MemberExpression): TSESTree.CallExpression | undefined {
  const call = outermost(access).parent;
  return call?.type === 'CallExpression' && unwrap(call.callee) === access ? call : undefined;
}

/** `connection.query(…)`, `connection.promise().query(…)` */
function queryOf(
  access: TSESTree.MemberExpression, call: TSESTree.CallExpression, { methods, form }: PoolInstead,
): TSESTree.CallExpression | undefined {
  const name = propertyName(access) ?? '';
  if (methods.includes(name)) return call;
  const next = name === form ? outermost(call).parent : undefined;
  if (next?.type !== 'MemberExpression' || !methods.includes(propertyName(next) ?? '')) return undefined;
  return calledFrom(next);
}

/** `await client.connect();`, `connection.connect((error) => { if (error) throw error; });` */
function connectStatement(source: Source, call: TSESTree.CallExpression): TSESTree.ExpressionStatement | undefined {
  if (!call.arguments.every((argument) => isFunction(argument) && isAboutFailure(source, argument))) return undefined;
  const value = call.parent.type === 'AwaitExpression' ? call.parent : call;
  return value.parent.type === 'ExpressionStatement' ? value.parent : undefined;
}

interface ConnectLink {
  readonly next: Node;
  readonly edits: readonly Edit[];
}

/** `client.connect().then(() => client.query(…))` */
function connectLink({ code }: Source, call: TSESTree.CallExpression): ConnectLink | undefined {
  const link = call.parent.type === 'MemberExpression' && call.parent.object === call ? calledFrom(call.parent) : undefined;
  const callback = link?.arguments[0];
  if (!link || link.arguments.length !== 1 || call.arguments.length > 0) return undefined;
  if (call.parent.type !== 'MemberExpression' || propertyName(call.parent) !== 'then') return undefined;
  if (callback?.type !== 'ArrowFunctionExpression' || callback.params.length > 0) return undefined;
  const next = unwrap(callback.body);
  const kept = code.getCommentsInside(next).length;
  if (code.getCommentsInside(link).length > code.getCommentsInside(call).length + kept) return undefined;
  const edits: Edit[] = [{ range: [link.range[0], next.range[0]], text: '' }, { range: [next.range[1], link.range[1]], text: '' }];
  return { next, edits };
}

/** It does nothing but to throw the failure, or to write about it: the query that follows fails of the same. */
function isAboutFailure(source: Source, { params, body }: FunctionNode): boolean {
  const [error, ...others] = params;
  if (others.length > 0 || (error && error.type !== 'Identifier') || !body) return false;
  const isRemark = (node: Node): boolean => (
    node.type === 'CallExpression' && /^(?:console|log|logger)\.\w+$/.test(source.file.textOf(node.callee)));
  const isSaid = (statement: Node): boolean => {
    switch (statement.type) {
      case 'ThrowStatement':
        return true;
      case 'ReturnStatement':
        return statement.argument === null || isRemark(statement.argument);
      case 'ExpressionStatement':
        return isRemark(statement.expression);
      case 'BlockStatement':
        return statement.body.every(isSaid);
      case 'IfStatement':
        return [statement.consequent, ...statement.alternate ? [statement.alternate] : []].every(isSaid);
      default:
        return false;
    }
  };
  return body.type === 'BlockStatement' ? isSaid(body) : isRemark(body);
}

/** What catches the failure to connect catches that of a query, too. */
function failsIntoQueries(statement: Node, calls: readonly Node[]): boolean {
  for (let node = statement; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    if (parent.type !== 'TryStatement' || parent.block !== node || !parent.handler) continue;
    return calls.some((call) => isInside(call, parent.block));
  }
  return true;
}

/** Words of statements that another statement on the same connection goes on from. */
const SESSION = new RegExp('\\b(?:BEGIN|START\\s+TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|(?:begin|start)Transaction|(?:UN)?LISTEN'
  + '|(?:UN)?LOCK\\s+TABLES?|GET_LOCK|pg_(?:try_)?advisory\\w*|LAST_INSERT_ID|FOUND_ROWS|ROW_COUNT|lastval|currval|set_config'
  + '|TEMP(?:ORARY)?|PREPARE|DECLARE|search_path)\\b|[\'"`;]\\s*(?:SET|USE|RESET|DISCARD|ALTER\\s+SESSION)\\s|@\\w+\\s*:=', 'i');

function isOfSession({ file }: Source, boundary: FunctionNode): boolean {
  return SESSION.test(file.textOf(boundary));
}

/** A query whose answer comes at once: no cursor and no stream, and not one for each element of a list. */
function mayBeAsked({ call }: Query, boundary: FunctionNode): boolean {
  const [text] = call.arguments;
  if (!text || text.type === 'NewExpression' || text.type === 'SpreadElement') return false;
  const chain = chainOf(call);
  // What its promise is used for otherwise is not followed.
  const isUnderstood = isAwaited(chain)
    || /^ArrowFunctionExpression$|^(?:Return|Expression)Statement$/.test(outermost(chain).parent?.type ?? '');
  return isUnderstood && isOfOneRun(call, boundary) && (!isInLoop(call, boundary) || isWaitedFor(call, boundary));
}

function isWaitedFor(call: CallNode, boundary: FunctionNode): boolean {
  const chain = chainOf(call);
  return enclosingFunction(call) === boundary && (isAwaited(chain) || outermost(chain).parent?.type === 'ReturnStatement');
}

export function isAwaited(call: Node): boolean {
  const end = outermost(call);
  for (let node = call; node !== end; node = node.parent!) if (node.parent?.type === 'AwaitExpression') return true;
  return false;
}

/** Around it are the function, and what runs once in it: the function of a promise, or what another query calls back. */
function isOfOneRun(node: Node, boundary: FunctionNode): boolean {
  for (let fn = enclosingFunction(node); fn !== boundary; fn = enclosingFunction(fn)) {
    if (!isFunction(fn)) return false;
    const call = fn.parent;
    if (isExecutor(fn)) continue;
    const callee = isCall(call) ? unwrap(call.callee) : undefined;
    const name = callee?.type === 'MemberExpression' ? propertyName(callee) ?? '' : '';
    if (!/^(?:query|execute|batch|then|catch|finally)$/.test(name)) return false;
  }
  return true;
}

/** The last call of `client.query(…).then(…).catch(…)`. */
export function chainOf(call: CallNode): CallNode {
  let chain = call;
  for (;;) {
    const access: Node | undefined = chain.parent;
    const isLinked = access?.type === 'MemberExpression' && access.object === chain && promiseMethods.has(propertyName(access) ?? '');
    const next = isLinked ? calledFrom(access) : undefined;
    if (!next) break;
    chain = next;
  }
  return chain;
}

/** Each is asked when the one before has answered, and what is asked is to be read here. */
function areInTurn(source: Source, queries: readonly Query[], boundary: FunctionNode): boolean {
  const sorted = [...queries].sort((a, b) => a.call.range[0] - b.call.range[0]);
  return sorted.every(({ call }, index) => {
    if (!isReadable(source, call.arguments[0]!)) return false;
    const chain = chainOf(call);
    return isWaitedFor(call, boundary) || sorted.slice(index + 1).every((next) => isInside(next.call, chain));
  });
}

/** A text, or the name of one, which `isOfSession` has looked at, or one that stands at module scope. */
function isReadable(source: Source, given: Node): boolean {
  const isNameRead = (name: TSESTree.Identifier): boolean => {
    const written = writtenTo(source, name);
    return written.length > 0 && written.every((value) => isText(source, value) && !SESSION.test(source.file.textOf(value)));
  };
  return isReadText(given, isNameRead, ({ left, right }) => [left, right]);
}

/** Whether what is asked is a text: of a sum, one of those parts of it that count; of names, those that are read. */
export function isReadText(
  given: Node | undefined, isNameRead: (name: TSESTree.Identifier) => boolean, partsOf: (sum: TSESTree.BinaryExpression) => readonly Node[],
): boolean {
  const isRead = (part: Node): boolean => isReadText(part, isNameRead, partsOf);
  const node = given && unwrap(given);
  switch (node?.type) {
    case 'Literal':
    case 'TemplateLiteral':
      return true;
    case 'BinaryExpression':
      return partsOf(node).some(isRead);
    case 'ObjectExpression':
      return node.properties.some((property) => property.type === 'Property' && /^(?:sql|text)$/.test(propertyName(property) ?? '')
        && isRead(property.value));
    case 'Identifier':
      return isNameRead(node);
    default:
      return false;
  }
}

export function writtenTo({ file }: Source, name: Node): Node[] {
  const variable = file.variableOf(name);
  return variable?.references.flatMap(({ writeExpr }) => writeExpr ?? []) ?? [];
}

function isText(source: Source, value: Node): boolean {
  return [...nodesIn(source, value, false)].some((node) => node.type === 'TemplateLiteral'
    || (node.type === 'Literal' && typeof node.value === 'string'));
}
