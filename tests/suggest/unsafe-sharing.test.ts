import { describe, expect, it } from 'vitest';
import { applied, offered, offeredToShare } from '../support/suggestions.js';

/** A handler around `body`. */
function handler(body: string, around = ''): string {
  return `import { Pool } from 'pg';\n${around}\nexport async function list(req, res) {\n${body}\n}\n`;
}

const use = 'res.json(await pool.query("select 1"));';

describe('nothing is shared or kept that a request makes its own', () => {
  it.each([
    ['what is registered on the client', `const pool = new Pool(); pool.register(); ${use}`],
    ['what is added to the client', `const pool = new Pool(); pool.addProcessor(new Processor(req.id)); ${use}`],
    ['what is added to the client where it is made', 'new Pool().addProcessor(req.id);'],
    [
      'an argument that is told whom it works for',
      `const auth = new OAuth2Client(); auth.setCredentials(req.body.tokens); const pool = new Pool({ auth }); ${use}`,
      "import { OAuth2Client } from 'google-auth-library';",
    ],
    [
      'an argument that is changed by a method behind the construction',
      `const auth = new Auth(); const pool = new Pool({ auth }); auth.authorize(req.body.tokens); ${use}`,
      "import { Auth } from './auth.js';",
    ],
    [
      'an argument that a function changes',
      `const options = {}; applyTenant(options, req.body); const pool = new Pool(options); ${use}`,
      "import { applyTenant } from './tenant.js';",
    ],
    [
      'an argument of the module that is told whom it works for',
      `auth.setCredentials(req.body.tokens); const pool = new Pool({ auth }); ${use}`,
      "import { OAuth2Client } from 'google-auth-library';\nconst auth = new OAuth2Client();",
    ],
    [
      'a variable of the environment that the program sets as it runs',
      `const pool = new Pool({ connectionString: process.env.DB }); ${use}`,
      'export function switchTo(url) { process.env.DB = url; }',
    ],
    [
      'what is connected anew after a close',
      'const client = createClient(); await client.connect(); await client.get("a"); await client.quit();'
      + ' await client.connect(); res.json(await client.get("b")); await client.quit();',
      "import { createClient } from 'redis';",
    ],
  ])('%s', (_, body, around = '') => {
    expect(offeredToShare(handler(body, around), 'service.js')).toEqual([]);
  });

  it('goes on with calls that ask a server', () => {
    const body = 'const client = new Client("https://x"); res.json(await client.addUser({ id: req.id }));';
    expect(offeredToShare(handler(body, "import { MongoClient as Client } from 'mongodb';"), 'service.js')).toContain('lazyGetter');
  });

  it('takes what the top level of the module says of the environment', () => {
    const body = `const pool = new Pool({ connectionString: process.env.DB }); ${use}`;
    expect(offeredToShare(handler(body, 'process.env.DB = "postgres://localhost";'), 'service.js')).toContain('hoistToModule');
  });
});

describe('nothing runs earlier than the program allows', () => {
  it.each([
    ['a function of the module says whether', `if (!isConfigured()) return res.json(null); const pool = new Pool(); ${use}`],
    ['a local variable holds what it says', `const ready = isConfigured(); if (!ready) return; const pool = new Pool(); ${use}`],
    ['it stands inside of the guard', `if (isConfigured()) { const pool = new Pool(); ${use} }`],
  ])('%s', (_, body) => {
    const ids = offeredToShare(handler(body, "import { isConfigured } from './config.js';"), 'service.js');
    expect(ids).not.toContain('hoistToModule');
    expect(ids).toContain('lazyGetter');
  });

  it('may where the request decides', () => {
    const body = `if (!isValid(req.body)) return res.json(null); const pool = new Pool(); ${use}`;
    expect(offeredToShare(handler(body, "import { isValid } from './valid.js';"), 'service.js')).toContain('hoistToModule');
  });
});

