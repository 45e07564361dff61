import { describeAnswers } from '../support/marked-cases.js';

/*
 * Where a function puts a client into a place that others look at as well, and releases it before it is done, the place keeps nothing of
 * it: it is closed when others find it there.
 */

const head = `import express from 'express';
import { Client } from 'pg';
const app = express();
const url = process.env.DATABASE_URL;
`;
const inField = (...lines: readonly string[]): string => `${head}class Store {
  constructor() { this.client = new Pool(); }
  ask() { return this.client.query('SELECT 1'); }
  async report(id) {
    ${lines.join('\n    ')}
  }
}
const store = new Store();
app.get('/ask', async (req, res) => res.json(await store.ask()));
app.get('/report', async (req, res) => res.json(await store.report(req.query.id)));
`;
const inVariable = (...lines: readonly string[]): string => `${head}let client;
async function report(id) {
  ${lines.join('\n  ')}
}
app.get('/ask', async (req, res) => res.json(await client.query('SELECT 1')));
app.get('/report', async (req, res) => res.json(await report(req.query.id)));
`;
const made = (answer: string, given = 'url'): string => `client = new Client(${given}); // ${answer}`;
const query = 'await client.connect();\nconst rows = await client.query("SELECT 2");';
const ofThis = (text: string): string => text.replace(/(?<![\w.])client\b/g, 'this.client');

const unopened = 'try {\nawait client.connect();\n} catch (error) {\nclient.end();\nthrow error;\n}';

const cases = {
  'in a `finally` block': [made('everyPath'), `try {\n${query}\nreturn rows;\n} finally {\nawait client.end();\n}`],
  'at its end': [made('somePaths'), query, 'await client.end();', 'return rows;'],
  'at its end, with a client that is made for the request': [made('somePaths', 'id'), query, 'await client.end();', 'return rows;'],
  'on one of its ways': [made('unknown'), query, 'if (rows.length > 0) await client.end();', 'return rows;'],
  'where it could not be opened': [
    made('unknown'), unopened, 'return client.query("SELECT 2");',
  ],
  'not for the request that it is made for': [
    made('unknown', 'id'), unopened, 'return client.query("SELECT 2");',
  ],
};

describeAnswers('a client in a shared field, released by whoever puts it there', Object.fromEntries(
  Object.entries(cases).map(([name, lines]) => [name, inField(...lines.map(ofThis))])));

describeAnswers('a client in a shared variable, released by whoever puts it there', Object.fromEntries(
  Object.entries(cases).map(([name, lines]) => [name, inVariable(...lines)])));
