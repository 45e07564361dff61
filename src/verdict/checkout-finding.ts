import type { TSESTree } from '@typescript-eslint/utils';
import type { Witness } from '../release/paths/release-paths.js';
import { checkoutObligation, findCheckouts } from '../sites/checkouts.js';
import type { CheckoutSite } from '../sites/checkouts.js';
import type { EntryPoint } from '../reach/entry-point.js';
import type { Ending } from '../ownership/lifetime.js';
import type { TraceStep } from '../reach/reach.js';
import { releaseOf } from '../release/release.js';
import { endsProcess } from '../control/ends-process.js';
import type { FileModel } from '../resolve/file-model.js';
import { enclosingFunction, isCall, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { FileEngine } from './engine.js';

/*
 * What was borrowed from a pool and is not given back. Unlike a client that is constructed, a checkout is wrong in any function that is
 * not start-up, whoever calls it: the pool is shared, and its callers are what makes it a pool.
 * Invariant: only where the checkout dies with a run of one function; what is handed to an object or a framework is theirs to give back.
 */

export interface CheckoutFinding {
  readonly site: CheckoutSite;
  /** How a request gets there, if one is known to. */
  readonly entry?: EntryPoint;
  readonly trace: readonly TraceStep[];
  /** The path on which it is not given back. Without one: it never is. */
  readonly witness?: Witness;
}

export function findCheckoutLeaks(engine: FileEngine, file: FileModel): CheckoutFinding[] {
  return findCheckouts(engine.program, engine.index, file).flatMap((site) => {
    if (isFromOwnPool(engine, site)) return [];
    const leaks = engine.lifetimes.endingsOf({ file, node: site.node, path: [] }, checkoutObligation(site))
      .flatMap((ending) => leakAt(site, ending) ?? [])
      .sort((a, b) => badness(b) - badness(a));
    return leaks.slice(0, 1);
  });
}

/** The pool is made for this, and closed or dropped with all that it lent. */
function isFromOwnPool(engine: FileEngine, { file, node }: CheckoutSite): boolean {
  const callee = unwrap(node.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return receiver !== undefined && isOwn(engine, file, receiver, 0);
}

function isOwn(engine: FileEngine, file: FileModel, pool: Node, depth: number): boolean {
  const variable = pool.type === 'Identifier' ? file.variableOf(pool) : undefined;
  const definition = variable?.defs[0];
  const owner = variable && enclosingFunction(variable.identifiers[0]!);
  if (!variable || !definition || !owner) return false;
  if (variable.references.some(({ identifier }) => isClosed(identifier))) return true;
  if (definition.type === 'Variable') return isMadeIn(definition.node, owner);
  // What closes a pool that it was given may be the caller.
  if (definition.type !== 'Parameter' || !isFunction(owner) || depth > MAX_HANDS) return false;
  const index = owner.params.findIndex((parameter) => parameter === definition.name);
  return engine.reach.callersOf(file, owner).calls.some((call) => {
    const given = isCall(call.node) ? call.node.arguments[index] : undefined;
    return given !== undefined && isOwn(engine, call.file, unwrap(given), depth + 1);
  });
}

function isClosed(identifier: Node): boolean {
  const access = outermost(identifier).parent;
  if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) return false;
  const call = outermost(access).parent;
  return call?.type === 'CallExpression' && unwrap(call.callee) === access && CLOSING.has(propertyName(access) ?? '');
}

function isMadeIn({ init }: TSESTree.VariableDeclarator, owner: Node): boolean {
  return init !== null && unwrap(init).type === 'NewExpression' && enclosingFunction(init) === owner;
}

/** What pools are closed with. */
const CLOSING = new Set(['close', 'destroy', 'disconnect', 'end', 'terminate']);

/** Functions that pass a pool to each other. */
const MAX_HANDS = 3;

function leakAt(site: CheckoutSite, ending: Ending): CheckoutFinding | undefined {
  if (ending.keep !== 'local' || isPassedOn(site, ending)) return undefined;
  const { run, via, life } = ending;
  if (run.kind !== 'perRequest' && run.kind !== 'unknown') return undefined;
  const owner = enclosingFunction(ending.origin);
  // A command that is run by hand, and ends with the process.
  if (run.kind === 'unknown' && (life.file.tree.text.startsWith('#!') || (owner && endsProcess(life.file, owner)))) return undefined;
  const release = releaseOf({ ...ending, origin: startOfCheckout(site, ending.origin) });
  if (release.kind === 'everyPath' || release.kind === 'unknown') return undefined;
  if (release.kind === 'somePaths' && isHarmless(site, release.witness.node)) return undefined;
  return {
    site,
    ...(run.kind === 'perRequest' && { entry: run.entry }),
    trace: run.kind === 'perRequest' ? [...run.trace, ...via] : via,
    ...(release.kind === 'somePaths' && { witness: release.witness }),
  };
}

/** An object that is made with it, or a framework, has it now. */
function isPassedOn(site: CheckoutSite, { origin, via, life }: Extract<Ending, { keep: 'local' }>): boolean {
  if (origin === site.node) return via.length > 0 || life.fields.length > 0 || life.returned.length > 0;
  return origin.type === 'NewExpression';
}

/** `await runner.connect(); await runner.startTransaction();` right behind the checkout belong to it. */
export function startOfCheckout(site: CheckoutSite, origin: Node): Node {
  let statement: Node = origin;
  while (statement.parent && statement.parent.type !== 'BlockStatement') statement = statement.parent;
  const block = statement.parent;
  if (block?.type !== 'BlockStatement') return origin;
  let last = origin;
  for (const next of block.body.slice(block.body.indexOf(statement as TSESTree.Statement) + 1)) {
    if (next.type !== 'ExpressionStatement' || !isHarmless(site, next.expression)) break;
    last = unwrap(next.expression);
  }
  return last;
}

function isHarmless({ model }: CheckoutSite, node: Node): boolean {
  const call = unwrap(node);
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  return callee?.type === 'MemberExpression' && (model.harmless?.includes(propertyName(callee) ?? '') ?? false);
}

/** How much a leak matters: the worst of several decides. */
function badness({ entry, witness }: CheckoutFinding): number {
  return (entry ? 2 : 0) + (witness ? 0 : 1);
}
