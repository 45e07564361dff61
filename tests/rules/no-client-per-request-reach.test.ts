import { describe, expect, it } from 'vitest';
import { countSilent, describeMarked, type MarkedCases } from '../support/marked-cases.js';

const head = "import express from 'express';\nimport { ImageAnnotatorClient } from '@google-cloud/vision';\nconst app = express();";
const scan = '  return new ImageAnnotatorClient().labelDetection(uri); // leak';
const silentScan = '  return new ImageAnnotatorClient().labelDetection(uri);';
const ask = "app.post('/scan', async (req, res) => res.json(await scan(req.body.uri)));";

function file(...lines: readonly string[]): string {
  return [head, ...lines].join('\n');
}

const reached: MarkedCases = {
  'a function that a handler calls': file('function scan(uri) {', scan, '}', ask),
  'a function that is declared below': file(ask, 'function scan(uri) {', scan, '}'),
  'an arrow function': file('const scan = async (uri) => {', scan, '};', ask),
  'a function expression': file('const scan = async function named(uri) {', scan, '};', ask),
  'a function of a function': file(
    'function scan(uri) {', scan, '}', 'const outer = (uri) => middle(uri);', 'function middle(uri) { return scan(uri); }',
    "app.get('/scan', (req, res) => outer(req.query.uri));",
  ),
  'a recursive function': file('function scan(uri) {', '  if (!uri) return scan("x");', scan, '}', ask),
  'a handler by name': file("app.post('/scan', handle);", 'async function handle(req, res) {', '  const uri = req.body.uri;', scan, '}'),
  'a handler in a list': file(
    'const handlers = [check, handle];', "app.post('/scan', handlers);", 'function check(req, res, next) { next(); }',
    'async function handle(req, res) {', '  const { uri } = req.body;', scan, '}',
  ),
  'a method of an object': file(
    'const service = {', '  scan(uri) {', scan, '  },', '};',
    "app.post('/scan', async (req, res) => res.json(await service.scan(req.body.uri)));",
  ),
  'a function in an object': file(
    'const service = { scan: async (uri) => {', scan, '} };',
    "app.post('/scan', async (req, res) => res.json(await service.scan(req.body.uri)));",
  ),
  'a destructured function': file('const service = { scan: async (uri) => {', scan, '} };', 'const { scan } = service;', ask),
  'a method of a class': file(
    'class Service {', '  scan(uri) {', scan, '  }', '}', 'const service = new Service();',
    "app.post('/scan', async (req, res) => res.json(await service.scan(req.body.uri)));",
  ),
  'a static method': file(
    'class Service {', '  static scan(uri) {', scan, '  }', '}',
    "app.post('/scan', async (req, res) => res.json(await Service.scan(req.body.uri)));",
  ),
  'a private method': file(
    'class Service {', '  #scan(uri) {', scan, '  }', '  run(uri) { return this.#scan(uri); }', '}', 'const service = new Service();',
    "app.post('/scan', async (req, res) => res.json(await service.run(req.body.uri)));",
  ),
  'an inherited method': file(
    'class Base {', '  scan(uri) {', scan, '  }', '}', 'class Service extends Base {}', 'const service = new Service();',
    "app.post('/scan', async (req, res) => res.json(await service.scan(req.body.uri)));",
  ),
  'a method that a base class calls': file(
    'class Base {', '  run(uri) { return this.scan(uri); }', '}', 'class Service extends Base {', '  scan(uri) {', scan, '  }', '}',
    'const service = new Service();', "app.post('/scan', async (req, res) => res.json(await service.run(req.body.uri)));",
  ),
  'a bound method as the handler': file(
    'class Service {', '  handle(req, res) {', '    const { uri } = req.body;', scan, '  }', '}', 'const service = new Service();',
    "app.post('/scan', service.handle.bind(service));",
  ),
  'an arrow field as the handler': file(
    'class Service {', '  handle = async (req, res) => {', '    const { uri } = req.body;', scan, '  };', '}',
    'const service = new Service();', "app.post('/scan', service.handle);",
  ),
  'a getter': file(
    'class Service {', '  get client() {', '    return new ImageAnnotatorClient(); // leak', '  }', '}',
    'const service = new Service();',
    "app.post('/scan', async (req, res) => res.json(await service.client.labelDetection(req.body.uri)));",
  ),
  'a callback of an array method': file(
    "app.post('/scan', async (req, res) => {", '  res.json(await Promise.all(req.body.uris.map(async (uri) => {', scan, '  })));',
    '});',
  ),
  'a loop': file(
    "app.post('/scan', async (req, res) => {", '  for (const uri of req.body.uris) {',
    '    res.write(await new ImageAnnotatorClient().labelDetection(uri)); // leak', '  }', '});',
  ),
  'a callback of a promise': file("app.post('/scan', (req, res) => load(req.body.id).then((uri) => {", scan, '}));'),
  'a new Promise': file(
    "app.post('/scan', (req, res) => new Promise((resolve) => {", '  const client = new ImageAnnotatorClient(); // leak',
    '  resolve(client.labelDetection(req.body.uri));', '}));',
  ),
  'an immediate function in the handler': file(
    "app.post('/scan', (req, res) => {", '  (async () => {', '    const { uri } = req.body;', scan, '  })();', '});',
  ),
  'a timer in the handler': file(
    "app.post('/scan', (req, res) => {", '  const { uri } = req.body;', '  setTimeout(() => {', scan, '  }, 10);', '});',
  ),
  'a closure that the module makes': file(
    'function createScan() {', '  return (uri) => {', scan, '  };', '}', 'const scan = createScan();', ask,
  ),
  'a handler that a function makes': file(
    'const handler = (kind) => async (req, res) => {', '  const uri = req.body[kind];', scan, '};',
    "app.post('/scan', handler('uri'));",
  ),
  'a handler in a wrapper of the file': file(
    'const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);',
    "app.post('/scan', wrap(async (req, res) => {", '  const { uri } = req.body;', scan, '}));',
  ),
  'a handler in a wrapper of a library': file(
    "import asyncHandler from 'express-async-handler';", "app.post('/scan', asyncHandler(async (req, res) => {",
    '  const { uri } = req.body;', scan, '}));',
  ),
  'handlers in wrappers in wrappers': file(
    "import { withAuth } from './auth.js';", "import { validate } from './validate.js';",
    "app.post('/scan', withAuth('user', validate(schema, async (req, res) => {", '  const { uri } = req.body;', scan, '})));',
  ),
  'a function that is given to a helper': file(
    'async function retry(work) {', '  for (;;) {', '    try { return await work(); } catch {}', '  }', '}',
    "app.post('/scan', async (req, res) => {", '  const { uri } = req.body;', '  res.json(await retry(() => {', scan, '  }));', '});',
  ),
  'a helper that both start and a handler call': file('function scan(uri) {', scan, '}', "await scan('warm-up');", ask),
  'a chain of routes': file(
    "app.route('/scan').get(list).post(async (req, res) => {", '  const { uri } = req.body;', scan, '});',
    'function list(req, res) { res.end(); }',
  ),
  'an error handler': file('app.use(async (error, req, res, next) => {', '  const uri = error.uri;', scan, '});'),
  'routes that are added in a function': file(
    'function routes(router) {', "  router.post('/scan', async (req, res) => {", '    const { uri } = req.body;', scan, '  });', '}',
    'routes(app);',
  ),
  'a handler by its signature': [
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'export async function handle(req, res) {',
    '  const { uri } = req.body;', scan, '}',
  ].join('\n'),
  'a CommonJS handler by its signature': [
    "const { ImageAnnotatorClient } = require('@google-cloud/vision');", 'exports.handle = async (req, res) => {',
    '  const { uri } = req.body;', scan, '};',
  ].join('\n'),
  'a reply to an event of a server': file(
    "import http from 'node:http';", "http.createServer().on('request', (incoming, outgoing) => {", '  const uri = incoming.url;', scan,
    '});',
  ),
  'a tick of a timer': file('setInterval(async () => {', "  const uri = 'gs://bucket/image.png';", scan, '}, 60000);'),
};

