import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { repository } from '../support/sample-service.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

interface Run {
  readonly code: number | null;
  /** Of the output. */
  readonly last: string | undefined;
  readonly stderr: string;
}

function check(cwd: string, ...words: string[]): Run {
  const command = path.join(repository, 'dist/src/bin/client-lifetime.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'check', ...words], {
    cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, last: stdout.trimEnd().split('\n').at(-1), stderr };
}

describe('a baseline', () => {
  it('accepts what was there, also when lines move, and nothing that is new', () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    const edit = (file: string, change: (text: string) => string): void => {
      writeFileSync(path.join(root, file), change(readFileSync(path.join(root, file), 'utf8')));
    };
    expect(check(root, '--baseline', 'known.json', '--update-baseline')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(path.join(root, 'known.json'), 'utf8'))
      .toContain('"code": "const client = new RecaptchaEnterpriseServiceClient();"');
    expect(check(root, '--baseline', 'known.json')).toMatchObject({ code: 0, last: 'Nothing to report in 5 files.' });
    edit('src/captcha.js', (text) => `// A line more.\n\n${text}`);
    expect(check(root, '--baseline', 'known.json').code).toBe(0);
    const another = '  await new RecaptchaEnterpriseServiceClient().createAssessment({});\n  const client';
    edit('src/captcha.js', (text) => text.replace('  const client', another));
    const { code, last } = check(root, '--baseline', 'known.json');
    expect([code, last?.slice(0, 18)]).toStrictEqual([1, '1 problem (1 error']);
  });

  it('says when it has what is not reported any more', () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    check(root, '--baseline', 'known.json', '--update-baseline');
    rmSync(path.join(root, 'src/captcha.js'));
    expect(check(root, '--baseline', 'known.json')).toMatchObject({
      code: 0,
      stderr: 'client-lifetime: known.json has 1 report that is not there any more. Write it anew with --update-baseline.\n',
    });
    // Of what was not looked at nothing is known.
    expect(check(root, 'src/report.js', '--baseline', 'known.json').stderr).toBe(
      'client-lifetime: known.json has 1 report that is not there any more. Write it anew with --update-baseline.\n');
  });

  it.each([
    [['--update-baseline'], 'say which file: --baseline known.json --update-baseline.'],
    [['--baseline', 'nowhere.json'], 'cannot read the baseline nowhere.json: it is not there. Write it with --update-baseline.'],
    [['--baseline', 'package.json'], 'package.json is no baseline of version 1. Write it anew with --update-baseline.'],
    [['--baseline', 'known.json', '--update-baseline', 'src'], '--update-baseline writes all reports of the project. Leave out the paths.'],
  ])('says in one line what is wrong with %s', (words, message) => {
    expect(check(copyProject('tests/e2e/fixtures/shop'), ...words)).toMatchObject({ code: 2, stderr: `client-lifetime: ${message}\n` });
  });
});
