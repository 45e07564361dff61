import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../support/sample-service.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}

it.skipIf(process.platform === 'win32')('runs a command that finds the leak of the sample service', () => {
  const hooks = parse(readFileSync(path.join(repository, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];
  expect(hooks.map(({ id }) => id)).toStrictEqual(['client-lifetime']);
  const [{ entry, files, pass_filenames: getsNames }] = hooks as [Hook];
  const root = copyProject('tests/e2e/fixtures/shop');
  mkdirSync(path.join(root, 'node_modules/.bin'), { recursive: true });
  const bin = path.join(root, 'node_modules/.bin/client-lifetime');
  writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${repository}/dist/src/bin/client-lifetime.js" "$@"\n`);
  // As npm does it with what a package names as its command.
  chmodSync(bin, 0o755);
  // All of it, whatever was staged.
  expect(getsNames).toBe(false);
  const { status, stdout } = spawnSync('sh', ['-c', entry], { cwd: root, encoding: 'utf8' });
  expect(stdout).toContain('src/captcha.js\n\n  6:18  error  client-lifetime/no-client-per-request\n');
  expect(status).toBe(1);
  expect(['a.js', 'a.cjs', 'a.tsx', 'b/c.mts', 'a.json', 'js'].filter((file) => new RegExp(files).test(file)))
    .toStrictEqual(['a.js', 'a.cjs', 'a.tsx', 'b/c.mts']);
});
