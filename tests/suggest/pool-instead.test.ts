import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const declarations = `
declare module 'express' {
  export interface Response { json(body: unknown): void; status(code: number): Response }
  export interface App { get(path: string, handler: (req: { body: any }, res: Response) => unknown): void }
  export default function express(): App;
}
declare module 'pg' {
  export interface Config { host?: string | undefined; port?: number }
  export interface Queryable { query(text: string, values?: unknown[]): Promise<{ rows: any[] }>; end(): Promise<void> }
  export interface Client extends Queryable { connect(): Promise<void> }
  export interface Pool extends Queryable { on(name: 'error', listener: (error: Error) => void): this }
  export const Client: new (config?: Config) => Client;
  export const Pool: new (config?: Config) => Pool;
  const pg: { Client: typeof Client; Pool: typeof Pool };
  export default pg;
}
declare module 'mysql2/promise' {
  export interface Connection { execute(sql: string, values?: unknown[]): Promise<[any, any]>; end(): Promise<void> }
  export interface Pool { execute(sql: string, values?: unknown[]): Promise<[any, any]>; end(): Promise<void> }
  export function createConnection(options: { host?: string | undefined }): Promise<Connection>;
  export function createPool(options: { host?: string | undefined }): Pool;
}
`;

/** A handler with these lines, behind imports. */
function service(imports: string, lines: readonly string[], before = ''): string {
  return `${imports}
import express from 'express';
const app = express();
${before}
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`;
}

const pg = "import { Client } from 'pg';";
const lines = [
  'const client = new Client({ host: process.env.HOST });',
  'try {',
  '  await client.connect();',
  "  const { rows } = await client.query('select 1');",
  '  res.json(rows);',
  '} finally {',
  '  await client.end();',
  '}',
];

