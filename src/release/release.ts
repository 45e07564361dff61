import type { CatalogIndex } from '../catalog/merge.js';
import type { Program } from '../project/program.js';
import { asFarAsKnown, walkReleasePaths } from './paths/release-paths.js';
import type { WalkedPaths } from './paths/release-paths.js';
import { isOpen, isUnclear } from './paths/release-state.js';
import { isErrorFirst } from '../control/callbacks.js';
import { enclosingFunction, isCall, isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { returnedExpressions } from '../resolve/values.js';
import { ownNodes } from '../syntax/walk.js';
import { opensCleanly } from './clean-opening.js';
import { fillingOf, lossBehind, lossInFilling } from './filling.js';
import { isGivenAlong, partsOfResult } from './given-along.js';
import { findConnectingUse, isOnlyPutAway } from './connecting-use.js';
import type { Hand, LocalEnding } from '../ownership/ending.js';
import { releasesOf } from '../ownership/lives/local-life.js';
import type { LocalLife } from '../ownership/lives/local-life.js';
import { questionOf } from './question-of.js';
import type { Opening } from './question-of.js';
import type { ReleaseQuestion, Witness } from './paths/release-question.js';
import { resultOf } from './result-tests.js';
import { swallowedLosses } from './swallowed-losses.js';

/** What is known of the project, and of the world. */
interface Project {
  readonly program: Program;
  readonly index: CatalogIndex;
}

/** The answer, with the paths if there were any to walk. */
export type ReleaseWalk = Pick<WalkedPaths, 'answer'> & Partial<WalkedPaths>;

/** On which paths of the function that ends up with a client it is released, and of those that opened it for that one. */
export function walkRelease(program: Program, index: CatalogIndex, ending: LocalEnding, opening: Opening = {}): ReleaseWalk {
  const walk = walkEnd(program, index, ending, opening);
  // What gives it back may have released it before: whoever gets it has nothing to release.
  const before = walk.answer.kind === 'never' ? releasedInHand(program, index, ending, opening) : undefined;
  if (before) return before;
  // What it does not lose it may have been given by a function that loses it on the way.
  if (asFarAsKnown(walk.answer).kind !== 'everyPath') return walk;
  for (const [position, hand] of ending.via.entries()) {
    const witness = lossInHand(program, index, hand, ending.via.slice(position + 1), opening);
    if (witness) return { ...walk, answer: { kind: 'somePaths', witness } };
  }
  return walk;
}

function walkEnd(program: Program, index: CatalogIndex, { life, origin, via, isFresh }: LocalEnding, opening: Opening): ReleaseWalk {
  if (life.effects.has('boundByUsing')) return { answer: { kind: 'everyPath' } };
  if (!life.effects.has('released')) return { answer: { kind: 'never' } };
  // Field initialisers have no paths: what releases the field is another method, which runs who knows when.
  if (!isFunction(life.boundary)) return { answer: { kind: 'unknown' } };
  // A nested function that assigns the client to a variable around it opens it where it does so.
  const start = origin.type === 'Identifier' ? via.at(-1)?.node ?? origin : origin;
  const filling = start === origin ? fillingOf(program, { life, origin, via }, life.boundary) : undefined;
  const firstUse = start !== origin ? undefined
    : (isFresh ? firstUseOf({ program, index }, life, life.boundary, origin, [], opening) : undefined)
      ?? filling?.call ?? firstUseOf({ program, index }, life, life.boundary, origin, via, opening);
  const question = questionOf(program, index, life, life.boundary, inTimeOf(via, opening));
  const swallowed = swallowedLosses(program, index, life, opening, via.map(({ owner }) => owner));
  const failedOpening = filling && firstUse === filling.call
    ? lossInFilling(program, index, filling.hand, opening) ?? lossBehind(life.file, filling) : undefined;
  const result = start === origin ? resultOf(life.file, origin, via[0]) : undefined;
  return walkReleasePaths({
    ...question, ...result, origin: start, losing: new Map([...question.losing, ...swallowed]), ...startAt(firstUse, opening),
    failedOpening,
  });
}

/** The paths of a function on the way that releases the client wherever it gives it back. */
function releasedInHand(program: Program, index: CatalogIndex, { via }: LocalEnding, opening: Opening): WalkedPaths | undefined {
  for (const [position, hand] of via.entries()) {
    // What a listener of it releases is open when it is given back.
    const isReleased = hand.life?.effects.has('released') && releasesOf(hand.life).every((one) => enclosingFunction(one) === hand.owner);
    const walk = isReleased ? walkHand(program, index, hand, via.slice(position + 1), opening, false) : undefined;
    if (!walk || walk.ends.length === 0 || walk.answer.kind === 'never') continue;
    if (walk.ends.every(({ way, state }) => way === 'throw' || (!isOpen(state) && !isUnclear(state)))) return walk;
  }
  return undefined;
}

/** Where a function that opens a client and gives it back loses it: nobody else has it yet. */
function lossInHand(
  program: Program, index: CatalogIndex, hand: Hand, before: readonly Hand[], opening: Opening,
): Witness | undefined {
  if (hand.node.type === 'Identifier') return undefined;
  const opensLate = opening.connects !== undefined && opening.connects !== 'construction';
  if (opensLate && isUnusedBy(before) && hand.life?.effects.has('used') === false) return undefined;
  const answer = walkHand(program, index, hand, before, opening, true)?.answer;
  if (answer?.kind !== 'somePaths' || (opensLate && isBeforeWaiting(hand, answer.witness))) return undefined;
  return answer.witness;
}

/** What opens on its first use opens while something waits for it: a failure of calls that nothing waits for leaves nothing open. */
function isBeforeWaiting({ file, owner, node }: Hand, witness: Witness): boolean {
  if (witness.kind !== 'throw' || enclosingFunction(witness.node) !== owner) return false;
  for (const { type, range: [start] } of ownNodes(witness.file === file && isFunction(owner) ? owner.body : node, file.tree.visitorKeys)) {
    if (type === 'AwaitExpression' && start >= node.range[0] && start <= witness.node.range[1]) return false;
  }
  return true;
}

/** The paths of a function that a client came through; `undefined` where it has none of its own. */
function walkHand(
  program: Program, index: CatalogIndex, { life, owner, node }: Hand, before: readonly Hand[], opening: Opening, isGivenBack: boolean,
): WalkedPaths | undefined {
  if (!life || !isFunction(owner) || owner !== life.boundary || owner.generator) return undefined;
  const filling = fillingOf(program, { life, origin: node, via: before }, owner);
  const firstUse = filling?.call ?? firstUseOf({ program, index }, life, owner, node, before, opening);
  const failedOpening = filling && (lossInFilling(program, index, filling.hand, opening) ?? lossBehind(life.file, filling));
  const question = questionOf(program, index, life, owner, inTimeOf(before, opening));
  const results = isGivenBack ? new Set(returnedExpressions(owner, life.file.tree.visitorKeys).flatMap(partsOfResult)) : undefined;
  const releases = results ? question.releases.filter((release) => !isGivenAlong(life, release, results)) : question.releases;
  return walkReleasePaths({ ...question, releases, origin: node, isGivenBack, ...startAt(firstUse, opening), failedOpening });
}

/** What made it may close it, where it comes too late for those who wait. */
function inTimeOf(hands: readonly Hand[], opening: Opening): Opening {
  return hands.every(({ life }) => life && !life.effects.has('released')) ? opening : { ...opening, outlasts: undefined };
}

/** Where it begins to be open, and what says that it did not: `client.connect((error) => …)`. */
function startAt(
  firstUse: Node | undefined, { cleanFailure = [], openFailure = [] }: Opening,
): Pick<ReleaseQuestion, 'firstUse' | 'failure' | 'openFailure'> {
  if (!firstUse) return { openFailure };
  const callee = isCall(firstUse) ? unwrap(firstUse.callee) : undefined;
  const callback = isCall(firstUse) ? firstUse.arguments.at(-1) : undefined;
  const isClean = callee?.type === 'MemberExpression' && cleanFailure.includes(propertyName(callee) ?? '');
  const failure = isClean && isFunction(callback) && isErrorFirst(callback) ? callback.params[0] : undefined;
  return { firstUse, openFailure, ...(failure && { failure }) };
}

function firstUseOf(
  { program, index }: Project, life: LocalLife, boundary: FunctionNode, origin: Node, before: readonly Hand[],
  { connects = 'construction', cleanFailure = [], inert }: Opening,
): Node | undefined {
  // What another function made may have been used there.
  if (connects === 'construction' || !isUnusedBy(before)) return undefined;
  return findConnectingUse(life.file, origin, boundary, releasesOf(life), {
    inert, opensCleanly: (call) => opensCleanly(program, index, life.file, call, cleanFailure, before),
  });
}

export function isUnusedBy(hands: readonly Hand[]): boolean {
  return hands.every(({ life, field, node }) => (life ? !life.effects.has('used') : field !== undefined && isOnlyPutAway(node, field)));
}
