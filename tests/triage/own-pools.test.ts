import { describeMarked } from '../support/marked-cases.js';

/** What is borrowed from a pool that is closed right after cannot run it dry. */
const head = "import { DataSource } from 'typeorm';\nimport { Pool } from 'pg';\nimport { options } from './options.js';\n";
const filenames = ['src/store.ts'];

describeMarked('what is borrowed from a pool', {
  'that is closed in a finally': `${head}
export async function now() {
  const source = new DataSource(options);
  await source.initialize();
  try {
    const runner = source.createQueryRunner();
    const rows = await runner.query('select now()');
    await runner.release();
    return rows;
  } finally {
    await source.destroy();
  }
}`,
  'that a method opens and closes': `${head}
export class Store {
  async open(): Promise<DataSource> {
    const source = new DataSource(options);
    await source.initialize();
    return source;
  }
  async now() {
    const source = await this.open();
    const runner = source.createQueryRunner();
    try {
      const rows = await runner.query('select now()');
      await runner.release();
      return rows;
    } finally {
      await source.destroy();
    }
  }
}`,
  'that the caller closes': `${head}
async function create(pool: Pool, table: string) {
  const client = await pool.connect();
  await client.query('create table ' + table);
  client.release();
}
export async function build(tables: string[]) {
  const shared = new Pool(options);
  for (const table of tables) await create(shared, table);
  await shared.end();
}`,
  'that is made in the same function and dropped': `${head}
export async function now() {
  const pool = new Pool(options);
  const client = await pool.connect();
  const rows = await client.query('select now()');
  client.release();
  return rows;
}`,
  'that the module shares': `${head}
const pool = new Pool(options);
export async function now() {
  const client = await pool.connect(); // leak
  const rows = await client.query('select now()');
  client.release();
  return rows;
}`,
  'that a function is given and leaves open': `${head}
const shared = new Pool(options);
async function now(pool: Pool) {
  const client = await pool.connect(); // leak
  const rows = await client.query('select now()');
  client.release();
  return rows;
}
export const first = async () => now(shared);`,
}, { filenames, rule: 'require-connection-release' });

const server = `import express from 'express';
import mysql from 'mysql2/promise';
import { Pool } from 'pg';
const app = express();
const pools = new Map<string, mysql.Pool>();
`;

describeMarked('what is borrowed from a pool that is kept', {
  'to try it, before it is kept for what a request names': `${server}
app.post('/databases', async (req, res) => {
  const pool = mysql.createPool(req.body);
  const connection = await pool.getConnection(); // leak
  await connection.ping();
  connection.release();
  pools.set(req.body.name, pool);
  res.end();
});`,
  'to try it, behind that, by a method': `${server}
class Databases {
  private readonly all = new Map<string, { pool: Pool; since: number }>();
  async add(id: string, url: string) {
    const pool = new Pool({ connectionString: url });
    this.all.set(id, { pool, since: 1 });
    const client = await pool.connect(); // leak
    await client.query('select 1');
    client.release();
  }
}
const databases = new Databases();
app.post('/databases/:id', async (req, res) => {
  await databases.add(req.params.id, req.body.url);
  res.end();
});`,
  'and given back in any case': `${server}
app.post('/databases', async (req, res) => {
  const pool = mysql.createPool(req.body);
  const connection = await pool.getConnection();
  try {
    await connection.ping();
  } finally {
    connection.release();
  }
  pools.set(req.body.name, pool);
  res.end();
});`,
  'and ended where trying it fails': `${server}
app.post('/databases', async (req, res) => {
  const pool = mysql.createPool(req.body);
  try {
    const connection = await pool.getConnection();
    await connection.ping();
    connection.release();
  } catch (error) {
    await pool.end();
    throw error;
  }
  pools.set(req.body.name, pool);
  res.end();
});`,
  'where it is kept the first time only': `${server}
async function poolOf(name: string) {
  if (pools.has(name)) return pools.get(name)!;
  const pool = mysql.createPool({ database: name });
  const connection = await pool.getConnection();
  await connection.ping();
  connection.release();
  pools.set(name, pool);
  return pool;
}
app.get('/databases/:name', async (req, res) => res.json(await (await poolOf(req.params.name)).query('select 1')));`,
  'by code that who knows what runs': `${server}
let kept: mysql.Pool;
export async function open() {
  const pool = mysql.createPool({});
  const connection = await pool.getConnection();
  await connection.ping();
  connection.release();
  kept = pool;
}
export const find = () => kept.query('select 1');`,
}, { filenames, rule: 'require-connection-release' });
