import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReleasePaths } from '../../src/release/paths/release-paths.js';
import { explore } from './choices.js';
import type { RunResult } from './choices.js';
import { probe } from './release-probe.js';
import { compile, programs } from './release-programs.js';
import { compileService, imports, services } from './service-programs.js';
import { answersOf } from './site-probe.js';

const isNightly = Boolean(process.env.CLIENT_LIFETIME_NIGHTLY);
const numRuns = isNightly ? 20_000 : 2_000;
/** Runs of one program. Enough for every pair of choices of a program of usual size. */
const maxRuns = isNightly ? 400 : 150;
const timeout = isNightly ? 3_600_000 : 120_000;

interface Judgement {
  readonly kind: ReleasePaths['kind'] | 'undecided';
  /** What is wrong with the answer. */
  readonly problem?: string;
}

/**
 * Compares an answer of the engine with what happens when the program runs. Where other functions give the client, one that fails may
 * close it itself: what is never released is what the others get.
 */
async function judge(
  kind: ReleasePaths['kind'], run: (taken: readonly number[]) => Promise<RunResult>, hasHelpers: boolean,
): Promise<Judgement> {
  switch (kind) {
    case 'everyPath': {
      const outcome = await explore(run, maxRuns, ({ leftOpen }) => leftOpen > 0);
      return outcome === 'found' ? { kind, problem: 'a run leaves a client open' } : { kind };
    }
    case 'never': {
      if (hasHelpers) {
        const outcome = await explore(run, maxRuns, ({ leftOpen }) => leftOpen > 0);
        if (outcome === 'complete') return { kind, problem: 'no run leaves a client open' };
        const { closed } = await run([]);
        return closed > 0 ? { kind, problem: 'a run in which nothing fails closes the client' } : { kind };
      }
      const outcome = await explore(run, maxRuns, ({ closed }) => closed > 0);
      return outcome === 'found' ? { kind, problem: 'a run closes the client' } : { kind };
    }
    case 'somePaths': {
      const open = await explore(run, 2_000, ({ leftOpen }) => leftOpen > 0);
      if (open === 'complete') return { kind, problem: 'no run leaves a client open' };
      const closed = await explore(run, 2_000, (result) => result.closed > 0);
      if (closed === 'complete') return { kind, problem: 'no run closes the client' };
      return open === 'limit' || closed === 'limit' ? { kind: 'undecided' } : { kind };
    }
    case 'unknown':
      return { kind };
  }
}

/** Judges many programs, and sees that they are worth running: each answer is given often, and few are too large to be sure. */
async function judgeAll(
  codes: fc.Arbitrary<string>, answerOf: (code: string) => ReleasePaths['kind'], runOf: (code: string) => ReturnType<typeof compile>,
  hasHelpers: boolean,
): Promise<void> {
  const seen = new Map<string, number>();
  await fc.assert(fc.asyncProperty(codes, async (code) => {
    const { kind, problem } = await judge(answerOf(code), runOf(code), hasHelpers);
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if (problem !== undefined) throw new Error(`The engine says ${kind}, but ${problem}:\n${code}`);
  }), { numRuns, endOnFailure: false, ...isNightly ? {} : { seed: 20_250_801 } });
  for (const kind of ['everyPath', 'never', 'somePaths']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(numRuns / 50);
  expect(seen.get('unknown') ?? 0).toBeLessThan(numRuns / 5);
  expect(seen.get('undecided') ?? 0).toBeLessThan(numRuns / 50);
}

describe('the engine', () => {
  it(`agrees with what happens in ${numRuns} functions`, async () => {
    await judgeAll(programs, (code) => probe(code).answer.kind, compile, false);
  }, timeout);

  it(`agrees with what happens in ${numRuns} services with helpers, chains, executors and listeners`, async () => {
    await judgeAll(services, (code) => answersOf(imports + code)[0] ?? 'unknown', compileService, true);
  }, timeout);
});

describe('the judge of the engine', () => {
  it('sees what functions do', async () => {
    const run = compile('async function f() {\n  let c;\n  c = await open();\n  work(0);\n  c.close();\n}\n');
    expect(await run([])).toMatchObject({ opened: 1, closed: 1, leftOpen: 0 });
    expect(await run([0, 1])).toMatchObject({ opened: 1, closed: 0, leftOpen: 1 });
    expect(await run([1])).toMatchObject({ opened: 0, leftOpen: 0 });
    expect(await explore(run, 100, ({ leftOpen }) => leftOpen > 0)).toBe('found');
    expect(await explore(run, 100, ({ opened }) => opened > 1)).toBe('complete');
  });

  it('sees what services do', async () => {
    const run = compileService('app.get(\'/\', async () => {\n  const c = await connect();\n  await new Promise((resolve, reject) => {\n'
      + '    const task = start(0);\n    task.once(\'end\', () => { c.close(); resolve(); });\n'
      + '    task.once(\'error\', reject);\n  });\n});\n');
    expect(await run([])).toMatchObject({ opened: 1, closed: 1, leftOpen: 0 });
    expect(await run([0, 0, 1])).toMatchObject({ opened: 1, closed: 0, leftOpen: 1 });
  });
});
