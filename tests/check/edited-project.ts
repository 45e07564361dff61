import {
  existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { copyProject } from './eslint-agreement.js';

/* A service, and edits of everything that can change what a check finds in it. */

export const service = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "^4.0.0", "pg": "^8.0.0" } }',
  'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
  'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@db": ["src/db-new.ts"] } } }',
  'src/server.ts': `import express from 'express';
import { open } from '@db';
import { connect } from 'lib';

const app = express();
app.get('/orders', async (req, res) => { res.json((await open().query('select 1')).rows); });
app.get('/users', async (req, res) => { res.json((await connect().query('select 2')).rows); });
app.listen(3000);
`,
  'src/db-new.ts': "import { Pool } from 'pg';\nexport function open() {\n  const pool = new Pool();\n  return pool;\n}\n",
  'src/db-one.ts': "import { Pool } from 'pg';\nconst pool = new Pool();\nexport function open() {\n  return pool;\n}\n",
  'libraries/new/package.json': '{ "name": "lib", "main": "index.js" }',
  'libraries/new/index.js': "import { Pool } from 'pg';\nexport function connect() {\n  const pool = new Pool();\n  return pool;\n}\n",
  'libraries/one/package.json': '{ "name": "lib", "main": "index.js" }',
  'libraries/one/index.js': "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const connect = () => pool;\n",
};

export const added = `import { Client } from 'pg';
import { app } from './app.js';
app.get('/more', async (req, res) => { const client = new Client(); await client.connect(); res.json(await client.query('select 3')); });
`;

export function makeProject(): string {
  const root = copyProject(service);
  mkdirSync(path.join(root, 'node_modules'));
  link(root, 'new');
  return root;
}

function link(root: string, target: 'new' | 'one'): void {
  const place = path.join(root, 'node_modules/lib');
  rmSync(place, { force: true, recursive: true });
  symlinkSync(path.join(root, 'libraries', target), place, 'junction');
}

export const edit = (root: string, file: string, change: (text: string) => string): void => {
  const place = path.join(root, file);
  writeFileSync(place, change(readFileSync(place, 'utf8')));
};

/** The same length, and the same time of the last change. */
export function editUnseen(root: string, file: string, from: string, to: string): void {
  expect(to.length).toBe(from.length);
  const { atime, mtime } = statSync(path.join(root, file));
  edit(root, file, (text) => (text.includes(from) ? text.replace(from, to) : text.replace(to, from)));
  utimesSync(path.join(root, file), atime, mtime);
}

function toggle(root: string, file: string, text: string): void {
  const place = path.join(root, file);
  if (existsSync(place)) unlinkSync(place);
  else writeFileSync(place, text);
}

function move(root: string, from: string, to: string): void {
  const [there, away] = [path.join(root, from), path.join(root, to)];
  if (existsSync(there)) renameSync(there, away);
  else renameSync(away, there);
}

/** Each does something, and when it is done again undoes it. */
export const edits: readonly (readonly [name: string, make: (root: string) => void])[] = [
  ['code that moves', (root) => edit(root, 'src/db-new.ts', (text) => (text.startsWith('\n') ? text.slice(1) : `\n${text}`))],
  ['code of the same length and time', (root) => editUnseen(root, 'src/db-new.ts', 'new Pool()', 'new P00l()')],
  ['a handler that goes', (root) => editUnseen(root, 'src/server.ts', "app.get('/users'", "app.set('/users'")],
  ['a file that comes', (root) => toggle(root, 'src/more.ts', added)],
  ['a file that moves', (root) => move(root, 'libraries/new/index.js', 'libraries/new/main.js')],
  ['where an alias leads', (root) => editUnseen(root, 'tsconfig.base.json', 'db-new', 'db-one')],
  ['where a link leads', (root) => link(root, readlinkSync(path.join(root, 'node_modules/lib')).endsWith('one') ? 'new' : 'one')],
  ['what is ignored', (root) => toggle(root, '.gitignore', 'libraries\n')],
  ['dependencies', (root) => edit(root, 'package.json', (text) => (
    text.includes('"express"') ? text.replace('"express"', '"exquess"') : text.replace('"exquess"', '"express"')))],
  ['settings', (root) => toggle(root, 'client-lifetime.config.json', '{ "families": { "postgres": false } }')],
  ['a comment that disables', (root) => edit(root, 'src/db-new.ts', (text) => (
    text.includes('eslint') ? text.replace(/ \/\/ eslint.*/, '') : text.replace('new Pool();', 'new Pool(); // eslint-disable-line')))],
];

/** Numbers that look random and are the same each time. */
export function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state >> 8;
  }
}

