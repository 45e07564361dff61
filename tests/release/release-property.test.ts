import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probe } from './release-probe.js';
import { compile, explore, programs } from './release-programs.js';

const isNightly = Boolean(process.env.CLIENT_LIFETIME_NIGHTLY);
const numRuns = isNightly ? 20_000 : 2_000;
/** Runs of one program. Enough for every pair of choices of a program of usual size. */
const maxRuns = isNightly ? 400 : 150;

/** What is wrong with the engine's answer about a program, or which kind of answer it was. */
async function judge(code: string): Promise<{ readonly kind: string; readonly problem?: string }> {
  const { answer: { kind } } = probe(code);
  switch (kind) {
    case 'everyPath': {
      const outcome = await explore(code, maxRuns, (run) => run.leftOpen > 0);
      return outcome === 'found' ? { kind, problem: 'a run leaves a client open' } : { kind };
    }
    case 'never': {
      const outcome = await explore(code, maxRuns, (run) => run.closed > 0);
      return outcome === 'found' ? { kind, problem: 'a run closes the client' } : { kind };
    }
    case 'somePaths': {
      const open = await explore(code, 2_000, (run) => run.leftOpen > 0);
      if (open === 'complete') return { kind, problem: 'no run leaves a client open' };
      const closed = await explore(code, 2_000, (run) => run.closed > 0);
      if (closed === 'complete') return { kind, problem: 'no run closes the client' };
      return open === 'limit' || closed === 'limit' ? { kind: 'undecided' } : { kind };
    }
    case 'unknown':
      return { kind };
  }
}

describe('the engine', () => {
  it(`agrees with what happens in ${numRuns} programs`, async () => {
    const seen = new Map<string, number>();
    await fc.assert(fc.asyncProperty(programs, async (code) => {
      const { kind, problem } = await judge(code);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      if (problem !== undefined) throw new Error(`The engine says ${kind}, but ${problem}:\n${code}`);
    }), { numRuns, endOnFailure: false, ...isNightly ? {} : { seed: 20_250_801 } });
    // The programs are worth running: each answer is given often, and few programs are too large to be sure.
    for (const kind of ['everyPath', 'never', 'somePaths']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(numRuns / 50);
    expect(seen.get('unknown') ?? 0).toBeLessThan(numRuns / 5);
    expect(seen.get('undecided') ?? 0).toBeLessThan(numRuns / 50);
  }, isNightly ? 1_800_000 : 120_000);
});

describe('the judge of the engine', () => {
  it('sees what programs do', async () => {
    const code = 'async function f() {\n  let c;\n  c = await open();\n  work(0);\n  c.close();\n}\n';
    expect(await compile(code)([])).toMatchObject({ opened: 1, closed: 1, leftOpen: 0 });
    expect(await compile(code)([0, 1])).toMatchObject({ opened: 1, closed: 0, leftOpen: 1 });
    expect(await compile(code)([1])).toMatchObject({ opened: 0, leftOpen: 0 });
    expect(await explore(code, 100, (run) => run.leftOpen > 0)).toBe('found');
    expect(await explore(code, 100, (run) => run.opened > 1)).toBe('complete');
  });
});
