import { note } from './debug-log.js';

/*
 * Programs whose parts lead to one another thousands of times: more than the stack holds. Nobody writes them, generators do.
 * Input: a computation. Output: its result, or `undefined` when it needs more stack than there is, so that the answer is unknown.
 * Invariant: after that, nothing which the computation was in the middle of may be asked again. Blind spot: other errors are passed on.
 */

/** The result of `compute`, or `undefined` when the stack does not hold it. */
export function unlessStackOverflows<Result>(at: { readonly filename: string }, compute: () => Result): Result | undefined {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.includes('call stack')) throw error;
    note(() => ({ kind: 'stackOverflow', file: at.filename }));
    return undefined;
  }
}
