import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CheckResult } from '../../src/check/check-report.js';
import { runCommand, startCommand } from '../support/run-command.js';
import type { Answer } from '../support/run-command.js';
import { repository } from '../support/sample-service.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

/* The command as it is built. */

function check(cwd: string, ...words: string[]): Promise<Answer> {
  return runCommand(cwd, ['check', ...words]);
}

async function resultOf(cwd: string, ...words: string[]): Promise<CheckResult> {
  return JSON.parse((await check(cwd, '--format', 'json', ...words)).stdout) as CheckResult;
}

const clean = { 'package.json': '{}', 'index.js': 'export const one = 1;\n' };

describe('client-lifetime check', () => {
  let shop = '';

  beforeAll(() => {
    shop = copyProject('tests/e2e/fixtures/shop');
  });

  it('prints reports by file, each with its code and the way of the request, and counts them at the end', async () => {
    const { code, stdout, stderr } = startCommand(shop, ['check']);
    expect([code, stderr]).toStrictEqual([1, '']);
    expect(stdout).toContain('\nsrc/orders.js\n\n  6:28  error  client-lifetime/require-connection-release\n');
    expect(stdout).toContain('  > 6 |   const client = new RecaptchaEnterpriseServiceClient();\n'
      + '      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n');
    expect(stdout).toContain("  POST /orders  src/server.js:10  app.post('/orders', async (req, res) => {\n"
      + '  └ (anonymous function)  src/server.js:11  if (!(await isHuman(req.body.token))) return res.status(403).end();\n'
      + '    └ isHuman()  src/captcha.js:6  const client = new RecaptchaEnterpriseServiceClient();\n');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('3 problems (2 errors, 1 warning): no-client-per-request 1, prefer-shared-client 1, '
      + 'require-connection-release 1; postgres 2, google-cloud 1');
    // No escape of a terminal.
    expect(stdout).not.toContain('\u001b');
  });

  it('says when there is nothing, and ends with 0', async () => {
    expect(startCommand(copyProject(clean), ['check'])).toStrictEqual({ code: 0, stdout: 'Nothing to report in 1 files.\n', stderr: '' });
  });

  it('shows the reports of the paths that it is given, seen from all files', async () => {
    expect((await resultOf(shop, 'src/captcha.js')).reports.map(({ file, entry }) => [file, entry?.label, entry?.file]))
      .toStrictEqual([['src/captcha.js', 'POST /orders', 'src/server.js']]);
    const { reports } = await resultOf(path.join(shop, 'src'), '--root', '..', 'orders.js');
    expect(reports.map(({ file }) => file)).toStrictEqual(['src/orders.js']);
  });

  it('ends with 1 for more warnings than are allowed, and with 0 for as many', async () => {
    expect((await check(shop, 'src/report.js')).code).toBe(0);
    expect((await check(shop, 'src/report.js', '--max-warnings', '1')).code).toBe(0);
    const { code, stderr } = await check(shop, 'src/report.js', '--max-warnings', '0');
    expect([code, stderr]).toStrictEqual([1, 'client-lifetime: 1 warnings are more than --max-warnings 0 allows.\n']);
    expect((await check(shop, 'src/report.js', '--quiet')).stdout).toContain('Nothing to report');
  });

  it('takes settings from a file of its own, or from package.json', async () => {
    const leaveOut = { families: { postgres: false } };
    const rulesIn = async (cwd: string): Promise<string[]> => (await resultOf(cwd)).reports.map(({ client }) => client!.family);
    const own = copyProject('tests/e2e/fixtures/shop');
    writeFileSync(path.join(own, 'client-lifetime.config.json'), JSON.stringify({ $schema: 'x', ...leaveOut }));
    expect(await rulesIn(own)).toStrictEqual(['google-cloud']);
    const manifest = copyProject('tests/e2e/fixtures/shop');
    const packageJson = path.join(manifest, 'package.json');
    writeFileSync(packageJson, JSON.stringify({ ...JSON.parse(readFileSync(packageJson, 'utf8')) as object, 'client-lifetime': leaveOut }));
    expect(await rulesIn(manifest)).toStrictEqual(['google-cloud']);
  });

  it('runs a configuration of ESLint only when it is told to', async () => {
    const root = copyProject({
      ...clean, 'node_modules/eslint/package.json': '{ "name": "eslint", "main": "index.cjs" }',
      'node_modules/eslint/index.cjs': `module.exports = require(${JSON.stringify(path.join(repository, 'node_modules/eslint'))});`,
      'eslint.config.js': `console.log('run');
export default [{ ignores: ['old/**'] }, {
  plugins: { 'client-lifetime': { rules: { 'no-client-per-request': { create: () => ({}) } } } },
  rules: { 'client-lifetime/no-client-per-request': 'warn' } }];
`,
      'package.json': '{ "type": "module" }',
      'server.js': "import { Redis } from 'ioredis';\nimport express from 'express';\n"
        + "express().get('/', async (req, res) => { res.json(await new Redis().get('x')); });\n",
      'old/server.js': "import { Redis } from 'ioredis';\nimport express from 'express';\n"
        + "express().get('/', async (req, res) => { res.json(await new Redis().get('x')); });\n",
    });
    const shown = ({ reports }: CheckResult): string[] => reports.map(({ file, severity }) => `${file} ${severity}`);
    expect(shown(await resultOf(root))).toStrictEqual(['old/server.js error', 'server.js error']);
    const { stdout } = startCommand(root, ['check', '--format', 'json', '--config', 'eslint.config.js']);
    expect(stdout.startsWith('run\n')).toBe(true);
    expect(shown(JSON.parse(stdout.slice(4)) as CheckResult)).toStrictEqual(['server.js warning']);
  });

  it.each([
    [['nowhere'], 'there is no file or folder nowhere (looked for'],
    [['--format', 'xml'], 'there is no format "xml". Known formats: text, json, sarif, github, gitlab, html.'],
    [['--preset', 'all'], 'there is no preset "all". Known presets: recommended, strict.'],
    [['--max-warnings', 'few'], '--max-warnings is "few". Give a number, as in --max-warnings 0.'],
    [['--root', 'nowhere'], 'there is no folder nowhere (looked for'],
    [['--config', 'nowhere.js'], 'there is no file nowhere.js (looked for'],
    [['--output', 'nowhere/out.txt'], 'cannot write nowhere/out.txt:'],
    [['--what'], "Unknown option '--what'. See client-lifetime check --help."],
    [['..'], '.. lies outside of the project in'],
    [['package.json'], 'package.json has no JavaScript or TypeScript of the project'],
  ])('says in one line what is wrong with %s', async (words, message) => {
    const { code, stdout, stderr } = await check(copyProject(clean), ...words);
    expect([code, stdout]).toStrictEqual([2, '']);
    expect(stderr).toContain(`client-lifetime: ${message}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('names the file and the key of settings that cannot be used', async () => {
    const wrong = copyProject({ ...clean, 'client-lifetime.config.json': '{ "projects": false }' });
    expect(await check(wrong)).toStrictEqual({
      code: 2, stdout: '',
      stderr: 'client-lifetime: client-lifetime.config.json: settings["client-lifetime"].projects is unknown. Did you mean "project"?\n',
    });
    const broken = copyProject({ ...clean, 'client-lifetime.config.json': '{' });
    expect((await check(broken)).stderr).toMatch(/^client-lifetime: client-lifetime\.config\.json is no JSON: .+\n$/);
  });

  it('tells a file that cannot be parsed in one line, and loses nothing else', async () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    writeFileSync(path.join(root, 'src/broken.js'), "import { Pool } from 'pg';\nnew Pool(;\n");
    const { code, stdout } = await check(root);
    expect(code).toBe(1);
    expect(stdout).toContain('\nsrc/broken.js: error: it cannot be parsed.\n');
    expect(stdout.trimEnd().split('\n').at(-1)).toContain('4 problems (3 errors, 1 warning)');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('passes over a file that cannot be read', async () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    chmodSync(path.join(root, 'src/stock.js'), 0);
    expect((await resultOf(root)).reports).toHaveLength(3);
  });

  it('names reports in a way that stays when lines move, and differs from one to the next', async () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    const names = async (): Promise<string[]> => (await resultOf(root)).reports.map(({ fingerprint }) => fingerprint);
    const before = await names();
    expect(new Set(before).size).toBe(3);
    const file = path.join(root, 'src/captcha.js');
    writeFileSync(file, `// A line more.\n\n${readFileSync(file, 'utf8')}`);
    expect(await names()).toStrictEqual(before);
  });
});
