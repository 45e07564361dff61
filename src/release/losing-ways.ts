import type { Node } from '../syntax/nodes.js';
import { asFarAsKnown } from './paths/release-paths.js';
import { isCertainlyOpen } from './paths/release-state.js';
import type { ReleaseWalk } from './release.js';

/*
 * On which ways out of a function is a client lost, so that with a release there none is left on which it is? Asks the walk that found the
 * loss again, with releases where an edit would put them.
 * Input: the walk, and which ways out may be meant. Output: the ways, or the place at which it would be lost all the same.
 * Invariant: on each of them the client is certainly open, and without any of them it would be lost. Blind spot: that of the walk.
 */

/** The walk over the paths of a client once more, with releases on some ways out besides. */
export type Rewalk = (besides: ReadonlySet<Node>) => ReleaseWalk;

export type LosingWays =
  | { readonly kind: 'found'; readonly ways: readonly Node[] }
  /** It would be lost there with all of them. `undefined`: nobody can tell. */
  | { readonly kind: 'lostBesides'; readonly witness: Node | undefined };

/** `walked`: as it is without any release besides. `isFitting`: whether a release can stand on a way out. */
export function findLosingWays(rewalk: Rewalk, { waysOut = new Map() }: ReleaseWalk, isFitting: (way: Node) => boolean): LosingWays {
  const open = [...waysOut].flatMap(([way, state]) => (isCertainlyOpen(state) && isFitting(way) ? way : []));
  const mended = asFarAsKnown(rewalk(new Set(open)).answer);
  if (mended.kind !== 'everyPath') {
    return { kind: 'lostBesides', witness: mended.kind === 'somePaths' ? mended.witness.node : undefined };
  }
  let ways: readonly Node[] = open;
  const leaveOut = (others: readonly Node[]): boolean => {
    const left = ways.filter((way) => !others.includes(way));
    const isMended = left.length < ways.length && asFarAsKnown(rewalk(new Set(left)).answer).kind === 'everyPath';
    if (isMended) ways = left;
    return isMended;
  };
  // What is thrown may be caught where the client is released, and the end of a block is where the one around it goes on.
  for (const type of ['ThrowStatement', 'BlockStatement', 'BreakStatement', 'ContinueStatement', 'AwaitExpression', 'ReturnStatement']) {
    const group = open.filter((way) => way.type === type).sort((a, b) => a.range[1] - b.range[1]);
    if (!leaveOut(group)) for (const way of group) leaveOut([way]);
  }
  return { kind: 'found', ways };
}
