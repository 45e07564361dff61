/*
 * What a heap snapshot costs the process that it is taken of, before it is taken.
 * Measured (docs/diagnose.md): the process stands still for about 0.13 s for each megabyte of heap, and takes up to
 * 17 MB more memory for each. The first snapshot corrects both for the next ones.
 */

/** The state of a process, in bytes. */
export interface MemoryState {
  readonly heapUsed: number;
  readonly rss: number;
  /** What the process may take: the limit of its container, or the memory of the machine. */
  readonly limit: number;
  /** Of the limit, what others do not use. */
  readonly available: number;
}

export interface Expectation {
  readonly pauseSeconds: number;
  /** In bytes, beside what it uses now. */
  readonly extraMemory: number;
}

/** What one snapshot was seen to cost. */
export interface Experience {
  readonly heapUsed: number;
  readonly pauseSeconds: number;
  readonly extraMemory: number;
}

const PAUSE_SECONDS_PER_BYTE = 0.13e-6;
const EXTRA_BYTES_PER_BYTE = 17;

/** Left free in any case, in part of the limit: the process goes on working. */
const MARGIN = 0.1;

/** `last`: what the snapshot before cost. */
export function expect({ heapUsed }: MemoryState, last?: Experience): Expectation {
  if (!last) return { pauseSeconds: heapUsed * PAUSE_SECONDS_PER_BYTE, extraMemory: heapUsed * EXTRA_BYTES_PER_BYTE };
  const growth = heapUsed / last.heapUsed;
  return { pauseSeconds: last.pauseSeconds * growth, extraMemory: last.extraMemory * growth };
}

/** Whether a snapshot may take the process over its limit. */
export function isTooLarge({ available, limit }: MemoryState, { extraMemory }: Expectation): boolean {
  return extraMemory > available - limit * MARGIN;
}
