import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSeries } from '../../../src/runtime/diagnose/growth/series.js';

const TIME_LIMIT_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'series-'));
const [first, second, other] = ['first', 'second', 'other'].map((name) => join(folder, `${name}.heapsnapshot`)) as [string, string, string];

/** A process that writes snapshots to these files, and makes a hundred objects between them, and so many in front of the first. */
function run(files: readonly string[], before = 0): void {
  execFileSync(process.execPath, ['-e', `
    class Kept {}
    const kept = [];
    for (let count = 0; count < ${before}; count += 1) kept.push({ count: [count] });
    for (const file of ${JSON.stringify(files)}) {
      require('node:v8').writeHeapSnapshot(file);
      for (let count = 0; count < 100; count += 1) kept.push(new Kept());
    }`]);
}

beforeAll(() => {
  run([first, second]);
  // As it is, it could come to the very ids of the first.
  run([other], 5000);
}, TIME_LIMIT_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('snapshots of one process', () => {
  it('are put into the order in which they were taken', () => {
    const series = readSeries([second, first]);
    expect({ files: series.files, isReordered: series.isReordered }).toStrictEqual({ files: [first, second], isReordered: true });
    const kept = [...series.censuses[1]!.rows.values()].find(({ key }) => key.name === 'Kept' && key.type === 'object');
    expect(kept).toMatchObject({ count: 100, fresh: 100 });
  }, TIME_LIMIT_MS);

  it('are not mixed up with those of another one', () => {
    expect(() => readSeries([first, other])).toThrow(/are of two processes, or of two starts or two inspector sessions of one/);
  }, TIME_LIMIT_MS);

  it('are different ones', () => {
    expect(() => readSeries([first, first])).toThrow(/are the same snapshot/);
    expect(() => readSeries([first])).toThrow(/^give two snapshots at least/);
  }, TIME_LIMIT_MS);
});
