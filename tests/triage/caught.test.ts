import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/** Promises of clients that a handler for errors is hung onto: what comes out is the client. */
const head = ["import express from 'express';", "import mysql from 'mysql2/promise';", 'const app = express();', ''].join('\n');

function handler(...lines: readonly string[]): string {
  return head + ["app.get('/', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

const theirs = 'mysql.createConnection({ host: req.query.host })';
const used = "res.json(await connection.query('SELECT 1'));";
const closed = `try { ${used} } finally { await connection.end(); }`;

const cases: MarkedCases = {
  'with a handler that throws': handler(
    `const connection = await ${theirs}.catch((error) => { throw new Error('no database', { cause: error }); });`, closed,
  ),
  'with a handler that gives nothing': handler(
    `const connection = await ${theirs}.catch(() => undefined);`, 'if (!connection) return res.status(503).end();', closed,
  ),
  'with something to do in the end': handler(`const connection = await ${theirs}.finally(() => console.log('asked'));`, closed),
  'with a handler, and that nobody closes': handler(
    `const connection = await ${theirs}.catch((error) => { throw new Error('no database', { cause: error }); }); // leak`, used,
  ),
  'of a function, with a handler': `${head}const connect = async (host) => mysql.createConnection({ host });
app.get('/', async (req, res) => {
  const connection = await connect(req.query.host).catch((error) => { console.error(error); });
  ${closed}
});`,
  'with a handler, in a promise of its own': `${head}const connect = async (host) => mysql.createConnection({ host });
const open = (host) => new Promise(async (resolve) => {
  const connection = await connect(host).catch((error) => { console.error(error); });
  resolve(connection);
});
app.get('/', async (req, res) => {
  const connection = await open(req.query.host);
  setTimeout(() => connection.end(), 60_000);
  ${used}
});`,
  'with a handler, which the module keeps': `${head}let connection;
app.get('/', async (req, res) => {
  if (!connection) connection = await mysql.createConnection(process.env.URL).catch(() => undefined);
  ${used}
});`,
};

describeMarked('a promise of a client', cases);

const closing = Object.fromEntries(Object.entries(cases).filter(([, code]) => code.includes('finally {')));
describeMarked('a promise of a client that is closed', closing, { rule: 'require-client-close' });
