import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { describeMarked } from '../support/marked-cases.js';

/*
 * A handler that puts a new client where the one before stands, behind tests that say the same to every request: what the project's own
 * functions answer by what they are given, what a list that never changes has, and what the request has just put into a variable itself.
 */

const dependencies = { express: '^5.0.0', '@google-cloud/vision': '^5.0.0' };

interface Shape {
  /** Lines of the module, and those of the handler before it opens the client. */
  readonly module?: readonly string[];
  readonly before: readonly string[];
  readonly others?: Readonly<Record<string, readonly string[]>>;
}

async function rulesOf({ module = [], before, others = {} }: Shape): Promise<(string | undefined)[]> {
  const code = [
    "import express from 'express';", "import { ImageAnnotatorClient } from '@google-cloud/vision';",
    ...module, 'const app = express();', 'let client;', 'async function connect() {',
    '  client = new ImageAnnotatorClient();', '}', 'app.post("/scan", async (req, res) => {', ...before,
    '  await connect();', '  res.json(await client.labelDetection(req.body.uri));', '});',
  ].join('\n');
  const files = Object.fromEntries(Object.entries(others).map(([name, lines]) => [name, lines.join('\n')]));
  const project = createProject({ rule: '*', files: { 'package.json': { type: 'module', dependencies }, ...files, 'src/app.js': code } });
  return (await project.lint('src/app.js', code)).map(({ rule }) => rule);
}

const answer = 'return res.json(await client.labelDetection(req.body.uri));';
const regions = ["import { regions } from './regions.js';"];
const found = ['  const region = regions.find((one) => one.name === req.params.region);', '  if (!region) return res.sendStatus(404);'];
const list = "export const regions = [{ name: 'eu' }, { name: 'us' }];";

const users = ["import { Pool } from 'pg';", 'const users = new Pool();'];

const plain: Record<string, Shape> = {
  'a function of the file': {
    module: ['function isUri(text) {', "  const scheme = text.split(':')[0];", "  return scheme === 'gs' || scheme === 'https';", '}'],
    before: ['  if (!isUri(req.body.uri)) return res.sendStatus(400);'],
  },
  'functions of other files, which note what they do': {
    module: ["import { problemsOf } from './check.js';", 'let problems;'],
    before: ['  problems = await problemsOf(req.headers);', '  if (problems != null) return res.json(problems);'],
    others: {
      'src/check.js': [
        "import { has } from './has.js';", 'let found;', 'let note;', 'export const problemsOf = async (headers) => {', '  try {',
        '    found = null;', "    if (!(await has(headers, 'x-api-key'))) found = { code: 401 };", '    return found;',
        '  } catch (error) {',
        '    note = `failed: ${error}`;', '    console.log(note);', '    return note;', '  }', '};',
      ],
      'src/has.js': ['export async function has(headers, name) {', '  for (const key of Object.keys(headers)) {',
        '    if (key.toLowerCase() === name) return true;', '  }', '  return false;', '}'],
    },
  },
  'settings that a package tells': {
    module: ["import config from 'config';"], before: ["  if (!config.get('vision.key')) return res.sendStatus(503);"],
  },
  'settings that an object of a package tells': {
    module: ["import { ConfigService } from '@nestjs/config';", 'const settings = new ConfigService();'],
    before: ["  const key = settings.get('KEY');", "  if (!key) throw new Error('no key');"],
  },
  'a list that never changes': { module: [list.replace('export ', '')], before: found },
  'a list that another module exports': { module: regions, before: found, others: { 'src/regions.js': [list] } },
  'a list in an object of another module': {
    module: ["import { settings } from './settings.js';"],
    before: [
      '  const region = settings.regions.find(({ name }) => name === req.params.region);', '  if (!region) return res.sendStatus(404);',
    ],
    others: { 'src/settings.js': ["export const settings = { regions: [{ name: 'eu' }] };"] },
  },
  'a list whose elements are no objects of a class that has such a member': {
    module: ["import { regions } from './regions.js';", 'class Answer {', '  name;', '}'],
    before: [...found, '  const answer = new Answer();', '  answer.name = region.name;'],
    others: { 'src/regions.js': [list] },
  },
  'what an object answers that was made for it': {
    module: ["import { Validator } from 'node-input-validator';", 'let validator;'],
    before: ["  validator = new Validator({ body: req.body }, { 'body.uri': 'required' });",
      '  if (!(await validator.check())) return res.sendStatus(400);'],
  },
  'what a database answers': {
    module: users,
    before: ["  const { rows } = await users.query('SELECT * FROM users WHERE name = $1', [req.body.name]);",
      '  if (rows.length === 0) return res.sendStatus(403);'],
  },
  'what a model of a database answers, in another file': {
    module: ["import { findUser } from './users.js';"],
    before: ['  const user = await findUser(req.body.name);', '  if (!user || user.isBlocked) return res.sendStatus(403);'],
    others: {
      'src/users.js': ["import mongoose from 'mongoose';", "const User = mongoose.model('User', new mongoose.Schema({ name: String }));",
        'export const findUser = async (name) => await User.findOne({ name });'],
    },
  },
  'elements of what the request brings along': {
    before: ['  if (!req.body.items.every((item) => item.uri)) return res.sendStatus(400);'],
  },
};

