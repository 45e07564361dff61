import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { countSilent, describeMarked, type MarkedCases } from '../support/marked-cases.js';

const rule = 'require-connection-release';

const pg = `
import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
`;

/** A handler that borrows from pg's pool in its first line. */
function borrowed(body: string, mark = ''): string {
  return `${pg}
app.get('/orders', async (req, res) => {
  const client = await pool.connect();${mark}
${body}
});
`;
}

const leak = ' // leak';

const paths: MarkedCases = {
  'a client that is never given back': borrowed('  res.json(await client.query(\'SELECT 1\'));', leak),
  'a query that throws': borrowed(`
  const rows = await client.query('SELECT 1');
  client.release();
  res.json(rows);`, leak),
  'an early return': borrowed(`
  try {
    await client.query('BEGIN');
  } catch (error) {
    return res.status(500).end();
  }
  client.release();
  res.end();`, leak),
  'a release in one branch only': borrowed(`
  if (req.query.id) {
    client.release();
  }
  res.end();`, leak),
  'a release in catch only': borrowed(`
  try {
    res.json(await client.query('SELECT 1'));
  } catch (error) {
    client.release(error);
  }`, leak),
  'a release in finally': borrowed(`
  try {
    res.json(await client.query('SELECT 1'));
  } finally {
    client.release();
  }`),
  'a release in try and in catch': borrowed(`
  try {
    await client.query('SELECT 1');
    client.release();
  } catch (error) {
    client.release(error);
  }
  res.end();`),
  'a release behind a promise': borrowed(`
  return client.query('SELECT 1').then((rows) => res.json(rows)).finally(() => client.release());`),
  'a rollback before the release': borrowed(`
  try {
    await client.query('BEGIN');
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }`),
  'a variable that is declared before the try': `${pg}
app.get('/orders', async (req, res) => {
  let client;
  try {
    client = await pool.connect();
    res.json(await client.query('SELECT 1'));
  } catch (error) {
    res.status(500).end();
  } finally {
    if (client) client.release();
  }
});`,
  'an optional release': `${pg}
app.get('/orders', async (req, res) => {
  let client;
  try {
    client = await pool.connect();
    res.json(await client.query('SELECT 1'));
  } finally {
    client?.release();
  }
});`,
};

const passedOn: MarkedCases = {
  'a helper that releases its parameter': borrowed(`
  try {
    res.json(await client.query('SELECT 1'));
  } finally {
    giveBack(client);
  }
`).replace('const pool', 'const giveBack = (client) => client.release();\nconst pool'),
  'a helper that releases it on some paths': borrowed(`
  const rows = await client.query('SELECT 1');
  giveBack(client);
  res.json(rows);`, leak).replace('const pool', 'const giveBack = (client) => client.release();\nconst pool'),
  'a helper that only uses it': borrowed(`
  res.json(await readAll(client));`, leak).replace('const pool', 'const readAll = (client) => client.query(\'SELECT 1\');\nconst pool'),
  'a client that is returned to nobody known': `${pg}
export async function getClient() {
  return await pool.connect();
}`,
  'a client that is kept in an object': `${pg}
export class UnitOfWork {
  async begin() {
    this.client = await pool.connect();
    await this.client.query('BEGIN');
  }
}`,
  'a client that is given to an object': `${pg}
import { Repository } from 'somewhere';
export async function work() {
  const client = await pool.connect();
  return new Repository(client);
}`,
  'a client that is given to a function of a package': `${pg}
import { withLogging } from 'somewhere';
export async function work() {
  const client = await pool.connect();
  await withLogging(client);
}`,
  'a client that is stored on the request': borrowed(`
  req.db = client;
  res.on('finish', () => req.db.release());`),
  'a helper that lends to a callback': `${pg}
async function withClient(callback) {
  const client = await pool.connect();
  try {
    return await callback(client);
  } finally {
    client.release();
  }
}
app.get('/orders', async (req, res) => res.json(await withClient((client) => client.query('SELECT 1'))));`,
  'a helper that lends to a callback, which gives it back': `${pg}
async function withClient(callback) {
  const client = await pool.connect();
  return callback(client);
}
app.get('/orders', async (req, res) => {
  res.json(await withClient((client) => client.query('SELECT 1').finally(() => client.release())));
});`,
  'a helper that lends to a callback that is not seen': `${pg}
export async function withClient(callback) {
  const client = await pool.connect(); // leak
  const result = await callback(client);
  client.release();
  return result;
}
app.get('/orders', async (req, res) => res.json(await withClient(req.app.locals.query)));`,
  'a helper that lends to a callback, which does not give it back': `${pg}
async function withClient(callback) {
  const client = await pool.connect(); // leak
  const result = await callback(client);
  client.release();
  return result;
}
app.get('/orders', async (req, res) => res.json(await withClient((client) => client.query('SELECT 1'))));`,
  'a caller that forgets what a helper borrows': `${pg}
async function getClient() {
  return await pool.connect(); // leak
}
app.get('/orders', async (req, res) => {
  const client = await getClient();
  res.json(await client.query('SELECT 1'));
});`,
  'a caller that gives back what a helper borrows': `${pg}
async function getClient() {
  return await pool.connect();
}
app.get('/orders', async (req, res) => {
  const client = await getClient();
  try {
    res.json(await client.query('SELECT 1'));
  } finally {
    client.release();
  }
});`,
};

