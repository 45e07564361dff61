import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

/*
 * A function that gives a part of a client away, which goes on using the client, is not the one to close it. Whether the part came at once
 * or had to be waited for makes no difference.
 */

const head = `
const express = require('express');
const { Gateway } = require('fabric-network');
const { MongoClient } = require('mongodb');
const amqp = require('amqplib');
const { Client, Pool } = require('pg');
const { MultiServerMCPClient } = require('@langchain/mcp-adapters');
const { NodeSSH } = require('node-ssh');
const pulsar = require('pulsar-client');
const app = express();
`.slice(1);

const opened: Record<string, string[]> = {
  gateway: ['const gateway = new Gateway();', 'await gateway.connect(profile, { identity: name });'],
  mongo: ['const client = await MongoClient.connect(`mongodb://${name}`);'],
  amqp: ['const connection = await amqp.connect(name);'],
  pulsar: ['const client = new pulsar.Client({ serviceUrl: name });'],
  ssh: ['const ssh = new NodeSSH();', 'await ssh.connect({ host: name });'],
  pool: ['const pool = new Pool({ database: name });'],
  tools: ['const tools = new MultiServerMCPClient({ mcpServers: { [name]: { url: name } } });'],
  pg: ['const client = new Client({ database: name });', 'await client.connect();'],
};

/** A service whose handler calls `open(name)`, a function with the lines. */
function service(lines: readonly string[], used = 'res.json(await part.evaluateTransaction(\'all\'));'): string {
  return `${head}async function open(name) {\n${lines.map((line) => `  ${line}\n`).join('')}}
app.get('/', async (req, res) => {
  const part = await open(req.params.name);
  ${used}
});
`;
}

