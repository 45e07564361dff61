import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { CheckResult } from '../../src/check/check-report.js';
import { startCommand, startCommands } from '../support/run-command.js';
import { editUnseen, edits, makeProject, numbers, service } from './edited-project.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 240_000 });

/* What is kept of a check: taken as long as nothing has changed, and never when a check would find something else. */

function check(root: string, ...words: string[]): CheckResult {
  const { stdout, stderr } = startCommand(root, ['check', '--format', 'json', ...words]);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as CheckResult;
}

const cacheOf = (root: string): string => path.join(root, 'node_modules/.cache/client-lifetime');

function kept(root: string): string {
  const [file = ''] = readdirSync(cacheOf(root));
  return path.join(cacheOf(root), file);
}

/** Whether a check leaves what is kept as it is, because it takes it. */
function takesKept(root: string): boolean {
  const before = statSync(kept(root)).ino;
  check(root);
  return statSync(kept(root)).ino === before;
}

describe('what is kept of a check', () => {
  it('is taken as long as nothing has changed, and is the same', () => {
    const root = makeProject();
    const first = check(root);
    expect(first.reports.map(({ file }) => file)).toStrictEqual(['libraries/new/index.js', 'src/db-new.ts']);
    expect(takesKept(root)).toBe(true);
    expect(check(root)).toStrictEqual(first);
    // The time of a change alone is none.
    utimesSync(path.join(root, 'src/server.ts'), new Date(), new Date());
    expect(takesKept(root)).toBe(true);
    rmSync(cacheOf(root), { recursive: true });
    expect(check(root)).toStrictEqual(first);
  });

  it('is kept for what the command was told', () => {
    const root = makeProject();
    const all = check(root);
    const one = check(root, 'src');
    expect([all.reports.length, one.reports.length]).toStrictEqual([2, 1]);
    expect(check(root, 'src')).toStrictEqual(one);
    expect(check(root)).toStrictEqual(all);
    expect(readdirSync(cacheOf(root))).toHaveLength(2);
  });

  it('shows the same text, with its code', () => {
    const root = makeProject();
    const run = (): string => startCommand(root, ['check']).stdout;
    const first = run();
    expect(first).toContain('> 3 |   const pool = new Pool();');
    expect(run()).toBe(first);
  });

  it('is nothing where it is broken', () => {
    const root = makeProject();
    const first = check(root);
    const whole = readFileSync(kept(root), 'utf8');
    const broken = [
      '', '{', whole.slice(0, whole.length / 2), whole.replace('src/db-new.ts', 'src/db-old.ts'), `${'0'.repeat(64)}\n{}`,
      '\u0000'.repeat(500),
    ];
    for (const text of broken) {
      writeFileSync(kept(root), text);
      expect(check(root)).toStrictEqual(first);
    }
    rmSync(cacheOf(root), { recursive: true });
    // A file where the folder would be: nothing can be kept.
    writeFileSync(cacheOf(root), '');
    expect(check(root)).toStrictEqual(first);
  });

  it('is not there without node_modules, and not used with --no-cache', () => {
    const root = copyProject(service);
    check(root);
    expect(existsSync(path.join(root, 'node_modules'))).toBe(false);
    mkdirSync(path.join(root, 'node_modules'));
    check(root, '--no-cache');
    expect(readdirSync(path.join(root, 'node_modules'))).toStrictEqual([]);
  });

  it('sees an edit behind which length and time are as before, of a file that it need not read again', async () => {
    const root = makeProject();
    // The clock of files is coarse: what was just written is read again whatever it says.
    await setTimeout(3200);
    const first = check(root);
    expect(takesKept(root)).toBe(true);
    editUnseen(root, 'src/db-new.ts', 'new Pool()', 'new P00l()');
    const second = check(root);
    expect([first.reports.length, second.reports.length]).toStrictEqual([2, 1]);
  });

  it('is never wrong after an edit', () => {
    const root = makeProject();
    const random = numbers(20_261_128);
    const seen = new Set<string>();
    const done: string[] = [];
    check(root);
    // Every edit once, and then whatever comes.
    for (let step = 0; step < edits.length + 8; step++) {
      const [name, make] = edits[step < edits.length ? step : random.next().value % edits.length]!;
      make(root);
      done.push(name);
      // Both in one process, which loads the engine for the first one only if nothing is kept: either is an answer without a memory.
      const [warm, cold] = startCommands(root, [['check', '--format', 'json'], ['check', '--format', 'json', '--no-cache']])
        .map((text) => JSON.parse(text) as CheckResult);
      expect(warm, done.join(', ')).toStrictEqual(cold);
      seen.add(JSON.stringify(warm!.reports));
    }
    // Edits that change nothing would prove nothing.
    expect(seen.size).toBeGreaterThan(5);
  });
});
