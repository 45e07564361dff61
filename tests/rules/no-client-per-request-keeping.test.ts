import { describe, expect, it } from 'vitest';
import { countSilent, describeMarked, type MarkedCases } from '../support/marked-cases.js';

const head = "import express from 'express';\nimport { ImageAnnotatorClient } from '@google-cloud/vision';\nconst app = express();";
const use = "app.post('/scan', async (req, res) => res.json(await getClient().labelDetection(req.body.uri)));";

/** A getter of a client, and a handler that asks it. */
function getter(...lines: readonly string[]): string {
  return [head, ...lines, use].join('\n');
}

function handler(...lines: readonly string[]): string {
  return [head, "app.post('/scan', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

const memos: MarkedCases = {
  'a constant of the module': getter('const client = new ImageAnnotatorClient();', 'const getClient = () => client;'),
  'a constant that is declared below': [
    head, "app.post('/scan', async (req, res) => res.json(await client.labelDetection(req.body.uri)));",
    'const client = new ImageAnnotatorClient();',
  ].join('\n'),
  'an assignment without a test': getter(
    'let client;', 'function getClient() {', '  client = new ImageAnnotatorClient(); // leak', '  return client;', '}',
  ),
  'an assignment in both branches': getter(
    'let client = null;', 'const getClient = () => {', '  if (process.env.MOCK) {', '    client = createMock();', '  } else {',
    '    client = new ImageAnnotatorClient(); // leak', '  }', '  return client;', '};',
    'const createMock = () => ({ labelDetection() {} });',
  ),
  'an assignment in one branch': getter(
    'let client;', 'function getClient(isNew) {', '  if (isNew) {', '    client = new ImageAnnotatorClient();', '  }',
    '  return client;', '}',
  ),
  'an assignment without a test, which is read before': getter(
    'let client;', 'function getClient() {', '  if (client) return client;', '  client = new ImageAnnotatorClient();',
    '  return client;', '}',
  ),
  'an assignment behind a test of something else': getter(
    'let client;', 'function getClient() {', '  if (isOpen()) return shared();', '  client = new ImageAnnotatorClient();',
    '  return client;',
    '}',
  ),
  'an assignment without a test, of a start': getter(
    'let client;', 'function create() {', '  client = new ImageAnnotatorClient();', '  return client;', '}', 'const kept = create();',
    'const getClient = () => kept;',
  ),
  'an if around the assignment': getter(
    'let client;', 'function getClient() {', '  if (!client) client = new ImageAnnotatorClient();', '  return client;', '}',
  ),
  'an if with a comparison': getter(
    'let client = null;',
    'function getClient() {',
    '  if (client === null) {',
    '    client = new ImageAnnotatorClient();',
    '  }',
    '  return client;',
    '}',
  ),
  'an early return': getter(
    'let client;',
    'function getClient() {',
    '  if (client) return client;',
    '  client = new ImageAnnotatorClient();',
    '  return client;',
    '}',
  ),
  'an early return with more conditions': getter(
    'let client;', 'let last;', 'function getClient(endpoint) {', '  if (client && last === endpoint) {', '    return client;', '  }',
    '  last = endpoint;', '  client = new ImageAnnotatorClient({ apiEndpoint: endpoint });', '  return client;', '}',
  ),
  'an assignment of what is missing': getter('let client;', 'const getClient = () => (client ??= new ImageAnnotatorClient());'),
  'an assignment of what is falsy': getter('let client;', 'const getClient = () => (client ||= new ImageAnnotatorClient());'),
  'an assignment behind an operator': getter('let client;', 'const getClient = () => client ?? (client = new ImageAnnotatorClient());'),
  'an assignment in a conditional': getter(
    'let client;', 'const getClient = () => (client ? client : (client = new ImageAnnotatorClient()));',
  ),
  'the global object': getter('const getClient = () => (globalThis.vision ??= new ImageAnnotatorClient());'),
  'the global object, then a constant': getter(
    'const client = globalThis.vision || new ImageAnnotatorClient();',
    "if (process.env.NODE_ENV !== 'production') globalThis.vision = client;",
    'const getClient = () => client;',
  ),
  'the global object of Node.js': getter(
    'function getClient() {', '  if (!global.vision) global.vision = new ImageAnnotatorClient();', '  return global.vision;', '}',
  ),
  'a static field': getter(
    'class Vision {', '  static client = new ImageAnnotatorClient();', '}', 'const getClient = () => Vision.client;',
  ),
  'a guarded static field': getter(
    'class Vision {',
    '  static #client;',
    '  static get() {',
    '    return (Vision.#client ??= new ImageAnnotatorClient());',
    '  }',
    '}',
    'const getClient = () => Vision.get();',
  ),
  'a singleton with a private constructor': getter(
    'class Vision {',
    '  static instance;',
    '  constructor() {',
    '    this.client = new ImageAnnotatorClient();',
    '  }',
    '  static getInstance() {',
    '    if (!Vision.instance) Vision.instance = new Vision();',
    '    return Vision.instance;',
    '  }',
    '}',
    'const getClient = () => Vision.getInstance().client;',
  ),
  'a field of a service that the module makes': getter(
    'class Vision {',
    '  constructor() {',
    '    this.client = new ImageAnnotatorClient();',
    '  }',
    '}',
    'const vision = new Vision();',
    'const getClient = () => vision.client;',
  ),
  'a lazy field of a service that the module makes': getter(
    'class Vision {',
    '  get client() {',
    '    this.lazy ??= new ImageAnnotatorClient();',
    '    return this.lazy;',
    '  }',
    '}',
    'const vision = new Vision();',
    'const getClient = () => vision.client;',
  ),
  'a map with has()': getter(
    'const clients = new Map();',
    'function getClient(region) {',
    '  if (!clients.has(region)) {',
    '    clients.set(region, new ImageAnnotatorClient({ apiEndpoint: region }));',
    '  }', '  return clients.get(region);', '}',
  ),
  'a map with get()': getter(
    'const clients = new Map();', 'function getClient(region) {', '  let client = clients.get(region);', '  if (!client) {',
    '    client = new ImageAnnotatorClient({ apiEndpoint: region });', '    clients.set(region, client);', '  }', '  return client;', '}',
  ),
  'an object by key': getter(
    'const clients = {};',
    'function getClient(region) {',
    '  if (clients[region]) return clients[region];',
    '  clients[region] = new ImageAnnotatorClient({ apiEndpoint: region });',
    '  return clients[region];', '}',
  ),
  'an object by key with in': getter(
    'const clients = {};',
    'function getClient(region) {',
    '  if (!(region in clients)) {',
    '    const client = new ImageAnnotatorClient();',
    '    clients[region] = client;',
    '  }',
    '  return clients[region];', '}',
  ),
  'an object by key, in one expression': getter(
    'const clients = {};', 'const getClient = (region) => (clients[region] ??= new ImageAnnotatorClient());',
  ),
  'a promise that is kept': [
    head, 'let pending;', 'async function make() {', '  const client = new ImageAnnotatorClient();', '  await client.initialize();',
    '  return client;', '}',
    'const getClient = () => (pending ??= make());',
    "app.post('/scan', async (req, res) => res.json(await (await getClient()).labelDetection(req.body.uri)));",
  ].join('\n'),
  'a function of the file around once()': getter(
    "import { once } from 'lodash';", 'const getClient = once(() => new ImageAnnotatorClient());',
  ),
  'memoize() of a library': getter(
    "import memoize from 'p-memoize';", 'const getClient = memoize((region) => new ImageAnnotatorClient({ apiEndpoint: region }));',
  ),
  'a helper that remembers': getter(
    "import { remember } from './remember.js';", "const getClient = () => remember('vision', () => new ImageAnnotatorClient());",
  ),
  'a lazy value of its own': getter(
    "import { Lazy } from './lazy.js';", 'const lazy = new Lazy(() => new ImageAnnotatorClient());',
    'const getClient = () => lazy.value;',
  ),
  'a guard at the caller': [
    head, 'let client;', 'function connect() {', '  client = new ImageAnnotatorClient();', '}',
    "app.post('/scan', async (req, res) => {", '  if (!client) connect();', '  res.json(await client.labelDetection(req.body.uri));', '});',
  ].join('\n'),
  'a flag': [
    head, 'let client;', 'let isReady = false;', 'function init() {', '  if (isReady) return;',
    '  client = new ImageAnnotatorClient();', '  isReady = true;', '}',
    "app.post('/scan', async (req, res) => {", '  init();', '  res.json(await client.labelDetection(req.body.uri));', '});',
  ].join('\n'),
  'a switch on a status': [
    head, "let status = 'closed';", 'let client;', 'function open() {', '  switch (status) {', "    case 'closed':",
    '      client = new ImageAnnotatorClient();',
    "      status = 'open';", '  }', '  return client;', '}',
    "app.post('/scan', async (req, res) => res.json(await open().labelDetection(req.body.uri)));",
  ].join('\n'),
  'an expired client that is made anew': getter(
    'let client;',
    'let madeAt = 0;',
    'function getClient() {',
    '  if (!client || Date.now() - madeAt > 3600000) {',
    '    client = new ImageAnnotatorClient();',
    '    madeAt = Date.now();', '  }', '  return client;', '}',
  ),
  'a closure that the module keeps': getter(
    'const getClient = (() => {', '  let client;', '  return () => (client ??= new ImageAnnotatorClient());', '})();',
  ),
  'a list of the module': handler(
    'clients.push(new ImageAnnotatorClient());', 'res.json(await clients[0].labelDetection(req.body.uri));',
  ).replace('const app', 'const clients = [];\nconst app'),
  'the application': handler(
    'app.locals.vision ??= new ImageAnnotatorClient();', 'res.json(await app.locals.vision.labelDetection(req.body.uri));',
  ),
};

const falseMemos: MarkedCases = {
  'an assignment without a test that others read': getter(
    'let client;', 'function getClient() {', '  client = new ImageAnnotatorClient(); // leak', '  return client;', '}',
    "app.get('/state', (req, res) => res.json(client?.isClosed));",
  ),
  'variables that are given to each other': getter(
    'let client;', 'let other;', 'function getClient() {', '  client = new ImageAnnotatorClient(); // leak', '  other = client;',
    '  client = other;',
    '  return other;', '}',
  ),
  'a getter that always constructs': getter('function getClient() {', '  return new ImageAnnotatorClient(); // leak', '}'),
  'an arrow that always constructs': getter('const getClient = () => new ImageAnnotatorClient(); // leak'),
  'a getInstance() that always constructs': getter(
    'class Vision {',
    '  static getInstance() {',
    '    return new ImageAnnotatorClient(); // leak',
    '  }',
    '}',
    'const getClient = () => Vision.getInstance();',
  ),
  'a guard on another binding': getter(
    'let other;',
    'function getClient() {',
    '  if (!process.env.OFF) {',
    '    const client = new ImageAnnotatorClient(); // leak',
    '    return client;',
    '  }',
    '}',
  ),
  'a guard on a local variable': handler(
    'let client;', 'if (!client) client = new ImageAnnotatorClient(); // leak', 'res.json(await client.labelDetection(req.body.uri));',
  ),
  'a local variable that both branches assign': handler(
    'let client;', 'if (req.body.eu) {', "  client = new ImageAnnotatorClient({ apiEndpoint: 'eu' }); // leak", '} else {',
    '  client = new ImageAnnotatorClient(); // leak', '}', 'res.json(await client.labelDetection(req.body.uri));',
  ),
  'a guard on a field of an object that the handler makes': [
    head, 'class Vision {', '  get() {', '    if (!this.client) this.client = new ImageAnnotatorClient(); // leak',
    '    return this.client;', '  }', '}',
    "app.post('/scan', async (req, res) => {", '  const vision = new Vision();',
    '  res.json(await vision.get().labelDetection(req.body.uri));', '});',
  ].join('\n'),
  'a closure that the handler makes': [
    head, 'function createGetter() {', '  let client;', '  return () => (client ??= new ImageAnnotatorClient()); // leak', '}',
    "app.post('/scan', async (req, res) => {", '  const getClient = createGetter();',
    '  res.json(await getClient().labelDetection(req.body.uri));', '});',
  ].join('\n'),
  'a map of the handler': handler(
    'const clients = new Map();', "if (!clients.has('eu')) clients.set('eu', new ImageAnnotatorClient()); // leak",
    "res.json(await clients.get('eu').labelDetection(req.body.uri));",
  ),
  'a field of an object that the handler makes': [
    head, 'class Vision {', '  constructor() {', '    this.client = new ImageAnnotatorClient(); // leak', '  }', '  scan(uri) {',
    '    return this.client.labelDetection(uri);', '  }', '}',
    "app.post('/scan', async (req, res) => res.json(await new Vision().scan(req.body.uri)));",
  ].join('\n'),
  'a field initialiser of an object that the handler makes': [
    head, 'class Vision {', '  client = new ImageAnnotatorClient(); // leak', '}',
    "app.post('/scan', async (req, res) => res.json(await new Vision().client.labelDetection(req.body.uri)));",
  ].join('\n'),
  'a default parameter': [
    head, 'function scan(uri, client = new ImageAnnotatorClient()) { // leak', '  return client.labelDetection(uri);', '}',
    "app.post('/scan', async (req, res) => res.json(await scan(req.body.uri)));",
  ].join('\n'),
  'a holder that is left too': handler(
    'const context = { client: new ImageAnnotatorClient() }; // leak', 'res.json(await context.client.labelDetection(req.body.uri));',
  ),
  'an array that is left too': handler(
    'const [client] = [new ImageAnnotatorClient()]; // leak', 'res.json(await client.labelDetection(req.body.uri));',
  ),
  'a function that only borrows it': [
    head, 'function scan(client, uri) {', '  return client.labelDetection(uri);', '}', "app.post('/scan', async (req, res) => {",
    '  const client = new ImageAnnotatorClient(); // leak', '  res.json(await scan(client, req.body.uri));', '});',
  ].join('\n'),
  'a log line': handler(
    'const client = new ImageAnnotatorClient(); // leak', 'console.log(client);',
    'res.json(await client.labelDetection(req.body.uri));',
  ),
  'a derived thing that alone leaves': [
    head.replace('ImageAnnotatorClient', 'MongoClient').replace('@google-cloud/vision', 'mongodb'),
    'async function users() {', '  const client = await MongoClient.connect(process.env.URL); // leak',
    "  return client.db('app').collection('users');", '}',
    "app.post('/scan', async (req, res) => res.json(await (await users()).findOne(req.body)));",
  ].join('\n'),
};

const elsewhere: MarkedCases = {
  'what is handed to code that is not here': handler(
    'const client = new ImageAnnotatorClient();', 'res.json(await scan(client, req.body.uri));',
  ),
  'what a method of something else gets': handler(
    'const client = new ImageAnnotatorClient();', 'scanner.use(client);', 'res.json(await scanner.run(req.body.uri));',
  ),
  'what an event emitter gets': handler("bus.emit('client', new ImageAnnotatorClient());", 'res.end();'),
  'what the response keeps and others get': handler('res.locals.client = new ImageAnnotatorClient();', 'bus.emit(res.locals.client);'),
  'what the request keeps': handler('req.vision = new ImageAnnotatorClient();', 'next();').replace('(req, res)', '(req, res, next)'),
  'what the request keeps under a key': handler(
    "req.set('vision', new ImageAnnotatorClient());", 'next();',
  ).replace('(req, res)', '(req, res, next)'),
  'what a parameter keeps': [
    head, 'function equip(context) {', '  context.client = new ImageAnnotatorClient();', '}', "app.post('/scan', async (req, res) => {",
    '  equip(req);', '  res.json(await req.client.labelDetection(req.body.uri));', '});',
  ].join('\n'),
  'what is thrown': handler('const client = new ImageAnnotatorClient();', 'throw Object.assign(new Error(), { client });'),
  'what a container gets': handler("container.register('vision', { useValue: new ImageAnnotatorClient() });", 'res.end();'),
  'a closure that an emitter of the process keeps': handler(
    'const client = new ImageAnnotatorClient();', 'bus.handlers = { scan: (uri) => client.labelDetection(uri) };', 'res.end();',
  ),
  'what an exported function returns': [head, 'export function makeClient() {', '  return new ImageAnnotatorClient();', '}'].join('\n'),
  'what an exported factory of a library returns': [
    head, 'export const create = (options) => ({ client: new ImageAnnotatorClient(options) });',
  ].join('\n'),
  'an optional injection': [
    head, 'class Vision {', '  constructor(options) {', '    this.client = options?.client ?? new ImageAnnotatorClient();', '  }', '}',
    'export const vision = new Vision();',
  ].join('\n'),
};

describeMarked('kept by something that lives on', memos);
describeMarked('kept by nothing, though it looks so', falseMemos);
describeMarked('kept by something that is not known', elsewhere);

describe('the cases of this file', () => {
  it('are silent more often than not', () => {
    const { silent, reported } = countSilent(memos, falseMemos, elsewhere);
    expect(silent).toBeGreaterThan(reported);
  });
});