describe('a part of a client', () => {
  it.each<[string, string[]]>([
    ['of a part that was waited for', [
      ...opened.gateway!, "const network = await gateway.getNetwork('orders');", "return network.getContract('stock');",
    ]],
    ['in an object', [
      ...opened.gateway!, "const network = await gateway.getNetwork('orders');", "const contract = network.getContract('stock');",
      'return { network, contract };',
    ]],
    ['at once', [...opened.gateway!, "return (await gateway.getNetwork('orders')).getContract('stock');"]],
    ['as the promise of it', [...opened.gateway!, "return gateway.getNetwork('orders');"]],
    ['that a function gives', [
      ...opened.gateway!, "const find = async () => { const network = await gateway.getNetwork('orders'); return network; };",
      'return find();',
    ]],
    ['that a variable holds', [...opened.mongo!, "const db = client.db('orders');", 'return db;']],
    ['of a part that came at once', [...opened.mongo!, "const orders = client.db('shop').collection('orders');", 'return orders;']],
    ['that was made by an object', [...opened.mongo!, "const db = client.db('orders');", 'return new Orders(db);']],
    ['that is a channel', [
      ...opened.amqp!, 'const channel = await connection.createChannel();', "await channel.assertQueue('orders');", 'return channel;',
    ]],
    ['that is a producer', [
      ...opened.pulsar!, "const producer = await client.createProducer({ topic: 'orders' });", 'return { send: producer.send, producer };',
    ]],
    ['that the application is given', [
      ...opened.gateway!, "const network = await gateway.getNetwork('orders');", "const contract = network.getContract('stock');",
      "app.set('stock', contract);", 'return {};',
    ]],
    ['that is put onto the application', [
      ...opened.gateway!, "const network = await gateway.getNetwork('orders');", "const contract = network.getContract('stock');",
      'Object.assign(app.locals, { contract });', 'return {};',
    ]],
    ['that is borrowed from it', [...opened.pool!, 'return pool.connect();']],
    ['that is borrowed from it, and waited for', [
      ...opened.pool!, 'const connection = await pool.connect();', "await connection.query('SET search_path TO orders');",
      'return connection;',
    ]],
    ['that is borrowed, in an object', [...opened.pool!, 'return { connection: await pool.connect() };']],
    ['that a list holds', [
      ...opened.tools!, 'const found = [];', 'found.push(...await tools.getTools());', 'return found;',
    ]],
    ['that a collection from outside of the block holds', [
      'const found = new Map();', 'try {', ...opened.tools!.map((line) => `  ${line}`), '  const own = await tools.getTools();',
      '  found.set(name, own);', '} catch (error) {', '  console.warn(error);', '}', 'return [...found.values()].flat();',
    ]],
    ['that a variable from outside of the block holds', [
      'let own = [];', 'try {', ...opened.tools!.map((line) => `  ${line}`), '  own = await tools.getTools();',
      '} catch (error) {', '  console.warn(error);', '}', 'return own;',
    ]],
    ['that a function in an object uses', [
      ...opened.amqp!, 'const channel = await connection.createChannel();',
      "const send = async (order) => { await channel.assertQueue('orders'); channel.sendToQueue('orders', order); };", 'return { send };',
    ]],
    ['that a function uses which is given away', [
      ...opened.pg!, 'const all = async (table) => (await client.query(table)).rows;', 'return all;',
    ]],
    ['that a function uses which a list holds', [
      ...opened.pg!, 'const all = async (table) => { await client.query(table); };', 'return [all];',
    ]],
    ['that is a shell', [...opened.ssh!, 'const shell = await ssh.requestShell();', 'return shell;']],
  ])('that is given away is not closed behind it: %s', (_name, lines) => {
    expect(offered(service(lines), 'service.cjs')).not.toContain('closeInFinally');
  });

  it.each<[string, string[]]>([
    ['is given a function', [
      'const channel = await connection.createChannel();', "channel.consume('orders', (order) => console.log(order));",
    ]],
    ['has begun', ['const channel = await connection.createChannel();', "await channel.consume('orders', onOrder);"]],
    ['is of an older variable', [
      'let channel;', 'channel = await connection.createChannel();', "await channel.consume('orders', onOrder, { noAck: true });",
    ]],
    ['has begun in a `try`', [
      'try {', '  const channel = await connection.createChannel();', "  await channel.consume('orders', (order) => console.log(order));",
      '} catch (error) {', '  console.error(error);', '}',
    ]],
  ])('is not closed behind a consumer that %s', (_name, lines) => {
    expect(offered(service([...opened.amqp!, ...lines]), 'service.cjs')).not.toContain('closeInFinally');
  });

  it('is over when the promise around its consumer is settled', () => {
    expect(offered(service([
      ...opened.amqp!, 'const channel = await connection.createChannel();',
      "return await new Promise((resolve) => { channel.consume('orders', (order) => resolve(order.content)); });",
    ]), 'service.cjs')).toContain('closeInFinally');
  });

  it('is over where only what is done with it goes on', () => {
    const code = `
import puppeteer from 'puppeteer';
export async function handler(event) {
  const browser = await puppeteer.launch({ headless: true });
  const page = await browser.newPage();
  page.on('request', (request) => request.continue());
  await page.goto(event.url);
  const text = await page.evaluate((selector) => document.querySelector(selector).textContent, 'p').catch(() => undefined);
  if (!text) return undefined;
  await browser.close();
  return text;
}
`;
    expect(offered(code, 'service.js')).toContain('closeInFinally');
  });

  it.each<[string, string[], string]>([
    ['what it was asked', [
      ...opened.gateway!, "const network = await gateway.getNetwork('orders');", "const contract = network.getContract('stock');",
      "const stock = await contract.evaluateTransaction('all');", 'return stock.toString();',
    ], 'return stock.toString();'],
    ['what a borrowed one was asked', [
      ...opened.pool!, 'const connection = await pool.connect();', 'try {', "  return connection.query('select 1');", '} finally {',
      '  connection.release();', '}',
    ], "return await connection.query('select 1');"],
    ['how many a list of the block holds', [
      ...opened.tools!, 'const found = [];', 'found.push(...await tools.getTools());', 'return found.length;',
    ], 'return found.length;'],
    ['an answer at once', [
      ...opened.gateway!, "const network = await gateway.getNetwork('orders');",
      "return await network.getContract('stock').evaluateTransaction('all');",
    ], "return await network.getContract('stock').evaluateTransaction('all');"],
    ['the promise of an answer', [
      ...opened.gateway!, "const network = await gateway.getNetwork('orders');",
      "return network.getContract('stock').evaluateTransaction('all');",
    ], "return await network.getContract('stock').evaluateTransaction('all');"],
    ['what it gave', [
      ...opened.mongo!, "const db = client.db('orders');", "const row = await db.collection('orders').findOne({});", 'return row;',
    ], 'return row;'],
    ['whether it is there', [
      ...opened.amqp!, 'const channel = await connection.createChannel();', 'if (!channel) return false;',
      "await channel.assertQueue('orders');", 'return true;',
    ], 'return true;'],
  ])('is over where the function gives %s', (_name, lines, given) => {
    const output = applied('closeInFinally', service(lines, 'res.json(part);'), 'service.cjs');
    expect(output).toContain(given);
    expect(output).toContain('} finally {');
  });
});

