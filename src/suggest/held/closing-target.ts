import type { TSESTree } from '@typescript-eslint/utils';
import type { KeptPlace } from '../../ownership/places/kept-place.js';
import type { Variable } from '../../resolve/file-model.js';
import type { Site } from '../../sites/sites.js';
import { isInside } from '../../syntax/is-inside.js';
import {
  enclosingFunction, isCall, isChainedToPromise, isFunction, isOnlyNamed, outermost, propertyName, unwrap,
} from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { heldClientOf } from './held-client.js';
import type { HeldClient } from './held-client.js';
import { executorAround } from './promise-executor.js';
import { passedMethod } from '../text/emptied-callbacks.js';
import { withChain } from '../task/shape.js';
import { movedText } from '../text/moved-text.js';
import { isModuleScope, nodesIn, referencesIn } from '../text/source.js';
import type { Reference, Source } from '../text/source.js';
import { isKnown } from '../text/style-of.js';

/** What has to be closed, and how: of a client that is constructed, or of something that was borrowed. */
export interface Obligated {
  readonly node: CallNode;
  readonly kind: 'class' | 'factory' | 'asyncFactory';
  readonly setup: readonly string[];
  /** Methods whose results go on using it. */
  readonly parts?: readonly string[] | undefined;
  /** Methods that lend something which goes on using it. */
  readonly lends?: readonly string[] | undefined;
  /** Options and methods that lend it to a call, and no more. */
  readonly lentAs?: readonly string[] | undefined;
  readonly lentTo?: readonly string[] | undefined;
  /** Methods that begin or give up its work, and do not fail. */
  readonly harmless?: readonly string[] | undefined;
  readonly release: readonly string[];
  readonly releaseIs?: 'sync' | 'async' | undefined;
  /** The one that never fails, where the first does on a client that is not open. */
  readonly releaseAnyway?: string | undefined;
  /** The first of `release` fails on a connection that is gone. */
  readonly releaseFails?: boolean | undefined;
  /** Methods of the pool that take it back. */
  readonly releasedBy?: readonly string[] | undefined;
  /** How it calls rolling a transaction back, as for checkouts of the catalog. */
  readonly rollback?: string | undefined;
  /** The place in which each request puts another one. */
  readonly overwrites?: KeptPlace | undefined;
  /** The call gives it under this name, in an object. */
  readonly part?: string;
}

/** What has to be closed of a construction. */
export function obligatedBy({ model, lends, node }: Site): Obligated {
  return { ...model, lends: lends(), node, setup: model.setup ?? [] };
}

/** A variable that holds what has to be closed, to the end of a block. */
export interface ClosingTarget extends HeldClient {
  /** The call that makes it. */
  readonly made: CallNode;
  /** Methods that connect it. */
  readonly setup: readonly string[];
  /** Methods whose results go on using it, and methods that lend something which does. */
  readonly parts?: readonly string[] | undefined;
  readonly lends?: readonly string[] | undefined;
  /** Options and methods that lend it to a call, and no more. */
  readonly lentAs?: readonly string[] | undefined;
  readonly lentTo?: readonly string[] | undefined;
  /** Methods that begin or give up its work, and do not fail. */
  readonly harmless?: readonly string[] | undefined;
  /** How it calls rolling a transaction back, as for checkouts of the catalog. */
  readonly rollback?: string | undefined;
  /** Calls that close it now, and methods that are given away to do so. */
  readonly releases: readonly Node[];
  /** `await client.close()`, without the semicolon. */
  readonly close: string;
  /** The same where it may not be there: `await client?.close()`. */
  readonly closeIfMade: string;
  /** The same two where nobody is to hear that they fail, of what fails to close when its connection is gone. */
  readonly closeQuietly?: string | undefined;
  readonly closeIfMadeQuietly?: string | undefined;
  /** It may be closed twice, and what closes it now does more: that stays. */
  readonly keepsReleases?: boolean;
}

/** `undefined` where it is not held by one variable of an asynchronous function, or is closed in a way that is not understood. */
export function closingTargetOf(source: Source, obligated: Obligated): ClosingTarget | undefined {
  const { expression } = withChain(obligated.node, obligated.setup);
  if (expression.range[0] !== obligated.node.range[0]) return undefined;
  const isPromise = obligated.kind === 'asyncFactory' || expression !== obligated.node;
  const held = heldClientOf(source, expression, isPromise, obligated.overwrites, obligated.part);
  // To wait for what is there already does no harm.
  if (!held || (obligated.kind === 'asyncFactory' && !held.isAwaited && expression === obligated.node)) return undefined;
  const { variable, boundary } = held;
  const { setup, parts, lends, lentAs, lentTo, harmless, rollback } = obligated;
  const own = { ...held, made: obligated.node, setup, parts, lends, lentAs, lentTo, harmless, rollback };
  const delayed = delayedRelease(source, obligated, held);
  if (delayed) return { ...own, releases: [delayed.statement], close: delayed.text, closeIfMade: `if (${variable.name}) ${delayed.text}` };
  const releases = releasesOf(variable, obligated, boundary);
  const how = releases && howToClose(source, obligated, variable, releases);
  return how && { ...own, releases, ...how };
}

