import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const rule = 'no-shared-client-close';

const head = `
import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
`.slice(1);

/** A pool for each tenant, which requests share. */
const tenants = `const pools = new Map<string, Pool>();
function poolOf(tenant: string): Pool {
  const kept = pools.get(tenant);
  if (kept) return kept;
  const made = new Pool({ database: tenant });
  pools.set(tenant, made);
  return made;
}
`;

/** The handler after the close was dropped. */
function dropped(handler: string): string {
  const output = applied('dropClose', `${head}${handler}`, 'service.ts', { rule });
  expect(output.startsWith(head)).toBe(true);
  return output.slice(head.length);
}

describe('leaving a shared browser open', () => {
  const scraper = (behind: string): string => `
import express from 'express';
import { chromium } from 'playwright';
const app = express();
const browser = await chromium.launch();
app.get('/', async (req, res) => {
  const page = await browser.newPage();
  await page.goto(req.query.url);
  res.json(await page.title());
  ${behind}
  await browser.close();
});
`;

  it.each([
    ['its close is all that ends its pages', '', []],
    ['its pages end by themselves', 'await page.close();', ['dropClose']],
  ])('is offered only where they do not pile up in it: %s', (_, behind, ids) => {
    expect(offered(scraper(behind), 'service.js', { rule })).toStrictEqual(ids);
  });
});

