import { describe, expect, it } from 'vitest';
import { rulesInHandler } from '../support/in-handler.js';

/** Databases by another name, by an older version, or behind an SDK of their own. */

describe('a pool for each request', () => {
  it.each([
    ["import sql from 'mssql/msnodesqlv8';", 'const pool = new sql.ConnectionPool({ server });', 'await pool.connect();',
      "res.json(await pool.request().query('SELECT 1'));"],
    ["import { DBSQLClient } from '@databricks/sql';", 'const client = new DBSQLClient();', 'await client.connect({ host, path, token });',
      'const session = await client.openSession();', 'try {', "  res.json(await session.executeStatement('SELECT 1'));", '} finally {',
      '  await session.close();', '}'],
    ["import { createClient } from 'gel';", 'const client = createClient();', "res.json(await client.query('select 1'));"],
    ["import rethinkdbdash from 'rethinkdbdash';", 'const r = rethinkdbdash({ servers });', "res.json(await r.table('orders').run());"],
    ["import KeyvRedis from '@keyv/redis';", "const store = new KeyvRedis('redis://cache');", "res.json(await store.get('orders'));"],
    ["import mongojs from 'mongojs';", "const db = mongojs(url, ['orders']);",
      "db.collection('orders').find((error, docs) => res.json(docs));"],
    ["import Neode from 'neode';", 'const neode = new Neode(url, user, password);', "res.json(await neode.all('Order'));"],
    ["import Neode from 'neode';", 'const neode = Neode.fromEnv();', "res.json(await neode.all('Order'));"],
    ["import createConnectionPool, { sql } from '@databases/pg';", 'const db = createConnectionPool(url);',
      'res.json(await db.query(sql`SELECT 1`));'],
    ["import massive from 'massive';", 'const db = await massive(url);', 'res.json(await db.orders.find({}));'],
  ])('%s', async (imports, ...lines) => {
    expect(await rulesInHandler(imports, ...lines)).toStrictEqual(['no-client-per-request']);
  });
});

describe('a store of an older version', () => {
  it('opens what it is given the address of', async () => {
    expect(await rulesInHandler("import Keyv from 'keyv';", "const cache = new Keyv('redis://cache');",
      "res.json(await cache.get('orders'));")).toStrictEqual(['no-client-per-request']);
    expect(await rulesInHandler("import Keyv from 'keyv';", 'const cache = new Keyv();',
      "res.json(await cache.get('orders'));")).toStrictEqual([]);
  });
});

describe('a session of a warehouse', () => {
  const shared = "import { DBSQLClient } from '@databricks/sql';\nconst client = new DBSQLClient();\nawait client.connect(warehouse);";

  it('is given back', async () => {
    expect(await rulesInHandler(shared, 'const session = await client.openSession();',
      "res.json(await session.executeStatement('SELECT 1'));")).toStrictEqual(['require-connection-release']);
    expect(await rulesInHandler(shared, 'const session = await client.openSession();', 'try {',
      "  res.json(await session.executeStatement('SELECT 1'));", '} finally {', '  await session.close();', '}')).toStrictEqual([]);
  });

  it('ends with its client', async () => {
    expect(await rulesInHandler("import { DBSQLClient } from '@databricks/sql';", 'const client = new DBSQLClient();', 'try {',
      '  const connection = await client.connect(req.body.warehouse);', '  const session = await connection.openSession();',
      "  res.json(await session.executeStatement('SELECT 1'));", '} finally {', '  await client.close();', '}')).toStrictEqual([]);
  });
});

describe('a pool that ends with the request', () => {
  it.each([
    ["import createConnectionPool, { sql } from '@databases/pg';", 'const db = createConnectionPool(url);', 'try {',
      '  res.json(await db.query(sql`SELECT 1`));', '} finally {', '  await db.dispose();', '}'],
    ["import rethinkdbdash from 'rethinkdbdash';", 'const r = rethinkdbdash({ servers });', 'try {',
      "  res.json(await r.table('orders').run());", '} finally {', '  await r.getPoolMaster().drain();', '}'],
    ["import { createClient } from 'gel';", "const client = createClient().withGlobals({ user: 'orders' });", 'try {',
      "  res.json(await client.query('select 1'));", '} finally {', '  await client.close();', '}'],
  ])('%s', async (imports, ...lines) => {
    expect((await rulesInHandler(imports, ...lines)).filter((rule) => rule !== 'prefer-shared-client')).toStrictEqual([]);
  });
});
