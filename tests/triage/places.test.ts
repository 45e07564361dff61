import { describe, expect, it } from 'vitest';
import { testFiles } from '../../src/catalog/test-files.js';
import type { ClientLifetimeSettings } from '../../src/rule/settings.js';
import { createProject } from '../support/lint.js';

/* Where a file lies says what it is, and how others import it. */

describe('a folder called test', () => {
  const route = `import { Client } from 'pg';
export async function POST(request: Request) {
  const client = new Client(await request.json());
  await client.connect();
  return Response.json(await client.query('select 1'));
}`;

  async function countAt(path: string, settings: ClientLifetimeSettings = {}, dependency = 'next'): Promise<number> {
    const files = { 'package.json': { dependencies: { [dependency]: '*' } } };
    return (await createProject({ files, settings }).lint(path, route)).length;
  }

  it.each(['src/app/api/config/test/route.ts', 'app/test/route.ts', 'apps/web/app/e2e/fixtures/route.ts'])(
    'is a part of the route in %s', async (path) => expect(await countAt(path)).toBe(1));

  it.each(['test/app/api/users/route.ts', 'src/app/api/test/route.test.ts', 'src/app/api/__tests__/users.ts',
    'test/src/app/api/test/route.ts'])( 'holds tests in %s', async (path) => expect(await countAt(path)).toBe(0));

  it('holds tests where the settings say so', async () => {
    expect(await countAt('src/app/api/test/route.ts', { testFiles: ['**/api/test/**', ...testFiles] })).toBe(0);
  });

  it('holds tests where no framework takes the file', async () => {
    expect(await countAt('src/app/api/test/route.ts', {}, 'express')).toBe(0);
  });
});

const pool = `import mysql from 'mysql';
export async function query(sql) {
  const pool = mysql.createPool({ host: 'db' });
  return new Promise((resolve) => pool.query(sql, (error, rows) => resolve(rows)));
}`;
const lambda = "import { query } from '/opt/nodejs/db/pool.mjs';\nexport const handler = async (event) => query(event.sql);";
const aws = { 'package.json': { dependencies: { '@types/aws-lambda': '*' } } };

describe('a layer of AWS Lambda', () => {
  it('is imported by the path at which the platform puts it', async () => {
    const files = { ...aws, 'mysql-layer/nodejs/db/pool.mjs': pool, 'get-orders/index.mjs': lambda };
    const [report] = await createProject({ files }).lint('mysql-layer/nodejs/db/pool.mjs', pool);
    expect(report?.message).toContain('→ handler() get-orders/index.mjs:2 → query() mysql-layer/nodejs/db/pool.mjs:3');
  });

  it('is not known where two layers have the file', async () => {
    const files = { ...aws, 'a/nodejs/db/pool.mjs': pool, 'b/nodejs/db/pool.mjs': pool, 'get-orders/index.mjs': lambda };
    expect(await createProject({ files }).lint('a/nodejs/db/pool.mjs', pool)).toStrictEqual([]);
  });
});

describe('a specifier in a template literal', () => {
  const files = (load: string): Record<string, string | object> => ({
    'package.json': { dependencies: { express: '*' } },
    'src/db.js': pool,
    'src/routes/orders.js': `const router = require('express').Router();\nrouter.get('/orders', async (req, res) => {\n  ${load}\n`
      + "  res.json(await db.query('select 1'));\n});\nmodule.exports = router;",
  });

  it.each(['const db = require(`../db.js`);', 'const db = await import(`../db.js`);'])('is followed: %s', async (load) => {
    const [report] = await createProject({ files: files(load) }).lint('src/db.js', pool);
    expect(report?.message).toContain('GET /orders → src/routes/orders.js:4 → query()');
  });

  it('leads to no other file', async () => {
    expect(await createProject({ files: files('const db = require(`../other.js`);') }).lint('src/db.js', pool)).toStrictEqual([]);
  });
});
