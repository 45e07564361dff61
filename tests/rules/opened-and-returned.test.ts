import { describeMarked } from '../support/marked-cases.js';

/* A helper opens a client and gives back what holds it; the caller ends it where nothing failed, or always. */

const head = `const express = require('express');
const { Client } = require('pg');
const app = express();
class Session {
  constructor(client) { this.client = client; }
  query(text) { return this.client.query(text); }
  async close() { await this.client.end(); }
}
`;
const opening = (returned: string, leak = ' // leak'): string => `async function open(database) {
  const client = new Client({ database });${leak}
  await client.connect();
  return ${returned};
}
`;
const straight = (pattern: string, query: string, close: string, open = 'open'): string => `app.get('/', async (req, res) => {
  const ${pattern} = await ${open}(req.query.id);
  res.json(await ${query}('SELECT 1'));
  await ${close}();
});`;
const careful = (pattern: string, query: string, close: string): string => `app.get('/', async (req, res) => {
  const ${pattern} = await open(req.query.id);
  try { res.json(await ${query}('SELECT 1')); } finally { await ${close}(); }
});`;
const functions = '{ query: (text) => client.query(text), close: () => client.end() }';
const nested = '{ context: { db: { client } }, database }';

describeMarked('a client in what a helper gives back', {
  'in a tuple': head + opening('[client, database]') + straight('[client]', 'client.query', 'client.end'),
  'deep in an object': head + opening(nested) + straight('it', 'it.context.db.client.query', 'it.context.db.client.end'),
  'in an instance that has a method to close it': head + opening('new Session(client)') + straight('it', 'it.query', 'it.close'),
  'in an instance in an object': head + opening('{ session: new Session(client) }')
    + straight('{ session }', 'session.query', 'session.close'),
  'in closures': head + opening(functions) + straight('it', 'it.query', 'it.close'),
  'two helpers deep': `${head}${opening('{ client }')}async function context(id) {
  const { client } = await open(id);
  return { db: client, at: Date.now() };
}
${straight('{ db }', 'db.query', 'db.end', 'context')}`,
  'in a tuple, and always ended': head + opening('[client, database]', '') + careful('[client]', 'client.query', 'client.end'),
  'deep in an object, and always ended':
    head + opening(nested, '') + careful('it', 'it.context.db.client.query', 'it.context.db.client.end'),
  'in an instance in an object, and always ended': head + opening('{ session: new Session(client) }', '')
    + careful('{ session }', 'session.query', 'session.close'),
  'in closures, and always ended': head + opening(functions, '') + careful('it', 'it.query', 'it.close'),
}, { filenames: ['src/service.js'], rule: 'require-client-close' });
