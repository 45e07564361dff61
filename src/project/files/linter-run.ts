/*
 * How long is what was read from the disk taken to be unchanged? A run over many files asks for one after the other without a rest, an
 * editor after each key stroke; so the disk is looked at again after a rest, and now and then if there never is one.
 * Output: the number of the run that the process is in. Invariant: what the disk held when a run began is what all its files are told.
 * A rest is time that this thread waited: what others leave of a busy machine makes a run longer, and is none.
 * Blind spot: files that another process changes during a run, or that this one waits for without an event loop.
 */

/** How long a linter rests, in milliseconds, before the disk is looked at again: never in a run over many files, always in an editor. */
const REST = 1000;
/** How long the disk is taken to be unchanged by a linter that never rests. Longer than linting most projects takes. */
const LONGEST_RUN = 300_000;

/** In milliseconds. */
export interface Moment {
  readonly time: number;
  /** How long this thread has waited until then. */
  readonly waited: number;
}

let run = 0;
let startedAt = 0;
let asked: Moment = { time: 0, waited: -REST };

/** To be asked for every linted file, whatever is in it: who asks says that the linter is not resting. */
export function currentRun(now = thisMoment()): number {
  // Clocks are set back, too.
  if (now.waited - asked.waited >= REST || now.time < asked.time || now.time - startedAt >= LONGEST_RUN) {
    run++;
    startedAt = now.time;
  }
  asked = now;
  return run;
}

/** The same for who asks while a file is being linted that has been asked for. */
export function runOfLintedFile(): number {
  return run;
}

/** To be called when files were changed and the next question must not wait for a rest, as where each key stroke is one. */
export function endRun(): void {
  asked = { time: 0, waited: -REST };
}

function thisMoment(): Moment {
  const time = Date.now();
  const clock: Clock = performance;
  // Browsers do not tell, so that all of the time may have been a rest.
  return { time, waited: clock.eventLoopUtilization?.().idle ?? time };
}

/** The part of `performance` that is asked: browsers, whose types some of this is checked with, have only the first. */
interface Clock {
  now(): number;
  eventLoopUtilization?(): { readonly idle: number };
}
