import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* Shapes of real code that were reported wrongly, or not at all, where nobody had looked before. */

const manifest = { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } };

async function rules(source: string): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  return (await project.lint('src/app.js', source)).map(({ rule }) => rule);
}

const mongodb = "import express from 'express';\nimport { MongoClient } from 'mongodb';\nconst app = express();\n";
const closed = (url: string): string => `const client = new MongoClient(${url});
  try {
    await client.connect();
    return await client.db().collection('orders').countDocuments();
  } finally {
    await client.close();
  }`;

it('is silent about a function that some callers give an address of the request', async () => {
  const count = (first: string, second: string): string => `${mongodb}async function count(url) {
  ${closed('url')}
}
app.get('/own', async (req, res) => res.json(await count(${first})));
app.get('/other', async (req, res) => res.json(await count(${second})));
`;
  expect(await rules(count('process.env.URL', 'process.env.URL'))).toEqual(['prefer-shared-client']);
  expect(await rules(count('process.env.URL', 'req.query.url'))).toEqual([]);
  expect(await rules(count('req.query.url', 'process.env.URL'))).toEqual([]);
});

it('does not take for the same what is stored somewhere', async () => {
  const source = (address: string): string => `import { MongoClient } from 'mongodb';
import { regions } from 'some-store';
setInterval(async () => {
  const region = ${address};
  ${closed('region.url')}
}, 1000);
`;
  expect(await rules(source("{ url: 'mongodb://localhost' }"))).toEqual(['prefer-shared-client']);
  expect(await rules(source('await globalThis.regions.findOne({ isFull: false })'))).toEqual([]);
});

it('takes a variable of the environment that the function sets for a memo', async () => {
  const source = (set: string): string => `${mongodb}async function secret() {
  if (process.env.SECRET) return process.env.SECRET;
  const client = new MongoClient(process.env.URL);
  const found = await client.db().collection('secrets').findOne();
  ${set}
  return found.value;
}
app.get('/', async (req, res) => res.json(await secret()));
`;
  expect(await rules(source(''))).toEqual(['no-client-per-request']);
  expect(await rules(source('process.env.SECRET = found.value;'))).toEqual([]);
});

it('takes a test of whether it can be closed for no release', async () => {
  const source = `${mongodb}app.get('/', async (req, res) => {
  let client;
  try {
    client = new MongoClient(process.env.URL);
    res.json(await client.db().collection('orders').countDocuments());
  } finally {
    if (client && client.close) {
      await client.close();
    }
  }
});
`;
  expect(await rules(source)).toEqual(['prefer-shared-client']);
});

it('knows a handler that takes its request apart', async () => {
  const source = (parameters: string): string => `import { ImageAnnotatorClient } from '@google-cloud/vision';
export const scan = async (${parameters}) => {
  const client = new ImageAnnotatorClient();
  res.send(await client.labelDetection(body.uri));
};
`;
  expect(await rules(source('{ method, body }, res'))).toEqual(['no-client-per-request']);
  expect(await rules(source('{ body, logger }, res'))).not.toContain('no-client-per-request');
});

it('says nothing of what an object keeps that is a part of another, where nobody is known to run it', async () => {
  const source = (outer: string): string => `import { MongoClient } from 'mongodb';
class Inner {
  constructor() { this.client = new MongoClient(process.env.URL); }
  count() { return this.client.db().collection('orders').countDocuments(); }
}
${outer}
`;
  expect(await rules(source('export async function count() { return (await new Inner().count()); }'))).toEqual(['no-unclosed-client']);
  const outer = `class Outer { constructor() { this.inner = new Inner(); } count() { return this.inner.count(); } }
class Whole { constructor() { this.outer = new Outer(); } count() { return this.outer.count(); } }
`;
  expect(await rules(source(`${outer}export async function count() { return (await new Outer().count()); }`)))
    .toEqual(['no-unclosed-client']);
  expect(await rules(source(`${outer}export async function count() { return (await new Whole().count()); }`))).toEqual([]);
});

const launched = (test: string, before = ''): string => `${mongodb}${before}
app.get('/', async (req, res) => {
  let client;
  if (${test}) {
    client = new MongoClient('mongodb://localhost');
  } else {
    client = kept;
  }
  res.json(await client.db().collection('orders').countDocuments());
});
`;

