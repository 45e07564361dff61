import { describeMarked } from '../support/marked-cases.js';

/* A cache of answers in front of a client is no memo of the client: what is tested must be what holds it. */

const head = "import express from 'express';\nimport { ImageAnnotatorClient } from '@google-cloud/vision';\nconst app = express();\n";
const use = "app.post('/scan', async (req, res) => res.json(await scan(req.body.uri)));";

/** A function that asks a client, and a handler that calls it. */
function scan(...lines: readonly string[]): string {
  return [head, ...lines, use].join('\n');
}

const ask = ['  const client = new ImageAnnotatorClient(); // leak', '  const [answer] = await client.labelDetection(uri);'];
const silentAsk = ask.map((line) => line.replace(' // leak', ''));

describeMarked('a cache of answers', {
  'by key, for a time': scan(
    'const answers = new Map();', 'async function scan(uri) {', '  const hit = answers.get(uri);',
    '  if (hit && Date.now() - hit.at < 60_000) return hit.answer;', ...ask, '  answers.set(uri, { answer, at: Date.now() });',
    '  return answer;', '}',
  ),
  'by key, asked with has()': scan(
    'const answers = new Map();', 'async function scan(uri) {', '  if (answers.has(uri)) return answers.get(uri);', ...ask,
    '  answers.set(uri, answer);', '  return answer;', '}',
  ),
  'in an object': scan(
    'const memo = {};', 'async function scan(uri) {', '  if (memo[uri]) return memo[uri];', ...ask, '  memo[uri] = answer;',
    '  return answer;', '}',
  ),
  'of a package': scan(
    "import NodeCache from 'node-cache';", 'const answers = new NodeCache({ stdTTL: 60 });', 'async function scan(uri) {',
    '  const hit = answers.get(uri);', '  if (hit !== undefined) return hit;', ...ask, '  answers.set(uri, answer);',
    '  return answer;', '}',
  ),
  'in one variable, for a time': scan(
    'let kept;', 'let until = 0;', 'async function scan(uri) {', '  const now = Date.now();', '  if (kept && now < until) return kept;',
    ...ask, '  kept = answer;', '  until = now + 60_000;', '  return answer;', '}',
  ),
  'that only notes what was asked': scan(
    'const seen = new Set();', 'async function scan(uri) {', '  if (seen.has(uri)) return undefined;', '  seen.add(uri);', ...ask,
    '  return answer;', '}',
  ),
  'of running promises, each of which is taken out when it is done': scan(
    'const running = new Map();', 'async function scan(uri) {', '  if (running.has(uri)) return running.get(uri);',
    '  const promise = load(uri);', '  running.set(uri, promise);', '  try {', '    return await promise;', '  } finally {',
    '    running.delete(uri);', '  }', '}', 'async function load(uri) {', ...ask, '  return answer;', '}',
  ),
  'in the caller': scan(
    'const answers = new Map();', 'async function scan(uri) {', '  let answer = answers.get(uri);', '  if (!answer) {',
    '    answer = await load(uri);', '    answers.set(uri, answer);', '  }', '  return answer;', '}', 'async function load(uri) {', ...ask,
    '  return answer;', '}',
  ),
});

describeMarked('an answer that is kept for good', {
  'in one variable': scan(
    'let kept;', 'async function scan(uri) {', '  if (kept) return kept;', ...silentAsk, '  kept = answer;', '  return answer;', '}',
  ),
  'for an hour': scan(
    'let kept;', 'let keptAt = 0;', 'const TTL = 60 * 60 * 1000;', 'async function scan(uri) {',
    '  if (kept && Date.now() - keptAt < TTL) return kept;', ...silentAsk, '  kept = answer;', '  keptAt = Date.now();',
    '  return answer;', '}',
  ),
  'behind a flag': scan(
    'let isDone = false;', 'async function scan(uri) {', '  if (isDone) return undefined;', '  isDone = true;', ...silentAsk,
    '  return answer;', '}',
  ),
  'under one key': scan(
    'const answers = new Map();', 'async function scan(uri) {', "  if (answers.has('labels')) return answers.get('labels');", ...silentAsk,
    "  answers.set('labels', answer);", '  return answer;', '}',
  ),
});

