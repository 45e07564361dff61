import { describe, expect, it } from 'vitest';
import { checkSuggestions } from '../support/suggestion-check.js';
import { applied, offered } from '../support/suggestions.js';

/** A handler of the given lines, before and after: without its first and last line and its imports where they stay the same. */
function handler(lines: readonly string[], imports: readonly string[] = ["import { Pool } from 'pg';"]): string {
  return [...imports, '', 'export async function list(req, res) {', ...lines.map((line) => line && `  ${line}`), '}', ''].join('\n');
}

function after(messageId: string, lines: readonly string[], imports?: readonly string[]): string[] {
  const code = handler(lines, imports);
  return applied(messageId, code, 'service.js').split('\n').slice(imports?.length ?? 1, -1);
}

const hoisted = ['', 'const pool = new Pool();', '', 'export async function list(req, res) {'];

describe('the releases of a client that is shared from now on', () => {
  it.each<[string, string[], string[]]>([
    ['in `finally`, which goes with the `try`',
      ['const pool = new Pool();', 'try {', "  res.json(await pool.query('select 1'));", '} finally {', '  await pool.end();', '}'],
      ["res.json(await pool.query('select 1'));"]],
    ['on two paths',
      [
        'const pool = new Pool();', "const rows = await pool.query('select 1');", 'if (!rows.length) {', '  await pool.end();',
        '  return res.status(404).json({});', '}', 'await pool.end();', 'res.json(rows);',
      ],
      [
        "const rows = await pool.query('select 1');", 'if (!rows.length) {', '  return res.status(404).json({});', '}', 'res.json(rows);',
      ]],
    ['in a callback at the end of a chain',
      ['const pool = new Pool();', "return pool.query('select 1').then((rows) => res.json(rows)).finally(() => pool.end());"],
      ["return pool.query('select 1').then((rows) => res.json(rows));"]],
    ['in a listener',
      ['const pool = new Pool();', "res.on('finish', () => pool.end());", "res.json(await pool.query('select 1'));"],
      ["res.json(await pool.query('select 1'));"]],
    ['at the end of the function',
      ['const pool = new Pool();', "res.json(await pool.query('select 1'));", 'return pool.end();'],
      ["res.json(await pool.query('select 1'));"]],
    ['where what went wrong is answered',
      [
        'const pool = new Pool();', 'try {', "  res.json(await pool.query('select 1'));", '} catch (error) {',
        '  if (error instanceof RangeError) {', '    await pool.end();', '    return res.status(400).json({});', '  }',
        '  res.status(500).json({});', '}', 'await pool.end();',
      ],
      [
        'try {', "  res.json(await pool.query('select 1'));", '} catch (error) {',
        '  if (error instanceof RangeError) {', '    return res.status(400).json({});', '  }',
        '  res.status(500).json({});', '}',
      ]],
    ['with what is said about it',
      ['const pool = new Pool();', "res.json(await pool.query('select 1'));", 'await pool.end();', "console.log('Pool closed');"],
      ["res.json(await pool.query('select 1'));"]],
    ['of a variable that is assigned in a `try`',
      [
        'let pool;', 'try {', '  pool = new Pool();', "  res.json(await pool.query('select 1'));", '} catch (error) {',
        '  res.status(500).json({});', '} finally {', '  if (pool) await pool.end();', '}',
      ],
      ['try {', "  res.json(await pool.query('select 1'));", '} catch (error) {', '  res.status(500).json({});', '}']],
  ])('go: %s', (_, lines, expected) => {
    expect(after('hoistToModule', lines)).toStrictEqual([...hoisted, ...expected.map((line) => `  ${line}`), '}']);
  });

  it('go with `using`, which becomes `const`', () => {
    const code = `import type { Request, Response } from 'express';
import { createClient } from 'redis';

export async function list(req: Request, res: Response) {
  await using client = createClient();
  await client.connect();
  res.json(await client.get('x'));
}
`;
    expect(applied('asyncMemo', code, 'service.ts')).toMatchInlineSnapshot(`
      "import type { Request, Response } from 'express';
      import { createClient } from 'redis';

      async function createSharedClient() {
        const client = createClient();
        await client.connect();
        return client;
      }

      let clientPromise: ReturnType<typeof createSharedClient> | undefined;

      function getClient() {
        clientPromise ??= createSharedClient().catch((error) => {
          clientPromise = undefined;
          throw error;
        });
        return clientPromise;
      }

      export async function list(req: Request, res: Response) {
        const client = await getClient();
        res.json(await client.get('x'));
      }
      "
    `);
  });

  it('go with the `using` of a client that moves', () => {
    // The oldest ESLint's own parser does not read `using`.
    const code = handler(['await using pool = new Pool();', "res.json(await pool.query('select 1'));"]);
    expect(applied('hoistToModule', code, 'service.ts')).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';

      const pool = new Pool();

      export async function list(req, res) {
        res.json(await pool.query('select 1'));
      }
      "
    `);
    expect(applied('lazyGetter', code, 'service.ts')).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';

      let sharedPool: Pool | undefined;
      const getPool = () => (sharedPool ??= new Pool());

      export async function list(req, res) {
        const pool = getPool();
        res.json(await pool.query('select 1'));
      }
      "
    `);
  });
});