describe('a pool in place of the connections that a function of the file gives', () => {
  const helped = (caller: readonly string[], helper = 'async function connect()'): string => {
    const before = `${helper} {\n  return await mysql.createConnection({ host: process.env.HOST });\n}\n`;
    return service("import mysql from 'mysql2/promise';", ['const connection = await connect();', ...caller], before);
  };
  const asked = "const [rows] = await connection.execute('select 1');";
  const ended = ['try {', `  ${asked}`, '  res.json(rows);', '} finally {', '  await connection.end();', '}'];

  it('is given to the callers, who leave it open', () => {
    expect(applied('poolInstead', helped(ended), 'service.ts', { declarations })).toMatchInlineSnapshot(`
      "import mysql from 'mysql2/promise';
      import express from 'express';
      const app = express();

      let pool: ReturnType<typeof mysql.createPool> | undefined;

      async function connect() {
        return (pool ??= mysql.createPool({ host: process.env.HOST }));
      }

      app.get('/', async (req, res) => {
        const connection = await connect();
        const [rows] = await connection.execute('select 1');
        res.json(rows);
      });
      "
    `);
  });

  it('is given by a function that puts it into a variable first, to callers that are called back', () => {
    expect(applied('poolInstead', `
const mysql = require('mysql');

function getConnection() {
  var connection = mysql.createConnection({ host: 'localhost' });
  return connection;
}

exports.list = function (req, res) {
  var connection = getConnection();
  connection.query('select 1', function (error, rows) {
    if (error) return res.status(500).end();
    res.json(rows);
  });
  connection.end();
};
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "const mysql = require('mysql');

  let pool;

  function getConnection() {
    var connection = (pool ??= mysql.createPool({ host: 'localhost' }));
    return connection;
  }

  exports.list = function (req, res) {
    var connection = getConnection();
    connection.query('select 1', function (error, rows) {
      if (error) return res.status(500).end();
      res.json(rows);
    });
  };
  "
`);
  });

  it.each([
    ['goes on with a transaction', ["await connection.execute('START TRANSACTION');", ...ended], undefined],
    ['hands it over', ['res.json(await rowsOf(connection));', 'await connection.end();'], undefined],
    ['asks more than a pool gives', ['await connection.changeUser({});', ...ended], undefined],
    ['is told its type', ended, 'async function connect(): Promise<mysql.Connection>'],
  ])('is not where a caller %s', (_, caller, helper) => {
    expect(offered(helped(caller, helper), 'service.ts', { declarations, typeCheck: false })).not.toContain('poolInstead');
  });
});

describe('a pool in place of a connection', () => {
  it('is asked in a chain of promises that connects first', () => {
    const code = `const { Client } = require('pg');

exports.handler = (event) => {
  const client = new Client({ host: process.env.HOST });
  return client.connect()
    .then(() => client.query('select 1'))
    .then((result) => { found = result; })
    .then(() => client.end())
    .then(() => ({ rows: found.rows }))
    .catch((error) => { client.end(); return { error }; });
};
`;
    expect(applied('poolInstead', code, 'service.cjs')).toMatchInlineSnapshot(`
      "const { Pool } = require('pg');

      const pool = new Pool({ host: process.env.HOST }).on('error', console.error);

      exports.handler = (event) => {
        return pool.query('select 1')
          .then((result) => { found = result; })
          .then(() => ({ rows: found.rows }))
          .catch((error) => { return { error }; });
      };
      "
    `);
    // What comes first there is no promise of a query, or is given what connecting gave.
    expect(offered(code.replace("client.query('select 1')", "[client.query('select 1')]"), 'service.cjs')).not.toContain('poolInstead');
    expect(offered(code.replace('() => client.query', '(ready) => client.query'), 'service.cjs')).not.toContain('poolInstead');
  });

  it('is asked what the connection was', () => {
    expect(applied('poolInstead', service(pg, lines), 'service.ts', { declarations })).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';
      import express from 'express';
      const app = express();

      const pool = new Pool({ host: process.env.HOST }).on('error', console.error);

      app.get('/', async (req, res) => {
        const { rows } = await pool.query('select 1');
        res.json(rows);
      });
      "
    `);
  });

  it('is imported beside what others still use', () => {
    const code = service(pg, lines, 'export const isClient = (value: unknown) => value instanceof Client;\n');
    expect(applied('poolInstead', code, 'service.ts', { declarations })).toContain("import { Client, Pool } from 'pg';");
  });

  it('has the name that the import gives it', () => {
    const code = service("import { Client, Pool as PgPool } from 'pg';", lines, 'console.log(PgPool);\n');
    expect(applied('poolInstead', code, 'service.ts', { declarations }))
      .toContain("const pool = new PgPool({ host: process.env.HOST }).on('error', console.error);");
  });

  it('is taken out of what the package was taken out of', () => {
    const code = service("import pkg from 'pg';\nconst { Client } = pkg;", lines);
    const output = applied('poolInstead', code, 'service.mjs');
    expect(output).toContain('const { Pool } = pkg;');
    expect(output).toContain("const pool = new Pool({ host: process.env.HOST }).on('error', console.error);");
  });

  it('is one for all handlers that are alike', () => {
    const first = applied('poolInstead', service("import pg from 'pg';", lines).replaceAll('new Client', 'new pg.Client'), 'service.ts', {
      declarations,
    });
    const other = `${first}
app.get('/b', async (req, res) => {
  const connection = new pg.Client({ host: process.env.HOST });
  await connection.connect();
  res.json((await connection.query('select 2')).rows);
  await connection.end();
});
`;
    const output = applied('poolInstead', other, 'service.ts', { declarations });
    expect(output.match(/new pg\.Pool\(/g)).toHaveLength(1);
    expect(output).toContain("res.json((await pool.query('select 2')).rows);");
  });

  it('is made at once where the connection was waited for', () => {
    const code = service("import mysql from 'mysql2/promise';", [
      'const connection = await mysql.createConnection({ host: process.env.HOST });',
      "const [rows] = await connection.execute('select ?', [req.body.id]);",
      'await connection.end();',
      'res.json(rows);',
    ]);
    const output = applied('poolInstead', code, 'service.js');
    expect(output).toContain('const pool = mysql.createPool({ host: process.env.HOST });');
    expect(output).toContain("const [rows] = await pool.execute('select ?', [req.body.id]);\n  res.json(rows);");
  });

  it('has no end that is looked for, nor what is said about it', () => {
    const code = service("import mysql from 'mysql2/promise';", [
      'const connection = await mysql.createConnection({ host: process.env.HOST });',
      'try {',
      "  const [rows] = await connection.execute('select ?', [req.body.id]);",
      '  res.json(rows);',
      '} catch (error) {',
      '  res.status(500).json(error);',
      '} finally {',
      '  // Close the connection',
      '  if (connection && connection.end) {',
      '    connection.end().catch((error) => console.error(error));',
      '  }',
      '}',
    ]);
    expect(applied('poolInstead', code, 'service.js')).toMatchInlineSnapshot(`
      "import mysql from 'mysql2/promise';
      import express from 'express';
      const app = express();

      const pool = mysql.createPool({ host: process.env.HOST });

      app.get('/', async (req, res) => {
        try {
          const [rows] = await pool.execute('select ?', [req.body.id]);
          res.json(rows);
        } catch (error) {
          res.status(500).json(error);
        }
      });
      "
    `);
  });

  it('calls back as the connection did', () => {
    const code = service("import mysql from 'mysql2';", [
      'const connection = mysql.createConnection(options);',
      'connection.connect((error) => {',
      '  if (error) throw error;',
      "  console.log('connected');",
      '});',
      "connection.query('select 1', (error, rows) => {",
      '  if (error) console.error(error);',
      '  else res.json(rows);',
      '  connection.end();',
      '});',
    ], 'const options = { host: process.env.HOST };\n');
    const output = applied('poolInstead', code, 'service.js');
    expect(output).toContain(`const pool = mysql.createPool(options);

app.get('/', async (req, res) => {
  pool.query('select 1', (error, rows) => {
    if (error) console.error(error);
    else res.json(rows);
  });
});
`);
  });

  it('takes constants of the function and the comments of what opened the connection along', () => {
    const code = service("import mysql from 'mysql2/promise';", [
      'const { HOST } = process.env;',
      'let connection;',
      'try {',
      '  // Our replica',
      '  connection = await mysql.createConnection({ host: HOST });',
      "  res.json(await connection.execute('select 1'));",
      '} finally {',
      '  if (connection) await connection.end();',
      '}',
    ]);
    expect(applied('poolInstead', code, 'service.js')).toMatchInlineSnapshot(`
      "import mysql from 'mysql2/promise';
      import express from 'express';
      const app = express();

      const { HOST } = process.env;
      // Our replica
      const pool = mysql.createPool({ host: HOST });

      app.get('/', async (req, res) => {
        res.json(await pool.execute('select 1'));
      });
      "
    `);
  });

  it('is made on first use where something decides whether there is to be one', () => {
    const guarded = ['if (!process.env.HOST) return res.json([]);', ...lines];
    const output = applied('poolInstead', service(pg, guarded), 'service.ts', { declarations });
    expect(output).toContain('let pool: Pool | undefined;');
    expect(output).toContain("const client = (pool ??= new Pool({ host: process.env.HOST }).on('error', console.error));");
    expect(output).not.toMatch(/connect\(|end\(/);
  });

  it('is made on first use where what it is made of means what runs around it', () => {
    const code = (from: string): string => `import mysql from 'mysql2/promise';
export default defineEventHandler(async (event) => {
  const config = ${from};
  const connection = await mysql.createConnection({ host: config.host });
  try {
    const [rows] = await connection.execute('select 1');
    return rows;
  } finally {
    await connection.end();
  }
});
`;
    expect(applied('poolInstead', code('useRuntimeConfig()'), 'server/api/list.js')).toMatchInlineSnapshot(`
      "import mysql from 'mysql2/promise';
      export default defineEventHandler(async (event) => {
        const config = useRuntimeConfig();
        const connection = (globalThis.__listPool ??= mysql.createPool({ host: config.host }));
        const [rows] = await connection.execute('select 1');
        return rows;
      });
      "
    `);
    expect(offered(code('userSettings()'), 'server/api/list.js')).not.toContain('poolInstead');
  });

  it('lets queries be asked one behind the other', () => {
    const code = service(pg, lines).replace('  const { rows } =', "  await client.query('delete from old');\n    const { rows } =");
    expect(offered(code, 'service.ts', { declarations })).toContain('poolInstead');
    const nested = service("import mysql from 'mysql2';", [
      'const connection = mysql.createConnection({ host: process.env.HOST });',
      "connection.query('delete from old', () => {",
      "  connection.query('select 1', (error, rows) => {",
      '    connection.end();',
      '    res.json(rows);',
      '  });',
      '});',
    ]);
    expect(applied('poolInstead', nested, 'service.js').match(/pool\.query/g)).toHaveLength(2);
  });

  const query = "    const { rows } = await client.query('select 1');\n";
  it.each([
    ['a transaction', `    await client.query('begin');\n${query}`],
    ['a setting of the session', `    await client.query("set search_path to x");\n${query}`],
    ['a text that is not to be read here, beside another', `    await client.query(req.body.sql);\n${query}`],
    ['queries that nobody waits for', `    client.query('insert into log values (1)');\n${query}`],
    ['a query for each element', `    await Promise.all(req.body.map((id) => client.query('delete $1', [id])));\n${query}`],
    ['a function that is given it', `    await prepare(client);\n${query}`],
    ['a listener', `    client.on('notification', console.log);\n${query}`],
    ['a cursor', "    const rows = client.query(new Cursor('select 1'));\n"],
  ])('is not asked in place of a connection with %s', (_, text) => {
    const imports = `${pg}\nimport Cursor from 'pg-cursor';\nimport { prepare } from './prepare.js';`;
    const code = service(imports, lines).replace(/.*await client\.query.*\n/, text);
    expect(offered(code, 'service.js')).not.toContain('poolInstead');
  });

  it('is not made where it would not be said that there is no connection', () => {
    const code = service(pg, [
      lines[0]!, 'try {', '  await client.connect();', '} catch {', '  return res.status(503).json({});', '}',
      "res.json(await client.query('select 1'));", 'await client.end();',
    ]);
    expect(offered(code, 'service.js')).not.toContain('poolInstead');
  });

  it.each([
    ['process.env.URL', 'new Pool({ connectionString: process.env.URL })'],
    ["process.env.URL || 'postgres://localhost/votes'", "new Pool({ connectionString: process.env.URL || 'postgres://localhost/votes' })"],
    ['`postgres://${process.env.HOST}/votes`', 'new Pool({ connectionString: `postgres://${process.env.HOST}/votes` })'],
  ])('is given the URL %s as an option', (url, made) => {
    const [construction, ...rest] = lines;
    const code = service(pg, [
      construction!.replace('{ host: process.env.HOST }', url), ...rest,
    ]);
    expect(applied('poolInstead', code, 'service.js')).toContain(made);
  });

  it('is not offered where nothing says whether it is given a URL', () => {
    const [construction, ...rest] = lines;
    const head = "import { Client } from 'pg';\nimport { database } from './settings.js';";
    const code = service(head, [construction!.replace('{ host: process.env.HOST }', 'database'), ...rest]);
    expect(offered(code, 'service.js')).not.toContain('poolInstead');
  });
});
