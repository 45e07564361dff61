import type { TSESTree } from '@typescript-eslint/utils';
import { configuringMethods, instrumentingFunctions, openingMethods, statefulMethods } from '../../catalog/conventions/methods.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { calledName, isFunction, isOnlyNamed, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';

/*
 * What is done with the variable that holds a client, as far as it matters to whether one client can serve all requests?
 * Invariant: `undefined` where something is done to it that belongs to one request, or that cannot be done where it is made.
 */

/** A local variable and the statement that puts the client into it. */
export interface Held {
  readonly declaration: TSESTree.VariableDeclaration;
  readonly declarator: TSESTree.VariableDeclarator;
  readonly variable: Variable;
  /** The declaration, or a statement that assigns it. */
  readonly statement: Node | undefined;
}

export interface Uses {
  /** Statements that add listeners. */
  readonly listeners: readonly TSESTree.ExpressionStatement[];
  /** Awaited statements that connect it. */
  readonly connects: readonly TSESTree.ExpressionStatement[];
  /** The only one of them, where it stands further in than the declaration: in a `try` behind it. */
  readonly lateConnect?: TSESTree.ExpressionStatement;
}

export const LISTENING = new Set(['on', 'once', 'addListener', 'prependListener', 'setMaxListeners']);

/** `releases` are calls that the edit takes out: what they do with the client does not count. */
export function usesOf(held: Held, finding: Finding, releases: readonly Node[]): Uses | undefined {
  const listeners: TSESTree.ExpressionStatement[] = [];
  const connects: TSESTree.ExpressionStatement[] = [];
  const isBeside = (candidate: Node | undefined): boolean => candidate?.parent === held.statement?.parent;
  for (const reference of held.variable.references) {
    const { identifier } = reference;
    if (!reference.isRead() || releases.some((release) => isInside(identifier, release))) continue;
    const access = outermost(identifier).parent;
    const isArgument = access?.type === 'CallExpression' && access.callee !== identifier;
    if (isArgument && isCalledLike(access, instrumentingFunctions)) return undefined;
    if (access?.type !== 'MemberExpression' || !isInside(identifier, access.object) || isOnlyNamed(access)) continue;
    const name = propertyName(access) ?? '';
    if (LISTENING.has(name)) {
      const statement = statementOf(access, false);
      if (!statement || !isBeside(statement)) return undefined;
      listeners.push(statement);
    } else if (finding.site.model.setup?.includes(name)) {
      const awaited = statementOf(access, true);
      if (!awaited) return undefined;
      connects.push(awaited);
    } else if (finding.overwrites && finding.site.model.release.includes(name)) {
      // Where each request puts another one, this is what runs when the process ends.
      continue;
    } else if (isStateChange(access, finding) || isOpenedFor(access, name)) return undefined;
  }
  if (connects.every(isBeside)) return { listeners, connects };
  const [lateConnect, ...more] = connects;
  if (!lateConnect || more.length > 0) return undefined;
  if (isOnlyUsedBehind(held, lateConnect, [...releases, ...listeners])) return { listeners, connects, lateConnect };
  return isFirstThingDone(held, lateConnect, releases) ? { listeners, connects } : undefined;
}

/** What is called on it is a change of its state, or a release. */
export function isStateChange(access: TSESTree.MemberExpression, finding: Finding): boolean {
  const user = outermost(access).parent;
  if (user?.type === 'AssignmentExpression' && unwrap(user.left) === access) return true;
  if (user?.type === 'UnaryExpression' && user.operator === 'delete') return true;
  const name = propertyName(access);
  if (name === undefined) return false;
  return statefulMethods.test(name) || LISTENING.has(name) || finding.site.model.release.includes(name) || isConfiguring(access, name);
}

/** `provider.addSpanProcessor(…);`, `provider.register();`: nothing waits for it. A request to a server has an answer, or a callback. */
function isConfiguring(access: TSESTree.MemberExpression, name: string): boolean {
  const call = configuringMethods.test(name) ? statementOf(access, false)?.expression : undefined;
  const last = call?.type === 'CallExpression' ? call.arguments.at(-1) : undefined;
  return call !== undefined && !(isFunction(last) || (last?.type === 'Identifier' && /^(?:cb|callback|done|next)$/.test(last.name)));
}

