import type { TSESTree } from '@typescript-eslint/utils';
import { isExecutor } from '../../control/callbacks.js';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import {
  enclosingFunction, isCall, isChainedToPromise, isFunction, outermost, propertyName, unwrap,
} from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { calledFrom, chainOf, isAwaited, isReadText, writtenTo } from './pool-uses.js';
import type { PoolInstead } from './pool-uses.js';

/*
 * Would a connection that a pool lends do what is done with one that is made for itself, and would it be given back as it was lent?
 * Input: the variable that holds it, and the calls that end it. Output: the statement that connects it, and what else names it; why it
 * would not, as the end of a sentence that begins with "because".
 * Invariant: nothing but a transaction is left behind, and nothing is asked of it when it is back. Blind spot: procedures of the database.
 */

export type PoolLoans = NonNullable<PoolInstead['lends']>;

export interface LoanUses {
  /** `await client.connect();` */
  readonly connect: TSESTree.ExpressionStatement | undefined;
  /** Wherever else it is named, its releases left out. */
  readonly others: readonly Node[];
  /** The functions that have it: the one that makes it, and those that it is given to. */
  readonly users: readonly LoanUser[];
}

export interface LoanUser {
  readonly source: Source;
  readonly fn: FunctionNode;
  readonly variable: Variable;
}

const MORE = 'more is done with it than a connection of a pool is known to bear';
const LEFT_BEHIND = 'it would be given back with settings of its session, which the next one who borrows it would find';

/** How many functions a connection is followed into. */
const MAX_USERS = 20;

export function loanUsesOf(
  source: Source, program: Program, { site: { model } }: Finding, pool: PoolInstead, own: Omit<LoanUser, 'source'>,
  releases: readonly Node[],
): LoanUses | string {
  const { lends } = pool;
  if (!lends) return MORE;
  const asked = [...pool.methods, ...lends.methods, ...model.inert ?? []];
  const connects: TSESTree.ExpressionStatement[] = [];
  const others: Node[] = [];
  const users: LoanUser[] = [{ source, ...own }];
  for (const user of users) {
    const isOwner = user === users[0];
    for (const reference of user.variable.references) {
      const { identifier } = reference;
      if (!reference.isRead()) {
        if (isOwner) continue;
        return MORE;
      }
      if (isOwner && releases.some((release) => isInside(identifier, release))) continue;
      if (isOwner) others.push(identifier);
      const node = outermost(identifier);
      const { parent } = node;
      const access = parent?.type === 'MemberExpression' && parent.object === node ? parent : undefined;
      if (access) {
        const call = calledFrom(access);
        const name = propertyName(access) ?? '';
        const statement = call && isOwner && model.setup?.includes(name) ? connectStatement(call) : undefined;
        if (statement) {
          connects.push(statement);
          others.pop();
        } else if (!call || !asked.includes(name) || !isDoneInTime(call, user.fn)) return MORE;
        else if (pool.methods.includes(name) && !isReadable(user, call.arguments[0])) return 'what is asked of it is not to be read here';
      } else if (isTested(node)) continue;
      else {
        const taker = takerOf(program, user, node, lends);
        if (!taker) return 'it is given to something that is not followed';
        if (users.length > MAX_USERS) return MORE;
        if (!users.some(({ variable }) => variable === taker.variable)) users.push(taker);
      }
    }
  }
  if (connects.length > 1) return MORE;
  return users.some(leavesBehind) ? LEFT_BEHIND : { connect: connects[0], others, users };
}

/** `await client.connect();` */
function connectStatement(call: TSESTree.CallExpression): TSESTree.ExpressionStatement | undefined {
  if (call.arguments.length > 0 || call.parent.type !== 'AwaitExpression') return undefined;
  const { parent } = call.parent;
  return parent.type === 'ExpressionStatement' && parent.parent.type === 'BlockStatement' ? parent : undefined;
}

/** Who goes on behind it has waited for what it gives. */
export function isDoneInTime(call: CallNode, boundary: FunctionNode): boolean {
  const chain = outermost(chainOf(call));
  const holder = chain.parent;
  const isWaitedFor = isAwaited(chainOf(call)) || holder?.type === 'ReturnStatement'
    || (holder?.type === 'ArrowFunctionExpression' && holder.body === chain)
    || (holder?.type === 'ArrayExpression' && isWaitedTogether(holder));
  return isWaitedFor && isRunInTime(call, boundary);
}

/** The functions around it are called, and waited for, before the one that has the connection goes on. */
export function isRunInTime(node: Node, boundary: FunctionNode): boolean {
  for (let fn = enclosingFunction(node); fn !== boundary; fn = enclosingFunction(fn)) {
    if (!isFunction(fn)) return false;
    const call = fn.parent;
    if (isExecutor(fn) || !isCall(call) || call.callee === fn) return false;
    const callee = unwrap(call.callee);
    const isMapped = callee.type === 'MemberExpression' && propertyName(callee) === 'map' && isWaitedTogether(call);
    const isNext = isChainedToPromise(call) && isCall(chainOf(call)) && isLinkWaitedFor(call);
    if (!isMapped && !isNext) return false;
  }
  return true;
}

