import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A collection goes by another name where a client is put into it: what that name stands for keeps the client. */

async function reports(declarations: string, found: string): Promise<string[]> {
  const manifest = { name: 'shop', type: 'module', dependencies: { express: '*', pg: '*' } };
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  const messages = await project.lint('src/app.ts', `import express from 'express';
import { Pool } from 'pg';
const app = express();
interface Entry { pool: Pool; usedAt: number }
${declarations}
async function poolOf(shop: string, list: Map<string, Entry>) {
  const pools = ${found};
  const entry = pools.get(shop);
  if (entry) {
    entry.usedAt = Date.now();
    return entry.pool;
  }
  const host = await hostOf(shop);
  const pool = new Pool({ host });
  await warm(host);
  pools.set(shop, { pool, usedAt: Date.now() });
  return pool;
}
const hostOf = async (shop: string) => shop + '.example';
const warm = async (host: string) => fetch(host);
app.get('/:shop', async (req, res) => {
  const pool = await poolOf(req.params.shop, new Map());
  res.json(await pool.query('SELECT 1'));
});
`);
  return messages.map(({ rule }) => rule);
}

const ofModule = 'const kept = new Map<string, Entry>();';
const ofGlobal = `const store = globalThis as unknown as { pools?: Map<string, Entry> };
function registry(): Map<string, Entry> {
  if (!store.pools) {
    store.pools = new Map();
    setInterval(() => store.pools!.clear(), 30_000);
  }
  return store.pools;
}`;
const shelf = `class Shelf {
  entries = new Map<string, Entry>();
  get all() { return this.entries; }
  list() { return this.entries; }
}
const shelf = new Shelf();`;

it.each([
  ['a constant of the module', ofModule, 'kept'],
  ['one of two of the module', `${ofModule} const mocks = new Map<string, Entry>();`, 'process.env.MOCK ? mocks : kept'],
  ['what a function gives that keeps it in a global', ofGlobal, 'registry()'],
  ['a member of a global', 'const store = globalThis as unknown as { pools: Map<string, Entry> };', 'store.pools'],
  ['a member of a global that is made when it lacks', 'declare const globalThis: any;', '(globalThis.pools ??= new Map<string, Entry>())'],
  ['what a function gives that has it from another one', `${ofGlobal}\nconst all = () => registry();`, 'all()'],
  ['a field', shelf, 'shelf.entries'],
  ['what a getter gives', shelf, 'shelf.all'],
  ['what a method gives', shelf, 'shelf.list()'],
  ['what a package gives', "import { getStore } from 'some-store';", 'getStore()'],
  ['one of several collections', 'const regions = new Map<string, Map<string, Entry>>();', "regions.get('eu')!"],
])('knows that it is %s', async (_, declarations, found) => {
  expect(await reports(declarations, found)).toEqual([]);
});

it.each([
  ['is made there', '', 'new Map<string, Entry>()'],
  ['a function makes for its caller', 'const create = () => new Map<string, Entry>();', 'create()'],
  ['a function makes and fills for its caller',
    'function create(): Map<string, Entry> { const made = new Map<string, Entry>(); made.clear(); return made; }', 'create()'],
  ['the language makes', '', 'Object.assign(new Map<string, Entry>(), { name: 1 })'],
])('reports a client in a collection that %s', async (_, declarations, found) => {
  expect(await reports(declarations, found)).toEqual(['no-client-per-request']);
});

it('knows that a list is one that a function gives to all', async () => {
  const manifest = { name: 'shop', type: 'module', dependencies: { express: '*', pg: '*' } };
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  const lint = async (result: string): Promise<string[]> => (await project.lint('src/app.js', `import express from 'express';
import { Pool } from 'pg';
const kept = [];
const all = () => ${result};
express().get('/', async (req, res) => {
  const list = all();
  const pool = new Pool();
  list.push(pool);
  res.json(await pool.query('SELECT 1'));
});
`)).map(({ rule }) => rule);
  expect(await lint('kept')).toEqual([]);
  expect(await lint('[]')).toEqual(['no-client-per-request']);
});
