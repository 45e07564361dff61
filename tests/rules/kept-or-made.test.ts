import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** A pool that is taken from where it is kept, or made: the side that makes it tells what it is. And what stands before it. */

async function rulesOf(pool: readonly string[], ...lines: readonly string[]): Promise<string[]> {
  const code = [
    "import express from 'express';", "import mysql from 'mysql2/promise';", ...pool, 'const app = express();',
    "app.post('/orders', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});',
  ].join('\n');
  return (await createProject({ rule: '*' }).lint('src/app.js', code)).map(({ rule }) => rule);
}

const lost = ['const connection = await db.getConnection();', "await connection.query('SELECT 1');", 'connection.release();', 'res.end();'];
const kept = [
  'const connection = await db.getConnection();', 'try {', "  await connection.query('SELECT 1');", '} finally {',
  '  connection.release();', '}', 'res.end();',
];

describe.each([
  ['a choice', ['const db = globalThis.pool && globalThis.key === key() ? globalThis.pool : mysql.createPool(process.env.DB);']],
  ['a choice the other way round', ['const db = !globalThis.pool ? mysql.createPool(process.env.DB) : globalThis.pool;']],
  ['a proxy', ['const pool = mysql.createPool(process.env.DB);', 'const db = new Proxy(pool, { get: (target, name) => target[name] });']],
])('what %s lends', (_, pool) => {
  it('is lost where it is not given back', async () => {
    expect(await rulesOf(pool, ...lost)).toStrictEqual(['require-connection-release']);
  });

  it('is not lost in a try block', async () => {
    expect(await rulesOf(pool, ...kept)).toStrictEqual([]);
  });
});

it('of two things of which neither is tested nothing is known', async () => {
  expect(await rulesOf(['const db = process.env.REMOTE ? globalThis.pool : mysql.createPool(process.env.DB);'], ...lost)).toStrictEqual([]);
});
