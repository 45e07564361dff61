import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* An object of one of several classes is told to open, and closed in the end: what fails while it opens leaves nothing open. */

const source = (make: string, behind: string): string => `import express from 'express';
import pg from 'pg';
import mysql from 'mysql2/promise';
interface Store { open(): Promise<void>; count(): Promise<unknown>; close(): Promise<void> }
class Orders implements Store {
  #client?: pg.Client;
  constructor(private url: string) {}
  async open() { this.#client = new pg.Client(this.url); await this.#client.connect(); ${behind} }
  async count() { return this.#client!.query('select count(*) from orders'); }
  async close() { await this.#client?.end(); }
}
class Users implements Store {
  #connection?: mysql.Connection;
  constructor(private url: string) {}
  async open() { this.#connection = await mysql.createConnection(this.url); ${behind} }
  async count() { return this.#connection!.query('select count(*) from users'); }
  async close() { await this.#connection?.end(); }
}
const stores = new Map<string, (url: string) => Store>([['orders', (url) => new Orders(url)], ['users', (url) => new Users(url)]]);
express().get('/count', async (req, res) => {
  const store: Store = ${make};
  await store.open();
  try { res.json(await store.count()); } finally { await store.close(); }
});
`;

async function rules(make: string, behind = ''): Promise<string[]> {
  const files = { 'package.json': { type: 'module', dependencies: { express: '^5.0.0', pg: '^8.0.0', mysql2: '^3.0.0' } } };
  return (await createProject({ rule: '*', files }).lint('src/app.ts', source(make, behind))).map(({ rule }) => rule);
}

it.each([
  "req.query.kind === 'orders' ? new Orders(req.query.url) : new Users(req.query.url)",
  'stores.get(req.query.kind)!(req.query.url)',
])('%s', async (make) => {
  expect(await rules(make)).toStrictEqual([]);
  // What fails behind it leaves the connection open.
  expect(await rules(make, 'await this.count();')).toStrictEqual(['require-client-close', 'require-client-close']);
});