describe('connecting', () => {
  const imports = ["import { MongoClient } from 'mongodb';"];

  it('inside the `try` that closes becomes part of making', () => {
    expect(after('asyncMemo', [
      '// The database.',
      'const client = new MongoClient(process.env.MONGO_URL);',
      'try {',
      '  await client.connect();',
      "  res.json(await client.db().collection('x').findOne({}));",
      '} finally {',
      '  await client.close();',
      '}',
    ], imports)).toMatchInlineSnapshot(`
      [
        "",
        "async function createClient() {",
        "  // The database.",
        "  const client = new MongoClient(process.env.MONGO_URL);",
        "  await client.connect();",
        "  return client;",
        "}",
        "",
        "let clientPromise;",
        "",
        "function getClient() {",
        "  clientPromise ??= createClient().catch((error) => {",
        "    clientPromise = undefined;",
        "    throw error;",
        "  });",
        "  return clientPromise;",
        "}",
        "",
        "export async function list(req, res) {",
        "  const client = await getClient();",
        "  res.json(await client.db().collection('x').findOne({}));",
        "}",
      ]
    `);
  });

  it('keeps the handler of its failure', () => {
    expect(after('asyncMemo', [
      'const client = new MongoClient(process.env.MONGO_URL);',
      'try {',
      '  // Opens it.',
      '  await client.connect();',
      "  res.json(await client.db().collection('x').findOne({}));",
      '} catch (error) {',
      '  res.status(500).json({});',
      '} finally {',
      '  await client.close();',
      '}',
    ], imports)).toMatchInlineSnapshot(`
      [
        "",
        "async function createClient() {",
        "  const client = new MongoClient(process.env.MONGO_URL);",
        "  // Opens it.",
        "  await client.connect();",
        "  return client;",
        "}",
        "",
        "let clientPromise;",
        "",
        "function getClient() {",
        "  clientPromise ??= createClient().catch((error) => {",
        "    clientPromise = undefined;",
        "    throw error;",
        "  });",
        "  return clientPromise;",
        "}",
        "",
        "export async function list(req, res) {",
        "  try {",
        "    const client = await getClient();",
        "    res.json(await client.db().collection('x').findOne({}));",
        "  } catch (error) {",
        "    res.status(500).json({});",
        "  }",
        "}",
      ]
    `);
  });

  it('by a factory, to a variable outside of the `try`', () => {
    expect(after('asyncMemo', [
      'let client;',
      'try {',
      '  client = await MongoClient.connect(process.env.MONGO_URL);',
      "  res.json(await client.db().collection('x').findOne({}));",
      '} finally {',
      '  if (client) {',
      '    await client.close();',
      '  }',
      '}',
    ], imports)).toMatchInlineSnapshot(`
      [
        "",
        "let clientPromise;",
        "",
        "function getClient() {",
        "  clientPromise ??= MongoClient.connect(process.env.MONGO_URL).catch((error) => {",
        "    clientPromise = undefined;",
        "    throw error;",
        "  });",
        "  return clientPromise;",
        "}",
        "",
        "export async function list(req, res) {",
        "  const client = await getClient();",
        "  res.json(await client.db().collection('x').findOne({}));",
        "}",
      ]
    `);
  });

  it('leaves the variable where something else than the release looks at it', () => {
    expect(after('asyncMemo', [
      'let client;',
      'try {',
      '  client = await MongoClient.connect(process.env.MONGO_URL);',
      "  res.json(await client.db().collection('x').findOne({}));",
      '} finally {',
      '  if (client) {',
      '    await client.close();',
      '    res.end();',
      '  }',
      '}',
    ], imports).slice(-11)).toStrictEqual([
      'export async function list(req, res) {',
      '  let client;',
      '  try {',
      '    client = await getClient();',
      "    res.json(await client.db().collection('x').findOne({}));",
      '  } finally {',
      '    if (client) {',
      '      res.end();',
      '    }',
      '  }',
      '}',
    ]);
  });

  it('is typed', () => {
    expect(applied('asyncMemo', `import type { Request, Response } from 'express';
import { MongoClient } from 'mongodb';

export async function list(req: Request, res: Response): Promise<void> {
  const client = new MongoClient('mongodb://localhost');
  try {
    await client.connect();
    res.json(await client.db().collection('x').findOne({}));
  } finally {
    await client.close();
  }
}
`, 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { MongoClient } from 'mongodb';

  async function createClient() {
    const client = new MongoClient('mongodb://localhost');
    await client.connect();
    return client;
  }

  let clientPromise: ReturnType<typeof createClient> | undefined;

  function getClient() {
    clientPromise ??= createClient().catch((error) => {
      clientPromise = undefined;
      throw error;
    });
    return clientPromise;
  }

  export async function list(req: Request, res: Response): Promise<void> {
    const client = await getClient();
    res.json(await client.db().collection('x').findOne({}));
  }
  "
`);
  });
});

describe('no client is shared', () => {
  const use = "const rows = await pool.query('select 1');";

  it.each<[string, string[], string?]>([
    ['that a helper closes', ['const pool = new Pool();', `try { ${use} res.json(rows); } finally { await shut(pool); }`],
      'async function shut(pool) { await pool.end(); }'],
    ['that a helper connects',
      ['const pool = new Client();', 'await open(pool);', `${use} res.json(rows);`, 'await pool.close();'],
      "import { MongoClient as Client } from 'mongodb';\nasync function open(client) { await client.connect(); }"],
    ['that a helper listens to',
      ['const pool = new Pool();', 'open(pool);', `${use} res.json(rows);`, 'await pool.end();'],
      'function open(pool) { pool.on("error", console.error); }'],
    ['that is closed for what went wrong with it',
      ['const pool = new Pool();', `try { ${use} res.json(rows); } catch (error) { if (error.fatal) await pool.end(); }`]],
    ['that is closed under a condition of its own',
      ['const pool = new Pool();', `${use} res.json(rows);`, 'if (req.query.last) await pool.end();']],
    ['whose end something waits for', ['const pool = new Pool();', `${use} pool.end().then(() => res.json(rows));`]],
    ['whose end has a callback',
      ['const pool = new Pool();', use, 'pool.end(() => res.json(rows));']],
    ['whose end has a named callback',
      ['const pool = new Pool();', use, 'pool.end(answer);', 'function answer() { res.json(rows); }']],
    ['whose end is the result before others', ['const pool = new Pool();', `${use} if (!rows.length) return pool.end();`, 'res.json(rows);',
      'await pool.end();']],
    ['whose end answers', ['const pool = createClient();', 'const rows = await pool.keys("*");', 'res.json(rows);', 'return pool.quit();'],
      "import { createClient } from 'redis';"],
    ['that is closed for what went wrong with it, as everywhere', ['const pool = new Pool();',
      `try { ${use} res.json(rows); } catch (error) { if (error.fatal) { await pool.end(); } else { await pool.end(); } }`]],
    ['that a listener of its own closes',
      ['const pool = new Pool();', "pool.on('error', () => pool.end());", use, 'res.json(rows);', 'await pool.end();']],
    ['that is one of several in its variable',
      ['let pool = new Pool();', use, 'await pool.end();', 'pool = new Pool({ max: 1 });', 'res.json(rows);', 'await pool.end();']],
  ])('%s', (_, lines, around) => {
    const code = `${handler(lines)}${around ? `\n${around}\n` : ''}`;
    const sharing = /^(?:hoistToModule|lazyGetter|asyncMemo|globalMemo)$/;
    expect(offeredForAll(code).filter((id) => sharing.test(id))).toStrictEqual([]);
  });

  it('whose connecting is left to a branch', () => {
    expect(offered(handler([
      'const client = new MongoClient(process.env.MONGO_URL);',
      'if (req.query.x) await client.connect();',
      "res.json(await client.db().collection('x').findOne({}));",
      'await client.close();',
    ], ["import { MongoClient } from 'mongodb';"]), 'service.js')).not.toContain('asyncMemo');
  });
});

/** Of all reports. */
function offeredForAll(code: string): string[] {
  return checkSuggestions({ code, filename: 'service.js' }).flatMap(({ suggestions }) => suggestions.map(({ messageId }) => messageId));
}