/** It is opened with what one request brings: `client.connect({ host, username })` in a callback, which does not move with it. */
export function isOpenedFor(access: TSESTree.MemberExpression, name: string): boolean {
  const call = outermost(access).parent;
  return openingMethods.test(name) && call?.type === 'CallExpression' && unwrap(call.callee) === access && call.arguments.length > 0;
}

export function isCalledLike(call: CallNode, ...patterns: readonly RegExp[]): boolean {
  const name = calledName(call);
  return name !== undefined && patterns.some((pattern) => pattern.test(name));
}

/** The statement that consists of a call of `access`, awaited or not. */
export function statementOf(access: TSESTree.MemberExpression, isAwaited: boolean): TSESTree.ExpressionStatement | undefined {
  const call = access.parent;
  if (call.type !== 'CallExpression' || call.callee !== access) return undefined;
  const expression = isAwaited && call.parent.type === 'AwaitExpression' ? call.parent : call;
  if (isAwaited !== (expression !== call)) return undefined;
  return expression.parent?.type === 'ExpressionStatement' ? expression.parent : undefined;
}

/**
 * Whether nothing happens between the two, and nothing of what is left sees it when the statement fails: `const client = new X();
 * const query = {}; try { await client.connect(); … } finally { await client.close(); }`.
 */
function isFirstThingDone(held: Held, connect: Node, releases: readonly Node[]): boolean {
  const { statement, variable } = held;
  const isAskedBefore = variable.references.some(({ identifier, init }) => (
    init !== true && identifier.range[0] > (statement?.range[0] ?? 0) && identifier.range[1] < connect.range[0]));
  if (isAskedBefore) return false;
  for (let inner = connect; inner !== statement; inner = inner.parent!) {
    const { parent } = inner;
    if (parent?.type === 'TryStatement') {
      if (parent.block !== inner || parent.handler) return false;
      if (parent.finalizer?.body.some((one) => !releases.some((release) => isInside(release, one)))) return false;
      continue;
    }
    if (parent?.type !== 'BlockStatement') return false;
    const start = inner;
    const before = parent.body.filter(({ range }) => range[0] < start.range[0] && range[0] > (statement?.range[0] ?? 0));
    if (!before.every(isQuietDeclaration)) return false;
    if (parent === statement?.parent) return true;
  }
  return false;
}

/** `const filter = { id: req.params.id };`: neither a call, which may fail or take its time, nor code that runs. */
function isQuietDeclaration(statement: Node): boolean {
  if (statement.type === 'FunctionDeclaration') return true;
  if (statement.type !== 'VariableDeclaration') return false;
  return statement.declarations.every(({ id, init }) => id.type === 'Identifier' && (init === null || isQuiet(init)));
}

function isQuiet(given: Node): boolean {
  const value = unwrap(given);
  if (isFunction(value)) return true;
  switch (value.type) {
    case 'Literal':
    case 'Identifier':
      return true;
    case 'MemberExpression':
      return !value.computed && isQuiet(value.object);
    case 'TemplateLiteral':
      return value.expressions.every(isQuiet);
    case 'ArrayExpression':
      return value.elements.every((element) => element !== null && isQuiet(element));
    case 'ObjectExpression':
      return value.properties.every((property) => property.type === 'Property' && !property.computed && isQuiet(property.value));
    default:
      return false;
  }
}

/**
 * Whether the statement runs whenever the declaration does, unless something in between fails, and everything else that is done with the
 * variable is done behind it in its block: then the variable can be declared there.
 */
function isOnlyUsedBehind(held: Held, connect: Node, others: readonly Node[]): boolean {
  if (held.statement !== held.declaration) return false;
  const block = connect.parent!;
  for (let inner = connect; inner.parent !== held.statement.parent; inner = inner.parent) {
    const parent = inner.parent;
    if (!parent || isFunction(parent)) return false;
    const isStraight = parent.type === 'BlockStatement' || (parent.type === 'TryStatement' && parent.block === inner);
    if (!isStraight) return false;
  }
  return held.variable.references.every(({ identifier }) => (
    isInside(identifier, held.declarator) || isInside(identifier, connect) || others.some((other) => isInside(identifier, other))
    || (isInside(identifier, block) && identifier.range[0] > connect.range[1])));
}
