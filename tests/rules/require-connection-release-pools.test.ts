import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

const rule = 'require-connection-release';

const typed = (imports: string, body: string): string => `
import express from 'express';
${imports}
${body}
`;

/** Links and channels over one connection that all share. */
const links: MarkedCases = {
  'a sender for each message': typed("import { ServiceBusClient } from '@azure/service-bus';", `
const client = new ServiceBusClient(url);
export async function send(message: object) {
  const sender = client.createSender('orders'); // leak
  await sender.sendMessages(message);
}`),
  'a sender that is left where sending fails': typed("import { ServiceBusClient } from '@azure/service-bus';", `
const client = new ServiceBusClient(url);
export async function send(message: object) {
  const sender = client.createSender('orders'); // leak
  await sender.sendMessages(message);
  await sender.close();
}`),
  'a sender for a queue that is given': typed("import { ServiceBusClient } from '@azure/service-bus';", `
export class Messages {
  private readonly client: ServiceBusClient;
  constructor() {
    this.client = new ServiceBusClient(url);
  }
  async send(queue: string, body: object) {
    const sender = this.client.createSender(queue); // leak
    await sender.sendMessages({ body });
    await sender.close();
  }
}`),
  'a sender that is closed': typed("import { ServiceBusClient } from '@azure/service-bus';", `
const client = new ServiceBusClient(url);
export async function send(message: object) {
  const sender = client.createSender('orders');
  try {
    await sender.sendMessages(message);
  } finally {
    await sender.close();
  }
}`),
  'a sender that is kept for its queue': typed("import { ServiceBusClient } from '@azure/service-bus';", `
const client = new ServiceBusClient(url);
const senders = new Map();
export function senderOf(queue: string) {
  let sender = senders.get(queue);
  if (!sender) {
    sender = client.createSender(queue);
    senders.set(queue, sender);
  }
  return sender;
}`),
  'a receiver that looks once': typed("import { ServiceBusClient } from '@azure/service-bus';", `
const client = new ServiceBusClient(url);
export async function next() {
  const receiver = client.createReceiver('orders'); // leak
  return await receiver.receiveMessages(1);
}`),
  'a receiver that goes on listening': typed("import { ServiceBusClient } from '@azure/service-bus';", `
const client = new ServiceBusClient(url);
export function listen(processMessage: () => Promise<void>) {
  const receiver = client.createReceiver('orders');
  receiver.subscribe({ processMessage, processError: async () => undefined });
}`),
  'a receiver that goes on listening, for each request': typed("import { ServiceBusClient } from '@azure/service-bus';", `
const client = new ServiceBusClient(url);
const app = express();
app.get('/orders', (req, res) => {
  const receiver = client.createReceiver('orders'); // leak
  receiver.subscribe({ processMessage: async (message) => { res.write(message.body); }, processError: async () => undefined });
});`),
  'a channel that goes on consuming': typed("import amqp from 'amqplib';", `
const connection = await amqp.connect(url);
export async function listen(work: () => void) {
  const channel = await connection.createChannel();
  await channel.assertQueue('orders');
  await channel.consume('orders', work);
}`),
  'a channel of a connection that is left with it': typed("import amqp from 'amqplib';", `
export async function send(message: Buffer) {
  const connection = await amqp.connect(url);
  const channel = await connection.createChannel();
  channel.sendToQueue('orders', message);
}`),
  'a producer of Pulsar for each message': typed("import pulsar from 'pulsar-client';", `
const client = new pulsar.Client({ serviceUrl });
export async function send(data: Buffer) {
  const producer = await client.createProducer({ topic: 'orders' }); // leak
  await producer.send({ data });
}`),
  'a connection of knex itself': typed("import knex from 'knex';", `
const db = knex({ client: 'pg' });
export async function load() {
  const connection = await db.client.acquireConnection(); // leak
  return await connection.query('SELECT 1');
}`),
  'a connection of knex itself, given back': typed("import knex from 'knex';", `
const db = knex({ client: 'pg' });
export async function load() {
  const connection = await db.client.acquireConnection();
  try {
    return await connection.query('SELECT 1');
  } finally {
    await db.client.releaseConnection(connection);
  }
}`),
};

