import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A client that is put where others find it only after something could fail: until then nobody but the function has it. */

const manifest = { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } };

async function reports(source: string, path = 'src/app.js'): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': manifest, [path]: source } });
  return (await project.lint(path, source)).map(({ rule, message }) => `${rule} ${/`(\w+)\(\)` on line/.exec(message)?.[1] ?? message}`);
}

const head = `import express from 'express';
import pg from 'pg';
import mysql from 'mysql2/promise';
const pool = new pg.Pool();
const kept = new Map();
const app = express();
`;
const middleware = (body: string, before = ''): string => `${head}${before}
app.use(async (req, res, next) => {
  ${body}
});
app.get('/', async (req, res) => { res.json(await req.db.query('SELECT 1')); req.db.release(); });
`;

const CHECKOUT = 'require-connection-release query';
const OWN = 'require-client-close query';
const tenant = "await client.query('SELECT set_tenant($1)', [req.tenant.id]);";

it('reports what is borrowed, and lost where a query fails before the request has it', async () => {
  expect(await reports(middleware(`try {
    const client = await pool.connect();
    ${tenant}
    req.db = client;
    res.on('finish', () => { if (req.db) { req.db.release(); req.db = null; } });
    next();
  } catch (error) {
    if (req.db) req.db.release();
    return res.status(500).json({ error: 'no tenant' });
  }`))).toEqual([CHECKOUT]);
});

it.each([
  ['nothing catches', `const client = await pool.connect(); ${tenant} req.db = client; next();`],
  ['on the locals of the response', `const client = await pool.connect(); ${tenant} res.locals.db = client; next();`],
  ['in an object', `const client = await pool.connect(); ${tenant} req.context = { client, tenant: 1 }; next();`],
  ['a catch goes on', `let client;
    try { client = await pool.connect(); ${tenant} req.db = client; } catch (error) { console.error(error); } next();`],
  ['a catch throws on', `try { const client = await pool.connect(); ${tenant} req.db = client; next(); } catch (error) { throw error; }`],
  ['behind a way out that loses it, too', `try { const client = await pool.connect(); if (!client.processID) return res.end(); ${tenant}
    req.db = client; next(); } catch (error) { return res.status(500).end(); }`],
  ['in a map of the module', `const client = await pool.connect(); ${tenant} kept.set(req.ip, client); next();`],
])('reports what is borrowed: %s', async (_, body) => {
  expect(await reports(middleware(body))).toEqual([CHECKOUT]);
});

it('reports what is borrowed and given to a function that keeps it afterwards', async () => {
  const track = 'const all = new Set(); function track(client) { all.add(client); }';
  expect(await reports(middleware(`const client = await pool.connect(); ${tenant} track(client); next();`, track))).toEqual([CHECKOUT]);
  expect(await reports(middleware(`const client = await pool.connect(); track(client); ${tenant} next();`, track))).toEqual([]);
});

it('reports what a field of an object is given too late', async () => {
  const source = (body: string): string => `${head}class Work {
  async begin() { ${body} }
  async end() { await this.client.query('COMMIT'); this.client.release(); }
}
export const perform = async (request, response) => {
  const work = new Work();
  await work.begin();
  try { response.json(await request.run(work)); } finally { await work.end(); }
};
app.post('/', perform);
`;
  expect(await reports(source("const client = await pool.connect(); await client.query('BEGIN'); this.client = client;")))
    .toEqual([CHECKOUT]);
  // Nobody calls `end()` where `begin()` fails.
  expect(await reports(source("const client = await pool.connect(); this.client = client; await client.query('BEGIN');")))
    .toEqual([CHECKOUT]);
});

it('is silent about what a field of an object has when it is released', async () => {
  const source = (body: string): string => `${head}class Work {
  async begin() { this.client = await pool.connect(); }
  end() { this.client.release(); }
}
app.post('/', async (request, response) => {
  const work = new Work();
  ${body}
});
`;
  const run = 'response.json(await request.run());';
  expect(await reports(source(`await work.begin(); try { ${run} } finally { work.end(); }`))).toEqual([]);
  expect(await reports(source(`try { await work.begin(); ${run} } finally { work.end(); }`))).toEqual([]);
  expect(await reports(source(`await work.begin(); ${run} work.end();`))).toEqual(['require-connection-release run']);
  expect(await reports(source(`await work.begin(); ${run}`))).toEqual([expect.stringMatching(/never given back/)]);
  expect(await reports(source(`await work.begin(); await request.over(work); ${run}`))).toEqual([]);
});

