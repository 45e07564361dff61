import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* How SDKs with ways of their own are released. */

const project = createProject({ rule: '*', files: {
  'package.json': { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } },
} });

async function handler(imported: string, body: string): Promise<string[]> {
  const reported = await project.lint('src/app.js', `import express from 'express';
${imported}
const app = express();
app.get('/', async (req, res) => {
${body}
});
`);
  return reported.map(({ rule }) => rule);
}

it('knows that a pool of hdb-pool takes back or destroys what it lent', async () => {
  const pool = "import { createPool } from 'hdb-pool';\nconst pool = createPool({ hostName: 'hana' });";
  const query = "const rows = connection.exec('select 1 from dummy'); res.json(rows);";
  const borrow = 'const connection = await pool.getConnection();';
  expect(await handler(pool, `${borrow} ${query}`)).toEqual(['require-connection-release']);
  expect(await handler(pool, `${borrow} try { ${query} } finally { await pool.release(connection); }`)).toEqual([]);
  expect(await handler(pool, `${borrow} try { ${query} } finally { pool.destroy(connection); }`)).toEqual([]);
});

it('follows the menus of a client of RouterOS', async () => {
  const imported = "import { RouterOSClient } from 'routeros-client';";
  const make = "const client = new RouterOSClient({ host: 'router', user: 'api', password: process.env.PASSWORD });";
  const read = "const api = await client.connect(); res.json(await api.menu('/interface').get());";
  expect(await handler(imported, `${make} ${read}`)).toEqual(['no-client-per-request']);
  expect(await handler(imported, `${make} try { ${read} } finally { await client.close(); }`)).toEqual(['prefer-shared-client']);
  expect(await handler("import { RouterOSAPI } from 'node-routeros-v2';", `const api = new RouterOSAPI({ host: 'router' });
  await api.connect(); res.json(await api.write('/interface/print'));`)).toEqual(['no-client-per-request']);
});