const declared: MarkedCases = {
  'a pool of mysql2/promise by its type': typed("import type { Pool } from 'mysql2/promise';", `
export async function load(pool: Pool) {
  const connection = await pool.getConnection(); // leak
  return await connection.query('SELECT 1');
}`),
  'a pool of mysql2/promise by its type, given back': typed("import type { Pool } from 'mysql2/promise';", `
export async function load(pool: Pool) {
  const connection = await pool.getConnection();
  try {
    return await connection.query('SELECT 1');
  } finally {
    connection.release();
  }
}`),
  'a pool in a field by its type, of a namespace': typed("import * as mysql from 'mysql2/promise';", `
export class Orders {
  constructor(private readonly pool: mysql.Pool) {}
  async all() {
    const connection = await this.pool.getConnection(); // leak
    return await connection.query('SELECT 1');
  }
}`),
  'a pool of mysql2 that becomes one of promises': typed("import type { Pool } from 'mysql2';", `
export async function load(pool: Pool) {
  const connection = await pool.promise().getConnection(); // leak
  return await connection.query('SELECT 1');
}`),
  'a type of the same name that the project wrote': typed("import { Pool } from './pool.js';", `
export async function load(pool: Pool) {
  const connection = await pool.getConnection();
  return await connection.query('SELECT 1');
}`),
  'another type of the package': typed("import type { PoolOptions } from 'mysql2/promise';", `
export async function load(pool: PoolOptions) {
  const connection = await pool.getConnection();
  return await connection.query('SELECT 1');
}`),
  'a driver of Neo4j by its type': typed("import { Driver } from 'neo4j-driver';", `
export async function names(driver: Driver) {
  const session = driver.session(); // leak
  return await session.run('RETURN 1');
}`),
  'an Oracle pool by its type': typed("import oracledb from 'oracledb';", `
export async function load(pool: oracledb.Pool) {
  const connection = await pool.getConnection(); // leak
  return await connection.execute('SELECT 1 FROM dual');
}`),
  'a pool of MariaDB by its type': typed("import { Pool } from 'mariadb';", `
export async function load(pool: Pool) {
  const connection = await pool.getConnection(); // leak
  return await connection.query('SELECT 1');
}`),
  'Knex by its type': typed("import { Knex } from 'knex';", `
export async function move(db: Knex<any, any>) {
  const trx = await db.transaction(); // leak
  await trx('orders').insert({});
  await trx.commit();
}`),
  'a generic pool by its type': typed("import type { Pool } from 'generic-pool';", `
export async function load(pool: Pool<Session>) {
  const session = await pool.acquire(); // leak
  return await session.read();
}`),
  'a query runner whose mode is a parameter': typed("import { DataSource } from 'typeorm';", `
export async function load(source: DataSource, mode: 'master' | 'slave') {
  const runner = source.createQueryRunner(mode); // leak
  return await runner.query('SELECT 1');
}`),
};

const oracle = (body: string): string => typed("import oracledb from 'oracledb';", body);

const ofDefaultPool: MarkedCases = {
  'a connection of the default pool': oracle(`
export async function load() {
  const connection = await oracledb.getConnection(); // leak
  return await connection.execute('SELECT 1 FROM dual');
}`),
  'a connection of the pool with an alias': oracle(`
export async function load() {
  const connection = await oracledb.getConnection('orders'); // leak
  return await connection.execute('SELECT 1 FROM dual');
}`),
  'a connection of the pool that an option names': oracle(`
export async function load() {
  const connection = await oracledb.getConnection({ poolAlias: 'orders' }); // leak
  const rows = await connection.execute('SELECT 1 FROM dual');
  await connection.close();
  return rows;
}`),
  'a connection of the pool, closed': oracle(`
export async function load() {
  const connection = await oracledb.getConnection();
  try {
    return await connection.execute('SELECT 1 FROM dual');
  } finally {
    await connection.close();
  }
}`),
  'a connection of its own is no checkout': oracle(`
export async function load(config) {
  const connection = await oracledb.getConnection({ user: config.user, password: config.password });
  return await connection.execute('SELECT 1 FROM dual');
}`),
  'an argument that nobody can read is no checkout': oracle(`
export async function load(config) {
  const connection = await oracledb.getConnection(config);
  return await connection.execute('SELECT 1 FROM dual');
}`),
  'a callback': oracle(`
export function load(callback) {
  oracledb.getConnection('orders', (error, connection) => { // leak
    if (error) return callback(error);
    connection.execute('SELECT 1 FROM dual', (failure, rows) => callback(failure, rows));
  });
}`),
};

