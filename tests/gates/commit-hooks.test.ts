import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { documented, leak, withoutRoute, Workspace, type Run } from './workspace.js';

vi.setConfig({ testTimeout: 120_000 });

/** A repository in which all is well: the client is constructed, and no request reaches it. */
function createRepository(): Workspace {
  const repository = new Workspace({
    ...leak, 'server.js': withoutRoute, '.gitignore': 'node_modules\n',
    'lint-staged.config.js': documented('lint-staged.config.js'), 'lint-staged.all.config.js': documented('lint-staged.all.config.js'),
  }, ['eslint', '@typescript-eslint', '.bin']);
  repository.git('init', '--quiet');
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message', 'start');
  return repository;
}

const repository = createRepository();

/** What the hook says of a commit with these files staged, and these only on the disk. */
function commit(staged: Readonly<Record<string, string>>, unstaged: Readonly<Record<string, string>>, ...options: string[]): Run {
  repository.git('reset', '--hard', '--quiet');
  for (const [name, text] of Object.entries(staged)) {
    repository.write(name, text);
    repository.git('add', name);
  }
  for (const [name, text] of Object.entries(unstaged)) repository.write(name, text);
  const run = repository.run('lint-staged', options);
  // The hook leaves the disk as it was, also where it hides something in between.
  for (const [name, text] of Object.entries({ ...staged, ...unstaged })) expect(repository.read(name)).toBe(text);
  return run;
}

const touched = leak['captcha.js'].replace('{ event: { token } }', '{ event: { token, siteKey: process.env.SITE_KEY } }');
const route = { 'server.js': leak['server.js'] };

describe('lint-staged', () => {
  it('stops a commit of the file with the report, though what reaches it is not in the commit', () => {
    repository.write('server.js', leak['server.js']);
    repository.git('commit', '--quiet', '--all', '--message', 'a route');
    const { code, stdout, stderr } = commit({ 'captcha.js': touched }, {});
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('POST /verify → server.js:4 → verify() captcha.js:4');
    repository.git('reset', '--hard', '--quiet', 'HEAD~1');
  });

  it('counts what is only on the disk, unless it is told to hide it', () => {
    expect(commit({ 'captcha.js': touched }, route).code).toBe(1);
    expect(commit({ 'captcha.js': touched }, route, '--hide-unstaged').code).toBe(0);
  });

  it('does not see the report that a new route brings to another file, unless it lints all', () => {
    expect(commit(route, {}).code).toBe(0);
    const { code, stdout, stderr } = commit(route, {}, '--config', 'lint-staged.all.config.js');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('client-lifetime/no-client-per-request');
  });
});

const preCommit = spawnSync('pre-commit', ['--version'], { encoding: 'utf8' });

// It comes from Python's package index or from the system's packages, not from npm.
describe.skipIf(preCommit.status !== 0)('pre-commit, where it is installed', () => {
  const hooked = createRepository();
  hooked.write('.pre-commit-config.yaml', documented('.pre-commit-config.yaml'));
  hooked.git('add', '--all');
  hooked.git('commit', '--quiet', '--message', 'hooks');

  function preCommitRun(): { code: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync('pre-commit', ['run'], {
      cwd: hooked.root, encoding: 'utf8', env: { ...process.env, PRE_COMMIT_HOME: path.join(hooked.root, 'node_modules/.pre-commit') },
    });
    return { code: status, output: stdout + stderr };
  }

  it('stops a commit of the file with the report, and counts what is staged only', () => {
    hooked.write('captcha.js', touched);
    hooked.write('server.js', leak['server.js']);
    hooked.git('add', 'captcha.js');
    expect(preCommitRun().code).toBe(0);
    expect(hooked.read('server.js')).toBe(leak['server.js']);
    hooked.git('add', 'server.js');
    const { code, output } = preCommitRun();
    expect(output).toContain('POST /verify → server.js:4 → verify() captcha.js:4');
    expect(code).toBe(1);
  });
});
