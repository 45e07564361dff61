import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

const head = "import express from 'express';\nimport { ImageAnnotatorClient } from '@google-cloud/vision';\nconst app = express();\n";
const scan = 'res.json(await client.labelDetection(req.body.uri));';

/** A handler, after lines of the module. */
function handler(module: readonly string[], ...lines: readonly string[]): string {
  return [head + module.join('\n'), "app.post('/scan', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

const lost: MarkedCases = {
  'an assignment without a test': handler(['let client;'], 'client = new ImageAnnotatorClient(); // leak', scan),
  'an assignment of what was made before': handler(
    ['let client;'], 'const made = new ImageAnnotatorClient(); // leak', 'await made.initialize();', 'client = made;', scan,
  ),
  'a test of another variable, which is never set': handler(
    ['let other, client;'], 'if (!other) {', '  client = new ImageAnnotatorClient(); // leak', `  ${scan}`, '}',
  ),
  'a function that every handler calls first': [
    head, 'let client;', 'async function connect() {', '  client = new ImageAnnotatorClient(); // leak', '  await client.initialize();',
    '}',
    "app.post('/scan', async (req, res) => {", '  await connect();', `  ${scan}`, '});',
    "app.post('/text', async (req, res) => {", '  await connect();', '  res.json(await client.textDetection(req.body.uri));', '});',
  ].join('\n'),
  'a function that uses it and is called after the assignment': [
    head, 'let client;', 'const scan = (uri) => client.labelDetection(uri);', "app.post('/scan', async (req, res) => {",
    '  client = new ImageAnnotatorClient(); // leak', '  res.json(await scan(req.body.uri));', '});',
  ].join('\n'),
  'several handlers, each of which fills it for itself': [
    head, 'let client;', "app.post('/text', async (req, res) => {", '  client = new ImageAnnotatorClient(); // leak',
    '  res.json(await client.textDetection(req.body.uri));', '});', "app.post('/scan', async (req, res) => {",
    '  client = new ImageAnnotatorClient(); // leak', `  ${scan}`, '});',
  ].join('\n'),
  'another function, which closes its own one': [
    head, 'let client;', 'async function check() {', '  try {', '    client = new ImageAnnotatorClient();',
    '    await client.initialize();',
    '  } finally {', '    await client?.close();', '  }', '}', 'check();', "app.post('/scan', async (req, res) => {",
    '  client = new ImageAnnotatorClient(); // leak', `  ${scan}`, '});',
  ].join('\n'),
  'a method that would release it, and that nobody calls': [
    head, 'class Scanner {', '  async connect() {', '    this.client = new ImageAnnotatorClient(); // leak',
    '    await this.client.initialize();', '  }', '  async disconnect() {', '    await this.client.close();', '  }', '  scan(uri) {',
    '    return this.client.labelDetection(uri);', '  }',
    '}', 'const scanner = new Scanner();', "app.post('/scan', async (req, res) => {", '  await scanner.connect();',
    '  res.json(await scanner.scan(req.body.uri));', '});',
  ].join('\n'),
  'the place of the one that the constructor of its holder made': [
    "import express from 'express';", "import mysql from 'mysql2/promise';", 'const app = express();', 'class Database {',
    '  constructor() {', '    this.pool = mysql.createPool({ host: process.env.DB_HOST });', '  }',
    '  async connect(host) {', '    const pool = mysql.createPool({ host }); // leak', "    await pool.query('select 1');",
    '    this.pool = pool;', '  }', '  query(sql) {', '    return this.pool.query(sql);', '  }', '}', 'const db = new Database();',
    "app.post('/connect', async (req, res) => {", '  await db.connect(req.body.host);', '  res.end();', '});',
    "app.get('/users', async (req, res) => res.json(await db.query('select * from users')));",
  ].join('\n'),
  'a function that fills it in a `try`, and gives it back': [
    head, 'let client;', 'async function open() {', '  try {', "    const name = await read('name');",
    '    client = new ImageAnnotatorClient({ projectId: name }); // leak', '    await client.initialize();', '    return client;',
    '  } catch (error) {', '    throw new Error(error.message);', '  }', '}',
    "app.post('/scan', async (req, res) => {", '  const vision = await open();', '  res.json(await vision.labelDetection(req.body.uri));',
    '});',
  ].join('\n'),
  'a place that a function shows to others, with arguments of the request': [
    "import express from 'express';", "import mysql from 'mysql';", 'const app = express();', 'let connection;',
    'const connect = (config) => {', '  connection = mysql.createConnection(config); // leak',
    "  connection.connect((error) => console.log(error ?? 'connected'));", '};', 'const current = () => connection;',
    "app.post('/connect', (req, res) => {", '  connect({ host: req.body.host });', '  res.end();', '});',
    "app.get('/users', (req, res) => current().query('select 1', (error, rows) => res.json(rows)));",
  ].join('\n'),
  'the callback of what opens it': [
    "import express from 'express';", "import { MongoClient } from 'mongodb';", 'const app = express();', 'let db;',
    "app.get('/users', (req, res) => {", '  MongoClient.connect(process.env.URL, (error, client) => { // leak',
    '    if (error) throw error;', '    db = client;', "    db.collection('users').findOne({}, (failure, user) => res.json(user));",
    '  });', '});',
  ].join('\n'),
  'the callback of what opens it, which calls one back in turn': [
    "import express from 'express';", "import { MongoClient } from 'mongodb';", 'const app = express();', 'let db;',
    'function connect(url, callback) {', '  MongoClient.connect(url, (error, client) => { // leak', '    if (error) throw error;',
    '    db = client;', '    callback(db);', '  });', '}', "app.get('/users', (req, res) => {",
    '  connect(process.env.URL, (users) => {', "    users.collection('users').findOne({}, (failure, user) => res.json(user));",
    '  });', '});',
  ].join('\n'),
  'a check of the request before': handler(
    ['let client;'], 'if (!req.body.uri) return res.status(400).end();', 'client = new ImageAnnotatorClient(); // leak', scan,
  ),
  'the other branch of a check of the request': handler(
    ['let client;'], 'if (!req.body.uri) {', '  res.status(400);', '} else {', '  client = new ImageAnnotatorClient(); // leak', '}', scan,
  ),
  'an assignment that try surrounds': handler(
    ['let client;'], 'try {', '  client = new ImageAnnotatorClient(); // leak', `  ${scan}`, '} catch (error) {',
    '  res.status(500).end();',
    '}',
  ),
  'a client of start-up that the handler replaces': handler(
    ['let client = new ImageAnnotatorClient();'], 'client = new ImageAnnotatorClient(); // leak', scan,
  ),
  'one that is closed when the process ends': handler(
    ['let client;', "process.on('SIGTERM', () => client?.close());"], 'client = new ImageAnnotatorClient(); // leak', scan,
  ),
  'a field of a service that the module makes': [
    head, 'class Scanner {', '  #client;', '  async scan(uri) {', '    this.#client = new ImageAnnotatorClient(); // leak',
    '    return this.#client.labelDetection(uri);', '  }', '}', 'const scanner = new Scanner();',
    "app.post('/scan', async (req, res) => res.json(await scanner.scan(req.body.uri)));",
  ].join('\n'),
  'a static field': [
    head, 'class Scanner {', '  static #client;', '  static async scan(uri) {', '    Scanner.#client = new ImageAnnotatorClient(); // leak',
    '    return Scanner.#client.labelDetection(uri);', '  }', '}',
    "app.post('/scan', async (req, res) => res.json(await Scanner.scan(req.body.uri)));",
  ].join('\n'),
  'a member of an object of the module': handler(
    ['const state = {};'], 'state.vision = new ImageAnnotatorClient(); // leak',
    'res.json(await state.vision.labelDetection(req.body.uri));',
  ),
};

const kept: MarkedCases = {
  'a test of the variable': handler(['let client;'], 'if (!client) client = new ImageAnnotatorClient();', scan),
  'a test of the variable and more': handler(
    ['let client, url;'], 'if (!client || url !== process.env.URL) client = new ImageAnnotatorClient();', scan,
  ),
  'a test of a state of the client': handler(
    ['let client;'], 'if (client?.isClosed) client = new ImageAnnotatorClient();', scan,
  ),
  'an early return': [
    head, 'let client;', 'function connect() {', '  if (client) return;', '  client = new ImageAnnotatorClient();', '}',
    "app.post('/scan', async (req, res) => {", '  connect();', `  ${scan}`, '});',
  ].join('\n'),
  'a flag beside': [
    head, 'let client, initialised;', 'function connect() {', '  if (initialised) return;', '  initialised = true;',
    '  client = new ImageAnnotatorClient();', '}',
    "app.post('/scan', async (req, res) => {", '  connect();', `  ${scan}`, '});',
  ].join('\n'),
  'a flag that an event sets': [
    head, 'let client, isReady;', 'function connect() {', '  client = new ImageAnnotatorClient();',
    "  client.on('ready', () => { isReady = true; });", '}',
    "app.post('/scan', async (req, res) => {", '  if (!isReady) connect();', `  ${scan}`, '});',
  ].join('\n'),
  'a flag of an object': [
    head, 'const state = {};', 'let client;', "app.post('/scan', async (req, res) => {",
    '  if (!state.ready) {', '    client = new ImageAnnotatorClient();', '    state.ready = true;', '  }', `  ${scan}`, '});',
  ].join('\n'),
  'a flag by key': [
    head, 'const ready = {};', 'let client;', "app.post('/scan', async (req, res) => {",
    "  if (!ready['vision']) {", '    client = new ImageAnnotatorClient();', "    ready['vision'] = true;", '  }', `  ${scan}`, '});',
  ].join('\n'),
  'a set of what was done': [
    head, 'const done = new Set();', 'let client;', "app.post('/scan', async (req, res) => {", "  if (done.has('vision')) return;",
    "  done.add('vision');", '  client = new ImageAnnotatorClient();', `  ${scan}`, '});',
  ].join('\n'),
  'a question that a function answers': [
    head, 'let client;', 'const isConnected = () => Boolean(client);', "app.post('/scan', async (req, res) => {",
    '  if (!isConnected()) client = new ImageAnnotatorClient();', `  ${scan}`, '});',
  ].join('\n'),
  'an answer of a function that is kept in a constant': [
    head, 'let client;', 'const isConnected = () => Boolean(client);', "app.post('/scan', async (req, res) => {",
    '  const connected = isConnected();', '  if (connected) return res.end();',
    '  client = new ImageAnnotatorClient();', `  ${scan}`, '});',
  ].join('\n'),
  'a test at the caller': [
    head, 'let client;', 'async function connect() {', '  client = new ImageAnnotatorClient();', '}',
    "app.post('/scan', async (req, res) => {", '  if (!client) await connect();', `  ${scan}`, '});',
  ].join('\n'),
  'a test that the caller hands on': [
    head, 'let client;', 'function connect(isConnected) {', '  if (isConnected) return;', '  client = new ImageAnnotatorClient();', '}',
    "app.post('/scan', async (req, res) => {", '  connect(Boolean(client));', `  ${scan}`, '});',
  ].join('\n'),
  'an attempt that fails': handler(
    ['let client;'], 'try {', `  ${scan}`, '} catch (error) {', '  client = new ImageAnnotatorClient();', '}',
  ),
  'an attempt that returns': [
    head, 'let client;', 'async function connect() {', '  try {', '    return await client.getProjectId();', '  } catch {}',
    '  client = new ImageAnnotatorClient();', '}',
    "app.post('/scan', async (req, res) => {", '  await connect();', `  ${scan}`, '});',
  ].join('\n'),
  'a listener for errors': handler(
    ['let client = new ImageAnnotatorClient();'], "req.on('error', () => { client = new ImageAnnotatorClient(); });", scan,
  ),
  'a request that sets it up for the others': [
    head, 'let client;', "app.post('/connect', async (req, res) => {", '  client = new ImageAnnotatorClient();',
    '  await client.initialize();', '  res.end();', '});', "app.post('/scan', async (req, res) => {", `  ${scan}`, '});',
  ].join('\n'),
  'a command that sets it up for what follows': handler(
    ['let client;'], 'if (req.body.configure) {', '  client = new ImageAnnotatorClient();', '}', scan,
  ),
  'a message that sets it up for what follows, in a switch': handler(
    ['let client;'], 'switch (req.body.type) {', "  case 'connect':", '    client = new ImageAnnotatorClient();', '    break;',
    '  default:',
    `    ${scan}`, '}',
  ),
  'the old one closed before': handler(['let client;'], 'await client?.close();', 'client = new ImageAnnotatorClient();', scan),
  'the old one closed by a function before': [
    head, 'let client;',
    'const stop = async () => { await client?.close(); };', "app.post('/scan', async (req, res) => {", '  await stop();',
    '  client = new ImageAnnotatorClient();', `  ${scan}`, '});',
  ].join('\n'),
  'the old one kept under another name': handler(
    ['let client;'], 'const old = client;', 'client = new ImageAnnotatorClient();', scan, 'await old?.close();',
  ),
  'one that is handed elsewhere': handler(
    ['let client;'], 'client = new ImageAnnotatorClient();', 'registry.add(client);', scan,
  ),
  'one that the response closes in the end': handler(
    ['let client;'], 'client = new ImageAnnotatorClient();', "res.on('finish', () => client.close());", scan,
  ),
  'an exported variable': handler(
    ['export let client;'], 'client = new ImageAnnotatorClient();', scan,
  ),
  'a variable that an exported function hands out': [
    head, 'let client;', 'export const getClient = () => client;', "app.post('/scan', async (req, res) => {",
    '  client = new ImageAnnotatorClient();', `  ${scan}`, '});',
  ].join('\n'),
  'a setter': [
    head, 'class Scanner {', '  #client;', '  set url(value) {', '    this.#client = new ImageAnnotatorClient({ apiEndpoint: value });',
    '  }',
    '  scan(uri) {', '    return this.#client.labelDetection(uri);', '  }', '}', 'const scanner = new Scanner();',
    "app.post('/configure', (req, res) => {", '  scanner.url = req.body.url;', '  res.end();', '});',
    "app.post('/scan', async (req, res) => res.json(await scanner.scan(req.body.uri)));",
  ].join('\n'),
  'a field that callers read': [
    head, 'class Scanner {', '  connect() {', '    this.client = new ImageAnnotatorClient();', '    return this.client.initialize();',
    '  }',
    '}', 'const scanner = new Scanner();', "app.post('/connect', async (req, res) => res.json(await scanner.connect()));",
    "app.post('/scan', async (req, res) => res.json(await scanner.client.labelDetection(req.body.uri)));",
  ].join('\n'),
  'a member of an object that leaves': handler(
    ['export const state = {};'], 'state.vision = new ImageAnnotatorClient();',
    'res.json(await state.vision.labelDetection(req.body.uri));',
  ),
  'a field that is taken out of its object': [
    head, 'class Scanner {', '  connect() {', '    this.client = new ImageAnnotatorClient();', '    return this.client.initialize();',
    '  }',
    '  scan(uri) {', '    const { client } = this;', '    return client.labelDetection(uri);', '  }', '}',
    'const scanner = new Scanner();', "app.post('/connect', async (req, res) => res.json(await scanner.connect()));",
    "app.post('/scan', async (req, res) => res.json(await scanner.scan(req.body.uri)));",
  ].join('\n'),
  'a test of what another module knows': handler(
    ["import { state } from './state.js';", 'let client;'], 'if (!state.hasVision) {',
    '  client = new ImageAnnotatorClient();', `  ${scan}`,
    '}',
  ),
  'a test of what a package knows': handler(
    ["import mongoose from 'mongoose';", 'let client;'], 'if (mongoose.connection.readyState === 1) return res.end();',
    'client = new ImageAnnotatorClient();', scan,
  ),
  'a question to a package': handler(
    ["import { getApps } from 'firebase-admin/app';", 'let client;'], 'if (getApps().length > 0) return res.end();',
    'client = new ImageAnnotatorClient();', scan,
  ),
  'a test of the state of something else': handler(
    ['const socket = createSocket();', 'let client;'], 'if (socket.isOpen) return res.end();',
    'client = new ImageAnnotatorClient();', scan,
  ),
  'a question to the database': handler(
    ['const store = createStore();', 'let client;'], "if (await store.find('connected')) return res.end();",
    'client = new ImageAnnotatorClient();', scan,
  ),
  'an element of an object': handler(
    ['const clients = {};'], 'clients[req.body.region] = new ImageAnnotatorClient();',
    'res.json(await clients[req.body.region].labelDetection(req.body.uri));',
  ),
  'a list that grows': handler(
    ['let clients = [];'], 'clients = [...clients, new ImageAnnotatorClient()];', 'res.json(clients.length);',
  ),
};

describeMarked('a client in the place of the one before', lost);
describeMarked('a client that stays in its place', kept);
describeMarked('a client of a connection', {
  'that a message opens and the end closes': `import { WebSocketServer } from 'ws';
import { SpeechClient } from '@google-cloud/speech';
const server = new WebSocketServer({ port: 8080 });
server.on('connection', (socket) => {
  let client;
  socket.on('message', async (data) => {
    client = new SpeechClient();
    socket.send(await client.recognize(data));
  });
  socket.on('close', () => client.close());
});`,
});
/** A node of a flow: `this` is what the editor deploys. */
function flowNode(lines: readonly string[], ...rest: readonly string[]): string {
  return [
    "const { ImageAnnotatorClient } = require('@google-cloud/vision');", 'module.exports = function (RED) {',
    '  function VisionNode(config) {', '    const node = this;', '    RED.nodes.createNode(node, config);',
    ...lines.map((line) => `    ${line}`), '  }', ...rest.map((line) => `  ${line}`),
    "  RED.nodes.registerType('vision', VisionNode);", '};',
  ].join('\n');
}

const called = 'node.client[config.method](msg.payload, (error, result) => node.send({ ...msg, error, payload: result }));';
const filled = ["node.on('input', (msg) => {", '  node.client = new ImageAnnotatorClient(); // leak', `  ${called}`, '});'];
const leftAlone = ["node.on('input', (msg) => {", '  node.client = new ImageAnnotatorClient();', `  ${called}`, '});'];
describeMarked('a client of a node of a flow, in the place of the one before', {
  'that every message makes': flowNode(filled),
  'that is closed when the node is taken down': flowNode([
    ...filled, "node.on('close', (done) => {", '  if (node.client) node.client.close();', '  delete node.client;', '  done();', '});',
  ]),
  'that the first message makes': flowNode([
    "node.on('input', (msg) => {", '  if (!node.client) node.client = new ImageAnnotatorClient();', `  ${called}`, '});',
  ]),
  'that another function of the node closes': flowNode(
    [...leftAlone, 'node.reset();'], 'VisionNode.prototype.reset = function () {', '  if (this.client) this.client.close();', '};',
  ),
  'that a method of unknown name may close': flowNode([
    "node.on('input', (msg) => {", '  node.client = new ImageAnnotatorClient();', '  node.client[config.method]();', '});',
  ]),
  'of an object that the module has': `import { ImageAnnotatorClient } from '@google-cloud/vision';
import express from 'express';
const app = express();
const scanner = {
  routes() {
    const self = this;
    app.post('/scan', async (req, res) => {
      self.client = new ImageAnnotatorClient();
      res.json(await self.client.labelDetection(req.body.uri));
    });
  },
  async stop() {
    await scanner.client.close();
  },
};
scanner.routes();
`,
  'of what a function around it has of the application': `import { ImageAnnotatorClient } from '@google-cloud/vision';
import express from 'express';
const app = express();
export function routes() {
  const locals = app.locals;
  app.post('/scan', async (req, res) => {
    locals.client = new ImageAnnotatorClient();
    res.json(await locals.client.labelDetection(req.body.uri));
  });
}
`,
});
describeMarked('a client in a place that others may release', {
  'when somebody runs that': [
    head, 'class Vision {', '  async open() {', '    this.client = new ImageAnnotatorClient();', '  }',
    '  async close() {', '    await this.client.close();', '  }', '  scan(uri) {', '    return this.client.labelDetection(uri);', '  }',
    '}',
    'const vision = new Vision();',
    "app.post('/scan', async (req, res) => {", '  await vision.open();', '  res.json(await vision.scan(req.body.uri));', '});',
    "app.post('/end', async (req, res) => res.json(await vision.close()));",
  ].join('\n'),
  'who get it from a function': [
    "import express from 'express';", "import mysql from 'mysql';", 'const app = express();', 'let connection;',
    'const connect = (config) => {', '  connection = mysql.createConnection(config);',
    "  connection.connect((error) => console.log(error ?? 'connected'));", '};', 'const current = () => connection;',
    "app.post('/connect', (req, res) => {", '  connect({ host: req.body.host });', '  res.end();', '});',
    "app.post('/end', (req, res) => current().end(() => res.end()));",
  ].join('\n'),
  'which a test lets through once only, before a `try`': [
    head, 'let client;', 'async function open() {', '  if (client) return client;', '  try {', '    client = new ImageAnnotatorClient();',
    '    return client;', '  } catch (error) {', '    throw new Error(error.message);', '  }', '}',
    "app.post('/scan', async (req, res) => {", '  const vision = await open();', '  res.json(await vision.labelDetection(req.body.uri));',
    '});',
  ].join('\n'),
});
describeMarked('a client that a callback puts into a place', {
  'when something that was there before says that there is none': [
    "import express from 'express';", "import { MongoClient } from 'mongodb';", "import { monitor } from 'some-monitor';",
    'const app = express();', 'let db;', "app.get('/users', (req, res) => {", '  monitor.state((isOpen) => {', '    if (isOpen) return;',
    '    db = new MongoClient(process.env.URL);', "    db.db().collection('users').findOne({}, (failure, user) => res.json(user));",
    '  });', '});',
  ].join('\n'),
});
describeMarked('a client of a Lambda in the place of the one before', {
  'a client that each invocation makes': `import { MongoClient } from 'mongodb';
let client;
export const handler = async (event) => {
  client = new MongoClient(process.env.URL); // leak
  await client.connect();
  return client.db('app').collection('users').findOne({ id: event.id });
};`,
  'a client that a cold start makes': `import { MongoClient } from 'mongodb';
let client;
let isCold = true;
export const handler = async (event) => {
  if (isCold) {
    client = new MongoClient(process.env.URL);
    isCold = false;
  }
  return client.db('app').collection('users').findOne({ id: event.id });
};`,
});
describeMarked('a client in the place of the one before, closed now and then', {
  'when nothing fails': handler(
    ['let client;'], 'client = new ImageAnnotatorClient(); // leak', scan, 'await client.close();',
  ),
}, { rule: 'require-client-close' });
