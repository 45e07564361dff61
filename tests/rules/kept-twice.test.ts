import { describeAnswers } from '../support/marked-cases.js';

/* One place has a client under several names: who releases it by one of them has released it. */

const inClass = (keep: string, release: string): string => `import express from 'express';
import { Client } from 'pg';
class Database {
  all = new Set();
  async connect() {
    const client = new Client({ host: 'db' }); // ANSWER
    ${keep}
    await client.connect();
  }
  query(sql) { return this.client.query(sql); }
  async close() { ${release} }
}
const app = express();
app.get('/orders', async (req, res) => {
  const db = new Database();
  try { await db.connect(); res.json(await db.query('SELECT 1')); } finally { await db.close(); }
});
`;
const answered = (code: string, answer: string): string => code.replace('ANSWER', answer);
const BOTH = 'this.client = client; this.latest = { client };';

describeAnswers('two fields of one object have the client', {
  'which is released by the first': answered(inClass(BOTH, 'await this.client.end();'), 'everyPath'),
  'which is released by the second': answered(inClass(BOTH, 'await this.latest.client.end();'), 'everyPath'),
  'which is released by neither': answered(inClass(BOTH, ''), 'never'),
  'one of them in a list': answered(inClass('this.client = client; this.all.add(client);', 'for (const one of this.all) await one.end();'),
    'everyPath'),
  'where one is looked up in it, and released elsewhere': answered(inClass('this.client = client; this.all.add(client);',
    'await this.client.end();'), 'everyPath'),
});

const inVariable = (release: string): string => `import express from 'express';
import { Client } from 'pg';
const app = express();
app.get('/orders', async (req, res) => {
  const opened = {};
  const open = async () => {
    const client = new Client({ host: 'db' }); // ANSWER
    opened.first = client;
    opened.query = { client };
    await client.connect();
  };
  try { await open(); res.json(await opened.query.client.query('SELECT 1')); } finally { ${release} }
});
`;

describeAnswers('an object has the client under two names', {
  'and it is released by the first': answered(inVariable('await opened.first.end();'), 'everyPath'),
  'and it is released by the second': answered(inVariable('await opened.query.client.end();'), 'everyPath'),
  'and it is released by neither': answered(inVariable(''), 'never'),
});

const adopted = (release: string): string => `import express from 'express';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
class Tools {
  async open(url) {
    this.client = new Client({ name: 'tools', version: '1' }); // ANSWER
    this.transport = new SSEClientTransport(new URL(url));
    await this.client.connect(this.transport);
  }
  async close() { ${release} }
}
const app = express();
app.post('/tools', async (req, res) => {
  const tools = new Tools();
  try { await tools.open(req.body.url); res.json(await tools.client.listTools()); } finally { await tools.close(); }
});
`;

describeAnswers('an object has the client, and what closes it', {
  'which is closed': answered(adopted('await this.client.close();'), 'unknown'),
  'which is closed where nothing fails': answered(adopted('await this.client.close();').replace('try { await', 'await')
    .replace(' } finally { await tools.close(); }', ' await tools.close();'), 'somePaths'),
  'which nobody closes': answered(adopted(''), 'never'),
});