describe('what a test has narrowed stays behind that test', () => {
  it('so the construction stays where it is', () => {
    expect(applied('lazyGetter', `
import type { Request, Response } from 'express';
import { MongoClient } from 'mongodb';

export async function list(req: Request, res: Response): Promise<void> {
  const url = process.env.DB_URL;
  if (!url) {
    res.json(null);
    return;
  }
  const client = new MongoClient(url);
  res.json(await client.db().collection('x').findOne({}));
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { MongoClient } from 'mongodb';

  let sharedClient: MongoClient | undefined;

  export async function list(req: Request, res: Response): Promise<void> {
    const url = process.env.DB_URL;
    if (!url) {
      res.json(null);
      return;
    }
    const client = (sharedClient ??= new MongoClient(url));
    res.json(await client.db().collection('x').findOne({}));
  }
  "
`);
  });
});

describe('a test of one variable of the environment', () => {
  it('narrows no other', () => {
    expect(applied('lazyGetter', `
import type { Request, Response } from 'express';
import { Pool } from 'pg';

export async function list(req: Request, res: Response): Promise<void> {
  if (req.headers.token !== process.env.TOKEN) return;
  const connectionString = process.env.DB_URL || 'postgres://localhost';
  const pool = new Pool({ connectionString });
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { Pool } from 'pg';

  function createPool() {
    const connectionString = process.env.DB_URL || 'postgres://localhost';
    return new Pool({ connectionString });
  }

  let sharedPool: ReturnType<typeof createPool> | undefined;
  const getPool = () => (sharedPool ??= createPool());

  export async function list(req: Request, res: Response): Promise<void> {
    if (req.headers.token !== process.env.TOKEN) return;
    const pool = getPool();
    res.json(await pool.query('select 1'));
  }
  "
`);
  });
});

describe('a connection with an open transaction', () => {
  const borrow = (body: string): string => `
import { Pool } from 'pg';
const pool = new Pool();
export async function pay(req, res) {
  const client = await pool.connect();
${body}
}
`.slice(1);

  it('is rolled back before it is given back', () => {
    expect(applied('releaseInFinally', borrow(`  await client.query('BEGIN');
  await client.query('update x', [req.body.id]);
  await client.query('COMMIT');
  client.release();
  res.json({});`), 'service.js')).toMatchInlineSnapshot(`
    "import { Pool } from 'pg';
    const pool = new Pool();
    export async function pay(req, res) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query('update x', [req.body.id]);
        await client.query('COMMIT');
        res.json({});
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    }
    "
  `);
  });

  it('is rolled back as what is borrowed calls it', () => {
    expect(applied('releaseInFinally', `
import { DataSource } from 'typeorm';
const source = new DataSource({ type: 'postgres' });
export async function pay(req, res) {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  await runner.manager.save(req.body);
  await runner.commitTransaction();
  await runner.release();
  res.json({});
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { DataSource } from 'typeorm';
  const source = new DataSource({ type: 'postgres' });
  export async function pay(req, res) {
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.manager.save(req.body);
      await runner.commitTransaction();
      res.json({});
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }
  "
`);
    expect(applied('releaseInFinally', `
import { DataSource } from 'typeorm';
const source = new DataSource({ type: 'postgres' });
export async function pay(req, res) {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    await runner.startTransaction();
    await runner.manager.save(req.body);
    await runner.commitTransaction();
    await runner.release();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
  res.json({});
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { DataSource } from 'typeorm';
  const source = new DataSource({ type: 'postgres' });
  export async function pay(req, res) {
    const runner = source.createQueryRunner();
    try {
      await runner.connect();
      try {
        await runner.startTransaction();
        await runner.manager.save(req.body);
        await runner.commitTransaction();
      } catch (error) {
        await runner.rollbackTransaction();
        throw error;
      }
      res.json({});
    } finally {
      await runner.release();
    }
  }
  "
`);
  });

  it('needs nothing where giving it back rolls back', () => {
    expect(applied('releaseInFinally', `
import mongoose from 'mongoose';
export async function pay(req, res) {
  const session = await mongoose.startSession();
  session.startTransaction();
  if (!req.body.amount) throw new Error('no amount');
  await Order.create([req.body], { session });
  await session.commitTransaction();
  session.endSession();
  res.json({});
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import mongoose from 'mongoose';
  export async function pay(req, res) {
    const session = await mongoose.startSession();
    try {
      session.startTransaction();
      if (!req.body.amount) throw new Error('no amount');
      await Order.create([req.body], { session });
      await session.commitTransaction();
      res.json({});
    } finally {
      await session.endSession();
    }
  }
  "
`);
  });

  it('is not given back where the code has its own ways', () => {
    expect(offered(borrow(`  await client.query('BEGIN');
  if (req.body.undo) await client.query('ROLLBACK');
  else await client.query('COMMIT');
  client.release();
  res.json({});`), 'service.js')).toEqual([]);
  });
});

describe('one connection of the package for each set of options', () => {
  const close = (options: string): string => `
import mongoose from 'mongoose';
const url = process.env.DB_URL;
export function open(tenant) {
  return mongoose.connect(${options});
}
export async function list(req, res) {
  res.json(await mongoose.model('x').find());
  await mongoose.connection.close();
}
`.slice(1);

  it('is not left open', () => {
    expect(offered(close('urlOf(tenant)'), 'service.js')).toEqual([]);
  });

  it('is left open where there is one set only', () => {
    expect(offered(close('url'), 'service.js')).toEqual(['dropClose']);
  });
});