/** `await Promise.all(…)` */
function isWaitedTogether(list: Node): boolean {
  const call = outermost(list).parent;
  if (!isCall(call)) return false;
  const callee = unwrap(call.callee);
  const isAll = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise'
    && /^all(?:Settled)?$/.test(propertyName(callee) ?? '');
  return isAll && isLinkWaitedFor(call);
}

function isLinkWaitedFor(call: CallNode): boolean {
  const chain = chainOf(call);
  return isAwaited(chain) || outermost(chain).parent?.type === 'ReturnStatement';
}

/** `if (connection)`, `connection && …`, `connection !== undefined` */
function isTested(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'IfStatement':
      return parent.test === node;
    case 'LogicalExpression':
      return parent.left === node && (parent.parent.type === 'IfStatement' || parent.parent.type === 'ExpressionStatement');
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator);
    default:
      return false;
  }
}

/** The function of the project that is given it, and its name there. */
function takerOf(program: Program, { source, fn }: LoanUser, given: Node, { type, isAlso }: PoolLoans): LoanUser | undefined {
  const call = given.parent;
  const index = isCall(call) ? call.arguments.findIndex((argument) => argument === given) : -1;
  if (!isCall(call) || index === -1 || call.type !== 'CallExpression' || !isDoneInTime(call, fn)) return undefined;
  const callee = program.evaluator.evaluate(source.file, call.callee);
  if (callee.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node) || callee.node.generator) return undefined;
  const parameter = callee.node.params[index];
  if (parameter?.type !== 'Identifier' || !isDeclaredWider(parameter.typeAnnotation, [type, ...isAlso])) return undefined;
  const variable = callee.file.variableOf(parameter);
  // What works on without being waited for would ask a connection that somebody else has by then.
  return variable && callee.node.async ? { source: { ...source, file: callee.file }, fn: callee.node, variable } : undefined;
}

/** What is lent is of the type that the function is declared to be given. */
function isDeclaredWider(annotation: TSESTree.TSTypeAnnotation | undefined, types: readonly string[]): boolean {
  const type = annotation?.typeAnnotation;
  if (!type || type.type === 'TSAnyKeyword' || type.type === 'TSUnknownKeyword') return true;
  if (type.type !== 'TSTypeReference') return false;
  const { typeName } = type;
  const name = typeName.type === 'TSQualifiedName' ? typeName.right : typeName;
  return name.type === 'Identifier' && types.includes(name.name);
}

/** A text that stands here, as far as it says which statement it is. `text = text + ' where a'` says what `text` did before. */
function isReadable({ source }: LoanUser, given: Node | undefined): boolean {
  const seen = new Set<Variable>();
  const isRead = (part: Node | undefined): boolean => isReadText(part, isNameRead, ({ left }) => [left]);
  const isNameRead = (name: TSESTree.Identifier): boolean => {
    const variable = source.file.variableOf(name);
    if (!variable) return false;
    if (seen.has(variable)) return true;
    seen.add(variable);
    return writtenTo(source, name).length > 0 && writtenTo(source, name).every(isRead);
  };
  return isRead(given);
}

/** Statements of SQL that change what the next one finds who is given the connection. */
const SETTING = new RegExp('\\b(?:(?:UN)?LISTEN\\s+\\w|(?:UN)?LOCK\\s+TABLES?\\b|GET_LOCK|RELEASE_LOCK'
  + '|pg_(?:try_)?advisory_(?!xact)\\w*|set_config'
  + '|CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:GLOBAL\\s+|LOCAL\\s+)?TEMP(?:ORARY)?|INTO\\s+TEMP(?:ORARY)?\\b'
  + '|PREPARE\\s|AND\\s+CHAIN\\b|DECLARE\\s|search_path)'
  + '|(?:^|;)\\s*(?:SET(?!\\s+(?:LOCAL|TRANSACTION|CONSTRAINTS)\\b)|USE|RESET|DISCARD|ALTER\\s+SESSION)\\s|@\\w+\\s*:=|\\bINTO\\s+@', 'i');

function leavesBehind({ source, fn }: LoanUser): boolean {
  return [...nodesIn(source, fn, true)].some((node) => {
    if (node.type === 'Identifier') return writtenTo(source, node).some((value) => [...nodesIn(source, value, false)].some(isSetting));
    return isSetting(node);
  });
}

function isSetting(node: Node): boolean {
  // What is put between its parts is no beginning of a statement.
  if (node.type === 'TemplateLiteral') return SETTING.test(node.quasis.map(({ value }) => value.cooked ?? value.raw).join('?'));
  return node.type === 'Literal' && typeof node.value === 'string' && SETTING.test(node.value);
}
