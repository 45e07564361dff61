import type { FileModel } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';

/*
 * What is known of a client at one point of a function: the set of conditions that it can be in there, over all paths that lead to it.
 * Inside the executor of a promise the set is kept apart by whether the promise is pending, resolved or rejected, because what follows the
 * promise runs after only one of them.
 */

/** A place after which the client is lost. */
export interface Loss {
  readonly kind: 'throw' | 'return' | 'end' | 'overwritten';
  readonly node: Node;
  /** Where the node stands, if that is another file. */
  readonly file?: FileModel;
  /** Where in the source it happens, for choosing the first of several. */
  readonly at: number;
  /** Calls that are not awaited throw for programming errors only, as a rule; a loss that can happen every day is the better example. */
  readonly isLikely: boolean;
}

export interface State {
  readonly bits: number;
  /** On some path the client was already given up by code that nothing after it waits for. */
  readonly lost?: Loss | undefined;
  /** Why control left the straight way; only in exits. */
  readonly cause?: Loss | undefined;
  /** What was thrown on every path to here on which it is open, although it was caught since. */
  readonly caught?: Loss | undefined;
  /** A listener that will release it was registered before it was opened; `unclear` if that may not be. */
  readonly ahead?: 'covered' | 'unclear' | undefined;
  /** Listeners were registered before it was opened that run when it is. */
  readonly isAwaited?: boolean | undefined;
  /** A timer will release it unless somebody clears that. */
  readonly isTimed?: boolean | undefined;
  /** It is open although what opened it has failed, and no flag was set since; or a flag was set. */
  readonly flag?: Loss | 'set' | undefined;
  /** Calls that have put something onto a stack of things to be disposed of, on every path to here on which it is open. */
  readonly stacked?: ReadonlySet<Node> | undefined;
}

// Four conditions in each of three groups: pending, resolved, rejected.
const ABSENT = 0x111;
const OPEN = 0x222;
const RELEASED = 0x444;
/** Code that cannot be followed may have released it. */
const UNCLEAR = 0x888;
const GROUP = 0xf;

export const UNREACHABLE: State = { bits: 0 };
export const START: State = { bits: ABSENT & GROUP };

export function isReachable(state: State): boolean {
  return state.bits !== 0;
}

export function isOpen(state: State): boolean {
  return (state.bits & OPEN) !== 0;
}

/** Whether it is open whatever path led here, and nothing is arranged that will release it. */
export function isCertainlyOpen(state: State): boolean {
  return isOpen(state) && (state.bits & ~OPEN) === 0 && !state.isTimed && (state.stacked?.size ?? 0) === 0;
}

/** Whether it may be open, with no timer set that will release it. */
export function isLoose(state: State): boolean {
  return isOpen(state) && !state.isTimed;
}

/** Whether there may be no client. */
export function isAbsent(state: State): boolean {
  return (state.bits & ABSENT) !== 0;
}

export function isUnclear(state: State): boolean {
  return (state.bits & UNCLEAR) !== 0;
}

/** The conditions in which the client can be, in words: `open or released`. */
export function describeConditions({ bits }: State): string {
  const conditions = [[ABSENT, 'absent'], [OPEN, 'open'], [RELEASED, 'released'], [UNCLEAR, 'unclear']] as const;
  return conditions.filter(([mask]) => (bits & mask) !== 0).map(([, word]) => word).join(' or ');
}

export function join(a: State, b: State): State {
  if (a.bits === 0) return b;
  if (b.bits === 0) return a;
  const bits = a.bits | b.bits;
  const [isAwaited, isTimed] = [a.isAwaited && b.isAwaited, a.isTimed && b.isTimed];
  const ahead = a.ahead === b.ahead && !a.isAwaited === !b.isAwaited ? a.ahead : 'unclear';
  // Reasons are kept for the paths on which the client is open; where it is on neither side, it may still be opened on the way out.
  if (isOpen(a) !== isOpen(b)) return { ...(isOpen(a) ? a : b), bits, ahead, isAwaited };
  const stacked = isOpen(a) ? inBoth(a.stacked, b.stacked) : union(a.stacked, b.stacked);
  const caught = a.caught && b.caught && better(a.caught, b.caught);
  const [lost, cause] = [better(a.lost, b.lost), better(a.cause, b.cause)];
  return { bits, lost, cause, caught, ahead, isAwaited, isTimed, flag: flagOf(a, b), stacked };
}

function flagOf(a: State, b: State): State['flag'] {
  return [a, b].find(hasFailed)?.flag ?? a.flag ?? b.flag;
}

/** Whether it is open on some path on which what opened it has failed, and no flag was set since. */
export function hasFailed(state: State): state is State & { readonly flag: Loss } {
  return isOpen(state) && state.flag !== undefined && state.flag !== 'set';
}

function union(a: State['stacked'], b: State['stacked']): State['stacked'] {
  if (!a || !b || a === b) return a ?? b;
  return new Set([...a, ...b]);
}

function inBoth(a: State['stacked'], b: State['stacked']): State['stacked'] {
  return a === b ? a : new Set([...a ?? []].filter((entry) => b?.has(entry)));
}

