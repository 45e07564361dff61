import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* Each run fills a field anew: of an object that lives on, released by another method or by none; of a class, which nobody reads. */

async function lint(file: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0' } }, ...files } });
  return (await project.lint(file, files[file]!)).map(({ rule, message }) => {
    const [, path = ''] = /not released (.*?): /.exec(message) ?? [];
    return path ? `${rule}: ${path}` : rule;
  });
}

const queue = (connect: string): string => `import amqp from 'amqplib';
export class Queue {
  ${connect}
  async send(queue, message) {
    const channel = await this.connection.createChannel();
    channel.sendToQueue(queue, Buffer.from(message));
  }
  async close() { await this.connection?.close(); }
}`;
const connect = "async connect() { this.connection = await amqp.connect('amqp://queue'); }";

const app = (body: string): string => `import express from 'express';
import { Queue } from './queue.js';
const app = express();
const queue = new Queue();
app.post('/orders', async (req, res) => {
  ${body}
  res.end();
});`;

describe('an object that lives on', () => {
  it('loses the client when another method that closes it is not reached', async () => {
    const body = "await queue.connect(); await queue.send('a', req.body); await queue.close();";
    const files = { 'queue.js': queue(connect), 'app.js': app(body) };
    expect(await lint('queue.js', files)).toStrictEqual(['require-client-close: when `send()` on line 6 of app.js throws']);
  });

  it('loses nothing where every path closes it', async () => {
    const body = "try { await queue.connect(); await queue.send('a', req.body); } finally { await queue.close(); }";
    expect(await lint('queue.js', { 'queue.js': queue(connect), 'app.js': app(body) })).toStrictEqual(['prefer-shared-client']);
  });

  it('is not told of where it is made once', async () => {
    const once = "async connect() { if (!this.connection) this.connection = await amqp.connect('amqp://queue'); }";
    const body = "await queue.connect(); await queue.send('a', req.body);";
    expect(await lint('queue.js', { 'queue.js': queue(once), 'app.js': app(body) })).toStrictEqual([]);
  });

  it('is not told of where another request closes it', async () => {
    const other = `${app('await queue.connect();')}\napp.post('/close', async (req, res) => { await queue.close(); res.end(); });`;
    expect(await lint('queue.js', { 'queue.js': queue(connect), 'app.js': other })).toStrictEqual([]);
  });

  it('has a field that goes by the name of a method of its client', async () => {
    const producer = `import { Kafka } from 'kafkajs';
class Events {
  constructor() { this.kafka = new Kafka({ brokers: ['kafka:9092'] }); }
  async send(topic, value) {
    this.producer = this.kafka.producer();
    await this.producer.connect();
    await this.producer.send({ topic, messages: [{ value }] });
  }
}
export default new Events();`;
    const files = {
      'events.js': producer,
      'app.js': `import express from 'express';
import events from './events.js';
const app = express();
app.post('/orders', async (req, res) => { await events.send('orders', req.body); res.end(); });`,
    };
    expect(await lint('events.js', files)).toStrictEqual(['no-client-per-request']);
  });
});

const browser = (setUp: string): string => `const puppeteer = require('puppeteer');
class Browser { async setUp() { ${setUp} } }
module.exports = Browser;`;
const page = (body: string): string => `const express = require('express');
const Browser = require('./browser');
const app = express();
app.get('/page', async (req, res) => {
  const own = new Browser();
  await own.setUp();
  ${body}
  res.end();
});`;
const work = 'const page = await own.browser.newPage(); await page.goto(req.query.url);';

