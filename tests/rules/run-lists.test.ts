import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * Functions that use a client are given in a list to a function of a package that runs them and keeps none, or to an object that runs one
 * when it is asked: who has the object has the client.
 */

const head = `
import async from 'async';
import DataLoader from 'dataloader';
import express from 'express';
import mysql from 'mysql';
import pAll from 'p-all';
const app = express();
const kept = new Map();
`;

const cases: MarkedCases = {
  'tasks of a list': `${head}
app.get('/x', (req, res) => {
  const connection = mysql.createConnection({}); // leak
  async.parallel([(done) => connection.query('a', done), (done) => connection.query('b', done)], (error, rows) => res.json(rows));
});`,
  'tasks of an object': `${head}
app.get('/x', (req, res) => {
  const connection = mysql.createConnection({}); // leak
  async.series({ a: (done) => connection.query('a', done), b: (done) => connection.query('b', done) }, (error, rows) => res.json(rows));
});`,
  'tasks that give promises': `${head}
app.get('/x', async (req, res) => {
  const connection = mysql.createConnection({}); // leak
  res.json(await pAll([() => connection.query('a'), () => connection.query('b')], { concurrency: 1 }));
});`,
  'a loader': `${head}
app.get('/x', async (req, res) => {
  const connection = mysql.createConnection({}); // leak
  const loader = new DataLoader(async (ids) => connection.query('x', [ids]));
  res.json(await loader.load(1));
});`,
  'tasks, and it is closed behind them': `${head}
app.get('/x', (req, res) => {
  const connection = mysql.createConnection({ user: req.query.user });
  async.parallel([(done) => connection.query('a', done), (done) => connection.query('b', done)], (error, rows) => {
    connection.end();
    res.json(rows);
  });
});`,
  'tasks the last of which closes it': `${head}
app.get('/x', (req, res) => {
  const connection = mysql.createConnection({ user: req.query.user });
  async.series([(done) => connection.query('a', done), (done) => connection.end(done)], (error, rows) => res.json(rows));
});`,
  'tasks for a function of another package': `${head}
import { work } from 'work';
app.get('/x', (req, res) => {
  const connection = mysql.createConnection({});
  work([(done) => connection.query('a', done)], (error, rows) => res.json(rows));
});`,
  'a loader that is kept': `${head}
app.get('/x', async (req, res) => {
  const connection = mysql.createConnection({});
  const loader = new DataLoader(async (ids) => connection.query('x', [ids]));
  kept.set(req.id, loader);
  res.json(await loader.load(1));
});`,
  'a loader that others are given': `${head}
import { work } from 'work';
app.get('/x', async (req, res) => {
  const connection = mysql.createConnection({});
  res.json(await work({ loader: new DataLoader(async (ids) => connection.query('x', [ids])) }));
});`,
  'a loader that one is given': `${head}
import { work } from 'work';
app.get('/x', async (req, res) => {
  const connection = mysql.createConnection({});
  res.json(await work(new DataLoader(async (ids) => connection.query('x', [ids]))));
});`,
  'a loader that the request has': `${head}
app.use((req, res, next) => {
  const connection = mysql.createConnection({});
  req.loader = new DataLoader(async (ids) => connection.query('x', [ids]));
  next();
});`,
};

for (const rule of ['no-client-per-request', 'require-client-close'] as const) {
  const marked = rule === 'no-client-per-request' ? cases
    : Object.fromEntries(Object.entries(cases).filter(([, code]) => !code.includes('// leak')));
  describeMarked(`${rule}: a client is used by`, marked, {
    filenames: ['src/service.js'],
    rule,
    files: { 'package.json': { dependencies: { express: '^5.0.0', mysql: '^2.0.0', async: '^3.0.0', dataloader: '^2.0.0' } } },
  });
}