const mysqlPool = "import mysql from 'mysql';\nconst pool = mysql.createPool({});";
const mysql2Pool = "import mysql from 'mysql2';\nconst pool = mysql.createPool({});";
const pgPool = "import { Pool } from 'pg';\nconst pool = new Pool();";

const callbacks: MarkedCases = {
  'a callback that never gives it back': typed(mysqlPool, `
export function load(done) {
  pool.getConnection((err, connection) => { // leak
    if (err) return done(err);
    connection.query('SELECT 1', (failure, rows) => done(failure, rows));
  });
}`),
  'a function of the old kind, in mysql2': typed(mysql2Pool, `
export function load(done) {
  pool.getConnection(function (err, connection) { // leak
    if (err) return done(err);
    connection.query('SELECT 1', function (failure, rows) { done(failure, rows); });
  });
}`),
  'a callback that gives it back in the one of the query': typed(mysqlPool, `
export function load(done) {
  pool.getConnection((err, connection) => {
    if (err) return done(err);
    connection.query('SELECT 1', (failure, rows) => {
      connection.release();
      done(failure, rows);
    });
  });
}`),
  'a callback that gives it back when the query went well': typed(mysql2Pool, `
export function load(done) {
  pool.getConnection((err, connection) => { // leak
    if (err) return done(err);
    connection.query('SELECT 1', (failure, rows) => {
      if (failure) return done(failure);
      connection.release();
      done(null, rows);
    });
  });
}`),
  'a callback that gives it to the pool': typed(mysqlPool, `
export function load(done) {
  pool.getConnection((err, connection) => {
    if (err) return done(err);
    connection.query('SELECT 1', (failure, rows) => {
      pool.releaseConnection(connection);
      done(failure, rows);
    });
  });
}`),
  'a callback that resolves a promise with it': typed(mysqlPool, `
export const connection = () => new Promise((resolve, reject) => {
  pool.getConnection((err, connection) => (err ? reject(err) : resolve(connection)));
});`),
  'a callback that hands it on': typed(mysqlPool, `
export function withConnection(work) {
  pool.getConnection((err, connection) => {
    if (err) return work(err);
    work(null, connection);
  });
}`),
  'a callback that is handed on': typed(mysqlPool, `
export function withConnection(work) {
  pool.getConnection(work);
}`),
  'a callback of pg that never gives it back': typed(pgPool, `
export function load(callback) {
  pool.connect((err, client, done) => { // leak
    if (err) return callback(err);
    client.query('SELECT 1', (failure, result) => callback(failure, result));
  });
}`),
  'a callback of pg that calls what gives it back': typed(pgPool, `
export function load(callback) {
  pool.connect((err, client, done) => {
    if (err) return callback(err);
    client.query('SELECT 1', (failure, result) => {
      done();
      callback(failure, result);
    });
  });
}`),
  'a callback of pg that calls it when the query went well': typed(pgPool, `
export function load(callback) {
  pool.connect((err, client, release) => { // leak
    if (err) return callback(err);
    client.query('SELECT 1', (failure, result) => {
      if (failure) return callback(failure);
      release();
      callback(null, result);
    });
  });
}`),
  'a callback of pg that releases the client': typed(pgPool, `
export function load(callback) {
  pool.connect((err, client) => {
    if (err) return callback(err);
    client.query('SELECT 1', (failure, result) => {
      client.release();
      callback(failure, result);
    });
  });
}`),
  'a callback of pg that hands on what gives it back': typed(pgPool, `
export function connect(callback) {
  pool.connect((err, client, done) => callback(err, client, done));
}`),
};

