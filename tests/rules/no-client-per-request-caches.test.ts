import { describeMarked } from '../support/marked-cases.js';

const head = "import express from 'express';\nimport { ImageAnnotatorClient } from '@google-cloud/vision';\nconst app = express();\n";
const use = "app.post('/scan', async (req, res) => res.json(await getClient(req.query.region).labelDetection(req.body.uri)));";

/** A getter of a client by key, and a handler that asks it. */
function getter(...lines: readonly string[]): string {
  return [head, ...lines, use].join('\n');
}

describeMarked('a cache by key', {
  'of lru-cache, asked with get()': getter(
    "import { LRUCache } from 'lru-cache';", 'const clients = new LRUCache({ max: 10, dispose: (client) => client.close() });',
    'function getClient(region) {', '  let client = clients.get(region);', '  if (!client) {',
    '    client = new ImageAnnotatorClient({ apiEndpoint: region });', '    clients.set(region, client);', '  }', '  return client;', '}',
  ),
  'of lru-cache, asked with has()': getter(
    "import { LRUCache } from 'lru-cache';", 'const clients = new LRUCache({ max: 10 });',
    'function getClient(region) {', '  if (!clients.has(region)) clients.set(region, new ImageAnnotatorClient({ apiEndpoint: region }));',
    '  return clients.get(region);', '}',
  ),
  'of lru-cache, that fetches what it misses': getter(
    "import { LRUCache } from 'lru-cache';",
    'const clients = new LRUCache({ max: 10, fetchMethod: async (region) => new ImageAnnotatorClient({ apiEndpoint: region }) });',
    'const getClient = (region) => clients.fetch(region);',
  ),
  'that counts as a cache in one expression': getter(
    'const clients = new Map();',
    'const getClient = (region) => clients.get(region) ?? clients.set(region, new ImageAnnotatorClient()).get(region);',
  ),
  'of promises': getter(
    'const clients = new Map();', 'async function make(region) {', '  const client = new ImageAnnotatorClient({ apiEndpoint: region });',
    '  await client.initialize();', '  return client;', '}', 'function getClient(region) {', '  let pending = clients.get(region);',
    '  if (!pending) {', '    pending = make(region);', '    clients.set(region, pending);', '  }', '  return pending;', '}',
  ),
  'in a class that the module makes': getter(
    'class Clients {', '  #clients = new Map();', '  get(region) {', '    let client = this.#clients.get(region);',
    '    if (!client) this.#clients.set(region, client = new ImageAnnotatorClient({ apiEndpoint: region }));', '    return client;',
    '  }', '}',
    'const clients = new Clients();', 'const getClient = (region) => clients.get(region);',
  ),
  'in a class that the handler makes': [
    head, 'class Clients {', '  #clients = new Map();', '  get(region) {', '    let client = this.#clients.get(region);',
    '    if (!client) this.#clients.set(region, client = new ImageAnnotatorClient({ apiEndpoint: region })); // leak', '    return client;',
    '  }', '}', "app.post('/scan', async (req, res) => {", '  const clients = new Clients();',
    '  res.json(await clients.get(req.query.region).labelDetection(req.body.uri));', '});',
  ].join('\n'),
});

describeMarked('a memo', {
  'of React, which forgets with each request': [
    "import { cache } from 'react';", head, 'const getClient = cache((region) => {',
    '  return new ImageAnnotatorClient({ apiEndpoint: region }); // leak', '});', use,
  ].join('\n'),
  'of lodash': [
    "import memoize from 'lodash/memoize';", head,
    'const getClient = memoize((region) => new ImageAnnotatorClient({ apiEndpoint: region }));',
    use,
  ].join('\n'),
  'by a factory that runs once': getter(
    'function createGetter() {', '  let client;', '  return () => {', '    if (!client) client = new ImageAnnotatorClient();',
    '    return client;', '  };', '}', 'const getClient = createGetter();',
  ),
  'by a factory whose closure tests nothing': getter(
    'function createScanner() {', '  let client;', '  return async (uri) => {', '    client = new ImageAnnotatorClient(); // leak',
    '    return client.labelDetection(uri);', '  };', '}', 'const scan = createScanner();',
    "app.post('/text', async (req, res) => res.json(await scan(req.body.uri)));",
  ).replace(use, ''),
  'that is a static promise': getter(
    'class Vision {', '  static #pending;', '  static get() {', '    return (this.#pending ??= Vision.#make());', '  }',
    '  static async #make() {', '    const client = new ImageAnnotatorClient();', '    await client.initialize();', '    return client;',
    '  }', '}', 'const getClient = () => Vision.get();',
  ),
});