/** Whether all that may be in `a` may be in `b`. */
export function isPartOf(a: State, b: State): boolean {
  const isArrangedAlike = a.ahead === b.ahead && !a.isAwaited === !b.isAwaited && !a.isTimed === !b.isTimed;
  const isFlaggedAlike = typeof a.flag === typeof b.flag;
  return (a.bits & ~b.bits) === 0 && isArrangedAlike && isFlaggedAlike && (a.stacked?.size ?? 0) === (b.stacked?.size ?? 0);
}

/** Whether two states are the same as far as loops go round. */
export function isSame(a: State, b: State): boolean {
  return a.bits === b.bits && isPartOf(a, b);
}

/** Something is put onto a stack. */
export function stackedBy(state: State, entry: Node): State {
  return { ...state, stacked: union(state.stacked, new Set([entry])) };
}

/** The same paths with other bits: what was lost before says nothing any more. */
function at(state: State, bits: number): State {
  const { ahead, isAwaited, isTimed, flag, stacked } = state;
  return { bits, ahead, isAwaited, isTimed, flag, stacked };
}

/** The client is opened: on every path, whatever was before. */
export function open(state: State): State {
  return at(state, ((state.bits & ABSENT) << 1) | (state.bits & OPEN) | ((state.bits & RELEASED) >> 1) | ((state.bits & UNCLEAR) >> 2));
}

export function release(state: State): State {
  return at(state, (state.bits & ~(OPEN | UNCLEAR)) | ((state.bits & OPEN) << 1) | ((state.bits & UNCLEAR) >> 1));
}

/** Nothing else happens: what a timer is set for comes. */
export function timedOut(state: State): State {
  return state.isTimed ? release(state) : state;
}

/** Code that is not followed may release it from here on. */
export function blur(state: State): State {
  return at(state, (state.bits & ~OPEN) | ((state.bits & OPEN) << 2));
}

/** The paths on which there is no client, or on which it is released. */
export function withoutOpen(state: State): State {
  return at(state, state.bits & ~(OPEN | UNCLEAR));
}

/** The paths on which there is no client. */
export function onlyAbsent(state: State): State {
  return at(state, state.bits & ABSENT);
}

/** The paths on which there is a client, released or not. */
export function withoutAbsent(state: State): State {
  return { ...state, bits: state.bits & ~ABSENT };
}

/** Another client takes its variable: the old one is out of reach. */
export function forget(state: State): State {
  return at(state, (state.bits & ABSENT) | ((state.bits & OPEN) >> 1) | ((state.bits & RELEASED) >> 2) | ((state.bits & UNCLEAR) >> 3));
}

export type Settlement = 'resolved' | 'rejected';

/** The promise of the innermost executor is settled, where it was still pending. */
export function settle(state: State, as: Settlement): State {
  const pending = state.bits & GROUP;
  return { ...state, bits: (state.bits & ~GROUP) | (pending << (as === 'resolved' ? 4 : 8)) };
}

/** The paths on which the promise of the innermost executor is pending, resolved or rejected, seen from outside of the executor. */
export function settledAs(state: State, as: Settlement | 'pending'): State {
  const shift = as === 'pending' ? 0 : as === 'resolved' ? 4 : 8;
  return { ...state, bits: (state.bits >> shift) & GROUP };
}

/** The same conditions under another settlement of the executor around. */
export function regroup(state: State, as: Settlement | 'pending'): State {
  const shift = as === 'pending' ? 0 : as === 'resolved' ? 4 : 8;
  return { ...state, bits: state.bits << shift };
}

export function withCause(state: State, cause: Loss): State {
  return { ...state, cause };
}

/** An error is caught. */
export function caught(state: State): State {
  return { ...state, cause: undefined, caught: state.cause };
}

/** `promise.catch(log)`: control goes on behind a handler of what `rejected` tells of. */
export function dealtWith(state: State, rejected: State): State {
  return { ...resumed(state), caught: state.cause ?? rejected.cause };
}

/** Control goes on where nothing waits for what was left: if the client is open on such a path, it is lost there. */
export function abandoned(state: State): State {
  return { ...state, lost: isLoose(state) ? (state.lost ?? state.cause) : undefined, cause: undefined };
}

/** Control goes on, and whatever led here is dealt with. */
export function resumed(state: State): State {
  return { ...state, cause: undefined };
}

/** Of two losses the one that is the better example: a likely one, then the first in the source. */
export function better(a: Loss | undefined, b: Loss | undefined): Loss | undefined {
  if (!a || !b) return a ?? b;
  if (a.isLikely !== b.isLikely) return a.isLikely ? a : b;
  return b.at < a.at ? b : a;
}

/** A listener is registered that will release the client, whenever that is opened. */
export function covered(state: State, ahead: 'covered' | 'unclear'): State {
  return { ...state, ahead: state.ahead === 'covered' ? 'covered' : ahead };
}

/** What comes out of a promise. */
export interface Outcome {
  readonly fulfilled: State;
  readonly rejected: State;
}

export function eitherOf(a: Outcome, b: Outcome): Outcome {
  return { fulfilled: join(a.fulfilled, b.fulfilled), rejected: join(a.rejected, b.rejected) };
}

/** The paths of an executor by how its promise is settled, without those that nothing leads to. */
export function settlementsOf(state: State): State[] {
  return (['pending', 'resolved', 'rejected'] as const).map((group) => settledAs(state, group)).filter(isReachable);
}
