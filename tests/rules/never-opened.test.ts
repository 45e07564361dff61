import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A method of an object opens the pool that the object holds: whoever makes such an object, and never calls that method, opens nothing. */

const adapters = `import { Pool } from 'pg';
export class Adapter {
  pool = null;
  constructor(config) { this.config = config; }
  async open() {
    this.pool = new Pool(this.config); // here
  }
  async openLater() { if (!this.pool) await this.open(); }
  isValid() { return this.config.host !== ''; }
  query(text) { return this.pool.query(text); }
}
export class Quick extends Adapter {
  isQuick() { return true; }
}
export class Eager extends Adapter {
  constructor(config) { super(config); void this.open(); }
}
export class Silent {
  isValid() { return false; }
}
export function createAdapter(config) { return config.host === '' ? new Silent() : new Adapter(config); }
export function retry(run) { for (let i = 0; i < 3; i++) { try { return run(); } catch { continue; } } }
`;

/** Another adapter is opened, and kept. */
const app = (body: string, more = ''): string => `import express from 'express';
import { Adapter, Eager, Quick, createAdapter, retry } from './adapters.js';
const kept = new Map();
async function adapterOf(host) {
  if (!kept.has(host)) {
    const adapter = createAdapter({ host });
    await retry(() => adapter.open());
    kept.set(host, adapter);
  }
  return kept.get(host);
}
${more}
const app = express();
app.get('/all', async (req, res) => res.json(await (await adapterOf('main')).query('SELECT 1')));
app.post('/test', async (req, res) => {
  ${body}
});
`;

async function reports(body: string, more = ''): Promise<string[]> {
  const manifest = { name: 'shop', type: 'module', dependencies: { express: '*', pg: '*' } };
  const files = { 'package.json': manifest, 'src/adapters.js': adapters, 'src/app.js': app(body, more) };
  const project = createProject({ rule: '*', files });
  return (await project.lint('src/adapters.js', adapters)).map(({ rule }) => rule);
}

it.each([
  ['another method', 'const adapter = createAdapter(req.body); res.json(adapter.isValid());'],
  ['another method of a subclass', 'const adapter = new Quick(req.body); res.json(adapter.isQuick());'],
  ['another method, in what tries again', 'const adapter = createAdapter(req.body); res.json(retry(() => adapter.isValid()));'],
  ['another method, in a function that is given it', 'res.json(check(createAdapter(req.body)));', 'const check = (one) => one.isValid();'],
])('is silent where %s is called', async (_, body, more?: string) => {
  expect(await reports(body, more)).toEqual([]);
});

const use = "res.json(await adapter.query('SELECT 1'));";

it.each([
  ['it is called', `const adapter = createAdapter(req.body); await adapter.open(); ${use}`],
  ['it is called in one branch', `const adapter = createAdapter(req.body); if (req.query.now) await adapter.open(); ${use}`],
  ['another method calls it', `const adapter = createAdapter(req.body); await adapter.openLater(); ${use}`],
  ['the constructor of a subclass calls it', `const adapter = new Eager(req.body); ${use}`],
  ['it is called of a subclass', `const adapter = new Quick(req.body); await adapter.open(); ${use}`],
  ['what tries again calls it', `const adapter = createAdapter(req.body); await retry(() => adapter.open()); ${use}`],
  ['it is named', `const adapter = createAdapter(req.body); await retry(adapter.open.bind(adapter)); ${use}`],
  ['a function that is given it calls it', `const adapter = createAdapter(req.body); await start(adapter); ${use}`,
    'const start = (one) => one.open();'],
  ['a function that gives it called it', `const adapter = await start(req.body); ${use}`,
    'async function start(config) { const one = createAdapter(config); await one.open(); return one; }'],
])('reports it where %s', async (_, body, more?: string) => {
  expect(await reports(body, more)).toEqual(['no-client-per-request']);
});
