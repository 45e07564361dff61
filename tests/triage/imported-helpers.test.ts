import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What stands between a client and its release in a function of another file: does that one throw? */

const service = `import express from 'express';
import { Pool } from 'pg';
import { note } from './note.js';
const app = express();
const pool = new Pool();
app.get('/', async (req, res) => {
  const client = await pool.connect();
  try {
    res.json((await client.query('SELECT 1')).rows);
  } finally {
    try {
      await client.query('RESET ROLE');
    } catch (error) {
      note(req.log, error, { operation: 'reset' });
    }
    client.release();
  }
});
`;

async function lint(note: string, code = service): Promise<string[]> {
  const files = { 'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } }, 'src/note.js': note };
  const project = createProject({ rule: '*', files });
  return (await project.lint('src/app.js', code)).map(({ message }) => message.replace(/.* not given back /, '').replace(/:.*/, ''));
}

describe('a function of another file', () => {
  it('throws nothing where it hands what it is given to a logger', async () => {
    expect(await lint(`const shorten = (error) => ({ name: error.name, text: String(error.message) });
export const note = (logger, error, context) => {
  logger.error({ error: shorten(error), ...context }, 'it failed');
};
`)).toStrictEqual([]);
  });

  it('throws nothing that it catches itself', async () => {
    expect(await lint(`export function note(stream, error) {
  try {
    stream.write(error.message);
    if (!stream.writable) throw error;
  } catch (failure) {
    console.error(failure);
  }
}
`)).toStrictEqual([]);
  });

  it.each([
    ['throws what it has caught', 'export function note(logger, error) { try { logger.send(error); } catch (e) { throw e; } }'],
    ['throws', 'export function note(logger, error) { logger.error(error); throw error; }'],
    ['reads what it is given', 'import { send } from "mailer";\nexport const note = (logger, error) => send(JSON.parse(error.message));'],
  ])('may throw where it %s', async (_, note) => {
    expect(await lint(note)).toHaveLength(1);
  });

  it('is not known to throw where it calls what nobody knows', async () => {
    expect(await lint('import { send } from "mailer";\nexport const note = (logger, error) => send(error);')).toStrictEqual([]);
  });

  it('may be rejected where it waits, which matters to who waits for it', async () => {
    const note = 'export async function note(logger, error) { await fetch(error.url); }';
    expect(await lint(note)).toStrictEqual([]);
    expect(await lint(note, service.replace('note(req.log', 'await note(req.log'))).toHaveLength(1);
  });
});

describe('a promise that a function makes', () => {
  const asked = (helper: string): string => `import express from 'express';
import { Pool } from 'pg';
import { login } from './note.js';
const app = express();
const pool = new Pool();
${helper}
app.get('/', async (req, res) => {
  const client = await pool.connect();
  await login(client);
  client.release();
  res.end();
});
`;
  const rejecting = `function login(client) {
  return new Promise((resolve, reject) => { client.query('x', (error) => error ? reject(error) : resolve()); });
}`;

  it.each([
    ['may be rejected, in the same file', rejecting, '', 1],
    ['may be rejected, in another file', '', `export ${rejecting}`, 1],
    ['is resolved after a while', 'function login() { return new Promise((resolve) => setTimeout(resolve, 100)); }', '', 0],
    ['is resolved after a while, by another file', '', 'export const login = () => new Promise((done) => { setTimeout(done, 9); });', 0],
  ])('%s', async (_, here, there, reports) => {
    const files = { 'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } }, 'src/note.js': there };
    const code = here === '' ? asked('') : asked(here).replace("import { login } from './note.js';\n", '');
    expect(await createProject({ rule: '*', files }).lint('src/app.js', code)).toHaveLength(reports);
  });
});

describe('an object of a package that is told of a client', () => {
  it('cannot fail where the catalog says that it keeps what it is given', async () => {
    const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } } } });
    const code = (made: string): string => `import express from 'express';
import { Kysely, PostgresDialect } from 'kysely';
import { Report } from 'reports';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
app.get('/', async (req, res) => {
  const client = await pool.connect();
  const asked = ${made};
  try {
    res.json((await client.query('SELECT 1')).rows);
  } finally {
    client.release();
  }
});
`;
    expect(await project.lint('src/app.js', code('new PostgresDialect({ pool: { connect: async () => client } })'))).toStrictEqual([]);
    expect(await project.lint('src/app.js', code('new Report(JSON.parse(req.query.id))'))).toHaveLength(1);
    expect(await project.lint('src/app.js', code('await Report.of(req.query.id)'))).toHaveLength(1);
  });
});

