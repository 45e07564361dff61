/*
 * How long is what was read from the disk taken to be unchanged? A run over many files asks for one after the other without a rest, an
 * editor after each key stroke; so the disk is looked at again after a rest, and now and then if there never is one.
 * Output: the number of the run that the process is in. Invariant: what the disk held when a run began is what all its files are told.
 * Blind spot: files that another process changes during a run.
 */

/** How long a linter rests, in milliseconds, before the disk is looked at again: never in a run over many files, always in an editor. */
const REST = 1000;
/** How long the disk is taken to be unchanged by a linter that never rests. */
const LONGEST_RUN = 60_000;

let run = 0;
let startedAt = 0;
let askedAt = 0;

/** To be asked for every linted file, whatever is in it: who asks says that the linter is not resting. */
export function currentRun(now = Date.now()): number {
  const rested = now - askedAt;
  // Clocks are set back, too.
  if (rested >= REST || rested < 0 || now - startedAt >= LONGEST_RUN) {
    run++;
    startedAt = now;
  }
  askedAt = now;
  return run;
}

/** To be told when a question is answered: one that took long was no rest. */
export function noteAnswer(now = Date.now()): void {
  askedAt = now;
}

/** To be called when files were changed and the next question must not wait for a rest, as where each key stroke is one. */
export function endRun(): void {
  askedAt = 0;
}