const occasions: MarkedCases = {
  'a function whose callers are unknown': `${pg}
export async function findOrders() {
  const client = await pool.connect(); // leak
  return await client.query('SELECT 1');
}`,
  'module level': `${pg}
const client = await pool.connect();
await client.query('LISTEN orders');`,
  'a function that runs at start-up': `${pg}
async function migrate() {
  const client = await pool.connect();
  await client.query('CREATE TABLE orders ()');
}
await migrate();
app.listen(3000);`,
  'a script': `#!/usr/bin/env node
${pg.trim()}
export async function main() {
  const client = await pool.connect();
  await client.query('SELECT 1');
}`,
  'a command that ends the process': `${pg}
export async function run() {
  const client = await pool.connect();
  await client.query('SELECT 1');
  process.exit(0);
}`,
  'a listener that lives as long as the process': `${pg}
let listener;
export async function listen() {
  listener ??= await pool.connect();
  await listener.query('LISTEN orders');
}`,
};

const callbacks: MarkedCases = {
  'pg\'s callback form': `${pg}
app.get('/orders', (req, res) => {
  pool.connect((error, client, done) => {
    client.query('SELECT 1', (failure, rows) => { done(); res.json(rows); });
  });
});`,
  'a callback with a name': `${pg}
const onClient = (error, client, done) => done();
app.get('/orders', (req, res) => {
  pool.connect(onClient);
});`,
  'a callback that came from elsewhere': `${pg}
export function lend(callback) {
  pool.connect(callback);
}`,
  'a single query': `${pg}
app.get('/orders', async (req, res) => res.json(await pool.query('SELECT 1')));`,
  'a client that is connected by itself': `
import { Client } from 'pg';
export async function work() {
  const client = new Client();
  await client.connect();
}`,
  'something else called pool': `
import { Pool } from 'not-pg';
const pool = new Pool();
export async function work() {
  const client = await pool.connect();
  return client.query('SELECT 1');
}`,
};

const sequelize = `
import { Sequelize } from 'sequelize';
import { User } from './models.js';
const sequelize = new Sequelize('sqlite::memory:');
`;

const typeorm = `
import { DataSource } from 'typeorm';
const source = new DataSource({ type: 'postgres' });
`;

const mongoose = `
import mongoose from 'mongoose';
import { Order } from './models.js';
`;

