import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

/** The text without its imports, after the edit. */
function edited(messageId: string, code: string, filename = 'service.js'): string {
  return applied(messageId, code, filename).replace(/^(?:import .*\n)+\n/, '');
}

const pg = 'import { Pool } from \'pg\';\n\n';
const redis = 'import { createClient } from \'redis\';\n\n';

/** A handler with these lines at its start. */
function handler(...lines: readonly string[]): string {
  return `${pg}export async function list(req, res) {\n${lines.map((line) => `  ${line}\n`).join('')}  res.json({ start, total });\n}\n`;
}

describe('a client among several declarators', () => {
  it.each([
    ['first', ['const pool = new Pool(), start = Date.now(),', '  total = await pool.query("select 1");'],
      ['const start = Date.now(),', '  total = await pool.query("select 1");']],
    ['in between', ['const start = Date.now(), pool = new Pool(), total = await pool.query("select 1");'],
      ['const start = Date.now(), total = await pool.query("select 1");']],
    ['in between, on a line of its own',
      ['let start = Date.now(), // now', '  pool = new Pool(),', '  total = await pool.query("select 1");'],
      ['let start = Date.now(), // now', '  total = await pool.query("select 1");']],
    ['last', ['var start = Date.now(), total, pool = new Pool();', 'total = await pool.query("select 1");'],
      ['var start = Date.now(), total;', 'total = await pool.query("select 1");']],
    ['last, on a line of its own',
      ['var start = Date.now(),', '    total,', '    pool = new Pool();',
        'total = await pool.query("1");'],
      ['var start = Date.now(),', '    total;', 'total = await pool.query("1");']],
  ])('leaves the others: %s', (_, before, after) => {
    expect(edited('hoistToModule', handler(...before)))
      .toBe(handler(...after).replace(pg, 'const pool = new Pool();\n\n'));
  });

  it('takes the comments above it along, and no others', () => {
    expect(edited('hoistToModule', handler(
      'const start = Date.now(), // when it began', '  // One pool', '  // for the service.', '  pool = new Pool({', '    max: 3,', '  }),',
      '  // What there is.', '  total = await pool.query("select 1");',
    ))).toMatchInlineSnapshot(`
      "// One pool
      // for the service.
      const pool = new Pool({
        max: 3,
      });

      export async function list(req, res) {
        const start = Date.now(), // when it began
          // What there is.
          total = await pool.query("select 1");
        res.json({ start, total });
      }
      "
    `);
  });

  it('stays where it is when nobody can tell whose a comment is', () => {
    expect(edited('hoistToModule', handler(
      'const start = Date.now(),', '  pool = new Pool(), // one for each', '  total = await pool.query("select 1");',
    ))).toMatchInlineSnapshot(`
      "const sharedPool = new Pool();

      export async function list(req, res) {
        const start = Date.now(),
          pool = sharedPool, // one for each
          total = await pool.query("select 1");
        res.json({ start, total });
      }
      "
    `);
  });

  it('stays where it is with a remark behind the end of the declaration', () => {
    expect(edited('hoistToModule', handler(
      'const start = Date.now(),', '  pool = new Pool(); // one for each', 'const total = await pool.query("select 1");',
    ))).toMatchInlineSnapshot(`
      "const sharedPool = new Pool();

      export async function list(req, res) {
        const start = Date.now(),
          pool = sharedPool; // one for each
        const total = await pool.query("select 1");
        res.json({ start, total });
      }
      "
    `);
  });

  it('takes what it needs along, with all that is left of the declaration', () => {
    expect(edited('hoistToModule', handler(
      'let max = 3, pool = new Pool({ max });', 'const start = Date.now(), total = await pool.query("select 1");',
    ))).toMatchInlineSnapshot(`
      "const max = 3, pool = new Pool({ max });

      export async function list(req, res) {
        const start = Date.now(), total = await pool.query("select 1");
        res.json({ start, total });
      }
      "
    `);
  });

  it('takes what it needs along, and what is beside that stays', () => {
    expect(edited('hoistToModule', handler(
      'const max = 3, start = Date.now();', 'const pool = new Pool({ max }), total = await pool.query("select 1");',
    ))).toMatchInlineSnapshot(`
      "const max = 3;
      const pool = new Pool({ max });

      export async function list(req, res) {
        const start = Date.now();
        const total = await pool.query("select 1");
        res.json({ start, total });
      }
      "
    `);
  });

  it('is given another name where one of its others needs it', () => {
    expect(edited('hoistToModule', `${pg}const pool = 'pool';

export async function list(req, res) {
  const database = new Pool(), name = pool, { rows } = await database.query(name);
  res.json(rows);
}

export const database = pool.length;
`)).toMatchInlineSnapshot(`
  "const pool = 'pool';

  const sharedDatabase = new Pool();

  export async function list(req, res) {
    const name = pool, { rows } = await sharedDatabase.query(name);
    res.json(rows);
  }

  export const database = pool.length;
  "
`);
  });

  it('takes its listeners along', () => {
    expect(edited('hoistToModule', handler(
      'const start = Date.now(), pool = new Pool();', 'pool.on("error", console.error);', 'const total = await pool.query("select 1");',
    ))).toMatchInlineSnapshot(`
      "const pool = new Pool();
      pool.on("error", console.error);

      export async function list(req, res) {
        const start = Date.now();
        const total = await pool.query("select 1");
        res.json({ start, total });
      }
      "
    `);
  });

  it('moves typed, out of a file without semicolons', () => {
    expect(edited('hoistToModule', `import type { Request, Response } from 'express'
import { Pool } from 'pg'

export async function list(req: Request, res: Response) {
  let first: string | undefined, pool: Pool = new Pool()
  for (const { name } of (await pool.query('select name from users')).rows) first ??= name
  res.json(first)
}
`, 'service.ts')).toMatchInlineSnapshot(`
  "const pool: Pool = new Pool()

  export async function list(req: Request, res: Response) {
    let first: string | undefined
    for (const { name } of (await pool.query('select name from users')).rows) first ??= name
    res.json(first)
  }
  "
`);
  });

  it('has what it needs in the function that makes it', () => {
    expect(edited('lazyGetter', handler(
      'const max = 3, start = Date.now(), pool = new Pool({ max }), total = await pool.query("select 1");',
    ))).toMatchInlineSnapshot(`
      "function createPool() {
        const max = 3;
        return new Pool({ max });
      }

      let sharedPool;
      const getPool = () => (sharedPool ??= createPool());

      export async function list(req, res) {
        const start = Date.now(), pool = getPool(), total = await pool.query("select 1");
        res.json({ start, total });
      }
      "
    `);
  });

  it('is connected where it is made', () => {
    expect(edited('asyncMemo', `${redis}export async function list(req, res) {
  const start = Date.now(), client = createClient();
  client.on('error', console.error);
  await client.connect();
  res.json({ start, value: await client.get('key') });
}
`)).toMatchInlineSnapshot(`
  "async function createSharedClient() {
    const client = createClient();
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
    const start = Date.now(), client = await getClient();
    res.json({ start, value: await client.get('key') });
  }
  "
`);
  });

  it('is connected in the \`try\` that closes it', () => {
    expect(edited('asyncMemo', `${redis}export async function list(req, res) {
  const client = createClient(), start = Date.now();
  try {
    await client.connect();
    res.json({ start, value: await client.get('key') });
  } finally {
    await client.quit();
  }
}
`)).toMatchInlineSnapshot(`
  "async function createSharedClient() {
    const client = createClient();
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
    const start = Date.now();
    const client = await getClient();
    res.json({ start, value: await client.get('key') });
  }
  "
`);
  });

  it('is made in a \`try\`, to a variable among others', () => {
    expect(edited('asyncMemo', `import { MongoClient } from 'mongodb';

export async function list(req, res) {
  let client, user;
  try {
    client = await MongoClient.connect('mongodb://localhost');
    user = await client.db().collection('users').findOne({});
  } finally {
    if (client) await client.close();
  }
  res.json(user);
}
`)).toMatchInlineSnapshot(`
  "let clientPromise;

  function getClient() {
    clientPromise ??= MongoClient.connect('mongodb://localhost').catch((error) => {
      clientPromise = undefined;
      throw error;
    });
    return clientPromise;
  }

  export async function list(req, res) {
    let user;
    const client = await getClient();
    user = await client.db().collection('users').findOne({});
    res.json(user);
  }
  "
`);
  });

  it('is kept for each key with its listeners', () => {
    expect(edited('keyedCache', `${pg}export async function list(req, res) {
  const start = Date.now(), pool = new Pool({ connectionString: req.params.url });
  pool.on('error', console.error);
  res.json({ start, total: await pool.query('select count(*) from users') });
}
`).split('\n').slice(-9)).toMatchInlineSnapshot(`
  [
    "export async function list(req, res) {",
    "  const start = Date.now(), pool = cachedPool(req.params.url, () => {",
    "    const pool = new Pool({ connectionString: req.params.url });",
    "    pool.on('error', console.error);",
    "    return pool;",
    "  });",
    "  res.json({ start, total: await pool.query('select count(*) from users') });",
    "}",
    "",
  ]
`);
  });

  it('becomes a field of its class', () => {
    expect(edited('classField', `import { Controller, Get } from '@nestjs/common';
import { Pool } from 'pg';

@Controller('users')
export class UsersController {
  @Get()
  async list() {
    const start = Date.now(), pool = new Pool(), { rows } = await pool.query('select 1');
    return { start, rows };
  }
}
`, 'users.controller.ts')).toMatchInlineSnapshot(`
  "@Controller('users')
  export class UsersController {
    private readonly pool = new Pool();

    @Get()
    async list() {
      const start = Date.now(), { rows } = await this.pool.query('select 1');
      return { start, rows };
    }
  }
  "
`);
  });

  it('stays in what is no statement', () => {
    expect(edited('hoistToModule', `${pg}export async function list(req, res) {
  for (let index = 0, pool = new Pool(); index < 3; index++) await pool.query('select 1');
  res.json({});
}
`)).toMatchInlineSnapshot(`
  "const sharedPool = new Pool();

  export async function list(req, res) {
    for (let index = 0, pool = sharedPool; index < 3; index++) await pool.query('select 1');
    res.json({});
  }
  "
`);
  });

  it('is not connected for what another declarator asks of it before', () => {
    expect(offered(`${redis}export async function list(req, res) {
  const client = createClient(), modules = client.modules;
  try {
    await client.connect();
    res.json({ modules, value: await client.get('key') });
  } finally {
    await client.quit();
  }
}
`, 'service.js')).toEqual([]);
  });
});