const onceOnly: MarkedCases = {
  'a module': file("const labels = await new ImageAnnotatorClient().labelDetection('x');"),
  'a function that the module calls': file(
    'async function main() {', '  const client = new ImageAnnotatorClient();',
    "  app.get('/scan', async (req, res) => res.json(await client.labelDetection(req.query.uri)));", '}', 'main();',
  ),
  'a callback of listen()': file('app.listen(3000, async () => {', '  const uri = "x";', silentScan, '});'),
  'an immediate function': file('(async () => {', '  const uri = "x";', silentScan, '})();'),
  'a function that nobody calls': file('function scan(uri) {', silentScan, '}'),
  'an exported function that nobody here calls': file('export function scan(uri) {', silentScan, '}'),
  'a function that another start-up function calls': file(
    'function init() {', '  const uri = "x";', silentScan, '}', 'async function start() { await init(); app.listen(3000); }',
    'start().catch(console.error);',
  ),
  'a class that the module makes': file(
    'class Service {', '  constructor() {', '    this.client = new ImageAnnotatorClient();', '  }',
    '  scan(uri) { return this.client.labelDetection(uri); }', '}', 'const service = new Service();',
    "app.post('/scan', async (req, res) => res.json(await service.scan(req.body.uri)));",
  ),
  'a factory of routers': file(
    'function routes() {', '  const client = new ImageAnnotatorClient();', '  const router = express.Router();',
    "  router.post('/scan', async (req, res) => res.json(await client.labelDetection(req.body.uri)));", '  return router;', '}',
    'app.use(routes());',
  ),
  'a factory of handlers': file(
    'const handler = () => {', '  const client = new ImageAnnotatorClient();',
    '  return async (req, res) => res.json(await client.labelDetection(req.body.uri));', '};', "app.post('/scan', handler());",
  ),
  'a closure of the module': file(
    'const scan = (() => {', '  const client = new ImageAnnotatorClient();', '  return (uri) => client.labelDetection(uri);', '})();',
    ask,
  ),
  'a static block': file(
    'class Service {', '  static client;', '  static {', '    Service.client = new ImageAnnotatorClient();', '  }', '}',
    "app.post('/scan', async (req, res) => res.json(await Service.client.labelDetection(req.body.uri)));",
  ),
  'a loop of the module': file(
    "for (const uri of ['a', 'b']) {", '  console.log(await new ImageAnnotatorClient().labelDetection(uri));', '}',
  ),
  'a function of a script': [
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'async function run(uri) {', silentScan, '}', 'run(process.argv[2]);',
  ].join('\n'),
  'a command-line program': [
    "import { Command } from 'commander';", "import { ImageAnnotatorClient } from '@google-cloud/vision';",
    "new Command().command('scan <uri>').action(async (uri) => {", silentScan, '}).parse();',
  ].join('\n'),
  'a function that goes to code that is not here': file("import { register } from './jobs.js';", 'register((uri) => {', silentScan, '});'),
  'a function that one event runs once': file("process.once('SIGTERM', () => {", '  const uri = "x";', silentScan, '});'),
  'a handler that is only tested for': file('function scan(uri) {', silentScan, '}', "app.get('/', (req, res) => res.json(typeof scan));"),
  'a function of the same name': file(
    'const other = { scan(uri) {', silentScan, '} };', 'const scan = (uri) => uri;', ask, 'other.scan("x");',
  ),
  'a method of another class of the same name': file(
    'class Other {', '  scan(uri) {', silentScan, '  }', '}', 'class Service {', '  scan(uri) { return uri; }', '}',
    'const service = new Service();', 'new Other().scan("x");',
    "app.post('/scan', async (req, res) => res.json(await service.scan(req.body.uri)));",
  ),
  'an overridden method': file(
    'class Base {', '  scan(uri) {', silentScan, '  }', '}', 'class Service extends Base {', '  scan(uri) { return uri; }', '}',
    'const service = new Service();', "app.post('/scan', async (req, res) => res.json(await service.scan(req.body.uri)));",
  ),
  'a get() that is no route': file("const client = app.get('vision') ?? new ImageAnnotatorClient();"),
  'a map with request-like keys': file('const cache = new Map();', "cache.get('/scan', () => new ImageAnnotatorClient());"),
  'an isolate': ["import { env } from 'cloudflare:workers';", "import { ImageAnnotatorClient } from '@google-cloud/vision';",
    'export default {', '  async fetch(request, env, ctx) {', '    const { uri } = await request.json();', silentScan, '  },',
    '};'].join('\n'),
  'an edge route': file(
    "export const runtime = 'edge';", 'export async function handle(req, res) {', '  const { uri } = req.body;', silentScan, '}',
  ),
};

