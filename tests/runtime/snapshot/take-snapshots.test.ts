import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { readSeries } from '../../../src/runtime/diagnose/growth/series.js';
import { listeningPorts } from '../../../src/runtime/inspector/node-process.js';
import { expect as expectCost, isTooLarge } from '../../../src/runtime/snapshot/expectation.js';
import { readDuration } from '../../../src/runtime/snapshot/duration.js';
import { takeSnapshots } from '../../../src/runtime/snapshot/take-snapshots.js';
import type { Plan, TakeOptions } from '../../../src/runtime/snapshot/take-snapshots.js';
import { startProcess } from '../start-process.js';

const TIME_LIMIT_MS = 120_000;
const root = mkdtempSync(join(tmpdir(), 'snapshots-'));
const waiting = 'const kept = []; setInterval(() => kept.push({}), 20); console.log("ready");';

afterAll(() => rmSync(root, { recursive: true, force: true }));

function optionsFor(pid: number, folder: string, changes: Partial<TakeOptions> = {}): TakeOptions & { readonly told: string[] } {
  const told: string[] = [];
  return {
    target: { kind: 'process', pid }, count: 2, everyMs: 50, folder: join(root, folder), ignoresLimit: true,
    signal: new AbortController().signal,
    report: {
      plan: () => told.push('plan') > 0,
      begin: (number) => void told.push(`begin ${number}`),
      progress: () => {},
      written: () => void told.push('written'),
      waiting: (ms) => void told.push(`waiting ${ms}`),
    },
    ...changes,
    told,
  };
}

describe('taking heap snapshots of a running process', () => {
  it('writes files for their owner only, which can be compared, and leaves the process as it was', async () => {
    const { pid } = await startProcess(['--inspect-port=0', '-e', waiting]);
    const options = optionsFor(pid, 'several');
    const files = await takeSnapshots(options);
    expect(options.told).toStrictEqual(['plan', 'begin 1', 'written', 'waiting 50', 'begin 2', 'written']);
    expect(files.map((file) => statSync(file).mode & 0o777)).toStrictEqual([0o600, 0o600]);
    expect(statSync(options.folder).mode & 0o777).toBe(0o700);
    const { censuses } = readSeries(files);
    expect(censuses.map(({ nodeCount }) => nodeCount > 10_000)).toStrictEqual([true, true]);
    expect(listeningPorts(pid)!.size).toBe(0);
  }, TIME_LIMIT_MS);

  it('tells the cost first, and does nothing when that is refused', async () => {
    const { pid } = await startProcess(['--inspect-port=0', '-e', waiting]);
    let plan: Plan | undefined;
    const { report } = optionsFor(pid, 'refused');
    const files = await takeSnapshots(optionsFor(pid, 'refused', { report: { ...report, plan: (given) => {
      plan = given;
      return false;
    } } }));
    expect(files).toStrictEqual([]);
    expect(readdirSync(root)).not.toContain('refused');
    expect(plan).toMatchObject({ pid, nodeVersion: process.versions.node, isTooLarge: false });
    expect(plan!.expectation.extraMemory).toBeGreaterThan(plan!.memory.heapUsed);
    expect(listeningPorts(pid)!.size).toBe(0);
  }, TIME_LIMIT_MS);

  it('ends at once when it is interrupted, and keeps what is whole', async () => {
    const { pid } = await startProcess(['--inspect-port=0', '-e', waiting]);
    const interruption = new AbortController();
    const { report } = optionsFor(pid, 'interrupted');
    const options = optionsFor(pid, 'interrupted', {
      everyMs: 600_000, signal: interruption.signal, report: { ...report, waiting: () => interruption.abort() },
    });
    await expect(takeSnapshots(options)).rejects.toThrow(/^stopped\./);
    expect(readdirSync(options.folder)).toHaveLength(1);
    expect(listeningPorts(pid)!.size).toBe(0);
  }, TIME_LIMIT_MS);

  it('does not wait for a snapshot that is being made, when it is interrupted, and leaves no part of it', async () => {
    const { pid } = await startProcess(['--inspect-port=0', '-e', waiting]);
    const interruption = new AbortController();
    const { report } = optionsFor(pid, 'broken off');
    const options = optionsFor(pid, 'broken off', {
      signal: interruption.signal, report: { ...report, progress: () => interruption.abort() },
    });
    await expect(takeSnapshots(options)).rejects.toThrow(/^stopped\./);
    expect(readdirSync(options.folder)).toStrictEqual([]);
    // The guard in the process closes the inspector, when it misses our beats.
    for (let left = 200; left > 0 && listeningPorts(pid)!.size > 0; left -= 1) await sleep(100);
    expect(listeningPorts(pid)!.size).toBe(0);
  }, TIME_LIMIT_MS);

  it('leaves no file behind when the process ends meanwhile', async () => {
    const started = await startProcess(['--inspect-port=0', '-e', waiting]);
    const { report } = optionsFor(started.pid, 'ended');
    const options = optionsFor(started.pid, 'ended', { report: { ...report, progress: () => void started.child.kill('SIGKILL') } });
    await expect(takeSnapshots(options)).rejects.toThrow(/connection to the process was lost/);
    expect(readdirSync(options.folder)).toStrictEqual([]);
  }, TIME_LIMIT_MS);

  it('does not come near the limit of the process', () => {
    const megabyte = 1024 ** 2;
    const state = { heapUsed: 100 * megabyte, rss: 200 * megabyte, limit: 1024 * megabyte, available: 800 * megabyte };
    expect(isTooLarge(state, expectCost(state))).toBe(true);
    const seen = { heapUsed: 100 * megabyte, pauseSeconds: 5, extraMemory: 300 * megabyte };
    expect(isTooLarge(state, expectCost(state, seen))).toBe(false);
    expect(expectCost({ ...state, heapUsed: 200 * megabyte }, seen)).toStrictEqual({ pauseSeconds: 10, extraMemory: 600 * megabyte });
  });
});

describe('a time', () => {
  it.each([['500ms', 500], ['60s', 60_000], ['1.5m', 90_000], ['1h', 3_600_000]])('is %s', (text, ms) => {
    expect(readDuration(text, '--every')).toBe(ms);
  });

  it.each(['', '5', 's', '-5s', '5 s', '1d'])('is not "%s"', (text) => {
    expect(() => readDuration(text, '--every')).toThrow(/--every/);
  });
});
