import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* The registry of an SDK is asked for a connection by the name that a new one is then made under. */

async function rules(asked: string, name: string): Promise<string[]> {
  const files = { 'package.json': { name: 'shop', dependencies: { express: '*', typeorm: '^0.2.0' } } };
  const project = createProject({ rule: '*', files });
  const messages = await project.lint('src/app.js', `import express from 'express';
import { createConnection, getConnection } from 'typeorm';
import { findShop } from './shops.js';
const app = express();
app.get('/:shop', async (req, res) => {
  const shop = await findShop(req.params.shop);
  const other = await findShop('main');
  try {
    res.json(await getConnection(${asked}).query('select 1'));
  } catch {
    const connection = await createConnection({ name: ${name}, type: 'mysql' });
    res.json(await connection.query('select 1'));
  }
});
`);
  return messages.map(({ rule }) => rule);
}

it.each(['shop.name', 'shop.data.name', 'shop'])('is silent for `%s`', async (name) => {
  expect(await rules(name, name)).toEqual([]);
});

it.each([
  ['other.name', 'shop.name'],
  ['shop.owner', 'shop.name'],
])('reports one that asks for `%s` and makes `%s`', async (asked, name) => {
  expect(await rules(asked, name)).toEqual(['no-client-per-request']);
});
