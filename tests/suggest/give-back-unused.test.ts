import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

/*
 * What was borrowed only to see whether it can be, and that nobody uses, goes back as soon as it is there.
 */

const rule = 'require-connection-release';

const service = (lines: readonly string[]): string => `
import express from 'express';
import { Pool } from 'pg';
import mysql from 'mysql2';
import mariadb from 'mariadb';
const pool = new Pool();
const shop = mysql.createPool({});
const orders = mariadb.createPool({});
const app = express();
app.get('/status', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`;

const given = (lines: readonly string[]): string => applied('releaseAtOnce', service(lines), 'service.js', { rule });

describe('a borrowed connection that nobody uses', () => {
  it.each<[string, string[], string[]]>([
    ['where it was waited for', [
      'try {', '  await pool.connect();', "  res.json('up');", '} catch {', "  res.json('down');", '}',
    ], [
      'try {', '  const client = await pool.connect();', '  client.release();', "  res.json('up');",
      '} catch {', "  res.json('down');", '}',
    ]],
    ['waiting for that, too', ['await orders.getConnection();', "res.json('up');"], [
      'const connection = await orders.getConnection();', 'await connection.release();', "res.json('up');",
    ]],
    ['under the name that it has', ['const client = await pool.connect();', "res.json('up');"], [
      'const client = await pool.connect();', 'client.release();', "res.json('up');",
    ]],
    ['under a name that is free', ['const client = req.query.client;', 'await pool.connect();', 'res.json(client);'], [
      'const client = req.query.client;', 'const client2 = await pool.connect();', 'client2.release();', 'res.json(client);',
    ]],
    ['in front of the value of a function', [
      'pool.connect()', "  .then(() => console.log('connected'))", "  .then(() => pool.query('select 1'))", '  .then(() => res.end());',
    ], [
      'pool.connect()', '  .then((client) => {', '    client.release();', "    return console.log('connected');", '  })',
      "  .then(() => pool.query('select 1'))", '  .then(() => res.end());',
    ]],
    ['in front of an object', ["return pool.connect().then(() => ({ status: 'up' }));"], [
      'return pool.connect().then((client) => {', '  client.release();', "  return ({ status: 'up' });", '});',
    ]],
    ['in front of what a function does', ['pool.connect().then(function () {', '  res.end();', '});'], [
      'pool.connect().then(function (client) {', '  client.release();', '  res.end();', '});',
    ]],
    ['in an asynchronous function', ['orders.getConnection().then(async () => {', '  res.end();', '});'], [
      'orders.getConnection().then(async (connection) => {', '  await connection.release();', '  res.end();', '});',
    ]],
    ['in a callback', [
      'shop.getConnection((error, connection) => {', '  if (error) return res.status(500).end();', '  res.end();', '});',
    ], [
      'shop.getConnection((error, connection) => {', '  if (connection) connection.release();',
      '  if (error) return res.status(500).end();', '  res.end();', '});',
    ]],
    ['in a callback with a function for that', ['pool.connect((error, client, done) => {', '  res.json(!error);', '});'], [
      'pool.connect((error, client, done) => {', '  if (client) client.release();', '  res.json(!error);', '});',
    ]],
  ])('goes back %s', (_name, lines, result) => {
    expect(given(lines)).toBe(service(result));
  });

  it.each<[string, string[]]>([
    ['somebody uses it', ['const client = await pool.connect();', "await client.query('select 1');"]],
    ['whoever is called sees all that it was given', [
      'pool.connect().then(function () {', '  keep(...arguments);', '  res.end();', '});',
    ]],
    ['nobody waits until it is back', ['orders.getConnection().then(() => res.end());']],
    ['a named function gets it', ['pool.connect().then(start);']],
    ['it shares a line', ['if (req.query.check) await pool.connect();', 'res.end();']],
  ])('is left where %s', (_name, lines) => {
    expect(offered(service(lines), 'service.js')).not.toContain('releaseAtOnce');
  });
});
