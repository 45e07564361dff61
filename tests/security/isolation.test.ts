import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/*
 * What linting a project does to the world: a service is linted in a process of its own in which writing, running and connecting throw,
 * and every file that is read is written down. The project is full of code that leaves a mark when it is loaded.
 */

interface Seen {
  readonly reports: readonly { readonly file: string; readonly line: number; readonly ruleId: string | null; readonly message: string }[];
  readonly read: readonly string[];
  readonly forbidden: readonly string[];
  readonly loaded: readonly string[];
}

const here = fileURLToPath(new URL('.', import.meta.url));
const mark = (name: string): string => `(globalThis.loaded ??= []).push(${JSON.stringify(name)});\n`;

const files: Readonly<Record<string, string>> = {
  'project/package.json': JSON.stringify({
    name: 'service', type: 'module', workspaces: ['packages/*', '../outside/*'], imports: { '#db': './src/db.js' },
    scripts: { prepare: 'touch ran', preinstall: 'touch ran' }, dependencies: { express: '^5.0.0', ioredis: '^5.0.0' },
  }),
  'project/tsconfig.json': JSON.stringify({
    extends: '../outside/tsconfig.base.json', compilerOptions: { paths: { 'db/*': ['./src/*'] } },
  }),
  'project/eslint.config.js': `${mark('eslint.config.js')}export default [];`,
  'project/webpack.config.cjs': mark('webpack.config.cjs'),
  'project/.eslintrc.cjs': mark('.eslintrc.cjs'),
  'project/catalog.js': `${mark('catalog.js')}export default {};`,
  'project/packages/lib/package.json': JSON.stringify({
    name: '@service/lib', exports: { '.': './index.js', './*': './../../../outside/*.js' },
  }),
  'project/packages/lib/index.js': `${mark('lib')}import { Redis } from 'ioredis';\nexport const openRedis = () => new Redis();`,
  'project/src/db.js': `${mark('db.js')}export { openRedis } from '@service/lib';\nexport * from '../../outside/secret.js';`,
  'project/src/linked.js': '',
  'project/src/server.ts': `${mark('server.ts')}import express from 'express';
import { Redis } from 'ioredis';
import { openRedis } from '#db';
import { secret } from '../../outside/secret.js';
import { other } from '@service/lib/secret';
import { linked } from './linked/secret.js';
const app = express();
app.get('/', async (req, res) => {
  const redis = openRedis();
  res.json(await redis.get('a'));
});
app.get('/own', async (req, res) => {
  const redis = new Redis();
  res.json(await redis.get(secret(other(linked(redis)))));
});`,
  'outside/tsconfig.base.json': '{ "compilerOptions": { "strict": true } }',
  'outside/package.json': '{ "name": "outside" }',
  'outside/secret.js': `${mark('outside')}export const secret = (c) => c; export const other = secret; export const linked = secret;`,
  'outside/notes.txt': 'private',
};

let folder: string;
let project: string;
let seen: Seen;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'client-lifetime-isolation-')));
  project = join(folder, 'project');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(folder, 'outside'), join(project, 'src/linked'), 'junction');
  const before = contents();
  const { stdout, stderr } = spawnSync(process.execPath, [
    '--require', join(here, 'guard.cjs'), join(here, 'lint-guarded.mjs'), project,
    join(project, 'src/server.ts'), join(project, 'packages/lib/index.js'), join(project, 'src/db.js'),
  ], { encoding: 'utf8', cwd: project, timeout: 60_000 });
  expect(stderr).toBe('');
  seen = JSON.parse(stdout) as Seen;
  expect(contents()).toStrictEqual(before);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All files with what is in them. */
function contents(): Record<string, string> {
  return Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)).sort().map((file) => [file, readFileSync(file, 'utf8')]));
}

it('the guard sees what is forbidden', () => {
  const code = 'const fs = require("fs"); globalThis.guarded = true; const tries = [() => fs.writeFileSync("x", ""), () => fetch("http://x"), '
    + '() => require("child_process").spawnSync("x"), () => new (require("worker_threads").Worker)("x"), () => require("net").connect(1)];'
    + 'for (const run of tries) try { run(); } catch {} fs.readFileSync("package.json"); console.log(JSON.stringify(globalThis.seen()));';
  const { stdout } = spawnSync(process.execPath, ['--require', join(here, 'guard.cjs'), '-e', code], { encoding: 'utf8', cwd: project });
  expect(JSON.parse(stdout)).toStrictEqual({
    read: [join(project, 'package.json')],
    forbidden: ['fs.writeFileSync', 'fetch', 'child_process.spawnSync', 'worker_threads.Worker', 'net.connect'],
  });
});

describe('linting a project', () => {
  it('finds what there is to find, so that nothing below is for want of looking', () => {
    expect(seen.reports.map(({ file, ruleId }) => `${file.slice(project.length + 1)} ${ruleId}`)).toStrictEqual([
      `packages${sep}lib${sep}index.js client-lifetime/no-client-per-request`,
    ]);
    expect(seen.read).toContain(join(project, 'packages/lib/index.js'));
  });

  it('loads and runs no code of the project', () => {
    expect(seen.loaded).toStrictEqual([]);
  });

  it('writes nothing, starts no process and opens no connection', () => {
    expect(seen.forbidden).toStrictEqual([]);
  });

  it('reads nothing outside of the root but manifests', () => {
    expect(seen.read.filter((file) => file.startsWith(join(folder, 'outside')))).toStrictEqual([]);
    const outside = seen.read.filter((file) => file !== project && !file.startsWith(project + sep));
    expect(outside.filter((file) => !/(?:^|[\\/])(?:package\.json|tsconfig[^\\/]*\.json)$/.test(file))).toStrictEqual([]);
  });
});
