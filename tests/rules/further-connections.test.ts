import { describe, expect, it } from 'vitest';
import { rulesInHandler } from '../support/in-handler.js';

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
    ["import { chromium } from 'playwright-extra';", 'const browser = await chromium.launch();', 'await show(await browser.newPage());'],
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
    ["import { Connection } from '@solana/web3.js';", 'const chain = new Connection(address, { httpAgent });',
      'res.json(await chain.getSlot());'],
  ])('%s', async (imports, ...lines) => {
    expect((await rulesInHandler(imports, ...lines)).filter((rule) => rule !== 'prefer-shared-client')).toStrictEqual([]);
  });
});
