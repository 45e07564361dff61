import { describe, expect, it } from 'vitest';
import { rulesInHandler } from '../support/in-handler.js';
import { createProject } from '../support/lint.js';

/** SDKs whose connection is opened by a method, by a builder, or behind another object. */

describe('a connection for each request', () => {
  it.each([
    ["import { Client } from 'xrpl';", 'const client = new Client(address);', 'await client.connect();', 'await client.request(req.body);'],
    ["import { TelegramClient } from 'telegram';", 'const client = new TelegramClient(session, 1, hash, {});', 'await client.connect();',
      'await client.sendMessage(req.body.to);'],
    ["import { ApiPromise, WsProvider } from '@polkadot/api';", 'const provider = new WsProvider(address);',
      'const api = await ApiPromise.create({ provider });', 'res.json(await api.rpc.chain.getHeader());'],
    ["import { HubConnectionBuilder } from '@microsoft/signalr';", 'const hub = new HubConnectionBuilder().withUrl(address).build();',
      'await hub.start();', "await hub.invoke('order', req.body);"],
    ["import monk from 'monk';", 'const db = monk(address);', "res.json(await db.get('orders').find({}));"],
    ["import { Connection } from '@solana/web3.js';", 'const chain = new Connection(address);', 'res.json(await chain.getSlot());'],
    ["import JSFtp from 'jsftp';", "const ftp = new JSFtp({ host: 'files.example' });", "ftp.get('orders.csv', handle);"],
    ["import { MailListener } from 'mail-listener5';", 'const mails = new MailListener({ username: req.body.user });', 'mails.start();'],
    ["import MailListener from 'mail-listener2';", 'const mails = new MailListener({ username: req.body.user });', 'mails.start();'],
    ["import { Kafka } from 'kafkajs-fixes';", 'const producer = new Kafka({ brokers }).producer();', 'await producer.connect();',
      'await producer.send(req.body);'],
    ["import { launchChromium } from 'playwright-aws-lambda';", 'const browser = await launchChromium();',
      'await show(await browser.newPage());'],
    ["import PCR from 'puppeteer-chromium-resolver';", 'const { puppeteer, executablePath } = await PCR();',
      'const browser = await puppeteer.launch({ executablePath });', 'await show(await browser.newPage());'],
    ["import puppeteer from 'rebrowser-puppeteer-core';", 'const browser = await puppeteer.launch();',
      'await show(await browser.newPage());'],
    ["import { Stagehand } from '@browserbasehq/stagehand';", "const stagehand = new Stagehand({ env: 'LOCAL' });",
      'await stagehand.init();',
      'await stagehand.act(req.body.task);'],
    ["import { Camoufox } from 'camoufox-js';", 'const browser = await Camoufox();', 'await show(await browser.newPage());'],
    ["import phantom from 'phantom';", 'const browser = await phantom.create();', 'await show(await browser.createPage());'],
    ["import apn from '@parse/node-apn';", 'const provider = new apn.Provider(options);', 'await provider.send(note, req.body.device);'],
    ["import apn from 'apn';", 'const provider = new apn.Provider(options);', 'await provider.send(note, req.body.device);'],
    ["import createSubscriber from 'pg-listen';", 'const subscriber = createSubscriber(options);', 'await subscriber.connect();',
      "await subscriber.notify('orders', req.body);"],
    ["import { createClient } from '@deepgram/sdk';", 'const live = createClient(key).listen.live({});', 'live.send(req.body);'],
    ["import { OpenAIRealtimeWS } from 'openai/realtime/ws';", 'const talk = new OpenAIRealtimeWS({ model });', 'talk.send(req.body);'],
    ["import { AssemblyAI } from 'assemblyai';", 'const heard = new AssemblyAI({ apiKey }).streaming.transcriber({ sampleRate });',
      'await heard.connect();', 'heard.sendAudio(req.body);'],
    ["import { MCPClient } from 'mcp-use';",
      'const client = MCPClient.fromDict(servers);', "const session = await client.createSession('a');",
      "res.json(await session.callTool('order', req.body));"],
    ["import thrift from 'thrift';", 'const connection = thrift.createConnection(host, 9090);',
      'res.json(await thrift.createClient(Orders, connection).find(req.body.id));'],
    ["import amqp from 'amqp';", 'const connection = amqp.createConnection({ url });', "connection.publish('orders', req.body);"],
    ["import zmq from 'zeromq';", "const socket = zmq.socket('push');", 'socket.connect(address);', 'socket.send(req.body);'],
    ["import node_ssh from 'node-ssh';", 'const ssh = new node_ssh();', 'await ssh.connect(options);',
      'await ssh.execCommand(req.body.command);'],
    ["import makeWASocket from '@whiskeysockets/baileys';", 'const socket = makeWASocket({ auth });',
      'await socket.sendMessage(req.body.to, { text });'],
    ["import Web3 from 'web3';", 'const provider = new Web3.providers.WebsocketProvider(url);', 'provider.send(req.body, reply);'],
    ["import { Pool } from 'tarn';", 'const pool = new Pool({ create, destroy, min: 0, max: 10 });', 'await pool.acquire().promise;'],
    ["import { PostgresStore } from '@mastra/pg';", 'const store = new PostgresStore({ id, connectionString });',
      'await store.saveThread(req.body);'],
    ["import { chromium } from 'playwright-extra';", 'const browser = await chromium.launch();', 'await show(await browser.newPage());'],
    ["import FTPClient from 'ftp-ts';", 'const ftp = await FTPClient.connect(options);', "await ftp.put(req.body, '/orders.csv');"],
  ])('%s', async (imports, ...lines) => {
    expect(await rulesInHandler(imports, ...lines)).toStrictEqual(['no-client-per-request']);
  });
});

