import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* Shapes of real code that were wrong once, and what all rules say of each. */

const shapes: Readonly<Record<string, readonly [Readonly<Record<string, string>>, readonly string[]]>> = {
  'a chain of promises in an executor that closes when all went well': [{
    'src/app.js': `import express from 'express';
import { Client } from 'pg';
const app = express();
const run = (sql) => new Promise((resolve, reject) => { const client = new Client();
  client.connect().then(() => client.query(sql)).then((r) => { client.end(); resolve(r); }).catch(reject); });
app.get('/x', async (req, res) => { res.json(await run(req.query.q)); });`,
  }, ['require-client-close']],
  'a class that holds it, and a caller that throws in between': [{
    'src/ldap.js': `import { Client } from 'ldapts';
export class Ldap { #c; constructor(url) { this.#c = new Client({ url }); } async bind(dn, pw) {
  await this.#c.bind(dn, pw); } async search(q) { return this.#c.search(q); } async disconnectAsync() {
  await this.#c.unbind(); } }`,
    'src/app.js': `import express from 'express';
import { Ldap } from './ldap.js';
const app = express();
class SignInError extends Error {}
app.post('/x', async (req, res) => { const l = new Ldap(req.body.url); await l.bind(req.body.dn, req.body.pw);
  const u = await l.search('x'); if (!u) throw new SignInError(); await l.disconnectAsync(); res.json(u); });`,
  }, ['require-client-close']],
  'a test of something else in front of the release': [{
    'src/app.js': `import express from 'express';
import { Gateway } from 'fabric-network';
const app = express();
app.post('/x', async (req, res) => { const gateway = new Gateway(); const obj = { gateway }; try {
  await gateway.connect({}, {}); const n = await gateway.getNetwork('x'); res.json(n); } finally {
  if (obj.gatway) await obj.gateway.disconnect(); } });`,
  }, ['require-client-close']],
  'a branch that answers and returns, with a helper that others keep': [{
    'src/helper.js': `import { createClient } from 'redis';
export async function open(u) { const c = createClient({ url: u }); await c.connect(); return c; }`,
    'src/app.js': `import express from 'express';
import { open } from './helper.js';
const app = express();
const keep = await open('x');
app.post('/x', async (req, res) => { const client = await open(req.body.u); const err = await client.get('err');
  if (err) { res.status(400).end(); return; } await client.disconnect(); res.end(); });
app.get('/y', async (req, res) => { res.json(await keep.get('a')); });`,
  }, ['require-client-close']],
  'a question to the runner itself in front of its release': [{
    'src/app.js': `import express from 'express';
import { DataSource } from 'typeorm';
const app = express();
const ds = new DataSource({});
app.post('/x', async (req, res) => { const runner = ds.createQueryRunner(); try { await runner.query('x'); }
  finally { if (!runner.isTransactionActive) await runner.release(); } res.end(); });`,
  }, []],
  'a test that is not understood, and a helper before the block': [{
    'src/app.js': `import express from 'express';
import { Client } from 'pg';
const app = express();
async function prep(c) { await c.query('a'); }
app.post('/x', async (req, res) => { const c = new Client(); await c.connect(); await prep(c); try {
  await c.query('x'); } finally { if (shouldClose(req)) await c.end(); } res.end(); });
function shouldClose(req) { return req.body.x; }`,
  }, ['require-client-close']],
  'a client that is only used for what opens nothing': [{
    'src/app.js': `import express from 'express';
import { Logging } from '@google-cloud/logging';
const app = express();
app.post('/x', async (req, res) => { const logging = new Logging({ projectId: 'x' }); await logging.setProjectId();
  const log = logging.logSync('a'); log.write(log.entry({}, 'x')); res.end(); });`,
  }, []],
  'connections that the SDK knows by name': [{
    'src/app.js': `import express from 'express';
import { createConnection, getConnectionManager, getConnection } from 'typeorm';
const app = express();
async function conn(name) { if (getConnectionManager().has(name)) return getConnectionManager().get(name);
  return createConnection({ name, type: 'postgres' }); }
app.post('/x', async (req, res) => { const c = await conn(req.body.n); res.json(await c.query('x')); });
app.post('/y', async (req, res) => { await getConnection(req.body.n).close(); res.end(); });`,
  }, []],
  'a custom resource that runs once a release': [{
    'src/custom-resource/index.js': `import { Client } from 'pg';
export async function handler(event, context) { const c = new Client(); await c.connect();
  await c.query('create table'); await c.end(); if (event.RequestType === 'Delete') return {
  PhysicalResourceId: 'x' }; return { PhysicalResourceId: 'y' }; }`,
  }, []],
};

it.each(Object.entries(shapes))('%s', async (_, [files, expected]) => {
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0' } }, ...files } });
  const reports = [];
  for (const [path, code] of Object.entries(files)) reports.push(...await project.lint(path, code));
  expect(reports.map(({ rule }) => rule)).toStrictEqual(expected);
});
