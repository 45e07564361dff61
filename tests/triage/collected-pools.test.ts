import { describeMarked } from '../support/marked-cases.js';

/* What all entries of a collection are is known of one that is looked up. */

const borrow = (pool: string): string => `
  const connection = await ${pool}.getConnection(); // leak
  const rows = await connection.execute(sql);
  await connection.close();
  return rows;
}`;
const silent = (pool: string): string => borrow(pool).replace(' // leak', '');
const head = "import oracledb from 'oracledb';\n";

describeMarked('a pool in a collection', {
  'that is an object': `${head}const pools = {};
export async function open(name, config) { pools[name] = await oracledb.createPool(config); }
export async function query(name, sql) {${borrow('pools[name]')}`,
  'that is a Map': `${head}const pools = new Map();
export async function open(name, config) { pools.set(name, await oracledb.createPool(config)); }
export async function query(name, sql) {${borrow('pools.get(name)')}`,
  'in which objects hold it': `${head}const pools = {};
export async function open(name, config) { pools[name] = { pool: await oracledb.createPool(config), config }; }
export class Store {
  constructor(name) { this.pool = pools[name].pool; }
  async query(sql) {${borrow('this.pool')}
}`,
  'that is a field': `${head}export class Store {
  pools = new Map();
  async open(name, config) { this.pools.set(name, await oracledb.createPool(config)); }
  async query(name, sql) {${borrow('this.pools.get(name)')}
}`,
  'that is asked first': `${head}const pools = new Map();
async function poolOf(name, config) {
  let pool = pools.get(name);
  if (!pool) {
    pool = await oracledb.createPool(config);
    pools.set(name, pool);
  }
  return pool;
}
export async function query(name, config, sql) {
  const pool = await poolOf(name, config);${borrow('pool')}`,
  'beside something else': `${head}const pools = {};
export async function open(name, config) { pools[name] = await oracledb.createPool(config); }
export async function openOther(name, make) { pools[name] = make(name); }
export async function query(name, sql) {${silent('pools[name]')}`,
  'that is made by others': `${head}import { pools } from './pools.js';
export async function query(name, sql) {${silent('pools[name]')}`,
  'of functions that make it': `${head}const makers = { a: () => oracledb.createPool({}) };
export async function query(name, sql) {${silent('makers[name]')}`,
  'from which it is given back': `${head}const pools = new Map();
export async function open(name, config) { pools.set(name, await oracledb.createPool(config)); }
export async function query(name, sql) {
  const connection = await pools.get(name).getConnection();
  try { return await connection.execute(sql); } finally { await connection.close(); }
}`,
}, { rule: 'require-connection-release' });

describeMarked('what is taken out of a collection and closed', {
  'when it is replaced': `${head}const pools = new Map();
export async function open(name, config) { pools.set(name, await oracledb.createPool(config)); }
import express from 'express';
const app = express();
app.post('/close', async (req, res) => {
  const pool = pools.get(req.body.name);
  await pool.close(10);
  pools.delete(req.body.name);
  res.end();
});
app.post('/all', async (req, res) => {
  for (const pool of pools.values()) await pool.close();
  await pools.get(req.body.name).close();
  res.end();
});`,
}, { rule: 'no-shared-client-close' });
