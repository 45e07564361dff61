import { basename } from 'node:path';
import { UserError } from '../../../command/user-error.js';
import type { Heap } from '../../heap/heap.js';
import { readHeap } from '../../heap/read-heap.js';
import { takeCensus, withoutDetails } from './census.js';
import type { Census, DetailedCensus } from './census.js';

/*
 * Several snapshots of one process, in the order in which they were taken.
 * Input: paths. Output: the counts of each, and the last one as a whole.
 * Invariant: at most one snapshot is in memory with its edges, and the order is that of the ids, not that of the paths.
 */

export interface Series {
  /** In the order in which they were taken. */
  readonly files: readonly string[];
  readonly censuses: readonly Census[];
  readonly last: { readonly heap: Heap; readonly census: DetailedCensus };
  /** The paths were given in another order. */
  readonly isReordered: boolean;
}

/** Part of the objects that may contradict, before two snapshots are taken to be of two processes. */
const MAX_STRANGE = 0.05;

/** @throws {UserError} when a file cannot be read, or when they are not of one process. */
export function readSeries(paths: readonly string[], onProgress?: (bytes: number) => void): Series {
  if (paths.length < 2) throw new UserError('give two snapshots at least, better four: what grows can only be seen by comparing.');
  const options = onProgress ? { onProgress } : {};
  const seen: { readonly path: string; readonly census: Census }[] = [];
  let last: Series['last'] | undefined;
  for (const [index, path] of paths.entries()) {
    const isLast = index === paths.length - 1;
    const heap = readHeap(path, { ...options, edges: isLast });
    const census = takeCensus(heap, seen.at(-1)?.census.highestId);
    seen.push({ path, census: withoutDetails(census) });
    if (isLast) last = { heap, census };
  }
  const ordered = [...seen].sort((a, b) => a.census.highestId - b.census.highestId);
  const files = ordered.map(({ path }) => path);
  // What is new in a snapshot was told by the one that was named before it, so that all are read again. It is rare.
  if (files.some((path, index) => path !== paths[index])) return { ...readSeries(files, onProgress), isReordered: true };
  checkOneProcess(ordered);
  return { files, censuses: ordered.map(({ census }) => census), last: last!, isReordered: false };
}

/**
 * In one process an object keeps its id, and what is new has a higher one than all before: whatever is there with a lower id must have been
 * there in the snapshot before, as the same kind of object. Two starts of one program begin with the same ids for other objects.
 */
function checkOneProcess(ordered: readonly { readonly path: string; readonly census: Census }[]): void {
  for (const [index, { path, census }] of ordered.entries()) {
    const before = ordered[index - 1];
    if (!before) continue;
    const { strange, all } = census.ids.compareUpTo(before.census.highestId, before.census.ids);
    const areStrange = all === 0 || strange > all * MAX_STRANGE;
    // Two starts of one program may come to the same number of objects.
    if (!areStrange && before.census.highestId === census.highestId) {
      throw new UserError(`${basename(before.path)} and ${basename(path)} are the same snapshot. Give each one once.`);
    }
    if (areStrange) {
      throw new UserError(
        `${basename(before.path)} and ${basename(path)} are of two processes, or of two starts or two inspector sessions of one. `
        + 'Give snapshots of one process, all taken by one client-lifetime snapshot.');
    }
  }
}
