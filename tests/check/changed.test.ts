import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { CheckResult } from '../../src/check/check-report.js';
import { runCommand } from '../support/run-command.js';
import type { Answer } from '../support/run-command.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 120_000 });

/** Without the settings of whoever runs the tests. */
const environment = {
  GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b',
};

function git(cwd: string, ...words: string[]): string {
  return execFileSync('git', words, {
    cwd, encoding: 'utf8', env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function check(cwd: string, ...words: string[]): Promise<Answer> {
  return runCommand(cwd, ['check', ...words], environment);
}

async function resultOf(cwd: string, ...words: string[]): Promise<CheckResult> {
  const { stdout, stderr } = await check(cwd, '--format', 'json', ...words);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as CheckResult;
}

const lines = ({ reports }: CheckResult): string[] => reports.map(({ file, line, rule }) => `${file}:${line} ${rule.split('/')[1]!}`);

/** A repository whose first commit is on main, and whose second one is to come. */
interface Repository {
  readonly root: string;
  edit(file: string, from: string, to: string): void;
}

function repositoryOf(content: string | Readonly<Record<string, string>>): Repository {
  const root = copyProject(content);
  git(root, 'init', '--quiet', '--initial-branch', 'main');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'first');
  git(root, 'switch', '--quiet', '--create', 'topic');
  return {
    root,
    edit(file, from, to) {
      const text = readFileSync(path.join(root, file), 'utf8');
      expect(text).toContain(from);
      writeFileSync(path.join(root, file), text.replace(from, to));
    },
  };
}

const captcha = `import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
export async function isHuman(token) {
  const client = new RecaptchaEnterpriseServiceClient();
  return client.createAssessment({ token });
}
`;
const server = `import express from 'express';
import { isHuman } from './captcha.js';
const app = express();
app.post('/orders', async (req, res) => {
  res.end();
});
`;
const files = { 'package.json': '{ "type": "module" }', 'server.js': server, 'captcha.js': captcha };
const leakyRoute = "app.get('/new', async (req, res) => {\n  res.json(await isHuman(req.query.token));\n});\n";

describe('--changed', () => {
  it('reports what a change of one file makes of another, and names the call that does it', async () => {
    const { root, edit } = repositoryOf(files);
    expect(await check(root, '--changed')).toMatchObject({ code: 0, stderr: '' });
    edit('server.js', '  res.end();', '  res.json(await isHuman(req.body.token));');
    const result = await resultOf(root, '--changed');
    expect(lines(result)).toStrictEqual(['captcha.js:3 no-client-per-request']);
    expect(result.base).toStrictEqual({ commit: git(root, 'rev-parse', 'main'), name: 'main', known: 0 });
    expect(result.reports[0]!.newEdge).toMatchObject({
      from: 'POST /orders', to: 'isHuman()', file: 'server.js', line: 5, code: 'res.json(await isHuman(req.body.token));',
    });
    const { code, stdout } = await check(root, '--changed');
    expect(code).toBe(1);
    expect(stdout).toContain('\n  new  `POST /orders` now reaches `isHuman()`  server.js:5\n');
    expect(stdout).toMatch(/\nNew since main \([0-9a-f]{7}\): 1 problem \(1 error, 0 warnings\): no-client-per-request 1; .+\n$/);
    expect((await check(root, '--changed', '--format', 'github')).stdout)
      .toContain('::`POST /orders` now reaches `isHuman()` (server.js:5). `Recaptcha');
    // Committed or not, it is the same change.
    git(root, 'commit', '--all', '--quiet', '--message', 'second');
    expect(lines(await resultOf(root, '--changed', 'main'))).toStrictEqual(['captcha.js:3 no-client-per-request']);
    expect(await check(root, '--changed', 'HEAD')).toMatchObject({ code: 0, stderr: '' });
  });

  it('counts what was there before, and does not show it, also when its lines move', async () => {
    const { root, edit } = repositoryOf('tests/e2e/fixtures/shop');
    edit('src/captcha.js', "const parent = 'projects/shop';", "// More.\n\nconst parent = 'projects/shop';");
    expect((await check(root, '--changed')).stdout)
      .toMatch(/^Nothing new since main \([0-9a-f]{7}\) in 5 files\. 3 reports were there before\.\n$/);
    edit('src/report.js', 'export async', 'export const other = async () => { await new Client().connect(); };\nexport async');
    edit('src/server.js', "import { listOrders } from './report.js';", "import { listOrders, other } from './report.js';");
    edit('src/server.js', 'res.json(await listOrders());', 'await other();\n  res.json(await listOrders());');
    const result = await resultOf(root, '--changed');
    expect(lines(result)).toStrictEqual(['src/report.js:3 no-client-per-request']);
    // The construction itself is new, and no call on the way to it needs a name.
    expect(result.reports[0]).not.toHaveProperty('newEdge');
    expect(result.base?.known).toBe(3);
  });

  it('names a new route, in a file that git does not know yet', async () => {
    const { root } = repositoryOf(files);
    writeFileSync(path.join(root, 'routes.js'), `${server.replace("app.post('/orders'", "app.post('/other'")}${leakyRoute}`);
    const { reports: [report] } = await resultOf(root, '--changed');
    expect(report?.newEdge).toMatchObject({ from: 'GET /new', to: 'isHuman()', file: 'routes.js', line: 7 });
  });

  it('sees what a change takes away, and what it leaves', async () => {
    const closing = captcha.replace('  return client', '  try {\n  return await client')
      .replace('token });\n}', 'token });\n  } finally {\n    await client.close();\n  }\n}');
    const { root, edit } = repositoryOf({ ...files, 'server.js': `${server}${leakyRoute}`, 'captcha.js': closing });
    expect(lines(await resultOf(root))).toStrictEqual(['captcha.js:3 prefer-shared-client']);
    edit('captcha.js', '    await client.close();\n', '');
    const { reports: [report] } = await resultOf(root, '--changed');
    expect([report?.rule, report?.newEdge]).toStrictEqual(['client-lifetime/no-client-per-request', undefined]);
  });

  it('knows a file again that was renamed', async () => {
    const { root, edit } = repositoryOf({ ...files, 'server.js': `${server}${leakyRoute}` });
    renameSync(path.join(root, 'captcha.js'), path.join(root, 'human.js'));
    edit('server.js', './captcha.js', './human.js');
    git(root, 'add', '--all');
    expect(await resultOf(root, '--changed')).toMatchObject({ reports: [], base: { known: 1 } });
  });

  it('takes files, settings and paths of tsconfig.json as the base has them', async () => {
    const { root, edit } = repositoryOf({
      'package.json': '{ "type": "module" }', 'client-lifetime.config.json': '{ "families": { "google-cloud": false } }',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@old/*": ["./old/*"] } } }',
      'old/captcha.ts': captcha, 'server.ts': `${server.replace('./captcha.js', '@old/captcha')}${leakyRoute}`,
    });
    // With the settings of today, and the files and paths of then, the report is there, and is not new.
    mkdirSync(path.join(root, 'lib'));
    git(root, 'mv', 'old/captcha.ts', 'lib/captcha.ts');
    edit('tsconfig.json', '"@old/*": ["./old/*"]', '"@lib/*": ["./lib/*"]');
    edit('server.ts', '@old/captcha', '@lib/captcha');
    expect(await resultOf(root, '--changed')).toMatchObject({ reports: [] });
    rmSync(path.join(root, 'client-lifetime.config.json'));
    expect(lines(await resultOf(root, '--changed'))).toStrictEqual(['lib/captcha.ts:3 no-client-per-request']);
    git(root, 'rm', '--quiet', '--cached', 'client-lifetime.config.json');
    git(root, 'commit', '--quiet', '--message', 'settings', '--only', 'client-lifetime.config.json');
    expect(await resultOf(root, '--changed', 'HEAD')).toMatchObject({ reports: [], base: { known: 1 } });
  });

  it('tells what a comment accepted before and does not accept any more', async () => {
    const accepted = captcha.replace('  const', '  // eslint-disable-next-line client-lifetime/no-client-per-request -- known\n  const');
    const { root, edit } = repositoryOf({ ...files, 'server.js': `${server}${leakyRoute}`, 'captcha.js': accepted });
    edit('captcha.js', '  // eslint-disable-next-line client-lifetime/no-client-per-request -- known\n', '');
    expect(lines(await resultOf(root, '--changed'))).toStrictEqual(['captcha.js:3 no-client-per-request']);
  });

  it('compares with where the change left the default branch of upstream', async () => {
    const { root: upstream } = repositoryOf({ ...files, 'server.js': `${server}${leakyRoute}` });
    git(upstream, 'switch', '--quiet', 'main');
    const root = copyProject({});
    git(root, 'clone', '--quiet', upstream, 'clone');
    const clone = path.join(root, 'clone');
    // The report is repaired upstream in the meantime: the change did not add it.
    writeFileSync(path.join(upstream, 'server.js'), server);
    git(upstream, 'commit', '--all', '--quiet', '--message', 'repaired');
    git(clone, 'fetch', '--quiet');
    expect(await resultOf(clone, '--changed')).toMatchObject({ reports: [], base: { name: 'origin/main', known: 1 } });
  });

  it('looks at a project in a folder of a repository', async () => {
    const { root, edit } = repositoryOf({ 'app/package.json': '{ "type": "module" }', 'app/server.js': server, 'app/captcha.js': captcha });
    edit('app/server.js', '  res.end();', '  res.json(await isHuman(req.body.token));');
    expect(lines(await resultOf(path.join(root, 'app'), '--changed', '--root', '.'))).toStrictEqual(['captcha.js:3 no-client-per-request']);
  });

  it('touches neither the work tree nor the index', async () => {
    const { root, edit } = repositoryOf({ ...files, 'folder/ein "file\u00E4.js': 'export const a = 1;\n' });
    edit('server.js', '  res.end();', '  res.json(await isHuman(req.body.token));');
    writeFileSync(path.join(root, 'captcha.js'), captcha);
    // The same text, and a time that the index does not know: git would note it there.
    utimesSync(path.join(root, 'captcha.js'), 1, 1);
    rmSync(path.join(root, 'folder'), { recursive: true });
    const index = path.join(root, '.git/index');
    const state = (): unknown => [
      readFileSync(index).toString('base64'), statSync(index).mtimeMs, readdirSync(root), readdirSync(path.join(root, '.git')).sort(),
    ];
    const before = state();
    expect(lines(await resultOf(root, '--changed'))).toStrictEqual(['captcha.js:3 no-client-per-request']);
    expect(state()).toStrictEqual(before);
  });
});

describe('--changed where there is nothing to compare with', () => {
  const oneLine = async (cwd: string, ...words: string[]): Promise<string> => {
    const { code, stdout, stderr } = await check(cwd, ...words);
    expect([code, stdout]).toStrictEqual([2, '']);
    return stderr;
  };

  it('says so outside of a repository, and in one without a commit', async () => {
    const root = copyProject(files);
    expect(await oneLine(root, '--changed'))
      .toBe(`client-lifetime: --changed compares with a commit, and ${root} is in no git repository.\n`);
    git(root, 'init', '--quiet');
    expect(await oneLine(root, '--changed')).toBe('client-lifetime: --changed compares with a commit, and there is none yet.\n');
  });

  it('says so of a base that is not there, and of one that is not named', async () => {
    const { root } = repositoryOf(files);
    expect(await oneLine(root, '--changed', 'nothing'))
      .toBe('client-lifetime: git knows no commit "nothing". Fetch it, or name another one.\n');
    expect(await oneLine(root, '--changed=--all')).toBe('client-lifetime: git knows no commit "--all". Fetch it, or name another one.\n');
    git(root, 'branch', '--move', 'main', 'trunk');
    expect(await oneLine(root, '--changed')).toBe(
      'client-lifetime: no default branch of upstream is known. Name what to compare with, as in --changed main.\n');
  });

  it('says how to deepen a shallow clone', async () => {
    const { root: upstream, edit } = repositoryOf(files);
    edit('server.js', 'res.end()', 'res.end("")');
    git(upstream, 'commit', '--all', '--quiet', '--message', 'second');
    const root = copyProject({});
    git(root, 'clone', '--quiet', '--depth', '1', '--branch', 'topic', `file://${upstream}`, 'clone');
    expect(await oneLine(path.join(root, 'clone'), '--changed', git(upstream, 'rev-parse', 'main'))).toContain(
      'This clone is shallow: run git fetch --unshallow, or set fetch-depth: 0 for actions/checkout.\n');
  });

  it('refuses to write a baseline of a part', async () => {
    const { root } = repositoryOf(files);
    expect(await oneLine(root, '--changed', '--baseline', 'known.json', '--update-baseline')).toContain('Leave out --changed.');
  });
});

it('leaves out of a copied folder what is no part of it', async () => {
  // A repository that holds others: their files are none of its own.
  const { root } = repositoryOf(files);
  cpSync(path.join(root, '.git'), path.join(root, 'inner/.git'), { recursive: true });
  expect(await check(root, '--changed')).toMatchObject({ code: 0, stderr: '' });
});
