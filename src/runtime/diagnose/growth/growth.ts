import type { Census, CensusRow, RowKey } from './census.js';

/*
 * What grows from snapshot to snapshot.
 * Input: the counts of all snapshots, in the order in which they were taken. Output: rows whose number and size grow in every interval.
 * Invariant: a row that shrinks or stands still once is not among them: a cache that is full, or what comes and goes.
 * Blind spot: a leak that stood still in one of the intervals, because nobody used it then.
 */

export interface GrowingRow {
  /** As `textOfKey` writes it. */
  readonly id: string;
  readonly key: RowKey;
  /** How many there are in each snapshot. */
  readonly counts: readonly number[];
  /** In bytes, in each snapshot. */
  readonly sizes: readonly number[];
  /** How many more there are after each interval. */
  readonly countDeltas: readonly number[];
  /** In bytes, after each interval: the column "Size Delta" of DevTools. */
  readonly sizeDeltas: readonly number[];
  /** How many were made in each interval, whether or not they are still there. */
  readonly made: readonly number[];
}

/** Rows that grow in every interval, the one that grows most in bytes first. */
export function findGrowing(series: readonly Census[]): GrowingRow[] {
  const last = series.at(-1);
  if (!last) return [];
  return [...last.rows]
    .map(([id, row]) => growthOf(id, row.key, series))
    .filter(({ countDeltas, sizeDeltas }) => countDeltas.every(isGrowth) && sizeDeltas.every(isGrowth))
    .sort((a, b) => total(b.sizeDeltas) - total(a.sizeDeltas));
}

function growthOf(id: string, key: RowKey, series: readonly Census[]): GrowingRow {
  const rows = series.map((census): Partial<CensusRow> | undefined => census.rows.get(id));
  const counts = rows.map((row) => row?.count ?? 0);
  const sizes = rows.map((row) => row?.size ?? 0);
  return {
    id, key, counts, sizes, countDeltas: deltas(counts), sizeDeltas: deltas(sizes),
    made: rows.slice(1).map((row) => row?.fresh ?? 0),
  };
}

export function deltas(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value - values[index]!);
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function isGrowth(delta: number): boolean {
  return delta > 0;
}
