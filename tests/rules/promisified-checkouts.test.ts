import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/* A method that lends to a callback may be made to give a promise instead: of what the callback would get. */

const head = `
import express from 'express';
import mysql from 'mysql';
import { promisify } from 'node:util';
import Bluebird from 'bluebird';
const app = express();
`;

const cases: MarkedCases = {
  'a promisified method, bound behind': `${head}
const pool = mysql.createPool({});
const getConnection = promisify(pool.getConnection).bind(pool);
app.get('/x', async (req, res) => {
  const connection = await getConnection(); // leak
  connection.query('x', (error, rows) => res.json(rows));
});`,
  'a promisified method, bound before': `${head}
const pool = mysql.createPool({});
app.get('/x', async (req, res) => {
  const connection = await promisify(pool.getConnection.bind(pool))(); // leak
  connection.query('x', (error, rows) => res.json(rows));
});`,
  'a pool whose methods are promisified': `${head}
const pool = Bluebird.promisifyAll(mysql.createPool({}));
app.get('/x', async (req, res) => {
  const connection = await pool.getConnectionAsync(); // leak
  connection.query('x', (error, rows) => res.json(rows));
});`,
  'pools whose methods are promisified': `${head}
Bluebird.promisifyAll(require('mysql/lib/Pool').prototype);
const pool = mysql.createPool({});
app.get('/x', async (req, res) => {
  const connection = await pool.getConnectionAsync(); // leak
  res.json(await connection.queryAsync('x'));
  connection.release();
});`,
  'a package whose pools are promisified': `${head}
const promised = Bluebird.promisifyAll(mysql);
const pool = promised.createPool({});
app.get('/x', (req, res) => {
  pool.getConnectionAsync().then((connection) => { // leak
    connection.query('x', (error, rows) => res.json(rows));
  });
});`,
  'a promisified method whose connection is given back': `${head}
const pool = mysql.createPool({});
const getConnection = promisify(pool.getConnection).bind(pool);
app.get('/x', async (req, res) => {
  const connection = await getConnection();
  try {
    res.json(await promisify(connection.query).call(connection, 'x'));
  } finally {
    connection.release();
  }
});`,
  'a connection that is given back by a promisified method': `${head}
const pool = Bluebird.promisifyAll(mysql.createPool({}));
app.get('/x', async (req, res) => {
  const connection = await pool.getConnectionAsync();
  try {
    res.json(await connection.queryAsync('x'));
  } finally {
    await connection.releaseAsync();
  }
});`,
  'a connection that is given away with what gives it back': `${head}
const pool = Bluebird.promisifyAll(mysql.createPool({}));
const lent = () => pool.getConnectionAsync().disposer((connection) => connection.release());
app.get('/x', (req, res) => Bluebird.using(lent(), async (connection) => res.json(await connection.queryAsync('x'))));`,
  'a promisified function of the project': `${head}
const pool = mysql.createPool({});
const getConnection = promisify((callback) => pool.getConnection((error, connection) => callback(error, connection)));
app.get('/x', async (req, res) => {
  const connection = await getConnection();
  connection.query('x', () => connection.release());
  res.end();
});`,
  'a wrapper by hand that gives it back': `${head}
const pool = mysql.createPool({});
const getConnection = () => new Promise((resolve, reject) => {
  pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
});
app.get('/x', async (req, res) => {
  const connection = await getConnection();
  connection.query('x', () => connection.release());
  res.end();
});`,
};

describeMarked('a pool lends by', cases, {
  filenames: ['src/service.js'],
  rule: 'require-connection-release',
  files: { 'package.json': { dependencies: { express: '^5.0.0', mysql: '^2.0.0', bluebird: '^3.0.0' } } },
});