describe('leaving a shared client open', () => {
  it('takes the statement out', () => {
    expect(dropped(`
app.get('/', async (req, res) => {
  res.json((await pool.query('select 1')).rows);
  await pool.end();
});
`)).toBe(`
app.get('/', async (req, res) => {
  res.json((await pool.query('select 1')).rows);
});
`);
  });

  it.each(['Fermeture de la connexion', 'Đóng kết nối', 'Fechamento da conexão', 'Cierro la conexión', 'Zamykanie połączenia'])(
    'takes a comment along that says so in another language: %s', (comment) => {
      expect(dropped(`
app.get('/', async (req, res) => {
  res.json((await pool.query('select 1')).rows);
  // ${comment}
  await pool.end();
});
`)).toBe(`
app.get('/', async (req, res) => {
  res.json((await pool.query('select 1')).rows);
});
`);
    });

  it('does not take what the client is asked to delete for the client itself', () => {
    const code = (close: string): string => `
const express = require('express');
const { PrismaClient } = require('@prisma/client');
const app = express();
const prisma = new PrismaClient();
app.delete('/:id', async (req, res) => {
  await prisma.order.delete({ where: { id: req.params.id } });
${close}  res.end();
});
`;
    expect(applied('dropClose', code('  await prisma.$disconnect();\n'), 'service.cjs', { rule })).toBe(code(''));
  });

  it('unwraps the try that was there for it', () => {
    expect(dropped(`
app.get('/', async (req, res) => {
  try {
    const { rows } = await pool.query('select 1');
    res.json(rows);
  } finally {
    await pool.end();
  }
});
`)).toBe(`
app.get('/', async (req, res) => {
  const { rows } = await pool.query('select 1');
  res.json(rows);
});
`);
  });

  it('keeps the catch', () => {
    expect(dropped(`
app.get('/', async (req, res) => {
  try {
    res.json((await pool.query('select 1')).rows);
  } catch (error) {
    res.status(500).json({ error });
  } finally {
    if (pool) {
      await pool.end();
    }
  }
});
`)).toBe(`
app.get('/', async (req, res) => {
  try {
    res.json((await pool.query('select 1')).rows);
  } catch (error) {
    res.status(500).json({ error });
  }
});
`);
  });

  it('leaves a variable of the function that takes the shared one as it is', () => {
    expect(dropped(`
${tenants}app.get('/', async (req, res) => {
  let own = null;
  try {
    own = poolOf(req.params.tenant);
    res.json((await own.query('select 1')).rows);
  } finally {
    if (own) await own.end();
  }
});
`)).toBe(`
${tenants}app.get('/', async (req, res) => {
  let own = null;
  own = poolOf(req.params.tenant);
  res.json((await own.query('select 1')).rows);
});
`);
  });

  it('takes the callback out of a chain', () => {
    expect(dropped(`
app.get('/', (req, res) => {
  return pool.query('select 1')
    .then(({ rows }) => res.json(rows))
    .finally(() => pool.end());
});
`)).toBe(`
app.get('/', (req, res) => {
  return pool.query('select 1')
    .then(({ rows }) => res.json(rows));
});
`);
  });

  it('takes the method out that is passed on', () => {
    expect(dropped(`
app.get('/', (req, res) => {
  return pool.query('select 1')
    .then(({ rows }) => res.json(rows))
    .finally(pool.end.bind(pool));
});
`)).toBe(`
app.get('/', (req, res) => {
  return pool.query('select 1')
    .then(({ rows }) => res.json(rows));
});
`);
    expect(applied('dropClose', `
const { Pool } = require('pg');
const pool = new Pool();
exports.list = (req, res) => {
  res.on('finish', pool.end);
  pool.query('select 1', (error, { rows }) => res.json(rows));
};
`, 'service.cjs', { rule })).toBe(`
const { Pool } = require('pg');
const pool = new Pool();
exports.list = (req, res) => {
  pool.query('select 1', (error, { rows }) => res.json(rows));
};
`);
  });

  const mongo = `
const { MongoClient } = require('mongodb');
const client = new MongoClient(process.env.MONGODB_URI);
exports.list = async (req, res) => {
  try {
    await client.connect();
    res.json(await client.db().collection('users').findOne({}));
  } finally {
    await client.close();
  }
};
`;

  const mssql = `const express = require('express');
const sql = require('mssql');
const config = { server: process.env.DB_HOST };
express().get('/', async (req, res) => {
  try {
    await sql.connect(config);
    res.json((await new sql.Request().query('select 1')).recordset);
  } finally {
    sql.close();
  }
});
`;

  it.each([
    ['mongodb', '^6.0.0', mongo, ['dropClose']], ['mongodb', '^3.6.0', mongo, []], ['mongodb', 'latest', mongo, []],
    ['mssql', '^11.0.1', mssql, ['dropClose']], ['mssql', '^6.1.0', mssql, ['dropClose']],
    ['mssql', '^6.0.1', mssql, []], ['mssql', '^5.1.0', mssql, []],
  ])('leaves it to %s of version %s to connect again', (name, range, source, ids) => {
    const root = mkdtempSync(join(tmpdir(), 'reopened-'));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { [name]: range } }));
    try {
      const given = [source, join(root, 'service.cjs'), { rule, settings: { root } }] as const;
      expect(offered(...given)).toStrictEqual(ids);
      if (ids.length > 0) expect(applied('dropClose', ...given)).not.toContain('finally');
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it.each([
    [
      'shared client', "const { PrismaClient } = require('@prisma/client');\nconst db = new PrismaClient();",
      'await db.$connect();', 'db.$disconnect()',
    ],
    ['connection of the package', "const db = require('mongoose');", 'await db.connect(process.env.URL);', 'db.disconnect()'],
  ])('is not offered where a %s is opened only to see whether it can be', (_, made, open, close) => {
    const code = (asked: string): string => `
const express = require('express');
${made}
const app = express();
app.get('/health', async (req, res) => {
  try {
    ${open}
    ${asked}
    if (db) await ${close};
    res.json({ ok: true });
  } catch (error) {
    res.status(503).json({ ok: false });
  }
});
`;
    const root = mkdtempSync(join(tmpdir(), 'tried-'));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { '@prisma/client': '6.0.0', mongoose: '8.0.0' } }));
    try {
      const offeredWith = (asked: string): string[] => offered(code(asked), join(root, 'service.cjs'), { rule, settings: { root } });
      expect(offeredWith('console.log("connected");')).toStrictEqual([]);
      expect(offeredWith('await db.ping();')).toStrictEqual(['dropClose']);
      // What was made of it elsewhere asks it, too.
      expect(offeredWith('await jobs.insertOne(req.body);')).toStrictEqual(['dropClose']);
      const kept = code('res.json(await connection.list());')
        .replace(/(await db\.\$?connect\(.*?\));/, '$1.then((db) => { connection = db; });');
      expect(offered(`let connection;\n${kept}`, join(root, 'service.cjs'), { rule, settings: { root } })).toStrictEqual(['dropClose']);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('looks at what opens the package\'s own connection, and not at others', () => {
    const own = `import express from 'express';
import sql from 'mssql';
const app = express();
app.get('/', async (req, res) => {
  const pool = await new sql.ConnectionPool(configOf(req)).connect();
  try {
    res.json(await pool.request().query('select 1'));
  } finally {
    await pool.close();
    await sql.close();
  }
});
`;
    expect(applied('dropClose', own, 'service.js', { rule })).toBe(own.replace('    await sql.close();\n', ''));
  });

  it('is not offered where a helper opens the package\'s own connection for one database', () => {
    expect(offered(`import express from 'express';
import sql from 'mssql';
const app = express();
const poolFor = (config) => sql.connect({ server: config.host, database: config.database });
app.get('/', async (req, res) => {
  const pool = await poolFor(req.body);
  try {
    res.json(await pool.request().query('select 1'));
  } finally {
    await pool.close();
  }
});
`, 'service.js', { rule })).not.toContain('dropClose');
  });

  it.each([
    ['the function forgets the client, too', `
const clients: { own: Pool | undefined } = { own: new Pool() };
app.get('/', async (req, res) => {
  res.json((await clients.own!.query('select 1')).rows);
  await clients.own!.end();
  clients.own = undefined;
});`],
    ['a variable of the function takes it out of the map', `
${tenants}app.get('/', async (req, res) => {
  const own = poolOf(req.params.tenant);
  res.json((await own.query('select 1')).rows);
  await own.end();
  pools.delete(req.params.tenant);
});`],
    ['what it gives is used', `
app.get('/', async (req, res) => {
  res.json((await pool.query('select 1')).rows);
  res.json(await pool.end());
});`],
  ])('is not offered where %s', (_name, handler) => {
    expect(offered(`${head}${handler}`, 'service.ts', { rule })).toStrictEqual([]);
  });
});
