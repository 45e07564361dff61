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

describe('an object that is seen through an interface', () => {
  const files = {
    'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } },
    'src/repository.ts': 'export interface Repository { list(id: string): Promise<unknown>; find(id: string): Promise<unknown> }\n',
    'src/users.ts': `import { Base } from './base.js';
import type { Repository } from './repository.js';
export class Users extends Base implements Repository {
  async list(id: string) {
    const client = await this.getClient();
    try { return await client.query('select 1'); } finally { this.close(); }
  }
  async find(id: string) {
    const client = await this.getClient();
    return client.query('select 1 where id = $1', [id]);
  }
}
`,
    'src/use-case.ts': `import type { Repository } from './repository.js';
export class UseCase {
  constructor(private repository: Repository) {}
  run(id: string) { return this.repository.METHOD(id); }
}
`,
    'src/app.ts': `import express from 'express';
import { UseCase } from './use-case.js';
import { Users } from './users.js';
const app = express();
app.get('/users', async (req, res) => {
  const users = new UseCase(new Users());
  res.json(await users.run(req.query.id));
});
app.listen(3000);
`,
  };
  const base = `import { Pool, type PoolClient } from 'pg';
const pool = new Pool();
export class Base {
  private client?: PoolClient;
  async getClient() {
    if (!this.client) this.client = await pool.connect();
    return this.client;
  }
  close() {
    this.client?.release();
    this.client = undefined;
  }
}
`;

  it.each([['list', 0], ['find', 1]])('is asked for the method of the class that extends its holder: %s', async (method, count) => {
    const useCase = files['src/use-case.ts'].replace('METHOD', method);
    const given = { ...files, 'src/use-case.ts': useCase, 'src/base.ts': base };
    const project = createProject({ rule: 'require-connection-release', files: given });
    expect(await project.lint('src/base.ts', base)).toHaveLength(count);
  });
});

describe('a method that a class above calls, and the constructed one has', () => {
  const job = (done: string, above = 'async done() {}'): string => `import express from 'express';
import { Redis } from 'ioredis';
class Job {
  async exec() { try { return await this.work(); } finally { await this.done(); } }
  ${above}
}
class Count extends Job {
  constructor() { super(); this.redis = new Redis(process.env.REDIS_URL); }
  async work() { return this.redis.get('count'); }
  ${done}
}
express().get('/count', async (req, res) => { res.json(await new Count().exec()); });
`;

  it.each([
    ['releases it', job('async done() { await this.redis.quit(); }'), 'prefer-shared-client'],
    ['releases it, and is not even written above', job('async done() { await this.redis.quit(); }', ''), 'prefer-shared-client'],
    ['does not', job('async done() { await this.redis.ping(); }'), 'no-client-per-request'],
    ['leaves it to the one above', job('async done() { await super.done(); }', 'async done() { await this.redis.quit(); }'),
      'prefer-shared-client'],
  ])('%s', async (_, source, rule) => {
    expect(await rulesOf('src/app.js', { 'src/app.js': source })).toStrictEqual([rule]);
  });
});

describe('an object that a static method makes and fills', () => {
  const service = (init: string, behind = ''): string => `import express from 'express';
import { Pool } from 'pg';
const pool = new Pool();
class Session {
  static async create() {
    const session = new Session();
    await session.init();
    ${behind}
    return session;
  }
  async init() { this.connection = await pool.connect(); ${init} }
  query(text) { return this.connection.query(text); }
  close() { this.connection.release(); }
}
express().get('/', async (req, res) => {
  const session = await Session.create();
  try { res.json(await session.query('select 1')); } finally { session.close(); }
});
`;

  it.each([
    ['holds nothing where that fails before it has borrowed', service(''), []],
    ['is lost where that fails behind it', service("await this.connection.query('set role app');"), ['require-connection-release']],
    ['is lost where something fails before it is given back', service('', "await session.query('set role app');"),
      ['require-connection-release']],
  ])('%s', async (_, source, expected) => {
    expect(await rulesOf('src/app.js', { 'src/app.js': source })).toStrictEqual(expected);
  });
});