it.each([
  'process.env.IS_OFFLINE', 'process.env.DEV', 'process.env.LOCALSTACK_HOST && req.query.own', "process.env.NODE_ENV === 'development'",
  "process.env.NODE_ENV !== 'production'", "process.env.IS_LOCAL === 'true'", '!process.env.AWS_EXECUTION_ENV', 'isOffline',
])('says nothing of what is made only where the code is tried: %s', async (test) => {
  expect(await rules(launched(test, 'const isOffline = process.env.IS_OFFLINE;'))).toEqual([]);
});

it.each([
  '!process.env.IS_OFFLINE', 'process.env.DEVICE_POOL', 'process.env.AWS_EXECUTION_ENV', "process.env.NODE_ENV === 'production'",
  "process.env.NODE_ENV !== 'development'", 'process.env.IS_OFFLINE || req.query.own', 'settings.DEV',
])('reports what is made where the code is deployed: %s', async (test) => {
  expect(await rules(launched(test, 'const settings = {};'))).toEqual(['no-client-per-request']);
});

it('says nothing of the branch of a caller, either', async () => {
  const source = (test: string): string => `${mongodb}async function count() {
  const client = new MongoClient(process.env.URL);
  return client.db().collection('orders').countDocuments();
}
app.get('/', async (req, res) => {
  ${test}
  res.json(await count());
});
`;
  expect(await rules(source(''))).toEqual(['no-client-per-request']);
  expect(await rules(source('if (!process.env.IS_OFFLINE) return res.end();'))).toEqual([]);
});

it('knows that dates do not throw', async () => {
  const source = (between: string): string => `${mongodb}app.get('/', async (req, res) => {
  const client = new MongoClient(process.env.URL);
  await client.connect();
  ${between}
  client.db().collection('orders').countDocuments().then((count) => res.json(count)).finally(() => client.close());
});
`;
  expect(await rules(source('const day = new Date(); day.setDate(day.getDate() - 1);'))).toEqual(['prefer-shared-client']);
  expect(await rules(source('await audit(req);'))).toEqual(['require-client-close']);
});

it('knows that what Node.js gives out of its globals does not throw', async () => {
  const source = (load: string, call: string): string => `${mongodb}${load}
app.get('/', async (req, res) => {
  const client = new MongoClient(process.env.URL);
  await client.connect();
  const begun = ${call};
  client.db().collection('orders').countDocuments().then((count) => res.json(count)).finally(() => client.close());
});
`;
  expect(await rules(source("import { performance } from 'node:perf_hooks';", 'performance.now()'))).toEqual(['prefer-shared-client']);
  expect(await rules(source("const { performance } = require('perf_hooks');", 'performance.now()'))).toEqual(['prefer-shared-client']);
  expect(await rules(source("import host from 'node:process';", 'host.hrtime()'))).toEqual(['prefer-shared-client']);
  expect(await rules(source("import host from 'node:process';", 'await host.chdir(req.query.folder)'))).toEqual(['require-client-close']);
  const own = "import { performance } from './performance.js';";
  expect(await rules(source(own, 'await performance.now()'))).toEqual(['require-client-close']);
});

it('knows what is given back closed', async () => {
  const source = (body: string): string => `${mongodb}async function count() {
  const client = new MongoClient(process.env.URL);
  ${body}
}
app.get('/', async (req, res) => {
  await count();
  res.end();
});
`;
  const work = "await client.db().collection('orders').countDocuments();";
  expect(await rules(source(`${work}\n  await client.close();\n  return client;`))).toEqual(['require-client-close']);
  expect(await rules(source(`try {\n    ${work}\n  } finally {\n    await client.close();\n  }\n  return client;`)))
    .toEqual(['prefer-shared-client']);
  const onFailure = `try {
    ${work}
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }`;
  expect(await rules(source(onFailure))).toEqual(['no-client-per-request']);
});