describe('methods of texts', () => {
  it('fail where there is no text only, unless somebody waits for them', async () => {
    const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } } } });
    const code = (step: string): string => `import express from 'express';
import { Pool } from 'pg';
import { store } from './store.js';
const app = express();
const pool = new Pool();
app.get('/', async (req, res) => {
  const client = await pool.connect();
  const name = ${step};
  try {
    res.json((await client.query('SELECT $1', [name])).rows);
  } finally {
    client.release();
  }
});
`;
    for (const step of ["process.env.NAME.includes('=')", 'req.query.name.trim().toLowerCase()', "req.query.names.split(',')"]) {
      expect(await project.lint('src/app.js', code(step)), step).toStrictEqual([]);
    }
    for (const step of ["await store.includes('=')", "store.findOrThrow('=')", "readFileSync('names').trim()"]) {
      expect(await project.lint('src/app.js', code(step)), step).toHaveLength(1);
    }
  });
});

describe('what the catalog says of failures', () => {
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0' } } } });
  const lint = async (head: string, ...lines: readonly string[]): Promise<readonly string[]> => (await project.lint('src/app.js', [
    "import express from 'express';", head, 'const app = express();', "app.post('/orders', async (req, res) => {", ...lines, '});', '',
  ].join('\n'))).map(({ message }) => message.replace(/.*?( not (?:released|given back) )/, '').replace(/:.*? Call/, '; call'));
  const mysql = "import mysql from 'mysql2/promise';\nconst pool = mysql.createPool(process.env.DATABASE_URL);";
  const sequelize = "import { Sequelize } from 'sequelize';\nconst sequelize = new Sequelize(process.env.DATABASE_URL);";

  it('loses no connection whose rollback fails, because the pool has removed it', async () => {
    const borrow = (caught: string): readonly string[] => [
      'const connection = await pool.getConnection();', 'try {', '  await connection.beginTransaction();', "  await connection.query('x');",
      '  await connection.commit();', '  connection.release();', '} catch (error) {', `  await connection.${caught};`,
      '  connection.release();', '  throw error;', '}', 'res.end();',
    ];
    expect(await lint(mysql, ...borrow('rollback()'))).toStrictEqual([]);
    expect(await lint(mysql, ...borrow("query('y')"))).toHaveLength(1);
  });

  it('rolls back what fails, and does not commit it', async () => {
    const lost = 'when `create()` on line 7 throws; call `rollback()` in a `catch` block.';
    expect(await lint(sequelize, 'const transaction = await sequelize.transaction();', 'await Order.create(req.body, { transaction });',
      'await transaction.commit();', 'res.end();')).toStrictEqual([lost]);
  });

  it('constructs what connects later without a failure', async () => {
    const head = "import nodemailer from 'nodemailer';\nimport { Pool } from 'pg';\nconst pool = new Pool();";
    const borrow = (made: string): readonly string[] => [
      'const client = await pool.connect();', `const mailer = ${made};`, 'try {', "  await client.query('x');",
      "  await mailer.sendMail({ to: 'a@b.c' });", '} finally {', '  client.release();', '}', 'res.end();',
    ];
    expect(await lint(head, ...borrow("nodemailer.createTransport({ host: 'mail' })"))).toStrictEqual([]);
    expect(await lint(head, ...borrow('await mailerOf(req)'))).toHaveLength(1);
  });
});

describe('a function of another file that ends the process', () => {
  it('closes what requests share, at the end of all of them', async () => {
    const lint = async (last: string): Promise<number> => {
      const files = {
        'package.json': { dependencies: { express: '^5.0.0' } },
        'src/log.js': `export async function flushAndExit(code) { await fetch(process.env.LOGS); process.exit(code); }
export const exitNote = () => 1;`,
      };
      return (await createProject({ rule: '*', files }).lint('src/app.js', `import mongoose from 'mongoose';
import { exitNote, flushAndExit } from './log.js';
mongoose.connect(process.env.MONGODB_URI);
process.on('SIGTERM', () => {
  const waiting = setInterval(async () => {
    clearInterval(waiting);
    await mongoose.connection.close();
    ${last}
  }, 1000);
});
`)).length;
    };
    expect(await lint('await flushAndExit(0);')).toBe(0);
    expect(await lint('exitNote();')).toBe(1);
  });
});
