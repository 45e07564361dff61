import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What a process shares, and each request opens: with options of its own, or through a function that hands it out. */

const project = createProject({ rule: 'no-shared-client-close' });

const handler = (connect: string, beside = ''): string => `import express from 'express';
import sql from 'mssql';
const app = express();
${beside}
app.post('/rows', async (req, res) => {
  const pool = await ${connect};
  res.json(await pool.query(req.body.text));
  await pool.close();
});
`;

it.each([
  ['of the request', handler('sql.connect(req.body.url)')],
  ['of the request, read before', handler('sql.connect({ server: options.host, database: options.name })').replace(
    'const pool', 'const options = req.body; const pool')],
  ['of the request, given to a function', handler('open(req.body)', 'const open = (options) => sql.connect({ server: options.host });')],
])('does not advise to leave open what is opened with options %s', async (_, code) => {
  const [report, ...others] = await project.lint('app.js', code);
  expect(others).toStrictEqual([]);
  expect(report?.message).toMatch(/Open a connection of its own for each piece of work that brings its options, and close that\.$/);
  expect(report?.message).not.toMatch(/leave it open/i);
});

it('advises to leave open what is opened with the same options for all', async () => {
  const [report] = await project.lint('app.js', handler('sql.connect(process.env.DATABASE)'));
  expect(report?.message).toMatch(/Connect once, leave it open/);
});

const database = `import sql from 'mssql';
const settings = { server: process.env.SQL_SERVER };
export const openShared = () => sql.connect(settings);
export const openOwn = () => new sql.ConnectionPool(settings).connect();
export const openFor = (server) => sql.connect({ server });
class Database {
  async open() { return await sql.connect(settings); }
}
let kept;
export async function openOnce() {
  if (!kept) kept = await sql.connect(settings);
  return kept;
}
export const database = new Database();
export function openLogged() {
  return new Promise(async (resolve, reject) => {
    try {
      const pool = await sql.connect(settings);
      resolve(pool);
    } catch (error) {
      reject(error);
    }
  });
}
export const openEither = (given) => new Promise((resolve) => {
  if (given) resolve(given);
  else new sql.ConnectionPool(settings).connect().then(resolve);
});
`;

const service = (connect: string): string => `import express from 'express';
import { openShared, openOwn, openFor, openOnce, openLogged, openEither, database } from './database.js';
const app = express();
async function rowsOf(table, server) {
  const pool = await ${connect};
  try {
    return await pool.query(table);
  } finally {
    await pool.close();
  }
}
app.get('/rows', async (req, res) => res.json(await rowsOf(req.query.table, req.query.server)));
`;

const services = createProject({ rule: 'no-shared-client-close', files: { 'src/database.js': database } });

it.each([
  ['a function', 'openShared()', 3],
  ['a method', 'database.open()', 7],
  ['a promise that a function makes', 'openLogged()', 18],
])('names the line of what opens it, where that is %s of another file', async (_, connect, line) => {
  const [report, ...others] = await services.lint('src/service.js', service(connect));
  expect(others).toStrictEqual([]);
  expect(report?.message).toContain(
    'closes the connection of the whole process, which all other requests use as well, although the code on the way there opens it '
    + `(src/database.js:${line}): what they are doing with it can fail, and each of them connects anew. Connect once, leave it open`);
});

it('names the line of what opens it with options of the request', async () => {
  const [report] = await services.lint('src/service.js', service('openFor(server)'));
  expect(report?.message).toContain('closes the connection of the whole process (opened in src/database.js:5), which all other');
  expect(report?.message).toMatch(/Open a connection of its own for each piece of work/);
});

it('does not say that each connects anew where one is kept', async () => {
  const [report] = await services.lint('src/service.js', service('openOnce()'));
  expect(report?.message).toContain(
    'closes the connection of the whole process (opened in src/database.js:11), which all other requests use as well: what they are doing '
    + 'with it can fail. Leave it open, and close it once');
});

it.each(['openOwn()', 'openEither(server)'])('leaves a pool alone that each call makes: %s', async (connect) => {
  expect(await services.lint('src/service.js', service(connect))).toStrictEqual([]);
});

it('reads the promise that is waited for by a callback', async () => {
  const [report, ...others] = await services.lint('src/service.js', `import express from 'express';
import { openLogged } from './database.js';
const app = express();
app.get('/rows', (req, res) => {
  openLogged().then(async (pool) => {
    try {
      res.json(await pool.query(req.query.text));
    } finally {
      pool.close();
    }
  });
});
`);
  expect(others).toStrictEqual([]);
  expect(report?.line).toBe(9);
  expect(report?.message).toContain('src/database.js:18');
});