it('knows a client that is generated into the project, also where its code is not there', async () => {
  const source = (specifier: string): string => `import express from 'express';
import { PrismaClient } from '${specifier}';
const app = express();
app.get('/', async (req, res) => {
  const prisma = new PrismaClient();
  res.json(await prisma.order.findMany());
});
`;
  const relative = ['./generated/prisma', '@/generated/prisma/client.js', '../.prisma/client'];
  for (const specifier of [...relative, 'generated/prisma', '@prisma/client-tenant']) {
    expect(await rules(source(specifier)), specifier).toEqual(['no-client-per-request']);
  }
  expect(await rules(source('./prisma-service'))).toEqual([]);
  expect(await rules(source('./generated/prisma/edge'))).toEqual([]);

  const committed = createProject({ rule: '*', files: {
    'package.json': manifest,
    'src/generated/prisma/client.ts': `import * as internal from './internal/class';
export const PrismaClient = internal.getPrismaClientClass();
export type PrismaClient = internal.PrismaClient;`,
    'src/generated/prisma/internal/class.ts': `import * as runtime from '@prisma/client/runtime/client';
export function getPrismaClientClass() { return runtime.getPrismaClient({}); }`,
    'src/database.ts': "export * from './generated/prisma/client';",
  } });
  const reported = await Promise.all(['./generated/prisma/client', './database'].map((from) => committed.lint('src/app.ts', source(from))));
  expect(reported.flat().map(({ rule }) => rule)).toEqual(['no-client-per-request', 'no-client-per-request']);
});

it('knows a client that is generated into a package of its own, by any name that it is imported under', async () => {
  const source = (imported: string, name: string): string => `import express from 'express';
${imported}
const app = express();
app.get('/', async (req, res) => {
  const prisma = new ${name}();
  res.json(await prisma.order.findMany());
});
`;
  const named = (specifier: string): string => source(`import { PrismaClient } from '${specifier}';`, 'PrismaClient');
  const own = [
    '@prisma/admin-client', '@prisma/client-tenant', '@prisma/tenant-client', '@prisma/client_tenant', '.prisma/client',
    '.prisma/client-tenant/index.js', '@internal/prisma/client', '@internal/prisma', '@acme/prisma-orders', '@prisma-orders/client',
    '@prisma-generated/orders-client', 'orders-prisma-client',
  ];
  for (const specifier of own) expect(await rules(named(specifier)), specifier).toEqual(['no-client-per-request']);
  const renamed = [
    source("import { PrismaClient as Tenant } from '@prisma/tenant-client';", 'Tenant'),
    source("import * as tenant from '@internal/prisma/client';", 'tenant.PrismaClient'),
    source("import tenant from '@internal/prisma/client';", 'tenant.PrismaClient'),
    source("const { PrismaClient } = require('@prisma/admin-client');", 'PrismaClient'),
    source("const { PrismaClient: Admin } = require('@prisma/admin-client');", 'Admin'),
  ];
  for (const each of renamed) expect(await rules(each), each).toEqual(['no-client-per-request']);
  // The builds that send each query by `fetch`, and other exports of packages with such names.
  for (const specifier of ['@prisma/tenant-client/edge', '@internal/prisma/wasm', '@prisma/client/edge', '@acme/orders', '@/lib/prisma']) {
    expect(await rules(named(specifier)), specifier).toEqual([]);
  }
  const others = ['@prisma/client-engine-runtime', '@prisma/client-runtime-utils', '@prisma/tenant-client', '@acme/prisma'];
  for (const specifier of others) {
    expect(await rules(source(`import { ClientEngine } from '${specifier}';`, 'ClientEngine')), specifier).toEqual([]);
  }
});

it('believes the code of a package of the workspace more than its name', async () => {
  const project = createProject({ rule: '*', files: {
    'package.json': { ...manifest, workspaces: ['packages/*'] },
    'packages/prisma/package.json': { name: '@acme/prisma', main: 'index.js', type: 'module' },
    'packages/prisma/index.js': 'export class PrismaClient { order = { findMany: async () => [] }; }',
    'packages/prisma-orders/package.json': { name: '@acme/prisma-orders', main: 'index.js', type: 'module' },
    'packages/prisma-orders/index.js': "export { PrismaClient } from '@prisma/client';",
  } });
  const source = (specifier: string): string => `import express from 'express';
import { PrismaClient } from '${specifier}';
const app = express();
app.get('/', async (req, res) => {
  const prisma = new PrismaClient();
  res.json(await prisma.order.findMany());
});
`;
  expect((await project.lint('src/app.js', source('@acme/prisma'))).map(({ rule }) => rule)).toEqual([]);
  expect((await project.lint('src/app.js', source('@acme/prisma-orders'))).map(({ rule }) => rule)).toEqual(['no-client-per-request']);
});