const perhapsOnce: Record<string, Shape> = {
  'a function that looks at the client': {
    module: ['const isThere = () => client !== undefined;'], before: [`  if (isThere()) ${answer}`],
  },
  'what a function that looks at the client has answered before': {
    module: ['const isThere = () => client !== undefined;', 'let there;'],
    before: ['  there = isThere();', `  if (there) ${answer}`],
  },
  'a function that counts': {
    module: ['let count = 0;', 'function isFirst() {', '  count += 1;', '  return count === 1;', '}'],
    before: [`  if (!isFirst()) ${answer}`],
  },
  'a function that asks another one that remembers': {
    module: ["import { isDone } from './done.js';"], before: [`  if (isDone(req.body)) ${answer}`],
    others: {
      'src/done.js': ['let done = false;', 'const ask = () => done;', 'export function isDone(body) {', '  const was = ask();',
        '  done = true;', '  return was;', '}'],
    },
  },
  'what another module notes when it is done': {
    module: ["import { done, note } from './done.js';"], before: [`  if (done) ${answer}`, '  note();'],
    others: { 'src/done.js': ['export let done;', 'export function note() {', '  done = true;', '}'] },
  },
  'a list that requests change': {
    module: ['const seen = [];'],
    before: [`  if (seen.find((uri) => uri === req.body.uri)) ${answer}`, '  seen.push(req.body.uri);'],
  },
  'a list of another module that requests change': {
    module: regions, before: [...found, "  regions.push({ name: 'x' });"], others: { 'src/regions.js': [list] },
  },
  'objects of a class, of which requests change a member': {
    module: ['class Slot {', '  name;', '}', 'const slots = [new Slot(), new Slot()];'],
    before: ['  const slot = slots.find((one) => one.name === undefined);', `  if (!slot) ${answer}`,
      '  const taken = new Slot();', '  taken.name = req.body.name;'],
  },
  'what an object answers that was there before': {
    module: ["import { Validator } from 'node-input-validator';", 'const validator = new Validator();'],
    before: ['  if (!(await validator.check())) return res.sendStatus(400);'],
  },
  'what a cache in the process answers': {
    module: ["import NodeCache from 'node-cache';", 'const cache = new NodeCache();'],
    before: ["  const found = await cache.get('client', req.body.name);", `  if (found) ${answer}`, "  cache.set('client', true);"],
  },
  'how it is with the client of a database': {
    module: users, before: [`  if (users.totalCount > 0) ${answer}`],
  },
  'elements of a list that another module changes': {
    module: regions,
    before: [
      '  const region = regions.find((one) => one.name === req.params.region && !one.taken);', '  if (!region) return res.sendStatus(404);',
    ],
    others: {
      'src/regions.js': [list],
      'src/take.js': ["import { regions } from './regions.js';", 'export const take = (one) => { one.taken = true; };'],
    },
  },
};

describe('a client is overwritten behind a test of', () => {
  it.each(Object.entries(plain))('%s', async (_, shape) => {
    expect(await rulesOf(shape)).toStrictEqual(['no-client-per-request']);
  });
});

describe('a client may be made once behind a test of', () => {
  it.each(Object.entries(perhapsOnce))('%s', async (_, shape) => {
    expect(await rulesOf(shape)).toStrictEqual([]);
  });
});

/* The same, where the client is opened in what is called with the answer. */

const opened = `import express from 'express';
import { MongoClient } from 'mongodb';
import mysql from 'mysql';
import NodeCache from 'node-cache';
const app = express();
const pool = mysql.createPool({});
const cache = new NodeCache();
let kept;
`;
const connect = `
function connect(callback) {
  MongoClient.connect(process.env.URL, (error, client) => { // leak
    if (error) throw error;
    kept = client;
    callback();
  });
}
`;
const answerInside = (res: string): string => (
  `connect(() => kept.db().collection('users').findOne({}, (error, user) => ${res}.json(user)))`);

describeMarked('a client is overwritten in a callback', {
  'of a query, behind a test of what it is told': `${opened}${connect}
app.get('/users', (req, res) => {
  pool.query('SELECT 1', (error, rows) => {
    if (error || rows.length === 0) return res.sendStatus(404);
    ${answerInside('res')};
  });
});`,
  'of a function that queries': `${opened}${connect}
function find(text, callback) {
  console.log(text);
  pool.query(text, (error, rows) => {
    if (error) console.log(error.message);
    else callback(error, rows);
  });
}
app.get('/users', (req, res) => {
  find('SELECT 1', (error, rows) => {
    if (rows.length > 0) ${answerInside('res')};
    else res.sendStatus(404);
  });
});`,
  'for each of what the request brings along': `${opened}${connect}
app.post('/users', (req, res) => {
  req.body.users.forEach((user) => {
    if (user.name) ${answerInside('res')};
  });
});`,
  'but not of a function that asks what the process keeps': `${opened}${connect.replace(' // leak', '')}
function find(key, callback) {
  cache.get(key, (error, value) => callback(error, value));
}
app.get('/users', (req, res) => {
  find('users', (error, users) => {
    if (users) return res.json(users);
    ${answerInside('res')};
  });
});`,
  'but not of a function that looks at the client': `${opened}${connect.replace(' // leak', '')}
function withState(callback) {
  callback(null, kept !== undefined);
}
app.get('/users', (req, res) => {
  withState((error, isOpen) => {
    if (isOpen) return res.json({});
    ${answerInside('res')};
  });
});`,
}, { filenames: ['src/service.js'] });