describe('a connection that is closed', () => {
  it.each([
    ["import { ApiPromise, WsProvider } from '@polkadot/api';",
      'const api = await ApiPromise.create({ provider: new WsProvider(address) });', 'try {',
      '  res.json(await api.rpc.chain.getHeader());', '} finally {', '  await api.disconnect();', '}'],
    ["import { TelegramClient } from 'telegram';", 'const client = new TelegramClient(session, 1, hash, {});', 'try {',
      '  await client.connect();', '  await client.sendMessage(req.body.to);', '} finally {', '  await client.destroy();', '}'],
    ["import { MailListener } from 'mail-listener5';", 'const mails = new MailListener({ username: req.body.user });', 'mails.start();',
      "mails.on('server:connected', () => mails.stop());", "mails.on('error', () => mails.stop());"],
    ["import MailListener from 'mail-listener4';", 'const mails = new MailListener({ username: req.body.user });', "res.end('no mails');"],
    ["import JSFtp from 'jsftp';", "const ftp = new JSFtp({ host: 'files.example' });",
      "ftp.get('orders.csv', () => ftp.raw('quit', () => undefined));"],
    ["import { FTP } from 'ftp-ts';", 'const ftp = await FTP.connect(options);', 'try {', "  await ftp.put(req.body, '/orders.csv');",
      '} finally {', '  ftp.end();', '}'],
    ["import apn from '@parse/node-apn';", 'const provider = new apn.Provider(options);', 'try {',
      '  await provider.send(note, req.body.device);', '} finally {', '  await provider.shutdown();', '}'],
    ["import { createClient } from '@deepgram/sdk';", 'const live = createClient(key).listen.live({});', 'try {', '  live.send(req.body);',
      '} finally {', '  live.requestClose();', '}'],
    ["import thrift from 'thrift';", "const connection = thrift.createHttpConnection('orders.example', 80);",
      'res.json(await thrift.createClient(Orders, connection).find(req.body.id));'],
    ["import { Connection } from '@solana/web3.js';", 'const chain = new Connection(address, { httpAgent });',
      'res.json(await chain.getSlot());'],
  ])('%s', async (imports, ...lines) => {
    expect((await rulesInHandler(imports, ...lines)).filter((rule) => rule !== 'prefer-shared-client')).toStrictEqual([]);
  });
});

describe('a browser that runs beside the isolate of a request', () => {
  it.each([
    ['lost where something fails', ['await show(await browser.newPage());', 'await browser.close();'], ['require-client-close']],
    ['closed', ['try {', 'await show(await browser.newPage());', '} finally {', 'await browser.close();', '}'], []],
  ])('is %s', async (_, lines, rules) => {
    const code = [
      "import { Hono } from 'hono';", "import puppeteer from '@cloudflare/puppeteer';", 'const app = new Hono();',
      "app.get('/', async (c) => {", 'const browser = await puppeteer.launch(c.env.BROWSER);', ...lines, "return c.text('shown');", '});',
      'export default app;',
    ].join('\n');
    const manifest = { type: 'module', dependencies: { hono: '^4.0.0', '@cloudflare/puppeteer': '^1.0.0' } };
    const files = { 'package.json': manifest, 'wrangler.toml': "name = 'shop'", 'src/index.js': code };
    const project = createProject({ rule: '*', files });
    expect((await project.lint('src/index.js', code)).map(({ rule }) => rule)).toStrictEqual(rules);
  });
});