it('takes for the client what an abstract method is declared to give', async () => {
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  const reported = await project.lint('src/app.ts', `import express from 'express';
import { Kafka } from 'kafkajs';
const app = express();
abstract class Sender {
  abstract kafka(): Kafka;
  async send(messages: { value: string }[]) {
    const producer = this.kafka().producer();
    await producer.connect();
    await producer.send({ topic: 'orders', messages });
    await producer.disconnect();
  }
}
class OrderSender extends Sender {
  #kafka = new Kafka({ brokers: ['localhost:9092'] });
  kafka() { return this.#kafka; }
}
const sender = new OrderSender();
app.post('/', async (req, res) => {
  await sender.send([{ value: req.body.name }]);
  res.end();
});
`);
  expect(reported.map(({ rule, line }) => `${rule} ${line}`)).toEqual(['require-client-close 7']);
});

it('follows `this` of a function that is assigned to the exports', async () => {
  const orders = `const { MongoClient } = require('mongodb');
exports.save = async function (order) {
  return this.insert(order);
};
exports.insert = async function (order) {
  const client = new MongoClient('mongodb://localhost');
  await client.db().collection('orders').insertOne(order);
};
`;
  const project = createProject({ rule: '*', files: {
    'package.json': { ...manifest, type: 'commonjs' },
    'src/app.js': `const express = require('express');
const orders = require('./orders');
express().post('/', async (req, res) => res.json(await orders.save(req.body)));`,
    'src/orders.js': orders,
  } });
  expect((await project.lint('src/orders.js', orders)).map(({ rule, line }) => `${rule} ${line}`)).toEqual(['no-client-per-request 6']);
});

it('knows that a job queue leaves the connection open which it was given', async () => {
  const source = (after: string): string => `import express from 'express';
import IORedis from 'ioredis';
import { Queue } from 'bullmq';
const app = express();
app.post('/', async (req, res) => {
  const connection = new IORedis(process.env.REDIS_URL);
  const queue = new Queue('mails', { connection });
  try {
    await queue.add('welcome', { id: req.body.id });
    res.end();
  } finally {
    ${after}
    await queue.close();
  }
});
`;
  expect(await rules(source(''))).toEqual(['no-client-per-request']);
  expect(await rules(source('connection.disconnect();'))).toEqual(['prefer-shared-client']);
  const kept = source('').replace("app.post('/", "let kept;\napp.post('/").replace('const queue = new', 'const queue = kept ??= new');
  expect(await rules(kept.replace('const connection = ', 'const connection = kept?.opts.connection ?? '))).toEqual([]);
});

it('follows what a function is given beforehand, by `bind`', async () => {
  const source = (how: string): string => `import express from 'express';
import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm';
const dependencies = { ssm: (region) => new SSMClient({ region }) };
async function respond({ ssm }, req, res) {
  res.json(await ssm('eu-west-2').send(new GetParameterCommand({ Name: req.params.name })));
}
express().get('/:name', ${how});
`;
  expect(await rules(source('respond.bind(null, dependencies)'))).toEqual(['no-client-per-request']);
  expect(await rules(source('(req, res) => respond.call(undefined, dependencies, req, res)'))).toEqual(['no-client-per-request']);
  expect(await rules(source('(req, res) => respond(req, dependencies, res)'))).toEqual([]);
  const shared = source('respond.bind(null, { ssm: () => shared })').replace(/const dependencies.*/, 'const shared = new SSMClient({});');
  expect(await rules(shared)).toEqual([]);
});

it('takes a client whose settings another is made of for one that is only read', async () => {
  const source = (name: string, from: string): string => `import express from 'express';
import { ${name} } from '${from}';
class Store {
  constructor(client) {
    this.client = new ${name}({ ...client, lazyConnect: true });
  }
}
const store = new Store(new ${name}({}));
express().get('/', async (req, res) => {
  const own = new Store(new ${name}({}));
  res.json(await store.client.send(own.name));
});
`;
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  const lines = async (name: string, from: string): Promise<string[]> => (
    (await project.lint('src/app.js', source(name, from))).map(({ rule, line }) => `${rule} ${line}`));
  // It connects when it is constructed, or when something is asked of it.
  expect(await lines('Redis', 'ioredis')).toEqual(['no-client-per-request 5', 'no-client-per-request 10']);
  expect(await lines('S3Client', '@aws-sdk/client-s3')).toEqual(['no-client-per-request 5']);
});

