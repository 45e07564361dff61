import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runCommand } from '../support/run-command.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

interface Run {
  readonly code: number | null;
  /** Of the output. */
  readonly last: string | undefined;
  readonly stderr: string;
}

async function check(cwd: string, ...words: string[]): Promise<Run> {
  const { code, stdout, stderr } = await runCommand(cwd, ['check', ...words]);
  return { code, last: stdout.trimEnd().split('\n').at(-1), stderr };
}

describe('a baseline', () => {
  it('accepts what was there, also when lines move, and nothing that is new', async () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    const edit = (file: string, change: (text: string) => string): void => {
      writeFileSync(path.join(root, file), change(readFileSync(path.join(root, file), 'utf8')));
    };
    expect(await check(root, '--baseline', 'known.json', '--update-baseline')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(path.join(root, 'known.json'), 'utf8'))
      .toContain('"code": "const client = new RecaptchaEnterpriseServiceClient();"');
    expect(await check(root, '--baseline', 'known.json')).toMatchObject({ code: 0, last: 'Nothing to report in 5 files.' });
    edit('src/captcha.js', (text) => `// A line more.\n\n${text}`);
    expect((await check(root, '--baseline', 'known.json')).code).toBe(0);
    const another = '  await new RecaptchaEnterpriseServiceClient().createAssessment({});\n  const client';
    edit('src/captcha.js', (text) => text.replace('  const client', another));
    const { code, last } = await check(root, '--baseline', 'known.json');
    expect([code, last?.slice(0, 18)]).toStrictEqual([1, '1 problem (1 error']);
  });

  it('says when it has what is not reported any more', async () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    await check(root, '--baseline', 'known.json', '--update-baseline');
    rmSync(path.join(root, 'src/captcha.js'));
    expect(await check(root, '--baseline', 'known.json')).toMatchObject({
      code: 0,
      stderr: 'client-lifetime: known.json has 1 report that is not there any more. Write it anew with --update-baseline.\n',
    });
    // Of what was not looked at nothing is known.
    expect((await check(root, 'src/report.js', '--baseline', 'known.json')).stderr).toBe(
      'client-lifetime: known.json has 1 report that is not there any more. Write it anew with --update-baseline.\n');
  });

  it.each([
    [['--update-baseline'], 'say which file: --baseline known.json --update-baseline.'],
    [['--baseline', 'nowhere.json'], 'cannot read the baseline nowhere.json: it is not there. Write it with --update-baseline.'],
    [['--baseline', 'package.json'], 'package.json is no baseline of version 1. Write it anew with --update-baseline.'],
    [['--baseline', 'known.json', '--update-baseline', 'src'], '--update-baseline writes all reports of the project. Leave out the paths.'],
  ])('says in one line what is wrong with %s', async (words, message) => {
    expect(await check(copyProject('tests/e2e/fixtures/shop'), ...words))
      .toMatchObject({ code: 2, stderr: `client-lifetime: ${message}\n` });
  });
});
