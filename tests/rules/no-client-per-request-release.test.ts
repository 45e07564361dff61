import { describe, expect, it } from 'vitest';
import { countSilent, describeMarked, type MarkedCases } from '../support/marked-cases.js';

/** The rule says "never released", so that one release on any path, good or bad, is enough to keep it silent. */
const head = "import express from 'express';\nimport { Client } from 'pg';\nconst app = express();";

function handler(...lines: readonly string[]): string {
  return [head, "app.post('/users', async (req, res, next) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

function withHelper(helper: readonly string[], ...lines: readonly string[]): string {
  return handler(...lines).replace('const app', `${helper.join('\n')}\nconst app`);
}

const query = 'const { rows } = await client.query(req.body.text);';

const released: MarkedCases = {
  'a close at the end': handler('const client = new Client();', 'await client.connect();', query, 'await client.end();', 'res.json(rows);'),
  'a close that nobody awaits': handler('const client = new Client();', query, 'void client.end();', 'res.json(rows);'),
  'a finally': handler(
    'const client = new Client();', 'try {', `  ${query}`, '  res.json(rows);', '} finally {', '  await client.end();', '}',
  ),
  'a finally() of a promise': handler(
    'const client = new Client();', 'return client.query(req.body.text).then(({ rows }) => res.json(rows)).finally(() => client.end());',
  ),
  'a then() that closes': handler(
    'const client = new Client();', 'client.query(req.body.text).then(({ rows }) => { res.json(rows); client.end(); });',
  ),
  'a callback that closes': handler(
    'const client = new Client();',
    'client.connect();',
    'client.query(req.body.text, (error, result) => {',
    '  client.end();',
    '  res.json(result.rows);',
    '});',
  ),
  'a close in a catch alone': handler(
    'const client = new Client();',
    'try {',
    `  ${query}`,
    '  res.json(rows);',
    '} catch (error) {',
    '  await client.end();',
    '  next(error);',
    '}',
  ),
  'a close in one branch': handler('const client = new Client();', query, 'if (rows.length > 0) await client.end();', 'res.json(rows);'),
  'a close when the response is finished': handler(
    'const client = new Client();', "res.on('finish', () => client.end());", query, 'res.json(rows);',
  ),
  'a close by reference': handler('const client = new Client();', "res.on('close', client.end.bind(client));", query, 'res.json(rows);'),
  'a close that goes elsewhere by name': handler('const client = new Client();', 'const stop = client.end;', query, 'res.json(rows);'),
  'a close by a timer': handler('const client = new Client();', query, 'res.json(rows);', 'setTimeout(() => client.end(), 500);'),
  'a close in a new Promise': handler(
    'const client = new Client();',
    'const rows = await new Promise((resolve, reject) => {',
    '  client.query(req.body.text, (error, result) => {',
    '    client.end();', '    if (error) reject(error);', '    else resolve(result.rows);', '  });', '});', 'res.json(rows);',
  ),
  'an optional close': handler(
    'let client;', 'try {', '  client = new Client();', `  ${query}`, '  res.json(rows);', '} finally {', '  await client?.end();', '}',
  ),
  'a close by a destructured method': handler(
    'const client = new Client();', 'const { end } = client;', query, 'await end.call(client);', 'res.json(rows);',
  ),
  'a close of an alias': handler(
    'const client = new Client();', 'const db = client;', 'const { rows } = await db.query(req.body.text);', 'await db.end();',
    'res.json(rows);',
  ),
  'a close through a holder': handler(
    'const context = { db: new Client() };',
    'const { rows } = await context.db.query(req.body.text);',
    'await context.db.end();',
    'res.json(rows);',
  ),
  'a helper that closes': withHelper(
    ['async function stop(client) {', '  await client.end();', '}'],
    'const client = new Client();',
    query,
    'await stop(client);',
    'res.json(rows);',
  ),
  'a helper that closes what is in an object': withHelper(
    ['const stop = async ({ client }) => client.end();'],
    'const client = new Client();',
    query,
    'await stop({ client });',
    'res.json(rows);',
  ),
  'a helper of a helper that closes': withHelper(
    ['const stop = (client) => client.end();', 'function stopQuietly(db) {', '  return stop(db).catch(() => {});', '}'],
    'const client = new Client();', query, 'await stopQuietly(client);', 'res.json(rows);',
  ),
  'a bracket that closes': withHelper(
    [
      'async function withClient(work) {', '  const client = new Client();', '  try {', '    return await work(client);',
      '  } finally {', '    await client.end();', '  }', '}',
    ],
    'res.json(await withClient((client) => client.query(req.body.text)));',
  ),
  'a factory whose caller closes': withHelper(
    ['async function open() {', '  const client = new Client();', '  await client.connect();', '  return client;', '}'],
    'const client = await open();', query, 'await client.end();', 'res.json(rows);',
  ),
  'a pair of functions': withHelper(
    [
      'function open() {', '  const client = new Client();',
      '  return { fetch: (text) => client.query(text), destroy: () => client.end() };', '}',
    ],
    'const db = open();', 'const { rows } = await db.fetch(req.body.text);', 'await db.destroy();', 'res.json(rows);',
  ),
  'a class with a close method': withHelper(
    [
      'class Db {', '  constructor() {', '    this.client = new Client();', '  }', '  query(text) {',
      '    return this.client.query(text);', '  }', '  close() {', '    return this.client.end();', '  }', '}',
    ],
    'const db = new Db();', 'const { rows } = await db.query(req.body.text);', 'await db.close();', 'res.json(rows);',
  ),
  'a close method of a class around a class that is chosen at run time': withHelper(
    [
      'class Connection {',
      '  async connect(kind) {',
      '    this.driver = new drivers[kind](new Client());',
      '  }',
      '  async disconnect() {',
      '    await this.driver.disconnect();', '  }', '}',
    ],
    'const connection = new Connection();', "await connection.connect('pg');", 'await connection.disconnect();', 'res.end();',
  ),
  'a method that hands it to code that is not here': withHelper(
    [
      'class Db {', '  constructor() {', '    this.client = new Client();', '  }', '  run(text) {',
      '    return run(this.client, text);', '  }', '}',
    ],
    'const db = new Db();', 'res.json(await db.run(req.body.text));',
  ),
  'a holder whose close method is a function of its own': withHelper(
    ['function open() {', '  const client = new Client();', '  const close = () => client.end();', '  return { client, close };', '}'],
    'const { client, close } = open();', query, 'await close();', 'res.json(rows);',
  ),
  'clients that are closed in a loop': handler(
    'const clients = [new Client(), new Client()];', 'for (const client of clients) await client.query(req.body.text);',
    'await Promise.all(clients.map((client) => client.end()));', 'res.end();',
  ),
  'a client in a loop that is closed there': handler(
    'for (const text of req.body.texts) {',
    '  const client = new Client();',
    '  await client.query(text);',
    '  await client.end();',
    '}',
    'res.end();',
  ),
  'a wrapper that closes it': handler(
    "const { drizzle } = require('drizzle-orm/node-postgres');", 'const db = drizzle(new Client());', 'const rows = await db.select();',
    'await db.$client.end();', 'res.json(rows);',
  ),
  'a cleanup that several events call': handler(
    'const client = new Client();',
    'const cleanup = () => client.end();',
    "req.on('close', cleanup);",
    "res.on('finish', cleanup);",
    query,
    'res.json(rows);',
  ),
  'a work that the platform waits for': handler('const client = new Client();', query, 'ctx.waitUntil(client.end());', 'res.json(rows);'),
};

const using: MarkedCases = {
  'await using': handler(
    "const { MongoClient } = require('mongodb');", 'await using client = new MongoClient(process.env.URL);',
    "res.json(await client.db('app').stats());",
  ),
  'await using of a factory': withHelper(
    ["import { MongoClient } from 'mongodb';", 'const open = () => new MongoClient(process.env.URL);'],
    'await using client = open();', "res.json(await client.db('app').stats());",
  ),
  'a call of its dispose method': handler(
    "const { MongoClient } = require('mongodb');", 'const client = new MongoClient(process.env.URL);',
    "res.json(await client.db('app').stats());", 'await client[Symbol.asyncDispose]();',
  ),
};

const never: MarkedCases = {
  'no close at all': handler('const client = new Client(); // leak', 'await client.connect();', query, 'res.json(rows);'),
  'a close of another client': handler(
    'const client = new Client(); // leak', 'const other = new Client();', query, 'await other.end();', 'res.json(rows);',
  ),
  'a method of the same name on something else': handler('const client = new Client(); // leak', query, 'res.end();'),
  'a release, which gives back and does not close': handler(
    'const client = new Client(); // leak', query, 'client.release();', 'res.json(rows);',
  ),
  'a method that is no release': handler('const client = new Client(); // leak', query, 'client.removeAllListeners();', 'res.json(rows);'),
  'a helper that does not close': withHelper(
    ['async function stop(client) {', '  client.ended = true;', '}'],
    'const client = new Client(); // leak',
    query,
    'await stop(client);',
    'res.json(rows);',
  ),
  'a helper that closes something else': withHelper(
    ['const shared = new Client();', 'async function stop(client) {', '  await shared.end();', '}'],
    'const client = new Client(); // leak',
    query,
    'await stop(client);',
    'res.json(rows);',
  ),
  'a class whose close method nobody calls': withHelper(
    [
      'class Db {', '  constructor() {', '    this.client = new Client(); // leak', '  }', '  query(text) {',
      '    return this.client.query(text);', '  }', '  close() {', '    return this.client.end();', '  }', '}',
    ],
    'const db = new Db();', 'const { rows } = await db.query(req.body.text);', 'res.json(rows);',
  ),
  'a pair of functions of which one is not used': withHelper(
    [
      'function open() {', '  const client = new Client(); // leak',
      '  return { fetch: (text) => client.query(text), destroy: () => client.end() };', '}',
    ],
    'const db = open();', 'const { rows } = await db.fetch(req.body.text);', 'res.json(rows);',
  ),
  'a factory whose caller does not close': withHelper(
    ['async function open() {', '  const client = new Client(); // leak', '  await client.connect();', '  return client;', '}'],
    'const client = await open();', query, 'res.json(rows);',
  ),
  'a caller that closes beside one that does not': withHelper(
    ['const open = () => new Client(); // leak', "app0.get('/good', async () => { const client = open(); await client.end(); });"],
    'const client = open();', query, 'res.json(rows);',
  ).replace('const app0', 'const app').replaceAll('app0', 'app').replace(/^(const open.*\n)(app\.get.*\n)(const app.*)$/m, '$3\n$1$2'),
  'a release of a checkout while the pool is left': handler(
    "const { Pool } = require('pg');", 'const pool = new Pool(); // leak', 'const client = await pool.connect();', query,
    'client.release();', 'res.json(rows);',
  ),
  'a channel that is closed without its connection': handler(
    "const amqp = require('amqplib');", 'const connection = await amqp.connect(process.env.URL); // leak',
    'const channel = await connection.createChannel();',
    "channel.sendToQueue('jobs', req.body);", 'await channel.close();', 'res.end();',
  ),
  'clients in a loop that are left': handler(
    'for (const text of req.body.texts) {', '  const client = new Client(); // leak', '  await client.query(text);', '}', 'res.end();',
  ),
};

describeMarked('released, well or badly', released);
describeMarked('released by the language', using, { filenames: ['src/service.ts'] });
describeMarked('never released', never);

describe('the cases of this file', () => {
  it('are silent more often than not', () => {
    const { silent, reported } = countSilent(released, using, never);
    expect(silent).toBeGreaterThan(reported);
  });
});
