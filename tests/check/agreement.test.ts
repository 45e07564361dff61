import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { repository } from '../support/sample-service.js';
import { compareOn, copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 120_000 });

const below = (folder: string): string[] => readdirSync(path.join(repository, folder), { withFileTypes: true })
  .filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);

const folders = [
  ...below('tests/verdict/fixtures'), ...below('tests/project/fixtures'), ...below('tests/suggest/fixtures/edits'), ...below('examples'),
  'tests/bin/fixtures/service',
  'tests/bench/fixtures', 'tests/demo/service', 'tests/e2e/fixtures/shop', 'tests/project/known-misses/fixtures',
];

let seen = 0;
let edits = 0;

describe('check and ESLint say the same', () => {
  it.each(folders)('of %s', async (folder) => {
    const { check, eslint, result } = await compareOn(copyProject(folder));
    expect(check).toStrictEqual(eslint);
    seen += check.length;
    edits += result.reports.reduce((sum, { suggestions }) => sum + suggestions.length, 0);
  });

  it('of enough to mean something', () => {
    expect(seen).toBeGreaterThan(100);
    expect(edits).toBeGreaterThan(100);
  });
});
