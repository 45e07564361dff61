import { describeMarked } from '../support/marked-cases.js';

/* A query layer that opens a connection of its own where it is given an address, and uses the one that it is given otherwise. */

const head = `
import express from 'express';
import { drizzle } from 'drizzle-orm/node-postgres';
import { env } from './environment.js';
const app = express();
`;
const handler = (argument: string, ...before: readonly string[]): string => [
  head, ...before, "app.get('/', async (req, res) => {",
  `  const db = drizzle(${argument});${argument.startsWith('pool') ? '' : ' // leak'}`,
  "  res.json(await db.execute('select 1'));", '});',
].join('\n');

describeMarked('a query layer given', {
  'a variable of the environment': handler('process.env.DB'),
  'a variable of the environment with another value in its place': handler("process.env.DB ?? 'postgres://localhost'"),
  'a variable of the environment that is there': handler('process.env.DB as string'),
  'a text that is put together': handler("'postgres://' + process.env.HOST + '/users'"),
  'a variable that holds one': handler('where', 'const where = process.env.DB;'),
  'a setting whose name says that it is one': handler('env.DATABASE_URL'),
  'a variable whose name says so': handler('connectionString', 'const { connectionString } = env;'),
  'a pool': handler('pool', "import pg from 'pg';", 'const pool = new pg.Pool();'),
  'what may be a pool': handler('pools.main', "import { pools } from './pools.js';"),
  'a pool of an unfortunate name': handler('poolUrl', "import pg from 'pg';", 'const poolUrl = new pg.Pool();'),
}, {
  filenames: ['src/service.ts'],
  files: { 'package.json': { type: 'module', dependencies: { express: '^5.0.0', 'drizzle-orm': '^0.44.0', pg: '^8.0.0' } } },
});

describeMarked('a function that is given', {
  'a text, as it declares': `${head}
const open = (where: string) => drizzle(where); // leak
app.get('/', async (req, res) => res.json(await open(env.main).execute('select 1')));`,
  'anything': `${head}
const open = (where) => drizzle(where);
app.get('/', async (req, res) => res.json(await open(env.main).execute('select 1')));`,
}, {
  filenames: ['src/service.ts'],
  files: { 'package.json': { type: 'module', dependencies: { express: '^5.0.0', 'drizzle-orm': '^0.44.0', pg: '^8.0.0' } } },
});