describeMarked('reached from an entry point', reached);
describeMarked('not reached, or once', onceOnly);

describeMarked('in files of tests', {
  'a handler of a test': file("app.post('/scan', async (req, res) => {", '  const { uri } = req.body;', silentScan, '});'),
}, { filenames: ['src/service.test.js', 'tests/server.ts', '__tests__/server.js', 'src/service.spec.ts', 'test/app.mjs'] });

describeMarked('with test files counted', {
  'a handler of a test': file("app.post('/scan', async (req, res) => {", '  const { uri } = req.body;', scan, '});'),
}, { filenames: ['src/service.test.js', 'tests/server.ts'], settings: { testFiles: [] } });

describe('the cases of this file', () => {
  it('hold a good deal that is silent', () => {
    expect(countSilent(onceOnly).reported).toBe(0);
    expect(countSilent(onceOnly).silent).toBeGreaterThan(20);
  });
});

const loop = (mark: string, ...lines: readonly string[]): string => [
  "import { ImageAnnotatorClient } from '@google-cloud/vision';", "import { queue } from './queue.js';", '', 'async function scan(uri) {',
  `  const client = new ImageAnnotatorClient();${mark}`, '  return client.labelDetection(uri);', '}', ...lines, '',
].join('\n');

describeMarked('a loop that never ends', {
  'and waits for work': loop(
    ' // leak', 'async function work() {', '  while (true) {', '    const job = await queue.next();', '    await scan(job.uri);', '  }',
    '}',
    'work();'),
  'at the top of a module': loop(' // leak', 'for (;;) {', '  const job = await queue.next();', '  await scan(job.uri);', '}'),
  'that constructs it itself': [
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", "import { queue } from './queue.js';", 'async function work() {',
    '  while (true) {', '    const job = await queue.next();', '    const client = new ImageAnnotatorClient(); // leak',
    '    await client.labelDetection(job.uri);', '  }', '}', 'work();',
  ].join('\n'),
  'unless the process is told to': loop(
    ' // leak', 'let isRunning = true;', "process.on('SIGTERM', () => {", '  isRunning = false;', '});', 'async function work() {',
    '  while (isRunning) {', '    const job = await queue.next();', '    await scan(job.uri);', '  }', '}', 'work();'),
  'unless its object is told to': loop(
    ' // leak', 'class Worker {', '  #isStopped = false;', '  stop() {', '    this.#isStopped = true;', '  }', '  async run() {',
    '    while (!this.#isStopped) {', '      for (const job of await queue.next()) await scan(job.uri);', '    }', '  }', '}',
    'const worker = new Worker();', 'worker.run();'),
  'which looks for each of the jobs whether it is told to': loop(
    ' // leak', 'let isRunning = true;', "process.on('SIGTERM', () => {", '  isRunning = false;', '});', 'async function work() {',
    '  while (isRunning) {', '    for (const job of await queue.next()) {', '      if (!isRunning) break;', '      await scan(job.uri);',
    '    }', '  }', '}', 'work();'),
  'through a callback': loop(
    ' // leak', "import { withContext } from 'some-context';", 'async function work() {', '  while (true) {',
    '    await withContext(async () => {', '      const job = await queue.next();', '      if (!job) return;', '      await scan(job.uri);',
    '    });', '  }', '}', 'work();'),
});
describeMarked('a loop that ends', {
  'as soon as something succeeds': loop(
    '', 'async function start() {', '  while (true) {', '    try {', "      await scan('warm-up');", '      break;', '    } catch {',
    '      await queue.next();', '    }', '  }', '}', 'start();'),
  'when the list is done': loop(
    '', 'async function start() {', '  let isMore = true;', '  while (isMore) {', '    const jobs = await queue.next();',
    '    isMore = jobs.length > 0;', '    for (const job of jobs) await scan(job.uri);', '  }', '}', 'start();'),
  'with the process': loop(
    '', 'async function start() {', '  while (true) {', '    const job = await queue.next();', '    if (!job) process.exit();',
    '    await scan(job.uri);', '  }', '}', 'start();'),
  'by a test of what others have': loop(
    '', 'async function start() {', '  while (queue.isOpen) {', '    const job = await queue.next();', '    await scan(job.uri);',
    '  }', '}',
    'start();'),
});
describeMarked('a client that is made before a loop that never ends', {
  'and shared by all its turns': [
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", "import { queue } from './queue.js';", 'async function work() {',
    '  const client = new ImageAnnotatorClient();', '  while (true) {', '    const job = await queue.next();',
    '    await client.labelDetection(job.uri);', '  }', '}', 'work();',
  ].join('\n'),
  'or kept by the first turn': [
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", "import { queue } from './queue.js';", 'let client;',
    'async function work() {', '  while (true) {', '    const job = await queue.next();', '    client ??= new ImageAnnotatorClient();',
    '    await client.labelDetection(job.uri);', '  }', '}', 'work();',
  ].join('\n'),
});
describeMarked('a client behind a switch', {
  'that is turned off elsewhere': [
    "import express from 'express';", "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const app = express();',
    'let isEnabled = true;', "process.on('SIGTERM', () => { isEnabled = false; });", "app.get('/scan', async (req, res) => {",
    '  if (!isEnabled) return res.status(503).end();', '  const client = new ImageAnnotatorClient(); // leak',
    '  res.json(await client.labelDetection(req.query.uri));', '});',
  ].join('\n'),
  'that is turned off by what runs behind it': [
    "import express from 'express';", "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const app = express();',
    'let isFirst = true;', 'function done() { isFirst = false; }', "app.get('/scan', async (req, res) => {", '  if (isFirst) {',
    '    const client = new ImageAnnotatorClient();', '    await client.labelDetection(req.query.uri);', '    done();', '  }',
    '  res.end();', '});',
  ].join('\n'),
});
describeMarked('a client of a function that is called as a tag', {
  'for each request': [
    "import express from 'express';", "import mysql from 'mysql2/promise';", 'const app = express();',
    'async function sql(strings, ...values) {', '  const pool = mysql.createPool({ host: process.env.DB_HOST }); // leak',
    "  const [rows] = await pool.query(strings.join('?'), values);", '  return rows;', '}',
    "app.get('/users', async (req, res) => res.json(await sql`select * from users where id = ${req.query.id}`));",
  ].join('\n'),
  'which gives it back': [
    "import express from 'express';", "import mysql from 'mysql2/promise';", 'const app = express();',
    'const at = (strings) => mysql.createPool({ host: strings[0] }); // leak',
    "app.get('/users', async (req, res) => res.json(await at`db.local`.query('select 1')));",
  ].join('\n'),
  'once': [
    "import express from 'express';", "import mysql from 'mysql2/promise';", 'const app = express();',
    'const at = (strings) => mysql.createPool({ host: strings[0] });', 'const pool = at`db.local`;',
    "app.get('/users', async (req, res) => res.json(await pool.query('select 1')));",
  ].join('\n'),
});