/** `setTimeout(() => { client.close(); }, 500);`, the only release: its author has a reason to wait, so it stays as it is. */
function delayedRelease(
  source: Source, { release }: Obligated, { variable, boundary, block }: HeldClient,
): { readonly statement: TSESTree.ExpressionStatement; readonly text: string } | undefined {
  const statements = [...nodesIn(source, boundary.body, false)].filter((node): node is TSESTree.ExpressionStatement => (
    node.type === 'ExpressionStatement' && node.expression.type === 'CallExpression' && node.expression.callee.type === 'Identifier'
    && node.expression.callee.name === 'setTimeout'));
  const isRelease = ({ identifier }: Reference): boolean => {
    const access = outermost(identifier).parent;
    return access?.type === 'MemberExpression' && unwrap(access.object) === identifier && pathFrom(access, release).path !== undefined;
  };
  const releasing = variable.references.filter(isRelease).map(({ identifier }) => identifier);
  const [statement] = statements.filter((one) => releasing.some((identifier) => isInside(identifier, one)));
  if (!statement || releasing.length !== 1 || source.code.getCommentsInside(statement).length > 0) return undefined;
  // What else it names must be there in `finally`, and it must still be right to do it when something failed.
  const isOwn = referencesIn(source, statement).every(({ resolved }) => !resolved || resolved.defs.length === 0 || resolved === variable);
  const callback = (statement.expression as TSESTree.CallExpression).arguments[0];
  const body = isFunction(callback) ? callback.body : undefined;
  const isRemark = (one: Node): boolean => /^console\.\w+\(\s*(['"])[^'"]*\1\s*\);?$/.test(source.file.textOf(one));
  const isOnly = body && isInside(statement, block) && (body.type !== 'BlockStatement'
    || body.body.every((one) => isRemark(one) || releasing.some((identifier) => isInside(identifier, one))));
  return isOwn && isOnly ? { statement, text: movedText(source, statement.range, []).replace(/;$/, '') } : undefined;
}

/**
 * The calls that close it, all of them in the function itself or in a callback of a promise there; `undefined` when it is closed in another
 * way.
 */
export function releasesOf(variable: Variable, obligated: Obligated, boundary: FunctionNode): Node[] | undefined {
  const releases: Node[] = [];
  for (const { identifier } of variable.references) {
    const access = outermost(identifier).parent;
    if (access?.type === 'CallExpression' && access.callee.type === 'MemberExpression'
      && obligated.releasedBy?.includes(propertyName(access.callee) ?? '') === true) {
      releases.push(access);
      continue;
    }
    if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) continue;
    const { path, last } = pathFrom(access, obligated.release);
    if (path === undefined) continue;
    const call = outermost(last).parent;
    if (call?.type === 'CallExpression' && unwrap(call.callee) === last) {
      releases.push(call);
      continue;
    }
    // `if (client && client.close) …`, `client.close;`
    if (isOnlyNamed(last) || /^(?:Logical|Unary)Expression$|^IfStatement$/.test(call?.type ?? '')) continue;
    const passed = passedMethod(last);
    const link = passed.parent;
    if (link?.type !== 'CallExpression' || !isChainedToPromise(link) || link.arguments.length !== 1) return undefined;
    releases.push(passed);
  }
  return releases.every((release) => isIn(release, boundary)) ? releases : undefined;
}

/** It runs when the function gets there, in a callback of a promise that the function makes, or before such a promise is settled. */
function isIn(release: Node, boundary: FunctionNode): boolean {
  const owner = enclosingFunction(release);
  if (owner === boundary) return true;
  const call = owner?.parent;
  if (call?.type === 'CallExpression' && isChainedToPromise(call) && enclosingFunction(call) === boundary) return true;
  // A callback of the release may be what settles the promise.
  return isCall(release) && release.arguments.length === 0 && executorAround(release, boundary) !== undefined;
}

/** `client.close`, `client.connection.close` */
function pathFrom(access: TSESTree.MemberExpression, release: readonly string[]): {
  readonly path: string | undefined; readonly last: TSESTree.MemberExpression;
} {
  let last = access;
  let path = propertyName(access) ?? '';
  while (!release.includes(path)) {
    const outer = outermost(last).parent;
    if (outer?.type !== 'MemberExpression' || unwrap(outer.object) !== last) return { path: undefined, last };
    last = outer;
    path += `.${propertyName(outer) ?? ''}`;
  }
  return { path, last };
}

export function howToClose(
  source: Source, obligated: Obligated, { name }: Pick<Variable, 'name'>, releases: readonly Node[],
): Pick<ClosingTarget, 'close' | 'closeIfMade' | 'closeQuietly' | 'closeIfMadeQuietly' | 'keepsReleases'> | undefined {
  // What ends in one of two ways is not to be ended in one of them on every path.
  if (obligated.release.includes('commit') || obligated.release.includes('rollback')) return undefined;
  const existing = releases.find((node): node is CallNode => isCall(node) && node.parent.type !== 'CallExpression');
  const isAwaited = existing !== undefined && existing.parent.type === 'AwaitExpression';
  const [method] = obligated.release;
  const anyway = obligated.releaseAnyway;
  if (anyway !== undefined) {
    const close = `${name}.${anyway}()`;
    const keepsReleases = releases.every((one) => isCall(one) && !source.file.textOf(one.callee).endsWith(`.${anyway}`));
    return { close, closeIfMade: isKnown(source, '?.') ? `${name}?.${anyway}()` : `if (${name}) ${close}`, keepsReleases };
  }
  if (method === undefined) {
    const pool = releasePool(source, obligated);
    return pool === undefined ? undefined : { close: `${pool}(${name})`, closeIfMade: `if (${name}) ${pool}(${name})` };
  }
  // What the code does already is how its author does it.
  const callee = existing && unwrap(existing.callee);
  const isPlain = callee?.type === 'MemberExpression' && existing?.arguments.length === 0 && /^[\w$.?]+$/.test(source.file.textOf(callee));
  const path = isPlain ? source.file.textOf(callee).replace(/\?/g, '') : `${name}.${method}`;
  if (!isPlain && obligated.releaseIs === undefined) return undefined;
  if (!path.startsWith(`${name}.`)) return undefined;
  const isAsync = path === `${name}.${method}` && obligated.releaseIs !== undefined ? obligated.releaseIs === 'async' : isAwaited;
  const before = isAsync ? 'await ' : '';
  const handlers = releases.map((release) => handlerOf(source, release));
  if (handlers.includes('unclear')) return undefined;
  const caught = handlers.find((handler) => handler !== undefined);
  const behind = caught === undefined ? '()' : `().catch(${caught})`;
  const close = before + path + behind;
  const closeIfMade = isKnown(source, '?.') ? before + path.replace('.', '?.') + behind : `if (${name}) ${close}`;
  const isHeard = obligated.releaseFails === true && path === `${name}.${method}` && isAsync && caught === undefined;
  const quietly = isHeard ? { closeQuietly: `${close}${QUIETLY}`, closeIfMadeQuietly: `${closeIfMade}${QUIETLY}` } : {};
  return { close, closeIfMade, ...quietly };
}

const QUIETLY = '.catch(() => {})';

/** `client.close().catch(() => {})`: that it cannot be closed is no reason to fail. The text of the function, which is one anywhere. */
function handlerOf(source: Source, release: Node): string | undefined {
  const access = release.parent;
  const call = access?.type === 'MemberExpression' && access.object === release ? access.parent : undefined;
  if (access?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || propertyName(access) !== 'catch') return undefined;
  const [handler, ...others] = call.arguments;
  if (!handler || others.length > 0) return 'unclear';
  const isAnywhere = referencesIn(source, handler).every(({ resolved }) => (
    !resolved || resolved.defs.length === 0 || isModuleScope(resolved.scope) || isInside(resolved.defs[0]!.name, handler)));
  return isAnywhere && source.code.getCommentsInside(handler).length === 0 ? source.file.textOf(handler) : 'unclear';
}

/** `pool.release`, as the pool is called where it lends. */
function releasePool(source: Source, { node, releasedBy }: Obligated): string | undefined {
  const callee = unwrap(node.callee);
  const pool = callee.type === 'MemberExpression' ? source.file.textOf(callee.object) : '';
  const method = releasedBy?.[0];
  return method !== undefined && /^(?:this|[A-Za-z_$][\w$]*)(?:\.[\w$]+)*$/.test(pool) ? `${pool}.${method}` : undefined;
}

/** What runs while the variable holds it. */
export function followingOf({ block, declared, assignedBy, movedBefore }: ClosingTarget): TSESTree.Statement[] {
  const body = block.type === 'SwitchCase' ? block.consequent : block.body;
  if (movedBefore) return body.slice(body.indexOf(movedBefore));
  const first = declared?.declaration ?? assignedBy;
  return first ? body.slice(body.indexOf(first) + 1) : body;
}