const others: MarkedCases = {
  'mysql2, given back to the pool': `
import mysql from 'mysql2/promise';
const pool = mysql.createPool({ host: 'db' });
export async function work() {
  const connection = await pool.getConnection();
  try {
    return await connection.query('SELECT 1');
  } finally {
    pool.releaseConnection(connection);
  }
}`,
  'mysql2, given back before an error': `
import mysql from 'mysql2/promise';
const pool = mysql.createPool({ host: 'db' });
export async function work() {
  const connection = await pool.getConnection(); // leak
  const [rows] = await connection.query('SELECT 1');
  connection.release();
  return rows;
}`,
  'generic-pool': `
import { createPool } from 'generic-pool';
import { factory } from './factory.js';
const pool = createPool(factory);
export async function work() {
  const resource = await pool.acquire();
  try {
    return await resource.run();
  } finally {
    await pool.release(resource);
  }
}`,
  'generic-pool, on some paths': `
import { createPool } from 'generic-pool';
import { factory } from './factory.js';
const pool = createPool(factory);
export async function work() {
  const resource = await pool.acquire(); // leak
  const result = await resource.run();
  await pool.release(resource);
  return result;
}`,
  'a managed transaction': `${sequelize}
export const work = () => sequelize.transaction(async (transaction) => User.create({ name: 'x' }, { transaction }));`,
  'a managed transaction whose function has a name': `${sequelize}
export function work(given) {
  const run = async (transaction) => User.create({ name: 'x' }, { transaction });
  return given ? run(given) : sequelize.transaction(run);
}`,
  'a managed transaction whose function is wrapped': `${sequelize}
import { named } from './named.js';
export function work(given) {
  const run = named(async (transaction) => User.create({ name: 'x' }, { transaction }), 'run');
  return given ? run(given) : sequelize.transaction(run);
}`,
  'a managed transaction whose function somebody else has': `${sequelize}
export const work = (run) => sequelize.transaction(run);`,
  'a transaction that is given options by their name': `${sequelize}
const options = { isolationLevel: 'SERIALIZABLE' };
export async function work() {
  const transaction = await sequelize.transaction(options); // leak
  await User.create({ name: 'x' }, { transaction });
}`,
  'a transaction that is committed or rolled back': `${sequelize}
export async function work() {
  const transaction = await sequelize.transaction();
  try {
    await User.create({ name: 'x' }, { transaction });
    await transaction.commit();
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}`,
  'a transaction that an early return leaves open': `${sequelize}
export async function work(id) {
  const transaction = await sequelize.transaction(); // leak
  try {
    const user = await User.findByPk(id, { transaction });
    if (!user) return undefined;
    await user.update({ seen: true }, { transaction });
    await transaction.commit();
    return user;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}`,
  'a query runner that is begun before the try, as its documentation has it': `${typeorm}
export async function work(user) {
  const runner = source.createQueryRunner();
  await runner.connect();
  await runner.startTransaction();
  try {
    await runner.manager.save(user);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
  } finally {
    await runner.release();
  }
}`,
  'a query runner that is only committed': `${typeorm}
export async function work(user) {
  const runner = source.createQueryRunner(); // leak
  await runner.startTransaction();
  await runner.manager.save(user);
  await runner.commitTransaction();
}`,
  'a query runner that is begun in the try, and given back when all goes well': `${typeorm}
export async function work(user) {
  const runner = source.createQueryRunner(); // leak
  await runner.connect();
  try {
    await runner.startTransaction();
    await runner.manager.save(user);
    await runner.commitTransaction();
    await runner.release();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}`,
  'a session that is begun before the try': `${mongoose}
export async function work(order) {
  const session = await mongoose.startSession();
  session.startTransaction();
  try {
    await Order.create([order], { session });
    await session.commitTransaction();
  } catch (error) {
    await session.abortTransaction();
    throw error;
  } finally {
    await session.endSession();
  }
}`,
  'a session that is ended after an abort': `${mongoose}
export async function work(order) {
  const session = await mongoose.startSession();
  session.startTransaction();
  try {
    await Order.create([order], { session });
    await session.commitTransaction();
    session.endSession();
  } catch (error) {
    await session.abortTransaction();
    session.endSession();
    throw error;
  }
}`,
  'a session that is ended when all goes well': `${mongoose}
export async function work(order) {
  const session = await mongoose.startSession(); // leak
  await session.withTransaction(() => Order.create([order], { session }));
  await session.endSession();
}`,
  'a session that queries are told of': `${mongoose}
export async function work(id) {
  const session = await mongoose.startSession();
  try {
    return await Order.findById(id).session(session);
  } finally {
    await session.endSession();
  }
}`,
  'a session that queries of a model are told of, and that ends only when they fail': `
import mongoose from 'mongoose';
const Order = mongoose.model('Order', new mongoose.Schema({ name: String }));
export async function work(id) {
  const session = await mongoose.startSession(); // leak
  try {
    const order = await Order.findById(id).session(
      session
    );
    await order.save({ session });
  } catch (error) {
    await session.endSession();
  }
}`,
  'a session that is bound by a declaration': `
import { driver } from 'neo4j-driver';
const graph = driver('bolt://graph');
export async function work() {
  const session = graph.session();
  const result = await session.run('RETURN 1').finally(() => session.close());
  return result.records;
}`,
};