const scanning = (...lines: readonly string[]): string => [
  head, "import { refuse } from './refuse.js';", 'let refusal;', 'const kept = new Map();', "app.post('/scan', async (req, res) => {",
  ...lines, '  res.json(await client.labelDetection(req.body.uri));', '});',
].join('\n');
const made = '  const client = new ImageAnnotatorClient();';

describeMarked('a variable of the module that is tested', {
  'where each request has put an answer there': scanning(
    '  refusal = await refuse(req);', '  if (refusal != null) return res.json(refusal);', `${made} // leak`,
  ),
  'where each request has put an answer there, and goes on': scanning(
    '  refusal = refuse(req);', '  console.log(refusal);', '  if (refusal) { res.json(refusal); return; }', `${made} // leak`,
  ),
  'where nobody has put anything there': scanning('  if (refusal != null) return res.json(refusal);', made, '  refusal = req.body;'),
  'where the next one finds what stands behind it': scanning(
    '  refusal = await refuse(req);', '  if (refusal) return res.json(refusal);', made, '  refusal = client;',
  ),
  'where what is there already stays there': scanning(
    '  refusal = refusal || refuse(req);', '  if (refusal) return res.json(refusal);', made,
  ),
  'where it is put there now and then': scanning(
    '  if (req.body) refusal = refuse(req);', '  if (refusal) return res.json(refusal);', made,
  ),
  'where what is put there comes from a cache': scanning(
    '  refusal = kept.get(req.ip);', '  if (refusal) return res.json(refusal);', made, '  kept.set(req.ip, client);',
  ),
});

const nest = ["import { Controller, Get, Injectable, Scope } from '@nestjs/common';", "import { Redis } from 'ioredis';"].join('\n');
const controller = ["@Controller('users')", 'export class Users {', '  constructor(private readonly store: Store) {}', '  @Get()',
  '  find() {',
  "    return this.store.redis.get('users');", '  }', '}'].join('\n');

describeMarked('a provider of Nest', {
  'of the request scope, whose hooks never run': [
    nest, '@Injectable({ scope: Scope.REQUEST })', 'export class Store {', '  readonly redis = new Redis(process.env.URL!); // leak',
    '  async onModuleDestroy() {', '    await this.redis.quit();', '  }', '}', controller,
  ].join('\n'),
  'of the usual scope, whose hook runs at the end': [
    nest, '@Injectable()', 'export class Store {', '  readonly redis = new Redis(process.env.URL!);',
    '  async onModuleDestroy() {', '    await this.redis.quit();', '  }', '}', controller,
  ].join('\n'),
}, { filenames: ['src/users.ts'] });

describeMarked('a provider in a list that is filled later', {
  'and that Nest makes once': [
    "import { Injectable, Module } from '@nestjs/common';", "import { Kafka } from 'kafkajs';", '@Injectable()', 'export class Broker {',
    '  private pending: Promise<unknown> | null = null;', '  private producer() {', '    this.pending ??= (async () => {',
    "      const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();", '      await producer.connect();',
    '      return producer;',
    '    })();', '    return this.pending;', '  }', '  async publish(topic: string) {', '    return (await this.producer());', '  }', '}',
    '@Module({})', 'export class BrokerModule {', '  static forRoot() {',
    "    const providers = [{ provide: 'BROKER', useFactory: (broker: Broker) => broker, inject: [Broker] }];",
    '    if (process.env.KAFKA) providers.push(Broker);', '    return { module: BrokerModule, providers };', '  }', '}',
  ].join('\n'),
}, { filenames: ['src/broker.ts'], rule: '*' });

const service = ['class Vision {', '  #client = new ImageAnnotatorClient();@', '  scan(uri) {',
  '    return this.#client.labelDetection(uri);', '  }',
  '  async close() {', '    await this.#client.close();', '  }', '}'].join('\n');

describeMarked('an object that owns a client', {
  'and that nobody closes': [
    head, service.replace('@', ' // leak'), "app.post('/scan', async (req, res) => {", '  const vision = new Vision();',
    '  res.json(await vision.scan(req.body.uri));', '});',
  ].join('\n'),
  'and that its maker hands on': [
    head, service.replace('@', ''), "app.post('/scan', async (req, res, next) => {", '  req.vision = new Vision();', '  next();', '});',
  ].join('\n'),
  'and that the module makes': [
    head, service.replace('@', ''), 'const vision = new Vision();',
    "app.post('/scan', async (req, res) => res.json(await vision.scan(req.body.uri)));",
  ].join('\n'),
});

describeMarked('an object that owns a client and is closed now and then', {
  'when nothing fails': [
    head, service.replace('@', ' // leak'), "app.post('/scan', async (req, res) => {", '  const vision = new Vision();',
    '  const labels = await vision.scan(req.body.uri);', '  await vision.close();', '  res.json(labels);', '});',
  ].join('\n'),
}, { rule: 'require-client-close' });

