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

async function lint(note: string): Promise<string[]> {
  const files = { 'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } }, 'src/note.js': note };
  const project = createProject({ rule: '*', files });
  return (await project.lint('src/app.js', service)).map(({ message }) => message.replace(/.* not given back /, '').replace(/:.*/, ''));
}

describe('a function of another file', () => {
  it('throws nothing where it hands what it is given to a logger', async () => {
    expect(await lint(`const shorten = (error) => ({ name: error.name, text: String(error.message) });
export const note = (logger, error, context) => {
  logger.error({ error: shorten(error), ...context }, 'it failed');
};
`)).toStrictEqual([]);
  });

  it.each([
    ['throws', 'export function note(logger, error) { logger.error(error); throw error; }'],
    ['waits', 'export async function note(logger, error) { await fetch(error.url); }'],
    ['calls what nobody knows', 'import { send } from "mailer";\nexport const note = (logger, error) => send(error);'],
  ])('may throw where it %s', async (_, note) => {
    expect(await lint(note)).toHaveLength(1);
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
    expect(await project.lint('src/app.js', code('new Report(req.query.id)'))).toHaveLength(1);
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
    for (const step of ["await store.includes('=')", "store.find('=')", 'req.query.name.trim(() => store.load())']) {
      expect(await project.lint('src/app.js', code(step)), step).toHaveLength(1);
    }
  });
});
