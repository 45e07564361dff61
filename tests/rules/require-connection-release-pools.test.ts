import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

const rule = 'require-connection-release';

const typed = (imports: string, body: string): string => `
import express from 'express';
${imports}
${body}
`;

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

describeMarked('pools by their types', declared, { rule, filenames: ['src/service.ts'] });
describeMarked('connections of a pool that has a name', ofDefaultPool, { rule });
describeMarked('callbacks that get it', callbacks, { rule });
