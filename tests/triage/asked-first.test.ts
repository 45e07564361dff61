import { describeMarked } from '../support/marked-cases.js';

/** SDKs that keep their connections themselves, and are asked for them before a new one is opened. */
const typeorm = [
  "import express from 'express';", "import { createConnection, getConnection, getConnectionManager } from 'typeorm';",
  'const app = express();', '',
].join('\n');

function connecting(...lines: readonly string[]): string {
  return typeorm + ['async function connect() {', ...lines.map((line) => `  ${line}`), '}',
    "app.get('/', async (req, res) => {", '  await connect();', '  res.json(await getConnection().query(\'SELECT 1\'));', '});'].join('\n');
}

describeMarked('a connection that the SDK keeps', {
  'and is asked for': connecting('if (getConnectionManager().connections.length === 0) await createConnection();'),
  'and is asked for by name': connecting("if (getConnectionManager().has('default')) return;", 'await createConnection();'),
  'and is asked for with a constant between': connecting(
    'const manager = getConnectionManager();', 'if (manager.connections.length > 0) return manager.get();', 'await createConnection();',
  ),
  'and is asked for where it is wanted': [
    typeorm, 'const connect = () => createConnection();', "app.get('/', async (req, res) => {",
    '  if (getConnectionManager().connections.length === 0) await connect();',
    "  res.json(await getConnection().query('SELECT 1'));", '});',
  ].join('\n'),
  'and nobody asks for': connecting('await createConnection(); // leak'),
});

const provided = (...lines: readonly string[]): string => [
  "import { Module, Scope } from '@nestjs/common';", "import { REQUEST } from '@nestjs/core';",
  "import { createConnection, getConnectionManager } from 'typeorm';", '',
  'function connectionOf(shop) {', '  const name = `shop_${shop}`;', ...lines.map((line) => `  ${line}`), '}',
  "@Module({ providers: [{ provide: 'SHOP', scope: Scope.REQUEST, inject: [REQUEST],",
  '  useFactory: (request) => connectionOf(request.headers.shop) }] })',
  'export class ShopModule {}',
].join('\n');

describeMarked('a connection that a provider gives each request, and that the SDK keeps', {
  'and is asked for by name': provided(
    'const manager = getConnectionManager();', 'if (manager.has(name)) return manager.get(name);',
    "return createConnection({ type: 'postgres', name, schema: name });",
  ),
  'and nobody asks for': provided("return createConnection({ type: 'postgres', name, schema: name }); // leak"),
}, { filenames: ['src/shop.module.ts'] });

const mongodb = [
  "import express from 'express';", "import { MongoClient, ObjectId, ReadPreference } from 'mongodb';",
  'const app = express();', "app.get('/:id', async (req, res) => {", '',
].join('\n');
const rest = [
  '  const client = await MongoClient.connect(process.env.URL); // leak',
  "  res.json(await client.db('app').collection('users').findOne());",
  '});',
].join('\n');

describeMarked('a client that the SDK does not keep', {
  'after a question about the request': `${mongodb}  if (!ObjectId.isValid(req.params.id)) return res.status(400).end();\n${rest}`,
  'after a comparison with a constant of the SDK':
    `${mongodb}  if (req.query.from === ReadPreference.PRIMARY) return res.end();\n${rest}`,
});

const mongoose = (test: string): string => [
  "import express from 'express';", "import mongoose from 'mongoose';",
  "const Tenant = mongoose.model('Tenant', new mongoose.Schema({ name: String }));", 'const app = express();',
  "app.post('/tenants', async (req, res) => {", `  ${test}`,
  '  const connection = await mongoose.createConnection(process.env.URL + req.body.name).asPromise(); // leak',
  "  await connection.collection('users').insertOne({});", '  res.end();', '});',
].join('\n');

describeMarked('a connection that is made after a look into a table of the SDK', {
  'with what was found in a variable':
    mongoose('const known = await Tenant.findOne({ name: req.body.name }); if (known) return res.status(400).end();'),
  'with what was found in the test': mongoose('if (await Tenant.exists({ name: req.body.name })) return res.status(400).end();'),
});

describeMarked('a connection that the SDK says it has, as a variable', {
  'that holds its state':
    mongoose('const state = mongoose.connection.readyState; if (state === 1) return res.end();').replace(' // leak', ''),
});