it.each([
  ['a connection', 'const client = await mysql.createConnection(process.env.URL);'],
  ['a client that is connected', 'const client = new pg.Client(process.env.URL); await client.connect();'],
])('reports what is constructed, and lost where a query fails before the request has it: %s', async (_, open) => {
  const end = "res.on('finish', () => req.db.end()); next();";
  expect(await reports(middleware(`${open} ${tenant} req.db = client; ${end}`))).toEqual([OWN]);
  expect(await reports(middleware(`${open} req.db = client; ${end}`))).toEqual([]);
  expect(await reports(middleware(`${open} req.db = client; ${end.replace('next()', `${tenant} next()`)}`))).toEqual([]);
});

it.each([
  ['nothing fails between', 'const client = await pool.connect(); console.log(req.ip); req.db = client; next();'],
  ['a catch releases it', `const client = await pool.connect();
    try { ${tenant} } catch (error) { client.release(); throw error; } req.db = client; next();`],
  ['a catch releases it where there is one', `let client;
    try { client = await pool.connect(); ${tenant} req.db = client; next(); }
    catch (error) { if (client) client.release(); next(error); }`],
  ['a finally releases it', `const client = await pool.connect();
    try { ${tenant} req.db = client; await req.run(); } finally { client.release(); }`],
  ['a function releases it', `const client = await pool.connect(); const done = () => client.release();
    try { ${tenant} } catch (error) { done(); throw error; } req.db = client; next();`],
  ['a listener releases it', `const client = await pool.connect(); res.on('close', () => client.release()); ${tenant}
    req.db = client; next();`],
  ['what fails is caught there', `const client = await pool.connect();
    await client.query('SELECT 1').catch(() => undefined); req.db = client; next();`],
  ['it is handed to code that is not followed first', `const client = await pool.connect(); req.emit('client', client); ${tenant}
    req.db = client; next();`],
  ['a catch hands it to code that is not followed', `const client = await pool.connect();
    try { ${tenant} } catch (error) { return req.fail(client); } req.db = client; next();`],
  ['it is kept under its name at once', `const client = req.db = await pool.connect(); ${tenant} next();`],
  ['it connects later', `const client = new pg.Client(process.env.URL); await req.check(); req.db = client;
    res.on('close', () => req.db.end());`],
  ['it fails to connect', `const client = new pg.Client(process.env.URL); await client.connect(); req.db = client;
    res.on('close', () => req.db.end());`],
])('is silent where %s', async (_, body) => {
  expect(await reports(middleware(body))).toEqual([]);
});

it('is silent about what the module keeps, and makes once', async () => {
  const source = (test: string): string => `${head}import { createClient } from 'redis';
let cached;
async function connect() {
  ${test}
  const client = createClient();
  client.on('error', console.error);
  await client.connect();
  await client.ping();
  cached = client;
  return client;
}
app.get('/', async (req, res) => res.json(await (await connect()).get('a')));
`;
  expect(await reports(source('if (cached) return cached;'))).toEqual([]);
});

const tenants = (guard: string, opening: string): string => `import express from 'express';
import mongoose from 'mongoose';
import { Sequelize } from 'sequelize';
const kept = new Map();
async function connectionOf(tenant) {
  ${guard}
  ${opening}
  kept.set(tenant, connection);
  return connection;
}
const app = express();
app.get('/', async (req, res) => { await connectionOf(req.query.tenant); res.end(); });
`;

it('is silent where the place is looked at, and may be left as it is', async () => {
  const guard = `if (kept.has(tenant)) {
    const known = kept.get(tenant);
    if (known.readyState === 1) return known;
    kept.delete(tenant);
  }`;
  const opening = `const connection = mongoose.createConnection(tenant);
  await connection.asPromise();
  await connection.db.command({ ping: 1 });`;
  expect(await reports(tenants(guard, opening))).toEqual([]);
});

