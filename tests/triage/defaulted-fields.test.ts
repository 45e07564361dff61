import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A field that is a parameter of the constructor, and has a default: what is declared and what is made there are the same object's. */

const files = {
  'package.json': { name: 'shop', type: 'module', dependencies: { express: '^5.0.0', pg: '^8.0.0' } },
  'src/orders.ts': '',
  'src/server.ts': `import express from 'express';
import { Orders } from './orders.js';
const orders = new Orders();
express().get('/', async (req, res) => { await orders.list(String(req.query.shop)); res.end(); });
`,
};

const databases = `import { Pool } from 'pg';
export class Databases {
  open(name: string) {
    return new Pool({ database: name }).connect();
  }
}
`;

it.each([
  ['its type and its default', 'private readonly databases: Databases = new Databases()'],
  ['its default alone', 'private readonly databases = new Databases()'],
  ['its type alone', 'private readonly databases: Databases'],
])('finds who calls a method by way of %s', async (_, parameter) => {
  const orders = `import { Databases } from './databases.js';
export class Orders {
  constructor(${parameter}) {}
  async list(shop: string) {
    const client = await this.databases.open(shop);
    await client.query('select 1');
    client.release();
  }
}
`;
  const project = createProject({ rule: '*', files: { ...files, 'src/orders.ts': orders, 'src/databases.ts': databases } });
  const reports = await project.lint('src/databases.ts', databases);
  expect(reports.map(({ rule }) => rule).sort()).toEqual(['no-client-per-request', 'require-connection-release']);
});
