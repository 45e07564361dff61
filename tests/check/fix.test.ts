import { spawn } from 'node:child_process';
import { chmodSync, lstatSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { CheckReport, CheckResult, Replacement } from '../../src/check/check-report.js';
import { editFiles } from '../../src/check/fix/edit-files.js';
import { makeChosenEdits } from '../../src/check/fix/fix-reports.js';
import { runCommand } from '../support/run-command.js';
import type { Answer } from '../support/run-command.js';
import { repository } from '../support/sample-service.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

const command = path.join(repository, 'dist/src/bin/client-lifetime.js');

function check(cwd: string, ...words: string[]): Promise<Answer> {
  return runCommand(cwd, ['check', ...words]);
}

/** Handlers that each construct a client which can be moved to module scope as it is. */
function server(...urls: string[]): string {
  const routes = urls.map((url) => `app.get('${url}', async (req, res) => {
  const client = new RecaptchaEnterpriseServiceClient({ projectId: 'shop' });
  res.json(await client.createAssessment('${url}'));
});
`);
  return `import express from 'express';
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
const app = express();
${routes.join('')}`;
}

const manifest = '{ "type": "module", "dependencies": { "express": "5", "@google-cloud/recaptcha-enterprise": "6" } }';

describe('--fix', () => {
  it('makes the edits that keep the behaviour, shows them, and checks again', async () => {
    const root = copyProject({ 'package.json': manifest, 'server.js': server('/a', '/b') });
    const file = path.join(root, 'server.js');
    expect((await check(root)).code).toBe(1);
    const { code, stdout, stderr } = await check(root, '--fix');
    expect([code, stdout]).toStrictEqual([0, 'Nothing to report in 1 files.\n']);
    const text = readFileSync(file, 'utf8');
    // One edit of a file comes after the other, and the second one uses what the first one made.
    expect(text.match(/^const \w+ = new RecaptchaEnterpriseServiceClient\(\{ projectId: 'shop' \}\);$/gm)).toHaveLength(1);
    expect(stderr.match(/^-  const client = new/gm)).toHaveLength(2);
    expect(stderr).toContain('changes of server.js\n');
    expect(stderr).toContain("\n+const client = new RecaptchaEnterpriseServiceClient({ projectId: 'shop' });\n");
    expect(readdirSync(root).sort()).toStrictEqual(['package.json', 'server.js']);
  });

  it('changes only what is shown, and nothing that a baseline accepts', async () => {
    const root = copyProject({ 'package.json': manifest, 'a.js': server('/a'), 'b.js': server('/b') });
    expect((await check(root, 'a.js', '--fix')).stdout).toBe('Nothing to report in 1 files.\n');
    expect(readFileSync(path.join(root, 'b.js'), 'utf8')).toBe(server('/b'));
    await check(root, '--baseline', 'known.json', '--update-baseline');
    expect(await check(root, '--baseline', 'known.json', '--fix')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(path.join(root, 'b.js'), 'utf8')).toBe(server('/b'));
  });

  it('leaves output for machines alone', async () => {
    const root = copyProject({ 'package.json': manifest, 'server.js': server('/a') });
    const { stdout, stderr } = await check(root, '--fix', '--format', 'json');
    expect((JSON.parse(stdout) as CheckResult).reports).toStrictEqual([]);
    expect(stderr).toContain('changes of server.js');
  });

  it('leaves what a person has to choose', async () => {
    const root = copyProject({ 'package.json': manifest, 'server.js': server('/a').replace("{ projectId: 'shop' }", 'req.query.options') });
    const before = readFileSync(path.join(root, 'server.js'), 'utf8');
    expect(await check(root, '--fix')).toMatchObject({ code: 1, stderr: '' });
    expect(readFileSync(path.join(root, 'server.js'), 'utf8')).toBe(before);
  });

  it.skipIf(process.platform === 'win32')('keeps the mode of a file, its byte order mark and its line ends', async () => {
    const root = copyProject({ 'package.json': manifest, 'server.js': `\uFEFF${server('/a').replaceAll('\n', '\r\n')}` });
    const file = path.join(root, 'server.js');
    chmodSync(file, 0o755);
    expect((await check(root, '--fix')).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o755);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^\uFEFFimport express[^]*\r\nconst client = new Recaptcha/);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

function replacement(file: string, start: number, end: number, text: string): Replacement {
  return { file, line: 1, column: start + 1, endLine: 1, endColumn: end + 1, start, end, text };
}

describe('editing files', () => {
  const edit = [replacement('a.js', 0, 3, 'two')];
  const textOf = (): string => 'one\n';

  it('passes over a file that was changed in the meantime, and names it', async () => {
    const root = copyProject({ 'a.js': 'one!\n', 'b.js': 'one\n' });
    expect(editFiles({ root, textOf, edits: [edit, [replacement('b.js', 0, 3, 'two')]] })).toStrictEqual({
      changes: [{ file: 'b.js', before: 'one\n', after: 'two\n' }],
      skipped: [{ file: 'a.js', reason: 'it was changed in the meantime' }],
    });
    expect(readFileSync(path.join(root, 'a.js'), 'utf8')).toBe('one!\n');
  });

  it('passes over a file that is gone', async () => {
    expect(editFiles({ root: copyProject({}), textOf, edits: [edit] }).skipped)
      .toStrictEqual([{ file: 'a.js', reason: 'it cannot be written (ENOENT)' }]);
  });

  it.skipIf(process.platform === 'win32')('writes nothing outside of the root, through no path and no link', async () => {
    const outside = copyProject({ 'a.js': 'one\n' });
    const root = copyProject({});
    symlinkSync(path.join(outside, 'a.js'), path.join(root, 'a.js'));
    const up = [replacement(`../${path.basename(outside)}/a.js`, 0, 3, 'two')];
    const { changes, skipped } = editFiles({ root, textOf, edits: [edit, up] });
    expect(changes).toStrictEqual([]);
    expect(skipped.map(({ reason }) => reason)).toStrictEqual(['it lies outside of the project', 'it lies outside of the project']);
    expect(readFileSync(path.join(outside, 'a.js'), 'utf8')).toBe('one\n');
  });

  it.skipIf(process.platform === 'win32')('writes what a link inside of the root means, and keeps the link', async () => {
    const root = copyProject({ 'real.js': 'one\n' });
    symlinkSync('real.js', path.join(root, 'a.js'));
    expect(editFiles({ root, textOf, edits: [edit] }).skipped).toStrictEqual([]);
    expect(readFileSync(path.join(root, 'real.js'), 'utf8')).toBe('two\n');
    expect(lstatSync(path.join(root, 'a.js')).isSymbolicLink()).toBe(true);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('leaves what may not be written as it is', async () => {
    const root = copyProject({ 'a.js': 'one\n', 'folder/b.js': 'one\n' });
    chmodSync(path.join(root, 'a.js'), 0o444);
    chmodSync(path.join(root, 'folder'), 0o555);
    const { skipped } = editFiles({ root, textOf, edits: [edit, [replacement('folder/b.js', 0, 3, 'two')]] });
    chmodSync(path.join(root, 'folder'), 0o755);
    expect(skipped.map(({ file }) => file)).toStrictEqual(['a.js', 'folder/b.js']);
    expect(readdirSync(path.join(root, 'folder'))).toStrictEqual(['b.js']);
  });

  it('makes an edit as a whole or not at all where two meet', async () => {
    const root = copyProject({ 'a.js': '0123456789\n' });
    const edits = [
      [replacement('a.js', 0, 1, 'a'), replacement('a.js', 4, 5, 'b')], [replacement('a.js', 2, 3, 'c')], [replacement('a.js', 7, 8, 'd')],
    ];
    expect(editFiles({ root, textOf: () => '0123456789\n', edits }).changes[0]?.after).toBe('a123b56d89\n');
  });
});

describe('--fix-suggestions', () => {
  it('says where nobody can answer what to do instead', async () => {
    const root = copyProject({ 'package.json': manifest, 'server.js': server('/a') });
    expect(await check(root, '--fix-suggestions')).toStrictEqual({
      code: 2, stdout: '',
      stderr: 'client-lifetime: --fix-suggestions asks on a terminal, and nobody can answer here. '
        + 'Use --fix, or take an edit from --format json.\n',
    });
  });

  it('asks of each report once, also of one that takes the number of one that is gone', async () => {
    const report = (fingerprint: string, code: string): CheckReport => ({
      fingerprint, file: 'a.js', line: 1, column: 1, endLine: 1, endColumn: 2, code,
      rule: 'r', severity: 'error', messageId: 'm', message: 'm',
      trace: [], withheld: [], suggestions: [{ id: 'x', title: 'x', replacements: [replacement('a.js', 0, 1, '!')] }],
    });
    const root = copyProject({ 'a.js': '0\n' });
    const of = (...reports: CheckReport[]): CheckResult => (
      { version: 1, root, filesChecked: 1, reports, suppressed: [], unusedDirectives: [], failures: [] });
    // The second of two that are the same is called as the first was when that is gone.
    const later = [of(report('1', 'second'), report('2', 'third')), of(report('2', 'third'))];
    const asked: string[] = [];
    const last = await makeChosenEdits({
      result: of(report('1', 'first'), report('1+', 'second'), report('2', 'third')),
      check: () => Promise.resolve(later.shift()!),
      textOf: (file) => readFileSync(path.join(root, file), 'utf8'),
      onEdited: () => undefined,
    }, ({ code, suggestions }) => {
      asked.push(code);
      return Promise.resolve(code === 'third' ? 'leave' : suggestions[0]!);
    });
    expect(asked).toStrictEqual(['first', 'second', 'third']);
    expect(last.reports).toHaveLength(1);
  });

  it.skipIf(process.platform !== 'linux')('takes the answers of the arrow keys on a terminal', async () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    const words = [process.execPath, command, 'check', 'src/captcha.js', 'src/orders.js', '--fix-suggestions'].map((word) => `'${word}'`);
    const terminal = spawn('script', ['-qec', `stty rows 50 cols 120; ${words.join(' ')}`, '/dev/null'], {
      cwd: root, env: { ...process.env, TERM: 'xterm', NO_COLOR: '' },
    });
    let shown = '';
    let questions = 0;
    terminal.stdout.on('data', (data: Buffer) => {
      shown += data.toString();
      if (shown.split('Which edit?').length - 1 <= questions || !shown.includes('Stop asking.', shown.lastIndexOf('Which edit?'))) return;
      questions = shown.split('Which edit?').length - 1;
      // Of the first report the second edit; at the next one the user has had enough.
      terminal.stdin.write(questions === 1 ? '\u001b[B\r' : '\u0003');
    });
    await new Promise((resolve) => terminal.on('close', resolve));
    expect(shown).toContain('Construct RecaptchaEnterpriseServiceClient once, on first use.');
    expect(shown).toContain('changes of src/captcha.js');
    expect(readFileSync(path.join(root, 'src/captcha.js'), 'utf8')).toContain('??= new RecaptchaEnterpriseServiceClient()');
    expect(readFileSync(path.join(root, 'src/orders.js'), 'utf8'))
      .toBe(readFileSync(path.join(repository, 'tests/e2e/fixtures/shop/src/orders.js'), 'utf8'));
    expect(shown).toContain('1 problem (1 error, 0 warnings)');
  });
});

it('writes into no file that is checked without being told to', async () => {
  const root = copyProject({ 'package.json': manifest, 'server.js': server('/a') });
  writeFileSync(path.join(root, 'client-lifetime.config.json'), '{ "autofix": true }');
  await check(root);
  expect(readFileSync(path.join(root, 'server.js'), 'utf8')).toBe(server('/a'));
});
