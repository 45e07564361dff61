import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * A pool gives what it lends to a function that does not stand there: it has a name, is a method, is bound, is made by another function, or
 * is given to the function that borrows. What none of those that it may be gives back is lost; where one may, nothing is said.
 */

const head = `
import express from 'express';
import mysql from 'mysql';
import { Pool } from 'pg';
const pool = mysql.createPool({});
const postgres = new Pool();
const app = express();
`;

const cases: MarkedCases = {
  'a function of the handler': `${head}
app.get('/x', (req, res) => {
  function run(error, connection) { connection.query('x', (failure, rows) => res.json(rows)); }
  pool.getConnection(run); // leak
});`,
  'a function of the module': `${head}
const done = (error, client) => { client.query('x', () => {}); };
app.get('/x', (req, res) => {
  postgres.connect(done); // leak
  res.end();
});`,
  'a member of an object': `${head}
const handlers = { list(error, connection) { connection.query('x'); } };
app.get('/x', (req, res) => {
  pool.getConnection(handlers.list); // leak
  res.end();
});`,
  'a bound method': `${head}
class Rows { list(error, connection) { connection.query('x'); } }
const rows = new Rows();
app.get('/x', (req, res) => {
  pool.getConnection(rows.list.bind(rows)); // leak
  res.end();
});`,
  'a function that is bound to more': `${head}
function list(res, error, connection) { connection.query('x', (failure, rows) => res.json(rows)); }
app.get('/x', (req, res) => pool.getConnection(list.bind(null, res))); // leak`,
  'a function that another one makes': `${head}
const opened = (res) => (error, connection) => connection.query('x', (failure, rows) => res.json(rows));
app.get('/x', (req, res) => pool.getConnection(opened(res))); // leak`,
  'a parameter of a wrapper': `${head}
const getConnection = (callback) => pool.getConnection(callback); // leak
app.get('/x', (req, res) => getConnection((error, connection) => connection.query('x', (failure, rows) => res.json(rows))));`,
  'a function that gives it back': `${head}
app.get('/x', (req, res) => {
  function run(error, connection) {
    connection.query('x', (failure, rows) => {
      connection.release();
      res.json(rows);
    });
  }
  pool.getConnection(run);
});`,
  'a function of the module that calls what gives it back': `${head}
const run = (error, client, done) => { client.query('x', () => done()); };
app.get('/x', (req, res) => {
  postgres.connect(run);
  res.end();
});`,
  'a function that hands it on': `${head}
import { work } from 'work';
function run(error, connection) { work(connection); }
app.get('/x', (req, res) => { pool.getConnection(run); res.end(); });`,
  'a function that keeps it': `${head}
let kept;
function run(error, connection) { kept = connection; connection.query('x'); }
app.get('/x', (req, res) => { pool.getConnection(run); res.end(); });`,
  'a bound method that gives it back': `${head}
class Rows { list(error, connection) { connection.query('x', () => connection.release()); } }
const rows = new Rows();
app.get('/x', (req, res) => {
  pool.getConnection(rows.list.bind(rows));
  res.end();
});`,
  'a made function that gives it back': `${head}
const opened = (res) => (error, connection) => connection.query('x', (failure, rows) => { connection.release(); res.json(rows); });
app.get('/x', (req, res) => pool.getConnection(opened(res)));`,
  'a function of a package': `${head}
import { opened } from 'work';
app.get('/x', (req, res) => pool.getConnection(opened(res)));`,
  'a parameter of a wrapper, where one of those gives it back': `${head}
const getConnection = (callback) => pool.getConnection(callback);
app.get('/x', (req, res) => getConnection((error, connection) => connection.query('x', (failure, rows) => res.json(rows))));
app.get('/y', (req, res) => getConnection((error, connection) => connection.query('x', () => connection.release())));`,
  'a parameter of a wrapper that others may call': `${head}
export const getConnection = (callback) => pool.getConnection(callback);`,
  'a function that takes all its arguments as a list': `${head}
function run(...all) { all[1].query('x', () => all[1].release()); }
app.get('/x', (req, res) => { pool.getConnection(run); res.end(); });`,
  'a function that looks at its arguments': `${head}
function run() { const connection = arguments[1]; connection.query('x', () => connection.release()); }
app.get('/x', (req, res) => { pool.getConnection(run); res.end(); });`,
};

describeMarked('a pool lends to', cases, {
  filenames: ['src/service.js'],
  rule: 'require-connection-release',
  files: { 'package.json': { dependencies: { express: '^5.0.0', mysql: '^2.0.0', pg: '^8.0.0' } } },
});
