import type { CatalogIndex } from '../catalog/merge.js';
import { isExecutor } from '../control/callbacks.js';
import type { Holder } from '../ownership/ending.js';
import { isFollowedBy, isLoan } from '../ownership/handovers.js';
import type { Effect } from '../ownership/lives/effects.js';
import { releasesOf } from '../ownership/lives/local-life.js';
import type { LocalLife } from '../ownership/lives/local-life.js';
import type { Program } from '../project/program.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { rootOfChain } from '../syntax/roots.js';
import { opensCleanly } from './clean-opening.js';
import { findConnectingUse } from './connecting-use.js';
import { walkReleasePaths } from './paths/release-paths.js';
import type { WalkedPaths } from './paths/release-paths.js';
import { fillingOf, isInMethod } from './filling.js';
import { isGivenAlong } from './given-along.js';
import { isUnusedBy } from './release.js';
import { questionOf } from './question-of.js';
import type { Opening } from './question-of.js';

/*
 * A function puts a client where others find it. Where something fails before that, or before it takes the client back, does it lose it?
 * Input: the function, and what becomes of the client in it. Output: the paths, if one of them is such a loss.
 * Invariant: everything by which others may get the client counts as a release; a client that connects later is there when it has
 * connected. Blind spot: functions that leave without a failure, and those of which it is not seen where others get it.
 */

/** A client, as far as it matters for when it is open. */
export interface HeldOpening extends Opening {
  /** Methods that open it. */
  readonly setup?: readonly string[];
  /** What the function keeps after code that is not followed had it was lent to that code. */
  readonly hasLoans?: boolean;
}

/** `isQuiet` are calls that do not fail here, beside those that never do. */
export function walkHolder(
  program: Program, index: CatalogIndex, holder: Holder, opening: HeldOpening, isQuiet: (call: CallNode) => boolean,
): WalkedPaths | undefined {
  const { life, origin } = holder;
  const { boundary, effects } = life;
  if (!isFunction(boundary) || boundary.generator || isExecutor(boundary) || effects.has('exported', 'boundByUsing')) return undefined;
  // A name that a nested function gives it: who runs that, and when, is another question.
  if (origin.type === 'Identifier') return undefined;
  const keeps = holder.kind === 'untilKept' ? keepingNodes(life, opening) : new Set<Node>();
  const start = keeps && startOf(program, index, holder, boundary, opening);
  if (!start) return undefined;
  const question = questionOf(program, index, life, boundary, opening);
  // What fails before the others have their turn leaves nothing open that they would have connected.
  const isOpenedByOthers = holder.isUsedMeanwhile && (opening.connects ?? 'construction') !== 'construction' && start === origin;
  const turn = isOpenedByOthers ? firstGoingOn(life, origin, boundary) : undefined;
  const isBefore = (call: CallNode): boolean => turn !== undefined && call.range[0] < turn.range[0];
  const walk = walkReleasePaths({
    ...question, origin, keeps, onlyFailures: true, isGivenBack: effects.has('returned'),
    releases: question.releases.filter((release) => !isGivenAlong(life, release, keeps)),
    isQuiet: (call) => isBefore(call) || isQuiet(call) || question.isQuiet(call),
    ...(start !== origin && { firstUse: start }),
  });
  return walk.answer.kind === 'somePaths' ? walk : undefined;
}

/** Where it is open: where it is made, or by a call that leaves nothing open where it fails. */
function startOf(
  program: Program, index: CatalogIndex, { life, origin, via, isUsedMeanwhile }: Holder, boundary: FunctionNode, opening: HeldOpening,
): Node | undefined {
  const { connects = 'construction', cleanFailure = [], setup = [], inert } = opening;
  // An object that holds nothing before a method of it is called.
  if (via.some((hand) => hand.field !== undefined && isInMethod(hand))) return fillingOf(program, { life, origin, via }, boundary)?.call;
  if (connects === 'construction') return origin;
  // What another function made may be opened by it, or by what is done with it here.
  if (!isUnusedBy(via)) return via.some((hand) => hand.life?.effects.has('used')) ? origin : undefined;
  const use = findConnectingUse(life.file, origin, boundary, releasesOf(life), {
    inert, opensCleanly: (call) => opensCleanly(program, index, life.file, call, [...cleanFailure, ...setup], via),
  });
  if (isCall(use)) return use;
  // Whoever finds it there connects it.
  return isUsedMeanwhile && firstGoingOn(life, origin, boundary) ? origin : undefined;
}

/** `next()`, `handler(event)`: the first call behind a node by which the others get their turn. */
function firstGoingOn({ file }: LocalLife, origin: Node, boundary: FunctionNode): CallNode | undefined {
  const isGiven = (node: Node): boolean => {
    const root = rootOfChain(node);
    return root.type === 'Identifier' && file.variableOf(root)?.defs[0]?.type === 'Parameter';
  };
  return file.calls.filter((call) => enclosingFunction(call) === boundary && call.range[0] > origin.range[1])
    .find(({ callee, arguments: given }) => (callee.type === 'Identifier' && isGiven(callee)) || given.some(isGiven));
}

/** The assignments and calls by which others get it; `undefined` where one of them is something else. */
function keepingNodes({ file, boundary, effects }: LocalLife, { hasLoans }: HeldOpening): ReadonlySet<Node> | undefined {
  const nodes = new Set<Node>();
  const isLent = (effect: Putting): boolean => hasLoans === true && effect.kind === 'handedOver' && isLoan(effect, file)
    && [...nodes].some((keep) => isFollowedBy(effect.node, keep, boundary));
  const [others, given] = [effects.without('handedOver'), effects.of('handedOver')];
  for (const effect of [...[...others].filter(isPutting), ...given]) {
    if (isLent(effect)) continue;
    const found = 'file' in effect && effect.file !== file ? [] : placesOf(effect, boundary).flatMap((place) => keepingAt(place) ?? []);
    if (found.length === 0) return undefined;
    for (const node of found) nodes.add(node);
  }
  return nodes;
}

/** A collection takes it in by a call of its own, wherever its variable stands. */
function placesOf(effect: Putting, boundary: Node): readonly Node[] {
  if (effect.kind !== 'keptByVariable' || isInside(effect.node, boundary)) return [effect.node];
  return effect.variable.references.flatMap(({ identifier }) => (isInside(identifier, boundary) ? identifier : []));
}

type Putting = Extract<Effect, { kind: 'stored' | 'keptByVariable' | 'keptByField' | 'handedOver' }>;

function isPutting(effect: Effect): effect is Putting {
  return effect.kind === 'stored' || effect.kind === 'keptByVariable' || effect.kind === 'keptByField' || effect.kind === 'handedOver';
}

/** `req.db = client`, `({ client: req.db } = opened)`, `clients.set(key, client)` */
function keepingAt(node: Node): Node | undefined {
  for (let current: Node | undefined = node; current && !isFunction(current); current = current.parent) {
    if (current.type === 'AssignmentExpression' || isCall(current)) return current;
    if (/(?:Statement|Declaration)$/.test(current.type)) return undefined;
  }
  return undefined;
}
