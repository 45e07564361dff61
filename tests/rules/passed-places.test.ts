import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A module keeps the last client that a request has made, and gives it to others who keep it in variables of their own modules. */

const manifest = { type: 'module', dependencies: { express: '^5.0.0' } };

const giving = ['documents = DynamoDBDocumentClient.from(client);', 'return documents;'];

/** The rules that report the client of `open()`, which two handlers of another file call. */
async function reports(handlers: readonly string[], body = giving): Promise<string[]> {
  const code = [
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';", "import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';",
    'let client;', 'let documents;', 'export const open = async () => {', 'client = new DynamoDBClient({});', ...body, '};',
  ].join('\n');
  const server = [
    "import express from 'express';", "import { open } from './db.js';", 'let db;', ...handlers, 'const app = express();',
    "app.get('/', async (req, res) => res.json(await find(req.query)));",
    "app.post('/', async (req, res) => res.json(await save(req.body)));",
  ].join('\n');
  const project = createProject({ rule: '*', files: { 'package.json': manifest, 'src/db.js': code, 'src/server.js': server } });
  return (await project.lint('src/db.js', code)).map(({ rule }) => rule);
}

const find = (...body: readonly string[]): string[] => ['async function find(key) {', ...body, '}'];
const found = find('db = await open();', 'return await db.send(key);');
const save = ['async function save(item) {', 'try {', 'db = await open();', 'await db.send(item);', '} catch { return null; }', '}'];

it.each([
  ['one function', [...found, 'const save = find;']],
  ['each of two functions', [...found, ...save]],
])('reports what %s puts where it was before', async (_, handlers) => {
  expect(await reports(handlers)).toEqual(['no-client-per-request']);
  const caught = ['try {', ...giving, '} catch (error) {', 'return String(error);', '}'];
  expect(await reports(handlers, caught)).toEqual(['no-client-per-request']);
  expect(await reports(handlers, ['return client;'])).toEqual(['no-client-per-request']);
});

it.each([
  ['looks for it first', find('db ??= await open();', 'return await db.send(key);')],
  ['looks for it first, and leaves', find('if (db) return await db.send(key);', 'db = await open();', 'return await db.send(key);')],
  ['finds what another one has put there', find('return await db.send(key);')],
  ['gives it away', find('db = await open();', 'globalThis.use(db);')],
  ['looks for it later', find('db = await open();', 'setTimeout(() => db.send(key), 10);')],
])('is silent where a function %s', async (_, handlers) => {
  expect(await reports([...handlers, ...save])).toEqual([]);
});
