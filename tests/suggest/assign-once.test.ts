import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

describe('a client that each request puts in the place of the one before', () => {
  it('is only made where there is none yet', () => {
    expect(applied('assignOnce', `
import { Pool } from 'pg';

let pool;

export async function list(req, res) {
  pool = new Pool({ max: 3 });
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  let pool;

  export async function list(req, res) {
    pool ??= new Pool({ max: 3 });
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('becomes a constant in the place of the variable', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

// Everybody's.
let pool;

export async function list(req, res) {
  pool = new Pool({ max: 3 });
  pool.on('error', console.error);
  res.json(await pool.query('select 1'));
}

process.on('SIGTERM', () => pool.end());
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  // Everybody's.
  const pool = new Pool({ max: 3 });
  pool.on('error', console.error);

  export async function list(req, res) {
    res.json(await pool.query('select 1'));
  }

  process.on('SIGTERM', () => pool.end());
  "
`);
  });

  it('gets its listeners once', () => {
    expect(applied('assignOnce', `
import { Pool } from 'pg';

let pool: Pool | undefined;

export async function list(req: unknown, res: { json(body: unknown): void }) {
  const max = 3;
  // The pool.
  pool = new Pool({ max });
  // Or it ends the process.
  pool.on('error', console.error);
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  let pool: Pool | undefined;

  export async function list(req: unknown, res: { json(body: unknown): void }) {
    const max = 3;
    // The pool.
    if (!pool) {
      pool = new Pool({ max });
      // Or it ends the process.
      pool.on('error', console.error);
    }
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('is made by a promise that all requests share where it is waited for', () => {
    const code = `
import { createClient } from 'redis';

let client;

export async function list(req, res) {
  client = createClient({ url: process.env.REDIS_URL });
  client.on('error', console.error);
  await client.connect();
  res.json(await client.get('x'));
}
`.slice(1);
    expect(offered(code, 'service.js')).toStrictEqual(['asyncMemo']);
    expect(applied('asyncMemo', code, 'service.js')).toMatchInlineSnapshot(`
      "import { createClient } from 'redis';

      async function createSharedClient() {
        const client = createClient({ url: process.env.REDIS_URL });
        client.on('error', console.error);
        await client.connect();
        return client;
      }

      let clientPromise;

      function getClient() {
        clientPromise ??= createSharedClient().catch((error) => {
          clientPromise = undefined;
          throw error;
        });
        return clientPromise;
      }

      export async function list(req, res) {
        const client = await getClient();
        res.json(await client.get('x'));
      }
      "
    `);
  });

  it('is made once for each object of a class that lives as long as the process', () => {
    expect(applied('assignOnce', `
import { Controller, Get } from '@nestjs/common';
import { Pool } from 'pg';

@Controller('list')
export class ListController {
  private pool?: Pool;

  @Get()
  async list() {
    this.pool = new Pool({ max: 3 });
    return this.pool.query('select 1');
  }
}
`.slice(1), 'list.controller.ts')).toMatchInlineSnapshot(`
  "import { Controller, Get } from '@nestjs/common';
  import { Pool } from 'pg';

  @Controller('list')
  export class ListController {
    private pool?: Pool;

    @Get()
    async list() {
      this.pool ??= new Pool({ max: 3 });
      return this.pool.query('select 1');
    }
  }
  "
`);
  });

  it('is no longer closed', () => {
    expect(applied('assignOnce', `
const { Pool } = require('pg');

let pool;

exports.list = async (req, res) => {
  pool = new Pool();
  try {
    res.json(await pool.query('select 1'));
  } finally {
    await pool.end();
  }
};
`.slice(1), 'service.cjs')).toMatchInlineSnapshot(`
  "const { Pool } = require('pg');

  let pool;

  exports.list = async (req, res) => {
    pool ??= new Pool();
    res.json(await pool.query('select 1'));
  };
  "
`);
  });

  it('is made once where another place has what wraps it', () => {
    expect(applied('assignOnce', `
import postgres from 'postgres';
import { drizzle } from 'drizzle-orm/postgres-js';

let sql, db;

export async function list(req, res) {
  sql = postgres(process.env.URL);
  db = drizzle(sql);
  res.json(await db.select());
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import postgres from 'postgres';
  import { drizzle } from 'drizzle-orm/postgres-js';

  let sql, db;

  export async function list(req, res) {
    sql ??= postgres(process.env.URL);
    db = drizzle(sql);
    res.json(await db.select());
  }
  "
`);
  });

  it.each([
    ['the place is emptied', 'pool = new Pool(); res.json(await pool.query("select 1")); pool = null;'],
    ['it is told whom it works for', 'pool = new Pool(); pool.setUser(req.user); res.json(await pool.query("select 1"));'],
    ['a listener is for one request', 'pool = new Pool(); pool.on("error", () => res.end()); res.json(await pool.query("select 1"));'],
    ['its arguments come from the request', 'pool = new Pool({ user: req.body.user }); res.json(await pool.query("select 1"));'],
  ])('is left alone where %s', (_, body) => {
    expect(offered(`import { Pool } from 'pg';\nlet pool;\nexport async function list(req, res) {\n  ${body}\n}\n`, 'service.js'))
      .toStrictEqual([]);
  });
});