it('is silent where what was made is only lost if it lacks what its SDK gives it', async () => {
  const guard = `if (kept.has(tenant)) {
    const known = kept.get(tenant);
    if (known.models === null) kept.delete(tenant);
    else return known;
  }`;
  const opening = (check: string): string => `const connection = new Sequelize(tenant);
  try {
    await connection.authenticate();
    ${check}
  } catch (error) {
    throw new Error('no connection', { cause: error });
  }`;
  const refusing = (test: string): string => opening(`if (${test}) throw new Error('broken');`);
  expect(await reports(tenants(guard, refusing('!connection.models')))).toEqual([]);
  expect(await reports(tenants(guard, refusing('connection.models.list === undefined')))).toEqual([]);
  expect(await reports(tenants(guard, refusing("typeof connection.models === 'undefined' || connection.models === null")))).toEqual([]);
  expect(await reports(tenants(guard, opening('if (!connection.models) { if (!connection.base) throw new Error(tenant); }')))).toEqual([]);
  // What somebody else says of it may be wrong.
  expect(await reports(tenants(guard, refusing('!tenant.models')))).toHaveLength(1);
  expect(await reports(tenants(guard, opening("if (!connection.models) console.log(tenant); await connection.query('SELECT 1');"))))
    .toHaveLength(1);
});

it('is silent where the connection is kept that a chain of calls has waited for', async () => {
  expect(await reports(tenants('', 'const connection = await mongoose.createConnection(tenant).asPromise();'))).not.toContainEqual(
    expect.stringContaining('require-client-close'),
  );
});

it('is silent about scripts', async () => {
  const source = `import pg from 'pg';
const pool = new pg.Pool();
const kept = {};
export async function up() {
  const client = await pool.connect();
  await client.query('CREATE TABLE orders (id int)');
  kept.client = client;
}
`;
  expect(await reports(source, 'seeders/orders.js')).toEqual([]);
});

it('is silent about what is made where a place has none yet, whoever asks', async () => {
  const source = (find: string, made = ''): string => `${head}class Connections {
  open = new Map();
  async query(id, text) { ${find} return client.query(text); }
  ${made}
}
const connections = new Connections();
app.get('/', async (req, res) => res.json(await connections.query(req.query.id, 'SELECT 1')));
`;
  const make = "const made = await pool.connect(); await made.query('SET a = 1'); this.open.set(id, made); client = made;";
  expect(await reports(source(`let client; ${make}`))).toEqual([CHECKOUT]);
  expect(await reports(source(`let client = this.open.get(id); if (!client) { ${make} }`))).toEqual([]);
  expect(await reports(source('let client = this.open.get(id); if (!client) client = await this.make(id);',
    `async make(id) { let client; ${make} return client; }`))).toEqual([]);
});

it('is silent where the object connects that was made with it', async () => {
  const source = (wait: string): string => `${head}import { Kafka } from 'kafkajs';
class Sender {
  constructor(broker) { this.producer = new Kafka({ brokers: [broker] }).producer(); }
  async connect() { await this.producer.connect(); }
  send(text) { return this.producer.send({ topic: 'a', messages: [{ value: text }] }); }
  close() { return this.producer.disconnect(); }
}
app.post('/', async (req, res) => {
  const sender = new Sender(req.body.broker);
  ${wait}
  kept.set(req.ip, sender);
  res.end();
});
app.delete('/', async (req, res) => { await kept.get(req.ip).close(); res.end(); });
`;
  expect(await reports(source('await sender.connect();'))).toEqual([]);
});

const byTenant = (body: string, before = ''): string => `${head}${before}
async function open(id) {
  if (kept.has(id)) return kept.get(id);
  const client = new pg.Client({ database: id });
  ${body}
}
app.get('/', async (req, res) => res.json(await (await open(req.query.id)).query('SELECT 1')));
`;
const setUp = (failed: string, first = ''): string => `try {
    await client.connect();
    ${first}
    await client.query('SET a = 1');
  } catch (error) {
    ${failed}
  }
  kept.set(id, client);
  return client;`;

