import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/* Where a client begins to be open, and which of its calls cannot fail. */

const holder = (connect: string): string => `
import express from 'express';
import { Sequelize } from 'sequelize';
const app = express();
class Store {
  private db: Sequelize;
  constructor(options) {
    this.db = new Sequelize(options);
  }
  async connect() { ${connect} }
  leave() { return this.db.close(); }
}
app.post('/check', async (req, res) => {
  const store = new Store(req.body);
  await store.connect();
  await store.leave();
  res.end();
});
`;

function answers(code: string): string {
  return describeSites(code).filter((line) => line !== 'out of sight').join(' | ');
}

describe('an object whose method opens its client', () => {
  it.each([
    'await this.db.authenticate();',
    'return this.db.authenticate();',
    'try { await this.db.authenticate(); } catch (error) { throw new Error(`no store: ${error.message}`); }',
    'const name = String(this.id); await this.db.authenticate(); console.log(name);',
  ])('has nothing open where that fails: %s', (connect) => {
    expect(answers(holder(connect))).toBe('everyPath');
  });

  it.each([
    "await this.db.authenticate(); await this.db.query('SELECT 1');",
    'await this.db.authenticate(); if (!this.ready) throw new Error();',
    "await this.db.query('SELECT 1');",
    'for (const name of this.names) await this.db.authenticate();',
  ])('may have it open where something else fails: %s', (connect) => {
    expect(answers(holder(connect))).toBe('require-client-close: throw: store.connect()');
  });
});

const launched = (launch: string): string => `
import express from 'express';
import { chromium } from 'playwright';
const app = express();
class Renderer {
  browser = null;
  async launch() { this.browser = await chromium.launch(); }
  async close() { await this.browser.close(); }
}
class Desk {
  renderers: Renderer[] = [];
  async add() {
    const renderer = new Renderer();
    ${launch}
    this.renderers.push(renderer);
    return renderer;
  }
}
const desk = new Desk();
app.post('/pages', async (req, res) => {
  await desk.add();
  res.end();
});
`;

describe('an object that is kept when a method has opened its client', () => {
  it('has nothing open where that fails', () => {
    expect(answers(launched('await renderer.launch();'))).toBe('');
  });

  it('loses it where something fails before it is kept', () => {
    expect(answers(launched('await renderer.launch(); await fetch(req.body.url);'))).toContain('require-client-close');
  });
});

const handler = (head: string, body: string): string => `
import express from 'express';
${head}
const app = express();
app.get('/', async (req, res) => {
  try {
    ${body}
  } catch (error) {
    res.status(500).json(error);
  }
});
`;

describe('calls that open nothing', () => {
  it('are no use of a client that opens on its first one', () => {
    const body = `const gateway = new Gateway();
    await gateway.connect(profile, { wallet, identity: 'shop' });
    const network = await gateway.getNetwork('orders');
    await gateway.disconnect();
    res.json(await network.getContract('orders').evaluateTransaction('all'));`;
    const head = "import { Gateway } from 'fabric-network'; // @1";
    expect(answers(handler(head, body))).not.toContain('gateway.connect');
  });

  it('do not fail where they only ask for a part of the client', () => {
    const part = "const users = client.db('shop').collection('users');";
    const opened = 'const client = await MongoClient.connect(process.env.URL);';
    const body = (rest: string): string => `${opened} ${part} ${rest} await client.close();`;
    const head = "import { MongoClient } from 'mongodb';";
    expect(answers(handler(head, body('')))).toBe('everyPath');
    expect(answers(handler(head, body("await client.db('shop').collection('orders');")))).toBe('everyPath');
    expect(answers(handler(head, body('res.json(await users.findOne({}));')))).toBe('require-client-close: throw: users.findOne({})');
  });

  it('do not fail where they load a module that is named', () => {
    const body = (load: string): string => `const client = await MongoClient.connect(process.env.URL); ${load}; await client.close();`;
    const head = "import { MongoClient } from 'mongodb';";
    expect(answers(handler(head, body("const { format } = require('./format')")))).toBe('everyPath');
    expect(answers(handler(head, body("const { format } = await import('./format.js')")))).toBe('everyPath');
    expect(answers(handler(head, body('const { format } = require(req.query.name)')))).toContain('throw: require(req.query.name)');
    expect(answers(handler(head, body('const { format } = await import(req.query.name)')))).toContain('throw: import(req.query.name)');
  });
});

describe('a test of what was asked before under another name', () => {
  const body = (first: string, second: string): string => handler("import { Redis } from 'ioredis';\nconst shops = [];", `
    const shop = shops.find((one) => one.id === req.query.id);
    ${first}
    const redis = new Redis(process.env.URL);
    console.log(redis.status);
    ${second}
    if (same) redis.disconnect();
    res.end();`);

  it('goes the same way', () => {
    const again = 'const same = shops.find((one) => one.id === req.query.id);';
    expect(answers(body('if (!shop) return res.status(404).end();', again))).toBe('everyPath');
  });

  it.each([
    ['', 'const same = shops.find((one) => one.id === req.query.id);'],
    ['if (!shop) return res.status(404).end();', 'const same = shops.find((one) => one.name === req.query.id);'],
    ['if (!shop) console.log(shop);', 'const same = shops.find((one) => one.id === req.query.id);'],
  ])('may go another way: %s %s', (first, second) => {
    expect(answers(body(first, second))).toContain('require-client-close');
  });
});
