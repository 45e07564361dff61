import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/** Helpers that make a client and lend it to a function that they are given. */
const head = ["import express from 'express';", "import { Client } from 'pg';",
  "import { measure } from 'measure';", 'const app = express();', ''].join('\n');

function helper(mark: string, ...body: readonly string[]): string {
  return [head + 'async function withClient(fn) {', `  const client = new Client();${mark}`, ...body.map((line) => `  ${line}`),
    '}', ''].join('\n');
}

const route = "app.get('/', async (req, res) => res.json(await withClient((db) => db.query(req.query.text))));";
const closes = ['try {', '  return await fn(client);', '} finally {', '  await client.end();', '}'];

const leaks: MarkedCases = {
  'and never closes it': helper(' // leak', 'return fn(client);') + route,
  'and never closes it, whoever is given it': [
    `${helper(' // leak', 'return fn(client);')}const list = (db) => db.query('select 1');`,
    "app.get('/', (req, res) => withClient(list).then((rows) => res.json(rows)));",
      "app.get('/none', (req, res) => withClient(() => res.end()));",
  ].join('\n'),
  'and that a wrapper of handlers makes': [
    head + 'const withClient = (handler) => async (req, res) => {', '  const client = new Client(); // leak',
      '  await handler(req, res, client);', '};',
    "app.get('/', withClient(async (req, res, client) => res.json(await client.query('select 1'))));",
  ].join('\n'),
  'and closes it': helper('', ...closes) + route,
  'and that the function closes': helper('', 'return fn(client);')
    + "app.get('/', (req, res) => withClient(async (db) => { res.json(await db.query('select 1')); await db.end(); }));",
  'and that the function keeps': helper('', 'return fn(client);')
    + "let kept;\napp.get('/', (req, res) => withClient((db) => { kept = db; res.end(); }));",
  'which another package makes': helper('', 'return fn(client);')
    + "app.get('/', (req, res) => withClient(measure('query')).then((rows) => res.json(rows)));",
  'which is chosen elsewhere': helper('', 'return fn(client);')
    + "app.get('/', (req, res) => withClient(req.app.locals.run).then((rows) => res.json(rows)));",
  'once at the start': `${helper('', 'return fn(client);')}await withClient((db) => db.query('create table'));`,
};
describeMarked('a client that is lent to a function', leaks, { filenames: ['src/service.js'] });

describeMarked('a client that is lent to a function and closed', {
  'by the helper': helper(' // leak', ...closes) + route,
  'by the function': helper('', 'return fn(client);') + "app.get('/', (req, res) => withClient((db) => { res.end(); }));",
}, { filenames: ['src/service.js'], rule: 'prefer-shared-client' });