it.each([
  ['is thrown on', byTenant(setUp('throw error;'))],
  ['is told and thrown on', byTenant(setUp('console.error(error); throw new Error(`no ${id}`);'))],
  ['is thrown on, and the entry is an object',
    byTenant(setUp('throw error;').replace('kept.set(id, client)', 'kept.set(id, { client, at: Date.now() })'))],
  ['is thrown on, and the entry is a property',
    byTenant(setUp('throw error;').replace('kept.set(id, client)', 'all[id] = client'), 'const all = {};')
      .replace('if (kept.has(id)) return kept.get(id);', 'if (all[id]) return all[id];')],
  ['is thrown on behind code that is not followed',
    byTenant(setUp('throw error;', 'instrument(client);'), "import { instrument } from 'instruments';")],
  ['is given back as a text', byTenant(setUp('return { error: error instanceof Error ? error.message : `no ${id}` };'))],
  ['is given back as what another file makes of it',
    byTenant(setUp('const text = String(error); return failed({ text });'), "import { failed } from './failed.js';")],
  ['is thrown on in a method of an object', `${head}class Tenants {
  #open = new Map();
  async get(id) {
    let client = this.#open.get(id);
    if (!client) {
      const made = new pg.Client({ database: id });
      try { await made.connect(); await made.query('SET a = 1'); this.#open.set(id, made); } catch (error) { throw error; }
      client = made;
    }
    return client;
  }
}
const tenants = new Tenants();
app.get('/', async (req, res) => res.json(await (await tenants.get(req.query.id)).query('SELECT 1')));
`],
])('reports what is made for each key, and lost where its set-up fails and the failure %s', async (_, source) => {
  expect(await reports(source)).toEqual([OWN]);
});

it.each([
  ['the function ends it then', byTenant(setUp('await client.end(); throw error;'))],
  ['there is one for all', byTenant(setUp('throw error;').replace('kept.set(id, client)', 'only = client'), 'let only;')
    .replace('if (kept.has(id)) return kept.get(id);', 'if (only) return only;')],
  ['others keep it before',
    byTenant(setUp('throw error;', 'registerClient(client);'), "import { registerClient } from 'instruments';")],
  ['nothing is done with it before but to connect', byTenant(setUp('throw error;').replace("await client.query('SET a = 1');", ''))],
])('is silent about what is made for each key if %s', async (_, source) => {
  expect(await reports(source)).toEqual([]);
});

it.each<[string, readonly string[], string]>([
  ['a query fails before', [OWN], `${tenant} stream({ res, onFinish: async () => { await client.end(); } });`],
  ['a query fails before, and the function has a name', [OWN],
    `${tenant} const onFinish = async () => { await client.end(); }; stream({ res, onFinish });`],
  ['nothing fails before', [], 'stream({ res, onFinish: async () => { await client.end(); } });'],
  ['a query fails after', [], `stream({ res, onFinish: async () => { await client.end(); } }); ${tenant}`],
  ['the failure is caught, and it is closed', [],
    `try { ${tenant} } catch (error) { await client.end(); throw error; } stream({ res, onFinish: async () => { await client.end(); } });`],
])('tells of what is given away together with a function that closes it only where it is lost before: %s', async (_, expected, body) => {
  const head = "import express from 'express';\nimport pg from 'pg';\nimport { stream } from 'some-sdk';\n";
  expect(await reports(`${head}express().get('/', async (req, res) => {
  const client = new pg.Client(req.query.database);
  await client.connect();
  ${body}
});
`)).toEqual(expected);
});

it('reports what is lost in an executor, before a call is given what releases it', async () => {
  const source = (subscribing: string): string => `import express from 'express';
import { Kafka } from 'kafkajs';
const kafka = new Kafka({ brokers: [process.env.BROKER] });
function next(topic) {
  const consumer = kafka.consumer({ groupId: topic });
  return new Promise(async (resolve, reject) => {
    try {
      await consumer.connect();
      ${subscribing}
      await consumer.run({ eachMessage: async ({ message }) => { resolve(message.value); await consumer.disconnect(); } });
      setTimeout(async () => { await consumer.disconnect(); reject(new Error('nothing came')); }, 5000);
    } catch (error) {
      reject(error);
    }
  });
}
express().get('/next', async (req, res) => { res.send(await next(req.query.topic)); });
`;
  expect(await reports(source('await consumer.subscribe({ topic });'))).toEqual(['require-client-close subscribe']);
  expect(await reports(source('console.log(topic);'))).toEqual([]);
});
