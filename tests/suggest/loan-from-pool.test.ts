import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const declarations = `
declare module 'express' {
  export interface Response { json(body: unknown): void; status(code: number): Response }
  export interface App { get(path: string, handler: (req: { body: any }, res: Response) => unknown): void }
  export default function express(): App;
}
declare module 'pg' {
  export interface Config { host?: string | undefined; connectionString?: string | undefined }
  export class ClientBase { query(text: string, values?: unknown[]): Promise<{ rows: any[] }> }
  export class Client extends ClientBase { constructor(config?: Config | string); connect(): Promise<void>; end(): Promise<void> }
  export interface PoolClient extends ClientBase { release(): void }
  export class Pool {
    constructor(config?: Config);
    on(name: 'error', listener: (error: Error) => void): this;
    connect(): Promise<PoolClient>;
    connect(callback: (error: Error, client: PoolClient) => void): void;
  }
}
declare module 'mysql2/promise' {
  export interface Connection {
    execute(sql: string, values?: unknown[]): Promise<[any, any]>;
    beginTransaction(): Promise<void>; commit(): Promise<void>; rollback(): Promise<void>; end(): Promise<void>; destroy(): void;
  }
  export interface PoolConnection extends Connection { release(): void }
  export interface Pool { getConnection(): Promise<PoolConnection> }
  export function createConnection(options: { host?: string | undefined }): Promise<Connection>;
  export function createPool(options: { host?: string | undefined }): Pool;
}
`;
const more = { declarations };

/** A handler with these lines, behind imports. */
function service(imports: string, lines: readonly string[], before = ''): string {
  return `${imports}
import express from 'express';
const app = express();
${before}
app.get('/', async (req, res) => {
${lines.map((line) => (line === '' ? '\n' : `  ${line}\n`)).join('')}});
`;
}

const mysql = "import mysql from 'mysql2/promise';";
const pg = "import { Client } from 'pg';";
const made = 'const connection = await mysql.createConnection({ host: process.env.HOST });';
const update = "await connection.execute('update accounts set total = ?', [req.body.total]);";

/** A transaction, with what stands in its `catch`, if it has one. */
function transaction(failed: readonly string[] | undefined, done: readonly string[] = [], ended = 'await connection.end();'): string[] {
  return [
    made, 'try {', '  await connection.beginTransaction();', `  ${update}`, ...done.map((line) => `  ${line}`),
    '  await connection.commit();', '  res.json({});',
    ...failed ? ['} catch (error) {', ...failed.map((line) => `  ${line}`)] : [], '} finally {', `  ${ended}`, '}',
  ];
}

