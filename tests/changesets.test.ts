import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'client-lifetime-changesets-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('a change in .changeset becomes a version with its part of the changelog, above those that are there', () => {
  for (const path of ['package.json', 'package-lock.json', 'CHANGELOG.md', '.changeset/config.json']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  const before = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  writeFileSync(join(folder, '.changeset/test.md'), "---\n'eslint-plugin-client-lifetime': minor\n---\n\nKnow the SDK of Acme.\n");
  const bin = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');
  const { status, stderr } = spawnSync(process.execPath, [bin, 'version'], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const [major, minor] = before.version.split('.').map(Number);
  const after = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  expect(after.version).toBe(`${major}.${minor! + 1}.0`);
  const changelog = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
  expect(changelog).toMatch(new RegExp(`^# Changelog\\n\\n## ${after.version}\\n\\n### Minor Changes\\n\\n- .*Know the SDK of Acme\\.`));
  expect(changelog).toContain(`\n## ${before.version}\n`);
});