it('takes a cache of what was awaited for no memo of the client, and one of pages for one', async () => {
  const source = (kept: string): string => `import express from 'express';
import puppeteer from 'puppeteer';
const shots = new Map();
async function shoot(url) {
  const known = shots.get(url);
  if (known) return known;
  const browser = await puppeteer.launch();
  const page = await browser.newPage();
  const image = await page.screenshot();
  shots.set(url, ${kept});
  return ${kept};
}
express().get('/', async (req, res) => res.send(await shoot(req.query.url)));
`;
  expect(await rules(source("image.toString('base64')"))).toEqual(['no-client-per-request']);
  expect(await rules(source('image'))).toEqual(['no-client-per-request']);
  expect(await rules(source('page'))).toEqual([]);
});

it('tells the way on which deployed code comes to it', async () => {
  const source = (deployed: string): string => `${mongodb}const isOffline = process.env.IS_OFFLINE === 'true';
async function count() {
  const client = new MongoClient(process.env.URL);
  return client.db().collection('orders').countDocuments();
}
app.get('/', async (req, res) => {
  if (isOffline) return res.json(await count());
  ${deployed}
});
`;
  expect(await rules(source('res.json(await count());'))).toEqual(['no-client-per-request']);
  expect(await rules(source('res.json({});'))).toEqual([]);
});

it('knows that a function which only works out a number does not throw', async () => {
  const source = (work: string): string => `import express from 'express';
import WebSocket from 'ws';
const milliseconds = (value, fallback) => {
  const parsed = Number(value);
  return ${work} && parsed > 0 ? parsed : fallback;
};
function ask(text) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(process.env.URL);
    const end = (error, answer) => {
      clearTimeout(timeout);
      socket.close();
      if (error) reject(error);
      else resolve(answer);
    };
    const timeout = setTimeout(() => end(new Error('late')), milliseconds(process.env.TIMEOUT, 1000));
    socket.addEventListener('error', (event) => end(event.error));
    socket.addEventListener('close', () => end(new Error('closed')));
    socket.addEventListener('message', ({ data }) => end(undefined, data));
    socket.addEventListener('open', () => socket.send(text));
  });
}
express().get('/', async (req, res) => res.json(await ask(req.query.text)));
`;
  expect(await rules(source('Number.isFinite(parsed)'))).toEqual([]);
  expect(await rules(source('JSON.parse(value)'))).toEqual(['require-client-close']);
});

it('takes connecting again, when the connection is lost, for no further one', async () => {
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  const lint = async (source: string): Promise<string[]> => (await project.lint('src/app.js', source)).map(({ rule }) => rule);
  const pool = (start: string): string => `import mysql from 'mysql';
let pool;
function connect() {
  pool = mysql.createPool(process.env.URL);
  pool.on('error', (error) => {
    if (error.code === 'PROTOCOL_CONNECTION_LOST') connect();
    else throw error;
  });
}
${start}
`;
  expect(await lint(pool('connect();'))).toEqual([]);
  const perRequest = pool("express().get('/', (req, res) => { connect(); res.end(); });");
  expect(await lint(`import express from 'express';\n${perRequest}`)).toEqual(['no-client-per-request']);
  expect(await lint(`import amqp from 'amqplib';
let channel;
async function connect() {
  const connection = await amqp.connect(process.env.URL);
  channel = await connection.createChannel();
  connection.on('close', () => {
    setTimeout(() => { connect().then(() => console.log('again')); }, 5000);
  });
  return { connection, channel };
}
export const send = (text) => channel.sendToQueue('orders', Buffer.from(text));
async function start() {
  await connect();
}
start();
`)).toEqual([]);
});

it('takes `end()` of what a pool of MySQL lent for giving it back', async () => {
  const source = (release: string): string => `import express from 'express';
import mysql from 'mysql2/promise';
const pool = mysql.createPool(process.env.URL);
async function connect() {
  const connection = await pool.getConnection();
  ${release}
  return connection;
}
express().get('/', async (req, res) => {
  const connection = await connect();
  try {
    res.json(await connection.query('SELECT 1'));
  } finally {
    await connection.end();
  }
});
`;
  expect(await rules(source(''))).toEqual([]);
  expect(await rules(source('connection.end = connection.release.bind(connection);'))).toEqual([]);
  expect(await rules(source('').replace('await connection.end();', ''))).toEqual(['require-connection-release']);
});

it('is silent about what is borrowed in code that is run by hand', async () => {
  const source = `import pg from 'pg';
const pool = new pg.Pool();
export async function up() {
  const client = await pool.connect();
  await client.query('CREATE TABLE orders (id int)');
  client.release();
}
`;
  const project = createProject({ rule: '*', files: { 'package.json': manifest, 'src/orders.js': source, 'seeders/orders.js': source } });
  expect((await project.lint('src/orders.js', source)).map(({ rule }) => rule)).toEqual(['require-connection-release']);
  expect(await project.lint('seeders/orders.js', source)).toEqual([]);
});

