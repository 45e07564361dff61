import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { repository } from '../support/sample-service.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 180_000 });

/* `check --watch` as it is built, with real files. */

class Watched {
  readonly process: ChildProcessWithoutNullStreams;
  text = '';
  readonly ended: Promise<number | null>;

  constructor(root: string, ...words: string[]) {
    this.process = spawn(process.execPath, [path.join(repository, 'dist/src/bin/client-lifetime.js'), 'check', '--watch', ...words], {
      cwd: root, env: { ...process.env, NO_COLOR: '1' },
    });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (data) => this.text += String(data));
    this.ended = new Promise((resolve) => this.process.on('exit', resolve));
  }

  /** What is printed until a text comes, from the end of what was read last. */
  async until(wanted: string): Promise<string> {
    for (let waited = 0; !this.text.includes(wanted) && waited < 60_000; waited += 20) await setTimeout(20);
    expect(this.text).toContain(wanted);
    // What comes behind it in the same piece.
    await setTimeout(300);
    const { text } = this;
    this.text = '';
    return text;
  }
}

const running: Watched[] = [];

afterEach(() => {
  for (const { process: child } of running.splice(0)) child.kill('SIGKILL');
});

function watch(root: string, ...words: string[]): Watched {
  const watched = new Watched(root, ...words);
  running.push(watched);
  return watched;
}

function edit(root: string, file: string, change: (text: string) => string): void {
  writeFileSync(path.join(root, file), change(readFileSync(path.join(root, file), 'utf8')));
}

const leak = `import { Pool } from 'pg';
import { app } from './server.js';
app.get('/more', async (req, res) => { const pool = new Pool(); res.json(await pool.query('select 1')); });
`;

describe('check --watch', () => {
  it('prints everything, then what a save changes, in files that are there and in new folders, and ends with Ctrl-C', async () => {
    const root = copyProject('tests/e2e/fixtures/shop');
    const watched = watch(root);
    const first = await watched.until('Ctrl-C ends it.');
    expect(first).toContain('3 problems (2 errors, 1 warning)');

    edit(root, 'src/captcha.js', (text) => text.replace('new RecaptchaEnterpriseServiceClient()', 'undefined'));
    const gone = await watched.until('problem');
    expect(gone).toMatch(/src\/captcha\.js: looked again in \d+ ms\n {2}gone: \S+ in src\/captcha\.js:6\n/);
    expect(gone).toContain('\n2 problems (1 error, 1 warning)');

    // Two files away from the route, in a folder that was not there.
    mkdirSync(path.join(root, 'src/more'));
    writeFileSync(path.join(root, 'src/more/pool.js'), "import { Pool } from 'pg';\nexport const open = () => new Pool();\n");
    edit(root, 'src/server.js', (text) => `${text}import { open } from './more/pool.js';\napp.get('/new', async (req, res) => `
      + "{ res.json(await open().query('select 1')); });\n");
    const come = await watched.until('3 problems');
    expect(come).toContain('src/more/pool.js\n');
    expect(come).toContain('GET /new  src/server.js');

    rmSync(path.join(root, 'src/more'), { recursive: true });
    expect(await watched.until('2 problems')).toContain('in src/more/pool.js:2');

    watched.process.kill('SIGINT');
    expect(await watched.ended).toBe(0);
    expect(watched.text).toBe('');
  });

  it('says what is wrong with settings and files while they are being written, and goes on', async () => {
    const root = copyProject({ 'package.json': '{ "dependencies": { "express": "4.0.0" } }', 'server.js': "import express from 'express';\n"
      + 'export const app = express();\n', '.gitignore': 'ignored\n', 'ignored/x.js': '' });
    const watched = watch(root);
    await watched.until('Ctrl-C ends it.');
    writeFileSync(path.join(root, 'client-lifetime.config.json'), '{ "famil');
    expect(await watched.until('is no JSON')).toContain('client-lifetime: client-lifetime.config.json is no JSON');
    writeFileSync(path.join(root, 'client-lifetime.config.json'), '{ "families": { "postgres": true } }');
    await watched.until('looked again');
    writeFileSync(path.join(root, 'more.js'), leak.slice(0, -4));
    expect(await watched.until('cannot be parsed')).toContain('more.js: it cannot be parsed');
    writeFileSync(path.join(root, 'more.js'), leak);
    expect(await watched.until('1 problem ')).toContain('GET /more  more.js:3');
    watched.process.kill('SIGTERM');
    expect(await watched.ended).toBe(0);
    expect(existsSync(path.join(root, 'node_modules'))).toBe(false);
  });

  it.each(['--fix', '--changed', '--format=json', '--output=x'])('is not there together with %s', async (word) => {
    const watched = watch(copyProject({ 'package.json': '{}' }), word);
    expect(await watched.ended).toBe(2);
    expect(watched.text).toMatch(/^client-lifetime: --watch /);
  });
});