describeMarked('a cache by key', {
  'of something that has the client': scan(
    'const scanners = new Map();', 'function scan(uri) {', '  let scanner = scanners.get(uri);', '  if (!scanner) {',
    '    const client = new ImageAnnotatorClient();', '    scanner = { run: () => client.labelDetection(uri) };',
    '    scanners.set(uri, scanner);', '  }', '  return scanner.run();', '}',
  ),
  'of a handle that a method of the client gave': [
    "import express from 'express';", "import { Spanner } from '@google-cloud/spanner';", 'const app = express();',
    'const databases = new Map();', 'function create(name) {', '  const spanner = new Spanner();',
    "  const instance = spanner.instance('main');",
    '  return instance.database(name);', '}', 'function database(name) {', '  if (databases.has(name)) return databases.get(name);',
    '  const made = create(name);', '  databases.set(name, made);', '  return made;', '}',
    "app.get('/items', async (req, res) => res.json(await database(req.query.name).run('SELECT 1')));",
  ].join('\n'),
  'of a part of the client': [
    "import express from 'express';", "import { MongoClient } from 'mongodb';", 'const app = express();', 'const databases = new Map();',
    'async function database(url) {', '  if (databases.has(url)) return databases.get(url);',
    '  const client = await MongoClient.connect(url);', '  const db = client.db();', '  databases.set(url, db);', '  return db;', '}',
    "app.get('/items', async (req, res) => {", '  const db = await database(req.query.url);',
    "  res.json(await db.collection('items').find().toArray());", '});',
  ].join('\n'),
});

describeMarked('a lock by key in front of a client that is released', {
  'where a part of it is given back': [
    "import express from 'express';", "import puppeteer from 'puppeteer';", 'const app = express();', 'const running = {};',
    'async function crawl(url) {', '  const browser = await puppeteer.launch(); // leak',
    '  const page = await browser.newPage();', '  try {',
    '    await page.goto(url);', '    const content = await page.evaluate(() => document.title);', '    return content;',
    '  } finally {', '    await browser.close();', '  }', '}',
    "app.post('/crawl', async (req, res) => {", '  const { id, url } = req.body;',
    '  if (running[id] && running[id].isBusy) return res.status(400).end();', '  running[id] = { isBusy: true };',
    '  res.json(await crawl(url));', '  running[id].isBusy = false;', '});',
  ].join('\n'),
}, { rule: 'require-client-close' });

/** A list of jobs, and the method that works on it while nobody else does. */
function queue(work: string, { after = 'this.isBusy = false;', mark = ' // leak' } = {}): string {
  return [
    "import express from 'express';", "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const app = express();',
    'class Jobs {', '  jobs = [];', '  isBusy = false;', '  add(job) {', '    this.jobs.push(job);', '    if (!this.isBusy) this.work();',
    '  }', '  async work() {', '    this.isBusy = true;', `    ${work}`, `    ${after}`, '  }',
    '  async scan(uri) {', `    const client = new ImageAnnotatorClient();${mark}`, '    await client.labelDetection(uri);', '  }', '}',
    'const jobs = new Jobs();', "app.post('/scan', (req, res) => {", '  jobs.add(req.body.uri);', '  res.end();', '});',
  ].join('\n');
}