it('knows what a field holds that each branch fills with the same', async () => {
  const source = (other: string): string => `import express from 'express';
import { createPool } from 'mysql2';
class Database {
  pool: any;
  constructor() {
    if (process.env.SOCKET) this.pool = createPool({ socketPath: process.env.SOCKET });
    else this.pool = ${other};
  }
}
const database = new Database();
const app = express();
app.get('/', async (req, res) => {
  const connection = await database.pool.promise().getConnection();
  const [rows] = await connection.query('SELECT 1');
  database.pool.releaseConnection(connection);
  res.json(rows);
});
`;
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  const lint = async (other: string): Promise<string[]> => (await project.lint('src/app.ts', source(other))).map(({ rule }) => rule);
  expect(await lint('createPool({ host: process.env.HOST })')).toEqual(['require-connection-release']);
  expect(await lint('makePool()')).toEqual([]);
});

it('knows that a container runs the hooks of a health check once', async () => {
  const source = (method: string): string => `import { Injectable } from '@nestjs/common';
import { HealthIndicator } from '@nestjs/terminus';
import { Redis } from 'ioredis';
@Injectable()
export class RedisHealth extends HealthIndicator {
  private readonly client = new Redis();
  async isHealthy(key: string) { return this.getStatus(key, await this.client.ping() === 'PONG'); }
  async ${method}() { await this.client.quit(); }
}
`;
  const dependencies = { '@nestjs/common': '^11.0.0', '@nestjs/terminus': '^11.0.0', ioredis: '^5.0.0' };
  const project = createProject({ rule: '*', files: { 'package.json': { name: 'shop', type: 'module', dependencies } } });
  const lint = async (method: string): Promise<string[]> => (
    (await project.lint('src/redis.health.ts', source(method))).map(({ rule }) => rule));
  expect(await lint('onModuleDestroy')).toEqual([]);
  expect(await lint('check')).toEqual(['no-shared-client-close']);
});

it('follows what a function gives that a package runs and gives back', async () => {
  const source = (load: string, connected: string, end = ''): string => `import express from 'express';
import { createClient } from 'redis';
${load}
const app = express();
async function connect() {
  const client = await ${connected};
  return client;
}
app.get('/', async (req, res) => {
  const client = await connect();
  ${end === '' ? "res.json(await client.get('a'));" : `try { res.json(await client.get('a')); } finally { ${end} }`}
});
`;
  const retry = "import retry from 'p-retry';";
  expect(await rules(source(retry, 'retry(() => createClient().connect(), { retries: 3 })'))).toEqual(['no-client-per-request']);
  const setUp = 'retry(async () => { const made = createClient(); await made.connect(); await made.ping(); return made; })';
  expect(await rules(source(retry, setUp, 'client.destroy();'))).toEqual(['require-client-close']);
  expect(await rules(source(retry, 'retry(() => createClient().connect())', 'client.destroy();'))).toEqual(['prefer-shared-client']);
  const sentry = "import * as Sentry from '@sentry/node';";
  const spanned = "Sentry.startSpan({ name: 'connect' }, () => createClient().connect())";
  expect(await rules(source(sentry, spanned))).toEqual(['no-client-per-request']);
  const given = '() => createClient().connect()';
  for (const [imports, call] of [
    ["import newrelic from 'newrelic';", `newrelic.startSegment('connect', true, ${given})`],
    ["import pLimit from 'p-limit';\nconst limit = pLimit(2);", `limit(${given})`],
    ["import PQueue from 'p-queue';\nconst queue = new PQueue({ concurrency: 2 });", `queue.add(${given})`],
    ["import Bottleneck from 'bottleneck';\nconst limiter = new Bottleneck({ maxConcurrent: 2 });", `limiter.schedule(${given})`],
    ["import { Mutex } from 'async-mutex';\nconst mutex = new Mutex();", `mutex.runExclusive(${given})`],
    ["import { trace } from '@opentelemetry/api';", `trace.getTracer('shop').startActiveSpan('connect', ${given})`],
  ] as const) expect(await rules(source(imports, call)), imports).toEqual(['no-client-per-request']);
  expect(await rules(source("import { run } from 'somewhere';", 'run(() => createClient().connect())'))).toEqual([]);
});
