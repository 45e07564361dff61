import { findLosingWays } from '../../release/losing-ways.js';
import type { Rewalk } from '../../release/losing-ways.js';
import type { ReleaseFacts } from '../../release/paths/release-facts.js';
import type { Variable } from '../../resolve/file-model.js';
import { isReassigned, singleValueOf } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { howToClose } from '../held/closing-target.js';
import type { Obligated } from '../held/closing-target.js';
import { referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { inFrontOf } from '../held/in-front-of.js';
import { transactionAt } from './transaction-at.js';
import { areUsesOver, usesBefore } from './uses-before.js';
import { leavesFrom } from './ways-out.js';
import { mayBeToKeep } from './work-to-keep.js';

/*
 * `await transaction.rollback(); return res.status(404).end();`: what some ways out leave open is released in front of these, where one
 * `finally` for all of them would be wrong or has no place.
 * Input: the walks that found the losses. Output: edits, or why there are none, as the end of a sentence that begins with "because".
 * Invariant: on each of the ways out it is open for certain, and none that is known to lose it is left. Blind spot: what is returned fails
 * behind the release, in a `try` whose `catch` releases it again.
 */

export function releaseWhereLost(source: Source, rewalks: readonly Rewalk[], made: Obligated): readonly Edit[] | string {
  const edits = new Map<Node, readonly Edit[]>();
  const style = styleOf(source);
  for (const rewalk of rewalks) {
    const walked = rewalk(new Set());
    const { facts } = walked;
    const variable = facts?.file === source.file ? holderOf(source, facts) : undefined;
    if (!facts || !variable) return 'no variable of this file holds it alone where it is lost';
    const found = findLosingWays(rewalk, walked, (way) => leavesFrom(source, variable, way));
    if (found.kind === 'lostBesides') {
      return found.witness ? `it would still be lost on line ${source.file.lineOf(found.witness)}`
        : 'it is not certain on each way out whether it is released';
    }
    for (const way of found.ways) {
      if (!isDeclaredAt(variable, way)) return 'its variable is declared behind a way out';
      if (!areUsesOver(source, variable, way, made, facts)) return 'something that is done with it may go on behind a way out';
      const uses = usesBefore(variable, way).filter((use) => isRead(variable, use) && !isIn(facts.releases, use));
      if (isTransaction(made) && mayBeToKeep(source, uses, way)) return 'what was done in it by then may be meant to stay';
      const lines = linesAt(source, variable, way, made, facts);
      if (!lines) return 'it is not clear how it is to be given up on each way out';
      const own = inFrontOf(source, style, way, lines);
      if (!own) return NO_PLACE;
      edits.set(way, own);
    }
  }
  return edits.size > 0 ? [...edits.values()].flat() : NO_PLACE;
}

const NO_PLACE = 'a release has no place in front of what loses it';

/** The variable that all releases are of, and that holds nothing else. */
function holderOf(source: Source, { releases, aliases }: ReleaseFacts): Variable | undefined {
  const [variable, ...others] = new Set([...releases].flatMap((release) => (
    referencesIn(source, release).flatMap(({ resolved }) => (resolved && aliases.has(resolved) ? resolved : [])))));
  if (!variable || others.length > 0 || variable.defs.length !== 1) return undefined;
  const isOneOnly = variable.defs[0]!.type === 'Parameter' ? !isReassigned(variable) : singleValueOf(variable) !== undefined;
  return isOneOnly ? variable : undefined;
}

function isDeclaredAt({ identifiers: [name], scope }: Variable, way: Node): boolean {
  return name !== undefined && name.range[0] < way.range[0] && isInside(way, scope.block);
}

function isTransaction({ release }: Obligated): boolean {
  return release.includes('commit') && release.includes('rollback');
}

function isRead({ references }: Variable, use: Node): boolean {
  return references.some((reference) => reference.identifier === use && reference.isRead());
}

function isIn(nodes: ReadonlySet<Node>, use: Node): boolean {
  return [...nodes].some((node) => isInside(use, node));
}

/** What releases it there, in statements without semicolons. */
function linesAt(
  source: Source, variable: Variable, way: Node, made: Obligated, { releases, boundary }: ReleaseFacts,
): string[] | undefined {
  const owner = enclosingFunction(way);
  const waits = isFunction(owner) && owner.async;
  // What fails must not be committed.
  if (isTransaction(made)) return [`${waits ? 'await ' : ''}${variable.name}.rollback()`];
  const close = howToClose(source, made, variable, [...releases])?.close;
  const transaction = transactionAt(source, variable, way, boundary, made.rollback);
  if (close === undefined || transaction === 'unclear' || (transaction && !waits)) return undefined;
  return [...transaction ? [transaction.rollback] : [], waits ? close : close.replace(/^await /, '')];
}