describeMarked('a lock that opens again', {
  'as a member of an object of the module': [
    "import express from 'express';", "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const app = express();',
    'const state = { running: false, lines: [] };', 'async function scan(uri) {',
    '  const client = new ImageAnnotatorClient(); // leak', '  state.lines.push(await client.labelDetection(uri));', '}',
    'async function start(uri) {',
    "  if (state.running) throw new Error('running');",
    '  Object.assign(state, { running: true, lines: [] });',
    '  scan(uri).catch(console.error).finally(() => {', '    state.running = false;', '  });', '}',
    "app.post('/scan', async (req, res) => {", '  await start(req.body.uri);', '  res.end();', '});',
  ].join('\n'),
  'in a method that another one calls only while it is open': queue('while (this.jobs.length > 0) await this.scan(this.jobs.shift());'),
  'where the method sets it again only when it fails': queue(
    'try { await this.scan(this.jobs[0]); } catch { this.isBusy = false; }', { after: '', mark: '' }),
  'and one that does not': [
    "import express from 'express';", "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const app = express();',
    'const state = { running: false, lines: [] };', 'async function scan(uri) {',
    '  const client = new ImageAnnotatorClient();', '  state.lines.push(await client.labelDetection(uri));', '}',
    'async function start(uri) {', '  if (state.running) return;', '  state.running = true;', '  await scan(uri);', '}',
    "app.post('/scan', async (req, res) => {", '  await start(req.body.uri);', '  res.end();', '});',
  ].join('\n'),
});

/** So many at once as may be, and nobody more. */
function limited(before: string, work: string, mark = ' // leak'): string {
  return [
    "import express from 'express';", "import puppeteer from 'puppeteer';", 'const app = express();', 'let drawing = 0;',
    'async function draw(url) {', "  if (drawing >= 2) throw new Error('busy');", `  ${before}`, '  let browser;', '  try {',
    `    browser = await puppeteer.launch({ headless: true });${mark}`, '    const page = await browser.newPage();',
    '    await page.goto(url);', '    return await page.pdf();', '  } finally {', '    if (browser) await browser.close();', `    ${work}`,
    '  }', '}', "app.post('/draw', async (req, res) => res.send(await draw(req.body.url)));",
  ].join('\n');
}

describeMarked('a count of what is at work', {
  'that goes up and down again': limited('drawing++;', 'drawing--;'),
  'in steps of one': limited('drawing += 1;', 'drawing -= 1;'),
  'that only goes up': limited('drawing++;', '', ''),
  'that goes down only where something else is so': limited('drawing++;', 'if (!browser) drawing--;', ''),
}, { rule: 'prefer-shared-client' });

describeMarked('a cache that is asked and never filled', {
  'whose miss asks a shared database': [
    "import express from 'express';", "import mongoose from 'mongoose';", "import { find } from './find.js';", 'const app = express();',
    'const connections = new Map();', 'let admin;', 'const known = (id) => connections.get(id);',
    "export const start = async () => { admin = await mongoose.createConnection('admin').asPromise(); };",
    'async function connectionOf(id) {', '  let connection = known(id);', '  if (!connection) {',
    '    const tenant = await find(admin, id);',
    '    if (tenant) {',
    '      connection = mongoose.createConnection(tenant.url); // leak', '    } else {', '      return null;', '    }', '  }',
    '  return connection;', '}',
    "app.get('/items', async (req, res) => {", '  const connection = await connectionOf(req.query.tenant);',
    "  res.json(await connection.collection('items').findOne());", '});',
  ].join('\n'),
  'whose miss is put into it': [
    "import express from 'express';", "import mongoose from 'mongoose';", "import { find } from './find.js';", 'const app = express();',
    'const connections = new Map();', 'let admin;', 'const known = (id) => connections.get(id);',
    "export const start = async () => { admin = await mongoose.createConnection('admin').asPromise(); };",
    'async function connectionOf(id) {', '  let connection = known(id);', '  if (!connection) {',
    '    const tenant = await find(admin, id);',
    '    connection = mongoose.createConnection(tenant.url);', '    connections.set(id, connection);', '  }',
    '  return connection;', '}',
    "app.get('/items', async (req, res) => {", '  const connection = await connectionOf(req.query.tenant);',
    "  res.json(await connection.collection('items').findOne());", '});',
  ].join('\n'),
});
