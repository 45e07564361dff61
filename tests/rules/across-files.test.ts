import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What stands in one file says nothing about places of another one, even where both have the same positions. */

const manifest = { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } };

async function rules(files: Readonly<Record<string, string>>, linted: string): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': manifest, ...files } });
  return (await project.lint(linted, files[linted]!)).map(({ rule }) => rule);
}

const padding = (lines: number): string => '// A line of its own, so that what follows stands further down.\n'.repeat(lines);

const pool = `import mysql from 'mysql2/promise';
let pool;
export const connect = async () => { pool = mysql.createPool({ uri: process.env.DATABASE_URL }); };
export const getConnection = async () => {
  if (!pool) await connect();
  return await pool.getConnection();
};
export const closePool = async () => {
  await pool.end();
};
`;

it.each([0, 2, 4, 8])('a pool that its file ends elsewhere gives back nothing that a handler of another file loses: %i', async (lines) => {
  const server = `import express from 'express';
import { getConnection } from './pool.js';
${padding(lines)}express().get('/', async (req, res) => {
  try {
    const connection = await getConnection();
    const [rows] = await connection.execute('SELECT 1');
    connection.release();
    res.json(rows);
  } catch (error) {
    res.status(500).json({ message: 'Something went wrong, please try again in a few minutes' });
  }
}).listen(3000);
`;
  expect(await rules({ 'src/pool.js': pool, 'src/server.js': server }, 'src/pool.js')).toEqual(['require-connection-release']);
});

it.each([0, 3, 6])('a function of another file is none of the callbacks of its call: %i', async (lines) => {
  const client = `${padding(lines)}import { MongoClient } from 'mongodb';
export async function open(settings) {
  const client = new MongoClient(process.env.URL, settings);
  await client.connect();
  return client;
}
`;
  const server = `import express from 'express';
import { open } from './client.js';
express().get('/', async (req, res) => {
  const client = await open({
${'    // A setting with a long explanation of why it has to be as it is.\n'.repeat(12)}    appName: 'shop',
  });
  res.json(await client.db().collection('orders').find().toArray());
}).listen(3000);
`;
  expect(await rules({ 'src/client.js': client, 'src/server.js': server }, 'src/client.js')).toEqual(['no-client-per-request']);
});

it('a client that is given beyond what a function declares stays with who gives it', async () => {
  const source = (declared: string, body = ''): string => `import express from 'express';
import { MongoClient } from 'mongodb';
const load = async (${declared}) => { ${body} return fetch('https://example.com/' + id); };
async function loadToo(${declared}) { ${body} return fetch('https://example.com/' + id); }
express().get('/', async (req, res) => {
  const client = new MongoClient(process.env.URL);
  await client.connect();
  await client.db().collection('orders').find().toArray();
  res.json([await load(1, client), await loadToo(2, client)]);
}).listen(3000);
`;
  const lint = (text: string): Promise<string[]> => rules({ 'src/server.js': text }, 'src/server.js');
  expect(await lint(source('id'))).toEqual(['no-client-per-request']);
  // Whoever gets it may release it: what is certain is the loss where it is not handed on yet.
  expect(await lint(source('id, ...rest', 'register(rest);'))).toEqual(['require-client-close']);
  const withArguments = source('id', 'register(arguments);').replace(/^const load =.*\n/m, '').replace('await load(1, client), ', '');
  expect(await lint(withArguments)).toEqual(['require-client-close']);
});

it('tells a client that is made elsewhere, too, where only one of two ways to it is of a machine of its own', async () => {
  const source = (elsewhere: string): string => `import { AsyncLocalStorage } from 'node:async_hooks';
import express from 'express';
import { MongoClient } from 'mongodb';
const requests = new AsyncLocalStorage();
async function withRequest(work) {
  if (process.env.NODE_ENV !== 'production') return work();
  const state = { isNew: true };
  ${elsewhere}
}
const open = () => withRequest(async () => {
  const client = new MongoClient(process.env.URL);
  await client.connect();
  return client;
});
express().get('/', async (req, res) => {
  const client = await open();
  res.json(await client.db().collection('orders').find().toArray());
}).listen(3000);
`;
  const lint = (text: string): Promise<string[]> => rules({ 'src/server.js': text }, 'src/server.js');
  expect(await lint(source('const result = await requests.run(state, work);\n  return result;'))).toEqual(['no-client-per-request']);
  expect(await lint(source('throw new Error(String(state));'))).toEqual([]);
});
