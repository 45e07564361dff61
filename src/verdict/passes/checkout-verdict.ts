import type { TSESTree } from '@typescript-eslint/utils';
import { poolClosingMethods } from '../../catalog/conventions/methods.js';
import { findGuard } from '../../control/guards/guards.js';
import { endsProcess } from '../../control/process-end.js';
import type { Ending, LocalEnding } from '../../ownership/ending.js';
import { once } from '../../project/once.js';
import { uniqueEntries } from '../../reach/reach.js';
import { asFarAsKnown } from '../../release/paths/release-paths.js';
import type { ReleaseWalk } from '../../release/release.js';
import type { Opening } from '../../release/question-of.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { handRunReason } from '../../serving/hand-run.js';
import type { CheckoutSite } from '../../sites/checkouts.js';
import { siteAt } from '../../sites/sites.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { isPutAway } from '../put-away.js';
import type { CheckoutFinding } from '../checkout-finding.js';
import type { FileEngine } from '../engine.js';
import { holderOf } from '../listening.js';
import { isLeftCode } from '../unreached-code.js';
import type { Fact } from './fact.js';
import type { Place } from './pass.js';
import { rewalksOf } from './release.js';
import type { Released } from './release.js';

/*
 * The pass that judges what is borrowed from a pool. Unlike a client that is constructed, a checkout is wrong in any function that is not
 * start-up, whoever calls it: the pool is shared, and its callers are what makes it a pool.
 * Invariant: only where the checkout dies with a run of one function; what is handed to an object or a framework is theirs to give back.
 */

export interface CheckoutVerdict {
  readonly site: CheckoutSite;
  /** As they are walked: from where the checkout is ready. */
  readonly released: readonly Released[];
  /** Where it is not given back. */
  readonly finding?: CheckoutFinding;
  /** Why nothing is reported, as the end of a sentence. */
  readonly silence?: string;
}

/** `released` are the same endings, from where the checkout is ready. */
export function judgeCheckoutEndings(
  engine: FileEngine, site: CheckoutSite, endings: readonly Ending[], released: readonly Released[],
): CheckoutVerdict {
  const pool = poolBehind(engine, site);
  const lost = pool === 'dropped' ? [] : endings.flatMap((ending, index) => {
    const leak = leakAt(engine, site, ending, released[index]!.paths);
    // Whoever opens a pool that is kept from then on does so once, unless requests are known to do it.
    const isLeak = leak && (pool === 'others' || leak.entry);
    return isLeak ? { leak, ending, released: released[index]! } : [];
  });
  // A pool runs dry of what is borrowed, and nobody ever borrows there.
  const leaks = lost.filter(({ ending }) => !(ending.keep === 'local' && ending.run.kind === 'unknown' && isLeftCode(engine, ending)));
  const findings = leaks.map(({ leak }) => leak).sort((a, b) => badness(b) - badness(a));
  const finding = findings[0] && { ...findings[0], rewalks: rewalksOf(leaks.map((one) => one.released)) };
  const entries = once(() => uniqueEntries(findings.flatMap((other) => other.entries?.() ?? [])));
  const silence = lost.length > 0 ? 'nothing leads to the code that borrows it' : silenceOf(site, endings);
  if (!finding) return { site, released, silence };
  return { site, released, finding: finding.entries ? { ...finding, entries } : finding };
}

/** When it is there, and what gives it back besides its own methods: `pool.end()`, with all that the pool has lent. */
export function openingOf({ file, node, model: { harmless } }: CheckoutSite): Opening {
  const callee = unwrap(node.callee);
  const pool = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const variable = pool?.type === 'Identifier' ? file.variableOf(pool) : undefined;
  return { harmless, isQueued: true, lenderEnds: variable && { file, nodes: endsOf(variable) } };
}

/** `await runner.connect(); await runner.startTransaction();` right behind the checkout belong to it. */
export function fromStart(site: CheckoutSite, endings: readonly Ending[]): Ending[] {
  return endings.map((ending) => ending.keep === 'local' ? { ...ending, origin: startOfCheckout(site, ending.origin) } : ending);
}

function silenceOf({ model: { noun } }: CheckoutSite, endings: readonly Ending[]): string {
  const elsewhere = endings.find((ending) => ending.keep !== 'local');
  if (elsewhere) return `the ${noun} is kept elsewhere: ${elsewhere.reason}`;
  if (endings.every((ending) => ending.keep === 'local' && ending.run.kind === 'once')) return `the ${noun} is borrowed once per process`;
  return `the ${noun} is given back on every path, or goes where it cannot be followed`;
}

export function checkoutFacts({ file, node }: Place): (verdict: CheckoutVerdict) => Fact[] {
  return ({ finding, silence }) => [{ file, node, text: finding ? 'require-connection-release' : `silent: ${silence}` }];
}

/**
 * `dropped`: the pool is made for this, and closed or dropped with all that it lent. `kept`: it is made here, and others have it then, or a
 * function made it that ran once, and it is there for all that is run later.
 */