const drivers: MarkedCases = {
  'node-firebird, in a callback that loses it when the query fails': typed("import firebird from 'node-firebird';", `
const pool = firebird.pool(5, { database: 'shop.fdb' });
export function load(sql) {
  return new Promise((resolve, reject) => {
    pool.get((err, db) => { // leak
      if (err) return reject(err);
      db.query(sql, (failure, rows) => {
        if (failure) return reject(failure);
        db.detach();
        resolve(rows);
      });
    });
  });
}`),
  'node-firebird, in a callback that gives it back': typed("import firebird from 'node-firebird';", `
const pool = firebird.pool(5, { database: 'shop.fdb' });
export function load(sql, callback) {
  pool.get((err, db) => {
    if (err) return callback(err);
    db.query(sql, (failure, rows) => {
      db.detach();
      callback(failure, rows);
    });
  });
}`),
  'node-firebird, as a promise': typed("import { pool as createPool } from 'node-firebird';", `
const pool = createPool(5, { database: 'shop.fdb' });
export async function load(sql) {
  const db = await pool.getAsync(); // leak
  const rows = await db.queryAsync(sql);
  await db.detachAsync();
  return rows;
}
export async function loadSafely(sql) {
  const db = await pool.getAsync();
  try {
    return await db.queryAsync(sql);
  } finally {
    await db.detachAsync();
  }
}`),
  'node-firebird, of one node of a cluster': typed("import { poolCluster } from 'node-firebird';", `
const cluster = poolCluster();
export async function load(sql) {
  const db = await cluster.getAsync('primary'); // leak
  return await db.queryAsync(sql);
}
export function all(sql) {
  return cluster.withConnection('primary', (db) => db.queryAsync(sql));
}`),
  'jdbc': typed("import JDBC from 'jdbc';", `
const pool = new JDBC({ url: 'jdbc:hsqldb:hsql://localhost/shop' });
export function load(callback) {
  pool.reserve((err, reserved) => { // leak
    if (err) return callback(err);
    reserved.conn.createStatement((failure, statement) => {
      if (failure) return callback(failure);
      pool.release(reserved, () => callback(null));
    });
  });
}
export function ping(callback) {
  pool.reserve((err, reserved) => {
    if (err) return callback(err);
    pool.release(reserved, () => callback(null));
  });
}`),
  'tedious-connection-pool': typed("import ConnectionPool from 'tedious-connection-pool'; import { Request } from 'tedious';", `
const pool = new ConnectionPool({ max: 5 }, {});
export function load(callback) {
  pool.acquire((err, connection) => { // leak
    if (err) return callback(err);
    connection.beginTransaction((failure) => {
      if (failure) return callback(failure);
      connection.release();
      callback(null);
    });
  });
}
export function count(callback) {
  pool.acquire((err, connection) => {
    if (err) return callback(err);
    connection.execSql(new Request('SELECT 1', (failure, found) => {
      connection.release();
      callback(failure, found);
    }));
  });
}`),
  'informixdb': typed("import { Pool } from 'informixdb';", `
const pool = new Pool();
export function load(callback) {
  pool.open(process.env.IFX, (err, conn) => { // leak
    if (err) return callback(err);
    conn.query('SELECT 1', (failure, rows) => {
      if (failure) return callback(failure);
      conn.close(() => callback(null, rows));
    });
  });
}`),
};

describeMarked('links and channels of a connection', links, { rule, filenames: ['src/service.ts'] });
describeMarked('pools by their types', declared, { rule, filenames: ['src/service.ts'] });
describeMarked('connections of a pool that has a name', ofDefaultPool, { rule });
describeMarked('callbacks that get it', callbacks, { rule });
describeMarked('pools of drivers', drivers, { rule });

const shared = (...lines: readonly string[]): string => typed("import mysql from 'mysql2/promise';", `
let pool;
const app = express();
async function open() {
  try {
    pool = mysql.createPool({ host: process.env.DB_HOST });
    const connection = await pool.getConnection();${lines[0]}
    await connection.execute('SET NAMES utf8mb4');
    connection.release();
    return true;
  } catch (error) {
    console.error(error.message);
    ${lines.slice(1).join('\n    ')}
    pool = undefined;
    return false;
  }
}
app.get('/', async (req, res) => res.json(await open()));`);

describeMarked('a pool that is closed with what it has lent', {
  'where it could not be used': shared('', 'await pool.end();'),
  'where it could not be used, if there is one': shared('', 'if (pool) {', '  try {', '    await pool.end();', '  } catch (ending) {',
    '    console.error(ending);', '  }', '}'),
  'and not where it could not be used': shared(' // leak'),
  'and another pool is': shared(' // leak', 'await other.end();'),
}, { rule });
