import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** Pools that a property of the global object holds, as servers want it that load their modules anew. */
const handler = `import express from 'express';
import pool from './pool.js';
const app = express();
app.get('/orders', async (req, res) => {
  const connection = await pool.getConnection();
  const [orders] = await connection.query('SELECT 1');
  connection.release();
  res.json(orders);
});
`;

const pools: Readonly<Record<string, string>> = {
  'put there unless it is there': `import mysql from 'mysql2/promise';
let pool;
if (!global._pool) {
  global._pool = mysql.createPool({ host: 'db' });
}
pool = global._pool;
export default pool;
`,
  'by a name for the global object': `import mysql from 'mysql2/promise';
const kept = globalThis;
if (!kept.pool) kept.pool = mysql.createPool({ host: 'db' });
export default kept.pool;
`,
  'put there for lack of one': `import mysql from 'mysql2/promise';
global.pool = global.pool || mysql.createPool({ host: 'db' });
export default global.pool;
`,
};

const others: Readonly<Record<string, string>> = {
  'that only another file puts there': 'export default global.pool;\n',
  'that may be something else': `import mysql from 'mysql2/promise';
import { fake } from './fake.js';
global.pool = process.env.FAKE ? fake() : undefined;
if (!global.pool) global.pool = mysql.createPool({ host: 'db' });
export default global.pool;
`,
};

describe('a pool that the global object holds', () => {
  const lint = async (code: string): Promise<(number | undefined)[]> => (
    (await createProject({ rule: '*', files: { 'src/pool.js': code } }).lint('src/app.js', handler)).map(({ line }) => line));
  it.each(Object.entries(pools))('is known: %s', async (_, code) => {
    expect(await lint(code)).toStrictEqual([5]);
  });
  it.each(Object.entries(others))('is not guessed: %s', async (_, code) => {
    expect(await lint(code)).toStrictEqual([]);
  });
});
