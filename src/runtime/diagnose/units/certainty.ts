import { total } from '../growth/growth.js';
import type { Certainty } from './unit.js';

/*
 * Is it a leak, or what a healthy process does? Pools fill up, caches warm up, and under load something is always being made.
 * Invariant: a unit of which nothing made in one of the intervals is left is none, and neither is one that fills up.
 */

/** Of what was made, the part that must be left. Under it, it comes and goes. */
const MIN_SURVIVAL = 0.5;

/** Each interval brings at most this part of the one before: it fills up, and ends by itself. */
const FILLING = 0.6;

/** Fewer than this may be chance: requests that run while the snapshots are taken. */
const FEW = 4;

/** `made`: how many were there in one of the snapshots, and not in the first. */
export function isLeakLike(deltas: readonly number[], survivors: readonly number[], made: number): boolean {
  return deltas.every((delta) => delta > 0)
    && survivors.every((count) => count > 0)
    && total(survivors) >= made * MIN_SURVIVAL
    && !isFilling(deltas);
}

/** It takes three intervals to see. */
function isFilling(deltas: readonly number[]): boolean {
  return deltas.length >= 3 && deltas.slice(1).every((delta, index) => delta <= deltas[index]! * FILLING);
}

interface Evidence {
  readonly deltas: readonly number[];
  readonly survivors: readonly number[];
  readonly made: number;
  /** Rows that have exactly one object for each unit. */
  readonly inStep: number;
}

export function certaintyOf({ deltas, survivors, made, inStep }: Evidence): Certainty {
  const left = Math.min(1, total(survivors) / made);
  const isFew = deltas.some((delta) => delta < FEW);
  const isShort = deltas.length < 3;
  const reasons = [
    `${inStep} kinds of objects grow by the same numbers in ${deltas.length === 1 ? 'the one interval' : `all ${deltas.length} intervals`}`,
    `${Math.round(left * 100)} % of what was made since the first snapshot is still there`,
    ...(isFew ? [
      `only ${Math.min(...deltas)} in one interval, which may be requests that were running: take snapshots further apart`,
    ] : []),
    ...(isShort ? ['fewer than four snapshots: a pool that fills up looks the same'] : []),
  ];
  const isSure = !isFew && !isShort && left >= 0.9 && inStep >= 3;
  return { level: isSure ? 'sure' : isFew || deltas.length === 1 ? 'possible' : 'likely', reasons };
}
