import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * Connections that a helper gives out with methods of its own, or in an object of functions, also by way of a promise that it settles. The
 * handler loses each of them where a query fails. A line that ends in `// => rule` is to be reported by that rule, and no other one is.
 */

const manifest = { dependencies: { express: '^5.0.0', pg: '^8.0.0', mysql: '^2.0.0' } };
const rule = 'require-connection-release';

const losing = ['const c = await open();', "const rows = await c.query('select 1');", 'await c.release();', 'res.json(rows);'];
const careful = ['const c = await open();', "try { res.json(await c.query('select 1')); } finally { await c.release(); }"];

const pg = ["const { Pool } = require('pg');", 'const pool = new Pool();'];
const mysql = ["const mysql = require('mysql');", 'const pool = mysql.createPool({ host: process.env.HOST });'];
const borrowed = `    pool.getConnection((err, connection) => { // => ${rule}`;

const helpers: Readonly<Record<string, readonly string[]>> = {
  'with a method that calls the one it had': [
    ...pg, 'exports.open = async () => {', `  const client = await pool.connect(); // => ${rule}`,
    '  const query = client.query;', '  const release = client.release;',
    '  client.query = (...args) => { client.lastQuery = args; return query.apply(client, args); };',
    '  client.release = () => { client.query = query; client.release = release; return release.call(client); };',
    '  return client;', '};',
  ],
  'in an object of functions': [
    ...pg, 'exports.open = async () => {', `  const client = await pool.connect(); // => ${rule}`,
    '  return { query: (sql) => client.query(sql), release: () => client.release() };', '};',
  ],
  'in an object of functions that a promise is settled with': [
    ...mysql, 'exports.open = () => new Promise((resolve, reject) => {', borrowed, '    if (err) return reject(err);',
    '    const query = (sql) => new Promise((done, fail) => connection.query(sql, (e, rows) => (e ? fail(e) : done(rows))));',
    '    const release = () => new Promise((done) => done(connection.release()));',
    '    resolve({ query, release });', '  });', '});',
  ],
  'in an object with a function that calls the one which gives it back': [
    ...pg, 'exports.open = async () => {', `  const client = await pool.connect(); // => ${rule}`,
    '  const giveBack = () => client.release();',
    '  return { query: (sql) => client.query(sql), release: async () => { console.log("back"); giveBack(); } };', '};',
  ],
};

const withoutMarks = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/ \/\/ => .*$/, ''));

async function reportsOf(lines: readonly string[], handler: readonly string[]): Promise<readonly string[]> {
  const files = {
    'package.json': manifest,
    'src/db.js': lines.join('\n'),
    'src/server.js': [
      "const express = require('express');", "const { open } = require('./db.js');", 'const app = express();',
      "app.get('/', async (req, res) => {", ...handler, '});', 'app.listen(8080);',
    ].join('\n'),
  };
  const reports = await createProject({ rule: '*', files }).lint('src/db.js', files['src/db.js']);
  return reports.map(({ line, rule: by }) => `${line} ${by}`);
}

describe('a connection given out', () => {
  for (const [name, lines] of Object.entries(helpers)) {
    it(`${name} is lost where a query fails`, async () => {
      const wanted = lines.flatMap((line, index) => (line.includes('// => ') ? [`${index + 1} ${rule}`] : []));
      expect(await reportsOf(lines, losing)).toStrictEqual(wanted);
    });

    it(`${name} is not, where it is given back in finally`, async () => {
      expect(await reportsOf(withoutMarks(lines), careful)).toStrictEqual([]);
    });
  }
});
