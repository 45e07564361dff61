import { describeMarked } from '../support/marked-cases.js';

/* A client is an argument of its own method, such as one that makes a model with it: nobody else has it for that. */

const head = `const express = require('express');
const { Sequelize } = require('sequelize');
const app = express();
`;
const handler = (release: string): string => `app.get('/', async (req, res) => {
  const { db, Order } = await open(req.query.id);
  res.json(await Order.findAll());
  ${release}
});`;
const factory = `class Models {
  static create(db, name, attributes) {
    const options = { timestamps: true, sequelize: db };
    return db.define(name, attributes, options);
  }
}
function createOrder(db) { return Models.create(db, 'Order', {}); }
`;
const opening = (made: string, leak = ' // leak'): string => `async function open(id) {
  const db = new Sequelize(id);${leak}
  return ${made};
}
`;

describeMarked('a client that is given to its own method', {
  'and comes back in an object, and is closed where nothing failed':
    head + factory + opening('{ db, Order: createOrder(db) }') + handler('await db.close();'),
  'and comes back in an array': head + factory + opening('[db, createOrder(db)]')
    + handler('await db.close();').replace('{ db, Order }', '[db, Order]'),
  'by a call of its own': head + opening("{ db, Order: db.define('Order', {}, { sequelize: db }) }") + handler('await db.close();'),
  'and comes back two functions deep': head + factory + opening('{ db, Order: createOrder(db) }').replace('open(', 'connect(')
    + 'async function open(id) { const models = await connect(id); return models; }\n' + handler('await db.close();'),
  'and is closed in a finally block': head + factory + opening('{ db, Order: createOrder(db) }', '') + `app.get('/', async (req, res) => {
  const { db, Order } = await open(req.query.id);
  try { res.json(await Order.findAll()); } finally { await db.close(); }
});`,
  'and to one of something else': `${head}const registry = require('registry');\n`
    + opening("{ db, Order: registry.define('Order', {}, { sequelize: db }) }", '') + handler('await db.close();'),
}, { filenames: ['src/service.js'], rule: 'require-client-close' });
