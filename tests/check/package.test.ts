import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CheckResult } from '../../src/check/check-report.js';
import { runCommand } from '../support/run-command.js';
import type { Answer } from '../support/run-command.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

let root = '';

function check(folder: string, ...words: string[]): Promise<Answer> {
  return runCommand(path.join(root, folder), ['check', ...words]);
}

describe('--package', () => {
  beforeAll(() => {
    root = copyProject('examples/nx-workspace');
  });

  it('answers for one package, with the entry points of those that use it, from wherever it is asked', async () => {
    for (const folder of ['', 'apps/site']) {
      const { stdout } = await check(folder, '--package', '@example/captcha', '--format', 'json');
      const { filesChecked, reports } = JSON.parse(stdout) as CheckResult;
      expect(filesChecked).toBe(1);
      expect(reports.map(({ file, entry }) => [file, entry?.file]))
        .toStrictEqual([['packages/captcha/src/index.js', 'apps/api/src/server.js']]);
    }
    expect(await check('', '--package', '@example/api')).toStrictEqual({ code: 0, stdout: 'Nothing to report in 1 files.\n', stderr: '' });
  });

  it('leaves out of the package at the root what other packages hold', async () => {
    const { filesChecked, reports } = JSON.parse((await check('', '--package', 'nx-workspace', '--format', 'json')).stdout) as CheckResult;
    expect([filesChecked, reports]).toStrictEqual([1, []]);
  });

  it('names the packages that there are, and takes no paths beside it', async () => {
    expect(await check('', '--package', '@example/other')).toStrictEqual({
      code: 2, stdout: '',
      stderr: `client-lifetime: the workspace in ${root} has no package "@example/other". `
        + 'Packages: @example/api, @example/captcha, @example/site, nx-workspace.\n',
    });
    expect((await check('', '--package', '@example/api', 'apps')).stderr)
      .toContain('give paths, or a package with --package, and not both.');
  });
});
