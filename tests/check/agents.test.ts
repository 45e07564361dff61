import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { repository } from '../support/sample-service.js';
import { compareOn, copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 120_000 });

const page = readFileSync(path.join(repository, 'docs/agents.md'), 'utf8');

/** The code block that begins with this line, or the one behind this sentence. */
function block(language: string, start: string): string {
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const found = blocks.find(([, of, text]) => of === language && text!.startsWith(start));
  if (!found) throw new Error(`docs/agents.md has no block of ${language} that starts with ${start}`);
  return found[2]!;
}

it.skipIf(process.platform === 'win32')('repairs the sample service with the script, which prints what the page shows', async () => {
  const root = copyProject('tests/e2e/fixtures/shop');
  // What `npx` would find of an installation.
  const bin = copyProject({});
  mkdirSync(path.join(bin, 'bin'));
  const installed = path.join(repository, 'dist/src/bin/client-lifetime.js');
  writeFileSync(path.join(bin, 'bin/npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${installed}" "$@"\n`);
  chmodSync(path.join(bin, 'bin/npx'), 0o755);
  writeFileSync(path.join(bin, 'repair.mjs'), block('js', '// repair.mjs'));
  const { stdout, stderr, status } = spawnSync(process.execPath, [path.join(bin, 'repair.mjs')], {
    cwd: root, encoding: 'utf8', env: { ...process.env, PATH: `${path.join(bin, 'bin')}${path.delimiter}${process.env.PATH}` },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toBe(block('text', 'src/captcha.js'));
  // ESLint sees the same in what came out: no report, and no file that does not parse.
  const { eslint, unparsable } = await compareOn(root);
  expect(unparsable).toStrictEqual([]);
  expect(eslint).toStrictEqual([]);
});
