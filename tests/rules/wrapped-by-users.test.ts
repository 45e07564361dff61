import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * A client that the class of a package is made of, which uses it: it is held by who holds that, and released by way of it, if at all. And
 * clients that their own methods give: what is borrowed from those is borrowed from the client.
 */

const imports = `import express from 'express';
import Redis from 'ioredis';
import Web3 from 'web3';
import Redlock from 'redlock';
import { ethers } from 'ethers';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Emitter } from '@socket.io/redis-emitter';
const app = express();
const kept = new Map();
let contract;
`;
const handler = (...lines: readonly string[]): string => (
  `${imports}app.get('/orders', async (req, res) => {\n  ${lines.join('\n  ')}\n});\n`);
const web3 = (mark = ''): string => `const web3 = new Web3(new Web3.providers.WebsocketProvider(process.env.CHAIN));${mark}`;
const provider = (mark = ''): string => `const provider = new ethers.WebSocketProvider(process.env.CHAIN);${mark}`;
const leak = ' // leak';

const wrapped: MarkedCases = {
  'what asks a chain': handler(web3(leak), 'res.send(String(await web3.eth.getBlockNumber()));'),
  'what asks a chain by a name of its own': handler(
    `const provider = new Web3.providers.WebsocketProvider(process.env.CHAIN);${leak}`, 'const web3 = new Web3(provider);',
    'res.send(String(await web3.eth.getBlockNumber()));'),
  'what asks a chain, and a contract made of it': handler(
    web3(leak), 'const orders = new web3.eth.Contract(abi, req.query.a);', 'res.send(String(await orders.methods.count().call()));'),
  'what asks a chain, and is closed': handler(
    web3(), 'try {', '  res.send(String(await web3.eth.getBlockNumber()));', '} finally {', '  web3.currentProvider.disconnect();', '}'),
  'what asks a chain, and is closed by a name of the provider': handler(
    web3(), 'try {', '  res.send(String(await web3.eth.getBlockNumber()));', '} finally {', '  const used = web3.currentProvider;',
    '  used.disconnect();', '}'),
  'what asks a chain, and is closed by the provider taken out of it': handler(
    web3(), 'const { currentProvider } = web3;', 'try {', '  res.send(String(await web3.eth.getBlockNumber()));', '} finally {',
    '  currentProvider.disconnect();', '}'),
  'what asks a chain, and is kept': handler(
    web3(), 'kept.set(req.query.chain, web3);', 'res.send(String(await web3.eth.getBlockNumber()));'),
  'what asks a chain, whose contract is kept': handler(
    'if (!contract) {', `  ${web3()}`, '  contract = new web3.eth.Contract(abi, process.env.ORDERS);', '}',
    'res.send(String(await contract.methods.count().call()));'),
  'what asks a chain, whose contract is kept for each address': handler(
    'if (!kept.has(req.query.a)) {', `  ${web3()}`, '  kept.set(req.query.a, new web3.eth.Contract(abi, req.query.a));', '}', 'res.end();'),
  'what asks a chain, whose parts are kept for each address': handler(
    'if (!kept.has(req.query.a)) {', `  ${web3()}`, '  kept.set(req.query.a, web3.eth);', '}', 'res.end();'),
  'what asks a chain, whose contract is given back': `${imports}const contractOf = (address) => {
  ${web3()}
  return new web3.eth.Contract(abi, address);
};
const orders = contractOf(process.env.ORDERS);
app.get('/orders', async (req, res) => res.json(await orders.methods.count().call()));
`,
  'a provider of a namespace': handler(provider(leak), 'res.send(String(await provider.getBlockNumber()));'),
  'a contract': handler(
    provider(leak), 'const orders = new ethers.Contract(req.query.a, abi, provider);', 'res.send(String(await orders.count()));'),
  'a contract of a wallet': handler(
    provider(leak), 'const wallet = new ethers.Wallet(process.env.KEY, provider);',
    'const orders = new ethers.Contract(req.query.a, abi, wallet);', 'res.send(String(await orders.count()));'),
  'a contract, whose provider is closed': handler(
    provider(), 'const orders = new ethers.Contract(req.query.a, abi, provider);', 'try {', '  res.send(String(await orders.count()));',
    '} finally {', '  await orders.runner.provider.destroy();', '}'),
  'a contract that is kept': handler(
    provider(), 'kept.set(req.query.a, new ethers.Contract(req.query.a, abi, provider));', 'res.end();'),
  'a lock': handler(
    `const lock = new Redlock([new Redis()]);${leak}`, "const held = await lock.acquire(['orders'], 1000);", 'await held.release();',
    'res.end();'),
  'a lock that is closed': handler(
    'const lock = new Redlock([new Redis()]);', 'try {', "  const held = await lock.acquire(['orders'], 1000);", '  await held.release();',
    '} finally {', '  await lock.quit();', '}', 'res.end();'),
  'a lock of what all have': `${imports}const redis = new Redis();
app.get('/orders', async (req, res) => {
  const held = await new Redlock([redis]).acquire(['orders'], 1000);
  await held.release();
  res.end();
});
`,
  'what publishes': handler(
    `const bus = new RedisPubSub({ publisher: new Redis() });${leak}`, "await bus.publish('orders', {});", 'res.end();'),
  'what publishes, and is closed': handler(
    'const bus = new RedisPubSub({ publisher: new Redis(), subscriber: new Redis() });', 'try {', "  await bus.publish('orders', {});",
    '} finally {', '  await bus.close();', '}', 'res.end();'),
  'what tells sockets': handler(`const sockets = new Emitter(new Redis());${leak}`, "sockets.emit('orders');", 'res.end();'),
  'what tells sockets of what is closed': handler(
    'const redis = new Redis();', 'const sockets = new Emitter(redis);', 'try {', "  sockets.emit('orders');", '} finally {',
    '  await redis.quit();', '}', 'res.end();'),
};



