import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* An object that keeps a client is one of several classes, whose methods go by the same names and do different things. */

async function rulesOf(file: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0' } }, ...files } });
  return (await project.lint(file, files[file]!)).map(({ rule }) => rule);
}

const store = (name: string, close: string): string => `import { Redis } from 'ioredis';
export class ${name} {
  constructor(options) { this.redis = new Redis(options); }
  async get(key) { return this.redis.get(key); }
  async close() { ${close} }
}`;

const choice = `import express from 'express';
import { First } from './first.js';
import { Second } from './second.js';
const app = express();
app.get('/x', async (req, res) => {
  const store = req.query.first ? new First(req.query) : new Second(req.query);
  try {
    res.json(await store.get('a'));
  } finally {
    await store.close();
  }
});`;

const connector = (name: string): string => `import { Pool } from 'pg';
export class ${name} {
  constructor(options) { this.options = options; }
  async connect() { this.pool = new Pool(this.options); }
  async runQuery(sql) {
    try {
      await this.connect();
      return await this.pool.query(sql);
    } finally {
      await this.pool.end();
    }
  }
}`;

describe('one of several classes', () => {
  it('is asked for what its own method does', async () => {
    const files = { 'first.js': store('First', 'this.isClosed = true;'), 'second.js': store('Second', 'await this.redis.quit();') };
    expect(await rulesOf('first.js', { ...files, 'app.js': choice })).toStrictEqual(['no-client-per-request']);
    expect(await rulesOf('second.js', { ...files, 'app.js': choice })).toStrictEqual([]);
  });

  it('is asked where a factory gives it', async () => {
    const files = {
      'first.js': connector('First'),
      'second.js': connector('Second'),
      'factory.js': `import { First } from './first.js';
import { Second } from './second.js';
export function getConnector(engine, options) {
  switch (engine) {
    case 'first': return new First(options);
    case 'second': return new Second(options);
    default: throw new Error('no such engine');
  }
}`,
      'app.js': `import express from 'express';
import { getConnector } from './factory.js';
const app = express();
app.post('/x', async (req, res) => {
  const connector = getConnector(req.body.engine, req.body.options);
  res.json(await connector.runQuery(req.body.sql));
});`,
    };
    expect(await rulesOf('first.js', files)).toStrictEqual([]);
    expect(await rulesOf('second.js', files)).toStrictEqual([]);
  });

  it('is not told of where a class that extends it closes more', async () => {
    const files = {
      'first.js': store('First', 'this.isClosed = true;'),
      'second.js': `import { First } from './first.js';
export class Second extends First { async close() { await this.redis.quit(); } }`,
      'app.js': choice.replace('req.query.first ? new First(req.query) : new Second(req.query)', 'pick(req.query.first)')
        + '\nfunction pick(first) { return first ? { get() {}, close() {} } : new Second(first); }',
    };
    expect(await rulesOf('first.js', files)).toStrictEqual([]);
  });
});

describe('a class whose constructor gives out one object', () => {
  const hub = (first: string): string => `import { Redis } from 'ioredis';
export class Hub {
  static instance;
  constructor() {
    ${first}
    this.clients = {};
  }
  start(name) { this.clients[name] = new Redis(); }
}`;
  const app = `import express from 'express';
import { Hub } from './hub.js';
const app = express();
app.post('/x', async (req, res) => { const hub = new Hub(); hub.start(req.body.name); res.end(); });`;

  it('keeps what it holds', async () => {
    const one = 'if (Hub.instance) return Hub.instance;\n    Hub.instance = this;';
    expect(await rulesOf('hub.js', { 'hub.js': hub(one), 'app.js': app })).toStrictEqual([]);
  });

  it('keeps nothing where it only writes the object down', async () => {
    expect(await rulesOf('hub.js', { 'hub.js': hub('Hub.instance = this;'), 'app.js': app })).toStrictEqual(['no-client-per-request']);
  });
});
