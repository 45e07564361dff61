/** The choices of a run that stand for what a program cannot know: which way tests go, and which calls throw. */

export interface Choice {
  /** How many answers it had. */
  readonly options: number;
  readonly taken: number;
}

/** What one run did. */
export interface RunResult {
  readonly choices: readonly Choice[];
  readonly opened: number;
  /** Clients that were left open. */
  readonly leftOpen: number;
  /** Clients that were closed while open. */
  readonly closed: number;
}

export interface Chooser {
  readonly choices: Choice[];
  readonly choose: (options: number) => number;
  readonly maybeThrow: () => void;
}

/** Answers as `taken` says, and then always with the first. */
export function chooser(taken: readonly number[]): Chooser {
  const choices: Choice[] = [];
  const choose = (options: number): number => {
    const answer = taken[choices.length] ?? 0;
    choices.push({ options, taken: answer });
    return answer;
  };
  const maybeThrow = (): void => {
    if (choose(2) === 1) throw new Error('stub');
  };
  return { choices, choose, maybeThrow };
}

export type Exploration = 'found' | 'complete' | 'limit';

/** Runs a program with ever more choices other than the first, until `isEnough` says so, all are made, or `limit` runs are over. */
export async function explore(
  run: (taken: readonly number[]) => Promise<RunResult>, limit: number, isEnough: (result: RunResult) => boolean,
): Promise<Exploration> {
  const queue: (readonly number[])[] = [[]];
  for (const prefix of queue) {
    const result = await run(prefix);
    if (isEnough(result)) return 'found';
    for (let index = prefix.length; index < result.choices.length; index++) {
      for (let answer = 1; answer < result.choices[index]!.options; answer++) {
        if (queue.length >= limit) break;
        queue.push([...result.choices.slice(0, index).map((choice) => choice.taken), answer]);
      }
    }
  }
  return queue.length >= limit ? 'limit' : 'complete';
}
