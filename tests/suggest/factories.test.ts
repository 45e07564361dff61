import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { applied, offered, suggestionsIn } from '../support/suggestions.js';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The suggestions for a factory in `client.js`, with a handler in another file that uses it, and with further files. */
function suggestions(factory: string, use: string, others: Readonly<Record<string, string>> = {}): Map<string, string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'factories-')));
  folders.push(root);
  const handler = `import ${names(factory)} from './client.js';\nimport express from 'express';\n`
    + `express().get('/', async (req, res) => {\n  res.json(await ${use}.query('select 1'));\n});\n`;
  const all = { 'package.json': '{"type":"module"}', 'handler.js': handler, ...others };
  for (const [path, content] of Object.entries({ ...all, 'client.js': `import { Pool } from 'pg';\n\n${factory}` })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const code = `import { Pool } from 'pg';\n\n${factory}`;
  return new Map(suggestionsIn(code, join(root, 'client.js'), { settings: { root } }));
}

function names(factory: string): string {
  return factory.includes('export default') ? 'made' : `{ ${/export (?:async )?(?:function|const|class) (\w+)/.exec(factory)![1]!} }`;
}

describe('a factory that other files call', () => {
  it.each([
    ['function', 'export function getPool() {\n  return new Pool({ max: 3 });\n}\n', 'getPool()'],
    ['arrow function', 'export const getPool = () => new Pool({ max: 3 });\n', 'getPool()'],
    ['default export', 'export default function () {\n  return new Pool({ max: 3 });\n}\n', 'made()'],
    ['async function', 'export async function getPool() {\n  return new Pool({ max: 3 });\n}\n', '(await getPool())'],
    ['static method', 'export class Pools {\n  static create() {\n    return new Pool({ max: 3 });\n  }\n}\n', 'Pools.create()'],
  ])('keeps its signature and gives the shared client: %s', (_, factory, use) => {
    const found = suggestions(factory, use);
    expect([...found.keys()]).toStrictEqual(expect.arrayContaining(['hoistToModule', 'lazyGetter']));
    const head = factory.slice(0, factory.indexOf('new Pool'));
    expect(found.get('lazyGetter')).toBe(`import { Pool } from 'pg';\n\nlet pool;\n\n${head}(pool ??= new Pool({ max: 3 }))${
      factory.slice(head.length + 'new Pool({ max: 3 })'.length)}`);
    expect(found.get('hoistToModule')).toContain(`${head}pool;`);
  });

  it.each([
    ['closes what it gets', 'export async function run() {\n  const pool = getPool();\n  await pool.end();\n}\n'],
    [
      'adds a listener to what it gets',
      "export async function run() {\n  const pool = getPool();\n  pool.on('error', console.error);\n}\n",
    ],
  ])('is left alone where another caller %s', (_, body) => {
    const found = suggestions('export function getPool() {\n  return new Pool({ max: 3 });\n}\n', 'getPool()', {
      'script.js': `import { getPool } from './client.js';\n${body}`,
    });
    expect([...found.keys()]).toStrictEqual([]);
  });

  it('is left alone where another file wraps it, and a third one closes what that gives', () => {
    const found = suggestions('export function getPool() {\n  return new Pool({ max: 3 });\n}\n', 'getPool()', {
      'wrapped.js': "import { getPool } from './client.js';\nexport const wrapped = () => getPool();\n",
      'script.js': "import { wrapped } from './wrapped.js';\n"
        + 'export async function run() {\n  const pool = wrapped();\n  await pool.end();\n}\n',
    });
    expect([...found.keys()]).toStrictEqual([]);
  });

  it('is left alone where a file behind a re-export closes what it gets', () => {
    const found = suggestions('export function getPool() {\n  return new Pool({ max: 3 });\n}\n', 'getPool()', {
      'index.js': "export * from './client.js';\n",
      'script.js': "import { getPool } from './index.js';\n"
        + 'export async function run() {\n  const pool = getPool();\n  await pool.end();\n}\n',
    });
    expect([...found.keys()]).toStrictEqual([]);
  });
});

describe('a function that connects a client and returns it', () => {
  const service = (client: string): string => `
import express from 'express';
import { createClient } from 'redis';
const app = express();
async function open(url) {
  const client = createClient({ url: ${client} });
  client.on('error', (error) => console.error(error));
  await client.connect();
  return client;
}
app.get('/', async (req, res) => {
  const client = await open(req.body.url);
  res.json(await client.get('x'));
});
`.slice(1);

  it('connects it once, whatever it does to set it up', () => {
    expect(offered(service('process.env.REDIS_URL'), 'service.js')).toContain('asyncMemo');
  });

  it('closes it when that fails, and its caller does at the end', () => {
    const after = applied('closeInFinally', service('url'), 'service.js');
    expect(after).toContain(`
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
`);
    expect(after).toContain(`
  const client = await open(req.body.url);
  try {
    res.json(await client.get('x'));
  } finally {
    await client.close();
  }
`);
  });
});

describe('an object that has the client', () => {
  const repository = (closing: string): string => `import express from 'express';
import { Pool } from 'pg';
class Orders {
  constructor(pool) { this.pool = pool; }
  static async open() {
    const pool = new Pool({ max: 3 });
    await pool.query('set statement_timeout = 5000');
    return new Orders(pool);
  }
  find() { return this.pool.query('select 1'); }
  async dispose() { await this.pool.end(); }
}
const app = express();
app.get('/', async (req, res) => { res.json(await (await Orders.open()).find()); });
app.post('/', async (req, res) => {
  const orders = await Orders.open();
  res.json(await orders.find());
  ${closing}
});
`;

  it('keeps one for all from being made where another caller ends it', () => {
    const sharing = ['hoistToModule', 'staticField', 'lazyGetter', 'asyncMemo'];
    const ids = (closing: string): string[] => offered(repository(closing), 'orders.js').filter((id) => sharing.includes(id));
    expect(ids('')).toContain('hoistToModule');
    expect(ids('await orders.dispose();')).toStrictEqual([]);
  });
});