describeMarked('paths', paths, { rule });
describeMarked('what is passed on', passedOn, { rule });
describeMarked('occasions', occasions, { rule });
describeMarked('callbacks and clients that look like it', callbacks, { rule });
describeMarked('other pools', others, { rule });

const typed: MarkedCases = {
  'a pool that is a typed parameter': `
import type { Pool } from 'pg';
export async function work(pool: Pool) {
  const client = await pool.connect(); // leak
  return await client.query('SELECT 1');
}`,
  'a pool in a field': `
import { Pool } from 'pg';
export class Orders {
  constructor(private readonly pool: Pool) {}
  async find() {
    const client = await this.pool.connect(); // leak
    return await client.query('SELECT 1');
  }
}`,
  'a pool in a field, and a finally': `
import { Pool } from 'pg';
export class Orders {
  constructor(private readonly pool: Pool) {}
  async find() {
    const client = await this.pool.connect();
    try {
      return await client.query('SELECT 1');
    } finally {
      client.release();
    }
  }
}`,
  'a session that its declaration gives back': `
import { MongoClient } from 'mongodb';
const mongo = new MongoClient('mongodb://db');
export async function work() {
  await using session = mongo.startSession();
  await session.withTransaction(async () => {});
}`,
};

describeMarked('types and declarations', typed, { rule, filenames: ['src/service.ts'] });

describe('pools of other files', () => {
  const project = createProject({
    rule,
    files: {
      'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } },
      'src/db.ts': 'import { Pool } from \'pg\';\nexport const pool = new Pool();\n',
      // Linted as it stands in the editor.
      'src/orders.ts': '',
      'src/app.ts': `
import express from 'express';
import { findOrders } from './orders.js';
const app = express();
app.get('/orders', async (req, res) => res.json(await findOrders()));
`,
    },
  });
  const findOrders = (body: string): string => `
import { pool } from './db.js';
export async function findOrders() {
  const client = await pool.connect();
${body}
}`;

  it('reports what is borrowed from one, with the way to it', async () => {
    const reports = await project.lint('src/orders.ts', findOrders('  return await client.query(\'SELECT 1\');'));
    expect(reports.map(({ message }) => message)).toStrictEqual([
      'The client that `pool.connect()` borrows for every request (GET /orders → src/app.ts:5 → findOrders() src/orders.ts:4) is never '
      + 'given back: each time one more stays taken, until none is left and whoever asks for one waits. '
      + 'Call `release()` in a `finally` block.',
    ]);
  });

  it('is silent when it is given back', async () => {
    const body = '  try {\n    return await client.query(\'SELECT 1\');\n  } finally {\n    client.release();\n  }';
    expect(await project.lint('src/orders.ts', findOrders(body))).toStrictEqual([]);
  });

  it('is silent in tests', async () => {
    expect(await project.lint('tests/orders.test.ts', findOrders('').replace('./db', '../src/db'))).toStrictEqual([]);
  });
});

describe('the message', () => {
  const project = createProject({ rule });

  it.each([
    ['a path', borrowed('  const rows = await client.query(\'SELECT 1\');\n  client.release();\n  res.json(rows);'),
      'The client that `pool.connect()` borrows for every request (GET /orders) is not given back when `query()` on line 9 throws: each '
      + 'time that happens one more stays taken, until none is left and whoever asks for one waits. '
      + 'Call `release()` in a `finally` block.'],
    ['the method of the pool', others['generic-pool, on some paths']!,
      'The resource that `pool.acquire()` borrows is not given back when `run()` on line 7 throws: each time that happens one more stays '
      + 'taken, until none is left and whoever asks for one waits. Call `release()` of the pool in a `finally` block.'],
  ])('names %s', async (_title, code, message) => {
    expect((await project.lint('service.js', code)).map((report) => report.message)).toStrictEqual([message]);
  });
});

it('is silent more often than not', () => {
  const { silent, reported } = countSilent(paths, passedOn, occasions, callbacks, others, typed);
  expect(silent).toBeGreaterThan(reported);
});