describeMarked('a client that is given to', wrapped, {
  filenames: ['src/service.js'],
  files: { 'package.json': { dependencies: {
    express: '^5.0.0', ioredis: '^5.0.0', web3: '^4.0.0', redlock: '^5.0.0', ethers: '^6.0.0', 'graphql-redis-subscriptions': '^2.0.0',
    '@socket.io/redis-emitter': '^5.0.0',
  } } },
});

const sources = (before: string, asked: string, ...after: readonly string[]): string => `import express from 'express';
import { DataSource } from 'typeorm';
const app = express();
${before}
app.get('/orders', async (req, res) => {
  const runner = ${asked}.createQueryRunner();${after.length === 0 ? leak : ''}
  ${after.length === 0 ? "res.json(await runner.query('select 1'));" : after.join('\n  ')}
});
`;
const source = "const source = new DataSource({ type: 'postgres' });";
const ready = `${source}\nconst ready = source.initialize();`;

const borrowed: MarkedCases = {
  'its promise, made at once': sources("const ready = new DataSource({ type: 'postgres' }).initialize();", '(await ready)'),
  'its promise': sources(ready, '(await ready)'),
  'what opens it once': sources(
    `${source}\nconst open = async () => (source.isInitialized ? source : source.initialize());`, '(await open())'),
  'what opens it unless it is open': sources(
    `${source}\nconst open = async () => (!source.isInitialized ? source.initialize() : source);`, '(await open())'),
  'its promise, and given back': sources(
    ready, '(await ready)', 'try {', "  res.json(await runner.query('select 1'));", '} finally {', '  await runner.release();', '}'),
};

describeMarked('a query runner of', borrowed, {
  filenames: ['src/service.js'], rule: 'require-connection-release',
  files: { 'package.json': { dependencies: { express: '^5.0.0', typeorm: '^0.3.0' } } },
});
