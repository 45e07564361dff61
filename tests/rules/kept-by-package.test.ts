import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * A package keeps what it makes and gives it to whoever asks: made once it serves all, and nobody knows here how often it is made. A
 * disposer goes with what it ends.
 */

const files = { 'package.json': { name: 'shop', dependencies: { express: '^5.0.0' } } };

async function rules(code: string): Promise<string[]> {
  return (await createProject({ rule: '*', files }).lint('src/database.js', code)).map(({ rule }) => rule);
}

const pool = `const oracledb = require('oracledb');
async function start() {
  await oracledb.createPool({ user: 'shop', poolMax: 10 });
}
`;

it('says nothing of a pool that becomes the default one where it is unknown how often that is made', async () => {
  expect(await rules(`${pool}lifecycle.register({ start });`)).toEqual([]);
});

it('says nothing of a connection that is kept under its name', async () => {
  expect(await rules(`const { createConnection } = require('typeorm');
async function start() {
  await createConnection({ type: 'postgres', url: process.env.URL });
}
lifecycle.register({ start });`)).toEqual([]);
});

it('tells of one for each request', async () => {
  expect(await rules(`${pool}const express = require('express');
express().get('/', async (req, res) => { await start(); res.end(); });`)).toEqual(['no-client-per-request']);
});

it('tells of a pool that no package keeps', async () => {
  expect(await rules(`const mysql = require('mysql2/promise');
async function start() {
  const pool = mysql.createPool({ user: 'shop' });
  await pool.query('select 1');
}
lifecycle.register({ start });`)).toEqual(['no-unclosed-client']);
});

const lender = `const mysql = require('promise-mysql');
const pool = mysql.createPool({ user: 'shop' });
`;

it('leaves it to `using()` to run the disposer', async () => {
  expect(await rules(`${lender}module.exports = () => pool.getConnection().disposer((connection) => {
  pool.releaseConnection(connection);
});`)).toEqual([]);
  expect(await rules(`${lender}const express = require('express');
const { using } = require('bluebird');
const borrow = () => pool.getConnection().disposer((connection) => pool.releaseConnection(connection));
express().get('/', (req, res) => using(borrow(), (connection) => connection.query('select 1')).then((rows) => res.json(rows)));`))
    .toEqual([]);
});

it('tells of what goes without one', async () => {
  expect(await rules(`${lender}const express = require('express');
express().get('/', (req, res) => pool.getConnection().then((connection) => connection.query('select 1')).then((rows) => res.json(rows)));`))
    .toEqual(['require-connection-release']);
});

const traces = (given: string): string => `const { NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
exports.trace = (service) => {
  const provider = new NodeTracerProvider({ resource: service });
  ${given}
};
`;

it('says nothing of what becomes the one of the whole process', async () => {
  expect(await rules(traces('provider.register({ propagator });'))).toEqual([]);
});

it('tells of one that is asked for something only', async () => {
  expect(await rules(traces("provider.getTracer('shop');"))).toEqual(['no-unclosed-client']);
});

it('tells of one that each request makes', async () => {
  const serve = "require('express')().get('/', (req, res) => { exports.trace(req.url); res.end(); });";
  expect(await rules(`${traces('provider.register();')}${serve}`)).toEqual(['no-client-per-request']);
});