describe('a field of a class', () => {
  it('that nobody reads keeps nothing', async () => {
    const files = {
      'browser.js': browser('this.browser = Browser.browser = await puppeteer.launch();'),
      'app.js': page(`${work} await own.browser.close();`),
      // Another thing of that name, in a file that knows nothing of the class.
      'agent.js': 'exports.describe = (agent) => agent.browser;',
    };
    expect(await lint('browser.js', files)).toStrictEqual(['require-client-close: when `newPage()` on line 7 of app.js throws']);
  });

  it('that is read keeps the client', async () => {
    const files = {
      'browser.js': `${browser('this.browser = Browser.browser = await puppeteer.launch();')}
module.exports.current = () => Browser.browser;`,
      'app.js': page(`${work} await own.browser.close();`),
    };
    expect(await lint('browser.js', files)).toStrictEqual([]);
  });

  it('that another file reads keeps the client', async () => {
    const files = {
      'browser.js': browser('this.browser = Browser.browser = await puppeteer.launch();'),
      'app.js': page(`${work} await own.browser.close();`),
      'status.js': "const Shared = require('./browser');\nexports.isOpen = () => Shared.browser.isConnected();",
    };
    expect(await lint('browser.js', files)).toStrictEqual([]);
  });

  it('is filled by a method that is called before the block that closes it', async () => {
    const files = {
      'browser.js': browser('this.browser = await puppeteer.launch();'),
      'app.js': page(`try { ${work} } finally { await own.browser.close(); }`),
    };
    expect(await lint('browser.js', files)).toStrictEqual(['prefer-shared-client']);
  });
});

/** A place that all requests use, and that some of them put another client into. */
const chosen = (connect: string, more = ''): string => `import express from 'express';
import { Pool } from 'pg';
const app = express();
let pool;
app.post('/database', async (req, res) => {
  ${connect}
  res.end();
});
app.get('/rows', async (req, res) => { res.json(await pool.query('select 1')); });
${more}`;
const anew = 'pool = new Pool({ host: req.body.host });';

describe('a variable that other requests use', () => {
  it.each([
    ['of the host that each asks for', chosen(anew), ['no-client-per-request']],
    ['in a function of its own',
      chosen('open(req.body);', 'function open({ host }) { pool = new Pool({ host }); pool.query(\'select 1\'); }'),
      ['no-client-per-request']],
    ['which is always the same', chosen('pool = new Pool();'), []],
    ['after the one before is released', chosen(`if (pool) await pool.end();\n  ${anew}`), []],
    ['where there is none yet', chosen(`if (!pool) ${anew}`), []],
    ['where another host is asked for', chosen(`if (pool.options.host !== req.body.host) ${anew}`), []],
    ['that another request releases', chosen(anew, "app.post('/close', async (req, res) => { await pool.end(); res.end(); });"), []],
    ['that is given out', chosen(anew, 'export function current() { return pool; }'), []],
  ])('holds a client %s', async (_, code, expected) => {
    expect(await lint('app.js', { 'app.js': code })).toStrictEqual(expected);
  });
});

describe('a gateway that the module keeps while it is used', () => {
  const gateway = (identity: string): string => `const { Gateway } = require('fabric-network');
const express = require('express');
const app = express();
let gateway;
async function contractOf(organisation) {
  gateway = new Gateway();
  await gateway.connect({}, { identity: ${identity} });
  const network = await gateway.getNetwork('channel');
  return network.getContract('drugs');
}
function disconnect() { gateway.disconnect(); }
app.post('/drugs', async (req, res) => {
  try {
    const contract = await contractOf(req.body.organisation);
    res.json(await contract.submitTransaction('add', req.body.name));
  } finally { disconnect(); }
});`;

  it('is told there whose it is', async () => {
    expect(await lint('app.js', { 'app.js': gateway('organisation') })).toStrictEqual([]);
    expect(await lint('app.js', { 'app.js': gateway("'admin'") })).toStrictEqual(['prefer-shared-client']);
  });
});

const mssql = (listener: string): string => `import express from 'express';
import { ConnectionPool } from 'mssql';
const app = express();
let pool;
async function query(sql) {
  pool = await new ConnectionPool({ server: 'sql' }).connect();
  ${listener}
  return (await pool.request().query(sql)).recordset;
}
app.get('/rows', async (req, res) => { res.json(await query('select 1')); });`;

describe('a pool that each request makes anew', () => {
  it('is not released by a listener for its errors', async () => {
    const listener = "pool.on('error', () => { pool.close(); pool = null; });";
    expect(await lint('app.js', { 'app.js': mssql(listener) })).toStrictEqual(['require-client-close: on the `return` on line 8']);
    expect(await lint('app.js', { 'app.js': mssql('') })).toStrictEqual(['no-client-per-request']);
  });

  it('is made once where one is there', async () => {
    const once = mssql('').replace('pool = await', 'pool ??= await');
    expect(await lint('app.js', { 'app.js': once })).toStrictEqual([]);
  });
});