function poolBehind(engine: FileEngine, { file, node }: CheckoutSite): 'dropped' | 'kept' | 'others' {
  const callee = unwrap(node.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  if (receiver === undefined) return 'others';
  const maker = makerOf(engine, file, receiver, 0);
  if (maker === 'others') return 'others';
  const owner = enclosingFunction(node);
  const variable = receiver.type === 'Identifier' ? file.variableOf(receiver) : undefined;
  // What a test lets a function make once is borrowed from there behind the same test.
  const isOwn = variable?.identifiers[0] !== undefined && enclosingFunction(variable.identifiers[0]) === owner;
  if (maker === 'once' && !(isOwn && isFunction(owner) && findGuard(file, node, owner))) return 'kept';
  const isKept = variable && isFunction(owner) && endsOf(variable).length === 0 && isPutAway(file, variable);
  return isKept && !findGuard(file, node, owner) ? 'kept' : 'dropped';
}

/** Who made the pool that an expression gives: `others`, a function that runs `once`, or one of those that `run` for the checkout. */
function makerOf(engine: FileEngine, file: FileModel, pool: Node, depth: number): 'others' | 'once' | 'run' {
  const variable = pool.type === 'Identifier' ? file.variableOf(pool) : undefined;
  const definition = variable?.defs[0];
  const owner = variable && enclosingFunction(variable.identifiers[0]!);
  if (!variable || !definition || !owner) return 'others';
  const ends = endsOf(variable);
  if (definition.type === 'Variable' && isMadeIn(engine, file, definition.node, owner)) {
    // What the function closes itself, or what uses it does, is gone with that. What is told to do so at the end of the process is not.
    const isClosed = ends.some((end) => enclosingFunction(end) === owner || isInside(pool, enclosingFunction(end)!));
    return !isClosed && engine.reach.runsOnceAt(file, definition.node) ? 'once' : 'run';
  }
  // `const connection = await client.connect(url);`
  const base = definition.type === 'Variable' ? receiverOf(definition.node) : undefined;
  if (base && depth <= MAX_HANDS) return makerOf(engine, file, base, depth + 1);
  if (ends.length > 0) return 'run';
  // What closes a pool that it was given may be the caller.
  if (definition.type !== 'Parameter' || !isFunction(owner) || depth > MAX_HANDS) return 'others';
  const index = owner.params.findIndex((parameter) => parameter === definition.name);
  const makers = engine.reach.callersOf(file, owner).calls.map((call) => {
    const given = isCall(call.node) ? call.node.arguments[index] : undefined;
    return given === undefined ? 'others' : makerOf(engine, call.file, unwrap(given), depth + 1);
  });
  return makers.find((maker) => maker === 'run') ?? makers.find((maker) => maker === 'once') ?? 'others';
}

/** The calls that close the pool of a variable. */
function endsOf(variable: Variable): CallNode[] {
  return variable.references.flatMap(({ identifier }) => {
    const access = outermost(identifier).parent;
    if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) return [];
    const call = outermost(access).parent;
    const isCalled = call?.type === 'CallExpression' && unwrap(call.callee) === access;
    return isCalled && poolClosingMethods.has(propertyName(access) ?? '') ? call : [];
  });
}

/** Also by a function of the SDK, which then is a client that is judged by itself. */
function isMadeIn({ program, index }: FileEngine, file: FileModel, { init }: TSESTree.VariableDeclarator, owner: Node): boolean {
  if (init === null || enclosingFunction(init) !== owner) return false;
  const made = unwrap(init);
  const call = made.type === 'AwaitExpression' ? unwrap(made.argument) : made;
  return call.type === 'NewExpression' || (call.type === 'CallExpression' && siteAt(program, index, file, call).kind === 'site');
}

/** The variable of a method whose result a declaration holds. */
function receiverOf({ init }: TSESTree.VariableDeclarator): Node | undefined {
  const value = init && unwrap(init);
  const call = value?.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  const receiver = callee?.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return receiver?.type === 'Identifier' ? receiver : undefined;
}

/** Functions that pass a pool to each other. */
const MAX_HANDS = 3;

function leakAt(
  engine: FileEngine, site: CheckoutSite, ending: Ending, paths: ReleaseWalk | undefined,
): CheckoutFinding | undefined {
  if (ending.keep !== 'local' || (!ending.hold && isHandedToCaller(site, ending))) return undefined;
  const { run, via, life } = ending;
  if (run.kind !== 'perRequest' && run.kind !== 'unknown') return undefined;
  const owner = enclosingFunction(ending.origin);
  // A command that is run by hand, and ends with the process.
  if (run.kind === 'unknown' && owner && endsProcess(life.file, owner)) return undefined;
  if (run.kind === 'unknown' && handRunReason(engine.program, life.file) !== undefined) return undefined;
  if (run.kind === 'unknown' && isToldToListen(site, ending)) return undefined;
  const release = paths ? asFarAsKnown(paths.answer) : { kind: 'unknown' } as const;
  if (release.kind === 'everyPath' || release.kind === 'unknown') return undefined;
  return {
    site,
    ...(run.kind === 'perRequest' && { entry: run.entry, entries: run.entries }),
    trace: run.kind === 'perRequest' ? [...run.trace, ...via] : via,
    ...(release.kind === 'somePaths' && { witness: release.witness }),
    ...(ending.hold && { hold: ending.hold }),
  };
}

/** `receiver.subscribe(handlers)`: it goes on hearing what comes in, and a program says so once, wherever that stands. */
function isToldToListen({ model: { listensBy = [] } }: CheckoutSite, { life: { file }, origin }: LocalEnding): boolean {
  return listensBy.length > 0 && holderOf(file, origin)?.references.some(({ identifier }) => {
    const access = outermost(identifier).parent;
    return access?.type === 'MemberExpression' && unwrap(access.object) === identifier && access.parent.type === 'CallExpression'
      && listensBy.includes(propertyName(access) ?? '');
  }) === true;
}

/** An object that is made with it, or a framework, has it now. What becomes of the object is known where requests make it. */
function isHandedToCaller(site: CheckoutSite, { origin, run, via, life, isPassedAround }: LocalEnding): boolean {
  if (isPassedAround) return false;
  if (origin === site.node) return via.length > 0 || life.effects.has('keptByField', 'returned');
  return origin.type === 'NewExpression' && run.kind !== 'perRequest';
}

/** The last call of those right behind a checkout that belong to it. */
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