describe('a connection of a pool in place of one of its own', () => {
  it('carries a transaction that is rolled back', () => {
    const code = service(mysql, transaction(['await connection.rollback();', 'throw error;']));
    expect(applied('sharedPool', code, 'service.ts', more)).toMatchInlineSnapshot(`
      "import mysql from 'mysql2/promise';
      import express from 'express';
      const app = express();

      const pool = mysql.createPool({ host: process.env.HOST });

      app.get('/', async (req, res) => {
        const connection = await pool.getConnection();
        try {
          await connection.beginTransaction();
          await connection.execute('update accounts set total = ?', [req.body.total]);
          await connection.commit();
          res.json({});
        } catch (error) {
          await connection.rollback();
          throw error;
        } finally {
          connection.release();
        }
      });
      "
    `);
  });

  it('is rolled back first where only the close did that', () => {
    const answered = service(mysql, transaction(['res.status(500).json(error);']));
    expect(applied('sharedPool', answered, 'service.ts', more)).toContain(`  } catch (error) {
    await connection.rollback();
    res.status(500).json(error);
  } finally {
    connection.release();
  }`);
    expect(applied('sharedPool', service(mysql, transaction(undefined)), 'service.ts', more)).toContain(`    res.json({});
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }`);
  });

  it('is rolled back in the words in which the transaction was begun', () => {
    const code = service(pg, [
      'const client = new Client({ host: process.env.HOST });',
      'await client.connect();',
      'try {',
      "  await client.query('BEGIN');",
      "  await client.query('update accounts set total = $1', [req.body.total]);",
      "  await client.query('COMMIT');",
      '} finally {',
      '  await client.end();',
      '}',
      'res.json({});',
    ]);
    expect(applied('sharedPool', code, 'service.ts', more)).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';
      import express from 'express';
      const app = express();

      const pool = new Pool({ host: process.env.HOST }).on('error', console.error);

      app.get('/', async (req, res) => {
        const client = await pool.connect();
        try {
          await client.query('BEGIN');
          await client.query('update accounts set total = $1', [req.body.total]);
          await client.query('COMMIT');
        } catch (error) {
          await client.query('ROLLBACK');
          throw error;
        } finally {
          client.release();
        }
        res.json({});
      });
      "
    `);
  });

  const asked = (begin: string, commit = "'COMMIT'"): string => service(pg, [
    'const client = new Client({ host: process.env.HOST });', 'await client.connect();', 'try {', `  await client.query(${begin});`,
    "  await client.query('update accounts set total = $1', [req.body.total]);", `  await client.query(${commit});`,
    '} finally {', '  await client.end();', '}', 'res.json({});',
  ]);
  const loose = { declarations: declarations.replace('query(text: string,', 'query(text: any,') };

  it.each<[string, string?]>([
    ["{ text: 'BEGIN' }", "{ text: 'COMMIT' }"], ["'/* tx */ BEGIN'"], ["'-- tx\\n BEGIN'"], ['`BEGIN ISOLATION LEVEL ${req.body.level}`'],
    ['{ text: `START TRANSACTION` }'],
  ])('is rolled back where it was begun by %s', (begin, commit) => {
    expect(applied('sharedPool', asked(begin, commit), 'service.ts', loose)).toMatch(
      /catch \(error\) \{\s+await client\.query\(['`]ROLLBACK['`]\);\s+throw error;/,
    );
  });

  it.each<[string, (string | undefined)?, string?]>([
    ["'insert into a values (1); BEGIN; update a set b = 1'"], ["'BEGIN; update a set b = 1'"],
    ['begin', undefined, "const begin = 'BEGIN';"],
    ["'call begin_it()'"], ["'select 1'", "'COMMIT AND CHAIN'"],
  ])('is not borrowed where a transaction is begun by %s', (begin, commit = "'COMMIT'", before = '') => {
    const code = asked(begin, commit).replace('  const client', `  ${before}\n  const client`);
    expect(offered(code, 'service.ts', loose)).not.toContain('sharedPool');
  });

  it('is rolled back in front of what leaves it open', () => {
    const early = ['if (!req.body.total) {', '  return res.status(400);', '}'];
    const code = service(mysql, transaction(['res.status(500).json(error);'], early));
    const output = applied('sharedPool', code, 'service.ts', more);
    expect(output).toContain(`    if (!req.body.total) {
      await connection.rollback();
      return res.status(400);
    }
    await connection.commit();`);
    expect(output.match(/rollback/g)).toHaveLength(2);
  });

  it.each([
    ['is left with what it is asked for', transaction(['throw error;'], ["if (!req.body.total) return connection.execute('select 1');"])],
    ['is ended on one of two ways', transaction(['throw error;'], ['if (req.body.total) await connection.commit();'])],
    ['is begun in a loop', [
      made, 'try {', '  for (const id of req.body.ids) {', '    await connection.beginTransaction();',
      "    await connection.execute('update t set a = ?', [id]);", '    if (id) await connection.commit();', '  }', '} finally {',
      '  await connection.end();', '}', 'res.json({});',
    ]],
    ['goes on without a try', [
      made, 'await connection.beginTransaction();', update, 'await connection.commit();', 'await connection.end();', 'res.json({});',
    ]],
  ])('is not borrowed where a transaction %s', (_, lines) => {
    expect(suggested(service(mysql, lines))).not.toContain('sharedPool');
  });

  it('is none yet where the pool has none', () => {
    const code = service(pg, [
      '// Our replica',
      'const client = new Client({ host: process.env.HOST });',
      'try {',
      '  await client.connect();',
      "  await client.query('begin');",
      "  await client.query('delete from sessions');",
      "  await client.query('commit');",
      '  res.json({});',
      '} catch (error) {',
      "  await client.query('rollback');",
      '  throw error;',
      '} finally {',
      '  await client.end();',
      '}',
    ]);
    expect(applied('sharedPool', code, 'service.ts', more)).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';
      import express from 'express';
      const app = express();

      const pool = new Pool({ host: process.env.HOST }).on('error', console.error);

      app.get('/', async (req, res) => {
        // Our replica
        let client;
        try {
          client = await pool.connect();
          await client.query('begin');
          await client.query('delete from sessions');
          await client.query('commit');
          res.json({});
        } catch (error) {
          await client?.query('rollback');
          throw error;
        } finally {
          client?.release();
        }
      });
      "
    `);
  });

  it('is rolled back where there is one', () => {
    const code = service(pg, [
      'const client = new Client({ host: process.env.HOST });', 'try {', '  await client.connect();', "  await client.query('begin');",
      "  await client.query('delete from sessions');", "  await client.query('commit');", '  res.json({});', '} catch (error) {',
      '  res.status(500).json(error);', '} finally {', '  await client.end();', '}',
    ]);
    expect(applied('sharedPool', code, 'service.ts', more)).toContain(`  } catch (error) {
    if (client) await client.query('ROLLBACK');
    res.status(500).json(error);
  } finally {
    client?.release();
  }`);
  });

  it('is borrowed where it was connected, behind what stands in between', () => {
    const code = service(pg, [
      '// Our replica',
      'const client = new Client(process.env.URL);',
      'const { id } = req.body;',
      '// Opens it',
      'await client.connect();',
      'try {',
      '  res.json(await countOf(client, id));',
      '} finally {',
      '  await client.end().catch(() => {});',
      '}',
    ], `
async function countOf(client: ClientBase, id: string) {
  return (await client.query('select count(*) from votes where id = $1', [id])).rows;
}
`).replace('{ Client }', '{ Client, ClientBase }');
    expect(applied('sharedPool', code, 'service.ts', more)).toMatchInlineSnapshot(`
      "import { Pool, ClientBase } from 'pg';
      import express from 'express';
      const app = express();

      async function countOf(client: ClientBase, id: string) {
        return (await client.query('select count(*) from votes where id = $1', [id])).rows;
      }

      // Our replica
      const pool = new Pool({ connectionString: process.env.URL }).on('error', console.error);

      app.get('/', async (req, res) => {
        const { id } = req.body;
        // Opens it
        const client = await pool.connect();
        try {
          res.json(await countOf(client, id));
        } finally {
          client.release();
        }
      });
      "
    `);
  });

  const helper = (type: string, body: string): string => `
async function save(connection: ${type}, total: number) {
${body}
}
`;
  const others = 'declare const others: any;\nconst elsewhere = mysql.createPool({});';
  const given = [
    made, 'try {', '  await save(connection, req.body.total);', '  res.json({});', '} finally {', '  await connection.end();', '}',
  ];
  const saved = "  await connection.execute('update accounts set total = ?', [total]);";
  const own = `  await connection.beginTransaction();
  try {
  ${saved}
    await connection.commit();
  } catch (error) {
    await connection.rollback();
    throw error;
  }`;

  it.each([['asks it', saved], ['ends its own transaction', own]])('is given to a function that %s', (_, body) => {
    const output = applied('sharedPool', service(mysql, given, helper('mysql.Connection', body)), 'service.ts', more);
    expect(output).toContain('const connection = await pool.getConnection();');
    expect(output).toContain('connection.release();');
  });

  it.each([
    ['leaves a transaction open', helper('mysql.Connection', `  await connection.beginTransaction();\n${saved}`)],
    ['sets up the session', helper('mysql.Connection', "  await connection.execute('set names latin1');")],
    ['looks into it', helper('mysql.Connection', `${saved}\n  console.log(connection.threadId);`)],
    ['is not waited for', helper('mysql.Connection', "  void connection.execute('update t');")],
    ['borrows another', helper('mysql.Connection', `${saved}\n  await (await others.getConnection()).execute('update t');`)],
  ])('is not given to a function that %s', (_, before) => {
    expect(suggested(service(mysql, given, others + before))).not.toContain('sharedPool');
  });

  it('is borrowed for a text that is put together in steps', () => {
    const steps = [
      "let text = 'select a from b';", "if (req.body.c) text = text + ' where c = ?';", 'await connection.execute(text, [req.body.c]);',
    ];
    expect(offered(service(mysql, transaction(undefined, steps)), 'service.ts', more)).toContain('sharedPool');
  });

  it('is borrowed to write into a table whose name is put into the text', () => {
    const asked = '  await connection.execute(`update ${req.body.table} set total = 1`);';
    const last = "  await connection.execute('select last_insert_id()');";
    const lines = [made, 'try {', asked, last, '} finally {', '  await connection.end();', '}'];
    expect(suggested(service(mysql, lines))).toContain('sharedPool');
    expect(suggested(service(mysql, lines).replace('update', 'set @table = 1; update'))).not.toContain('sharedPool');
  });

  it.each([
    ['SET NAMES latin1'], ['use other'], ['set @user = 1'], ['select @n := @n + 1'], ['create temporary table t (id int)'],
    ['lock tables accounts write'], ["select get_lock('a', 1)"], ['update t set a = 1; set names latin1'], ['prepare p from "select 1"'],
  ])('is not borrowed to say %s', (text) => {
    const asked = `  await connection.execute(\`${text}\`);`;
    const lines = [made, 'try {', asked, `  ${update}`, '} finally {', '  await connection.end();', '}'];
    expect(suggested(service(mysql, lines))).toStrictEqual([]);
  });

  it.each([
    ['listens', "connection.on('error', console.error);"],
    ['is asked what is not to be read', 'await connection.execute(req.body.sql); await connection.execute(req.body.sql);'],
    ['is asked without waiting', "connection.execute('update t');"],
    ['is told more', 'await connection.changeUser({});'],
    ['is looked into', 'console.log(connection.threadId);'],
    ['waits for another', 'await others.getConnection();'],
    ['waits for the pool', "await elsewhere.execute('update t');"],
  ])('is not borrowed where it %s', (_, line) => {
    const lines = [made, 'try {', `  ${line}`, `  ${update}`, '} finally {', '  await connection.end();', '}', 'res.json({});'];
    expect(suggested(service(mysql, lines, others))).not.toContain('sharedPool');
  });

  const branches = (last: string, failed: string): string => service(mysql, [
    made, 'try {', `  ${update}`, "  const [rows] = await connection.execute('select last_insert_id()');",
    '  await connection.end();', `  ${last}`,
    '} catch (error) {', `  ${failed}`, '  throw error;', '}',
  ], 'declare function notify(rows: unknown): Promise<void>;');

  it('is given back once on each way', () => {
    const output = applied('sharedPool', branches('res.json(rows);', 'await connection.end();'), 'service.ts', more);
    expect(output.match(/^ +connection\.release\(\);/gm)).toHaveLength(2);
    expect(suggested(branches('await notify(rows);', 'await connection.end();'))).not.toContain('sharedPool');
  });

  it('is closed still where something failed', () => {
    const output = applied('sharedPool', branches('res.json(rows);', 'connection.destroy();'), 'service.ts', more);
    expect(output).toContain('connection.destroy();');
    expect(output).toContain('connection.release();');
  });

  it.each([
    ['mysql.Connection | undefined', mysql, 'let connection: mysql.PoolConnection | undefined;', mysql],
    ['Connection | null', "import mysql, { type Connection } from 'mysql2/promise';", 'let connection: PoolConnection | null = null;',
      "import mysql, { type PoolConnection } from 'mysql2/promise';"],
  ])('is of another type than %s', (type, imports, declared, imported) => {
    const [, ...rest] = transaction(['await connection?.rollback();', 'throw error;'], [], 'await connection?.end();');
    const code = service(imports, [
      `let connection: ${type}${type.endsWith('null') ? ' = null' : ''};`, rest[0]!,
      '  connection = await mysql.createConnection({ host: process.env.HOST });', ...rest.slice(1),
    ]);
    const output = applied('sharedPool', code, 'service.ts', more);
    expect(output).toContain(declared);
    expect(output).toContain(imported);
    expect(output).toContain('connection?.release();');
  });

  it('is of one pool for all handlers that are alike', () => {
    const one = service(mysql, transaction(['await connection.rollback();', 'throw error;']));
    const both = (first: string): string => `${first}
app.get('/b', async (req, res) => {
${transaction(['await connection.rollback();', 'throw error;']).map((line) => `  ${line}\n`).join('')}});
`;
    const output = applied('sharedPool', both(applied('sharedPool', one, 'service.ts', more)), 'service.ts', more);
    expect(output.match(/createPool\(/g)).toHaveLength(1);
    expect(output.match(/pool\.getConnection\(\)/g)).toHaveLength(2);
    const guard = (code: string): string => code.replaceAll(made, `if (!process.env.HOST) return res.json([]);\n  ${made}`);
    const guarded = applied('sharedPool', guard(one), 'service.ts', more);
    expect(guarded).toContain('let pool: ReturnType<typeof mysql.createPool> | undefined;');
    expect(guarded).toContain('await (pool ??= mysql.createPool({ host: process.env.HOST })).getConnection();');
    const again = applied('sharedPool', `${guarded}${guard(both(''))}`, 'service.ts', more);
    expect(again.match(/let pool/g)).toHaveLength(1);
    expect(again.match(/\(pool \?\?= /g)).toHaveLength(2);
  });

  it('is borrowed by a function that gives each caller one', () => {
    const before = 'async function getConnection() {\n  return await mysql.createConnection({ host: process.env.HOST });\n}\n';
    const through = (lines: readonly string[]): string => (
      service(mysql, lines, before).replace(made, 'const connection = await getConnection();'));
    const output = applied('sharedPool', through(transaction(['res.status(500).json(error);'])), 'service.ts', more);
    expect(output).toContain('return await (pool ??= mysql.createPool({ host: process.env.HOST })).getConnection();');
    expect(output).toContain('await connection.rollback();\n    res.status(500)');
    expect(output).toContain('connection.release();');
    const twice = transaction(['throw error;'], ['const other = await getConnection();', 'await other.end();']);
    expect(suggested(through(twice))).not.toContain('sharedPool');
  });

  it('is not borrowed where it may not be given back', () => {
    expect(suggested(service(mysql, [made, 'await connection.beginTransaction();', update, 'await connection.commit();', 'res.json({});'])))
      .not.toContain('sharedPool');
  });
});

/** What is offered, whether or not TypeScript takes the code as it is. */
function suggested(code: string): string[] {
  return offered(code, 'service.ts', { ...more, typeCheck: false });
}