describe('a function that is given a part, and that nobody waits for', () => {
  const using = (parameters: string, line: string, more = ''): string => `${head}${more}async function withStock(${parameters}) {
  ${opened.gateway!.join('\n  ')}
  const network = await gateway.getNetwork('orders');
  const contract = network.getContract('stock');
  ${line}
}
app.get('/', async (req, res) => {
  await withStock(req.params.name);
  res.json({});
});
`;
  const body = "{\n  await contract.evaluateTransaction('all');\n}";
  const asking = `async function ask(contract) ${body}\n`;

  it.each([
    ['is a parameter', using('name, work', 'work(contract);')],
    ['is asynchronous', using('name', 'ask(contract);', asking)],
    ['is asynchronous, and says that nobody waits', using('name', 'void ask(contract);', asking)],
    ['is an asynchronous constant', using('name', 'ask({ contract });', `const ask = async ({ contract }) => ${body};\n`)],
  ])('goes on with the client: %s', (_name, code) => {
    expect(offered(code, 'service.cjs')).not.toContain('closeInFinally');
  });

  it.each([
    ['is waited for', using('name, work', 'await work(contract);')],
    ['is done at once', using('name', 'show(contract);', 'function show(contract) {\n  console.log(contract.namespace);\n}\n')],
  ])('is over where it %s', (_name, code) => {
    expect(offered(code, 'service.cjs')).toContain('closeInFinally');
  });
});

describe('what a session was lent to', () => {
  const code = (tried: string): string => `
const express = require('express');
const mongoose = require('mongoose');
const app = express();
app.get('/', async (req, res) => {
  const session = await mongoose.startSession();
  try {
    session.startTransaction();
    const order = await Order.findById(req.params.id).session(session);
    ${tried}
    if (!order) {
      await session.abortTransaction();
      return;
    }
    res.emit('order', { id: order.id });
    await session.commitTransaction();
    await session.endSession();
  } catch (error) {
    await session.abortTransaction();
    await session.endSession();
    res.emit('error', { error });
  }
});
`;

  it('does not keep it', () => {
    expect(offered(code('await order.save({ session });'), 'service.cjs')).toContain('releaseInFinally');
  });
});

describe('the promise of an answer', () => {
  it.each<[string, string[], string]>([
    ['in a `try`', [
      ...opened.pg!, 'try {', '  return new Promise((resolve) => {', "    client.query('select 1').then((result) => {",
      '      resolve(result.rows);', '    });', '  });', '} catch (error) {', '  return undefined;', '}',
    ], 'return await new Promise('],
  ])('is waited for before the close: %s', (_name, lines, given) => {
    expect(applied('closeInFinally', service(lines, 'res.json(part);'), 'service.cjs')).toContain(given);
  });
});
