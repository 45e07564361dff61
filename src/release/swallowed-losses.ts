import type { CatalogIndex } from '../catalog/merge.js';
import type { LocalLife, Taker } from '../ownership/lives/local-life.js';
import { releasesOf } from '../ownership/lives/local-life.js';
import type { Program } from '../project/program.js';
import { soundsLikeRelease } from '../sites/pool-calls.js';
import { isInside } from '../syntax/is-inside.js';
import { isFunction } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { rootOfChain } from '../syntax/roots.js';
import { walkReleasePaths } from './paths/release-paths.js';
import type { Witness } from './paths/release-question.js';
import { isOpen } from './paths/release-state.js';
import { isCallOf, questionOf } from './question-of.js';
import type { Opening } from './question-of.js';

/*
 * `try { await client.query(text); await client.end(); return true; } catch { return false; }` in a function that is given the client, or
 * in a method of what holds it: whoever calls it is not told that the client is still open.
 * Input: the life of the client in the caller. Output: the calls of such functions, with what fails in them.
 * Invariant: only failing work with the client counts, not its opening, which leaves nothing, and not other things that are ended before
 * it; where the caller may release it after the call, nothing is said. Blind spot: functions that such functions call.
 */
export function swallowedLosses(
  program: Program, index: CatalogIndex, life: LocalLife, opening: Opening, openers: readonly Node[],
): ReadonlyMap<Node, Witness> {
  const found = new Map<Node, Witness>();
  for (const [call, takers] of life.takers) {
    if (releasesOf(life).some((release) => release.range[0] >= call.range[1])) continue;
    const witness = takers.map((taker) => lossIn(program, index, taker, opening, openers)).find((one) => one !== undefined);
    if (witness) found.set(call, witness);
  }
  return found;
}

function lossIn(program: Program, index: CatalogIndex, taker: Taker, opening: Opening, openers: readonly Node[]): Witness | undefined {
  const { life, parameter } = taker;
  const { file, boundary } = life;
  if (!isFunction(boundary) || boundary.generator) return undefined;
  const { cleanFailure = [] } = opening;
  const question = questionOf(program, index, life, boundary, opening);
  const { answer, ends } = walkReleasePaths({
    ...question, origin: parameter ?? boundary, onlyFailures: true,
    isQuiet: (call) => question.isQuiet(call) || !isWork(call) || opens(call),
  });
  if (answer.kind !== 'somePaths') return undefined;
  for (const { way, state, loss } of ends) {
    if (way !== 'throw' && isOpen(state) && loss?.kind === 'throw' && loss.isLikely) return { kind: 'throw', file, node: loss.node };
  }
  return undefined;

  /** Whether a call works with what the function was given, or with the object whose method it is. */
  function isWork(call: CallNode): boolean {
    return !soundsLikeRelease(call) && [call.callee, ...call.arguments].some((part) => isOwn(rootOfChain(part)));
  }

  function isOwn(root: Node): boolean {
    if (!parameter) return root.type === 'ThisExpression';
    return root.type === 'Identifier' && file.variableOf(root)?.identifiers[0] === parameter;
  }

  /** `await this.connect()`, which runs `this.client.connect()`. */
  function opens(call: CallNode): boolean {
    if (isCallOf(cleanFailure, call)) return true;
    const value = program.evaluator.evaluate(file, call.callee);
    if (value.kind !== 'local' || !isFunction(value.node)) return false;
    const { file: there, node: fn } = value;
    return openers.includes(fn) || there.calls.some((inner) => isInside(inner, fn) && isCallOf(cleanFailure, inner));
  }
}