describeMarked('an object that owns a client and is closed whatever happens', {
  'in finally': [
    head, service.replace('@', ' // leak'), "app.post('/scan', async (req, res) => {", '  const vision = new Vision();', '  try {',
    '    res.json(await vision.scan(req.body.uri));', '  } finally {', '    await vision.close();', '  }', '});',
  ].join('\n'),
}, { rule: 'prefer-shared-client' });

const scan = [
  'async function scan(uri) {', '  const client = new ImageAnnotatorClient(); // leak', '  return await client.labelDetection(uri);', '}',
];
const silentScan = scan.map((line) => line.replace(' // leak', ''));
const last = ['let last;', "app.post('/last', (req, res) => {", '  last = req.body.uri;', '  res.end();', '});'];

describeMarked('a state that is set where the client is constructed, and stays so', {
  'and empty where the handler leaves': [
    head, ...scan, ...last, "app.get('/last', async (req, res) => {",
    '  if (!last) return res.status(404).end();', '  res.json(await scan(last));',
    '});',
  ].join('\n'),
  'and tested against undefined': [
    head, ...scan, ...last, "app.get('/last', async (req, res) => {",
    '  if (last !== undefined) res.json(await scan(last));', '});',
  ].join('\n'),
  'and asked for together with something else': [
    head, ...scan, ...last, "app.get('/last', async (req, res) => {",
    '  if (req.query.uri && last) res.json(await scan(last));', '});',
  ].join('\n'),
  'and tested on the other branch': [
    head, ...scan, ...last, "app.get('/last', async (req, res) => {",
    '  if (!last) res.status(404).end();', '  else res.json(await scan(last));',
    '});',
  ].join('\n'),
  'in a variable of the handler': [
    head, ...scan, ...last, "app.get('/last', async (req, res) => {",
    '  const uri = last;', '  if (!uri) return res.status(404).end();', '  res.json(await scan(uri));', '});',
  ].join('\n'),
  'in a field': [
    head, ...scan, 'class Scanner {', '  configure(uri) {', '    this.uri = uri;', '  }', '  async run() {',
    "    if (!this.uri) throw new Error('not configured');", '    return scan(this.uri);', '  }', '}', 'const scanner = new Scanner();',
    "app.post('/uri', (req, res) => res.json(scanner.configure(req.body.uri)));",
    "app.get('/last', async (req, res) => res.json(await scanner.run()));",
  ].join('\n'),
});

describeMarked('a state that is empty where the client is constructed', {
  'and emptied by the same function': [
    head, ...silentScan, 'let isAsked = true;', "app.get('/last', async (req, res) => {", '  if (!isAsked) return res.end();',
    '  isAsked = undefined;', "  res.json(await scan('a'));", '});',
  ].join('\n'),
  'and emptied by another function': [
    head, 'let isFirst = true;', ...silentScan.slice(0, 2), '  isFirst = false;', ...silentScan.slice(2),
    "app.get('/last', async (req, res) => {", '  if (!isFirst) return res.end();', "  res.json(await scan('a'));", '});',
  ].join('\n'),
  'or something else that nobody can tell': [
    head, ...silentScan, 'let answer;', "app.get('/last', async (req, res) => {",
    '  if (answer || req.query.cached) return res.json(answer);',
    "  res.json(answer = await scan('a'));", '});',
  ].join('\n'),
});

const driver = (...uses: readonly string[]): string => [
  "import express from 'express';", "import mysql from 'mysql2/promise';", 'const app = express();', 'class Driver {', '  static kept;',
  '  static async get(isFresh = false) {', '    if (!isFresh) {', '      if (!this.kept) this.kept = await this.open();',
  '      return this.kept;', '    }', '    return this.open();', '  }', '  static async open() {',
  `    return mysql.createConnection(process.env.URL);${uses.some((use) => use.includes('leak')) ? ' // leak' : ''}`, '  }', '}',
  ...uses.map((use, index) => [
    `app.get('/${index}', async (req, res) => {`, `  const client = ${use.replace(' // leak', '')}`,
    "  res.json(await client.query('select 1'));", '});',
  ].join('\n')),
].join('\n');

describeMarked('a parameter that decides whether a client is made', {
  'and that nobody gives': driver('await Driver.get();'),
  'and that somebody gives': driver('await Driver.get();', 'await Driver.get(true); // leak'),
  'and that the request gives': driver('await Driver.get(req.query.fresh); // leak'),
  'and that says no': driver('await Driver.get(false);', 'await Driver.get(undefined);'),
});
