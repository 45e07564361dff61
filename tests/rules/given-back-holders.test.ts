import { describeAnswers } from '../support/marked-cases.js';

/* A method gives back the object that holds the client, or the client: what becomes of the result becomes of the client. */

const service = (body: string, open = 'return this;', kind = ''): string => `import express from 'express';
import { Client } from 'pg';
class Database ${kind}{
  async connect() {
    this.client = new Client({ host: 'db' }); // ANSWER
    await this.client.connect();
    ${open}
  }
  query(sql) { return this.client.query(sql); }
  async disconnect() { await this.client.end(); }
}
const app = express();
app.get('/orders', async (req, res, next) => {
  ${body}
});
`;
const answered = (code: string, answer: string): string => code.replace('ANSWER', answer);

describeAnswers('a method that gives back its object', {
  'which is released in finally': answered(service(`const db = await new Database().connect();
  try { res.json(await db.query('SELECT 1')); } finally { await db.disconnect(); }`), 'everyPath'),
  'which is released where nothing fails': answered(service(`const db = await new Database().connect();
  res.json(await db.query('SELECT 1'));
  await db.disconnect();`), 'somePaths'),
  'which nobody releases': answered(service(`const db = await new Database().connect();
  res.json(await db.query('SELECT 1'));`), 'never'),
  'to a callback': answered(service(`new Database().connect().then(async (db) => {
    try { res.json(await db.query('SELECT 1')); } finally { await db.disconnect(); }
  }).catch(next);`), 'everyPath'),
  'through a method that calls it': answered(service(`const db = await new Database().start();
  try { res.json(await db.query('SELECT 1')); } finally { await db.disconnect(); }`)
    .replace('  query(', '  start() { return this.connect(); }\n  query('), 'everyPath'),
  'by another function': answered(service(`const db = await open();
  try { res.json(await db.query('SELECT 1')); } finally { await db.disconnect(); }`)
    + 'async function open() { return new Database().connect(); }\n', 'everyPath'),
  'by a static method': answered(service(`const db = await Database.open();
  try { res.json(await db.query('SELECT 1')); } finally { await db.disconnect(); }`)
    .replace('  query(', '  static async open() { return (await new Database().connect()); }\n  query('), 'everyPath'),
});

describeAnswers('a method that gives back its client', {
  'which is released in finally': answered(service(`const client = await new Database().connect();
  try { res.json(await client.query('SELECT 1')); } finally { await client.end(); }`, 'return this.client;'), 'everyPath'),
  'which is released where nothing fails': answered(service(`const client = await new Database().connect();
  res.json(await client.query('SELECT 1'));
  await client.end();`, 'return this.client;'), 'somePaths'),
  'in an object': answered(service(`const { client } = await new Database().connect();
  try { res.json(await client.query('SELECT 1')); } finally { await client.end(); }`, 'return { client: this.client };'), 'everyPath'),
  'which nobody releases': answered(service(`const client = await new Database().connect();
  res.json(await client.query('SELECT 1'));`, 'return this.client;'), 'never'),
});

const disposed = (body: string, release = 'await this.client.end();'): string => `import express from 'express';
import { Client } from 'pg';
class Database {
  async connect() {
    this.client = new Client({ host: 'db' }); // ANSWER
    await this.client.connect();
  }
  query(sql) { return this.client.query(sql); }
  async [Symbol.asyncDispose]() { ${release} }
}
const app = express();
app.get('/orders', async (req, res, next) => {
  ${body}
});
`;

describeAnswers('a method under a symbol', {
  'that is called in finally': answered(disposed(`const db = new Database();
  try { await db.connect(); res.json(await db.query('SELECT 1')); } finally { await db[Symbol.asyncDispose](); }`), 'everyPath'),
  'that is called where nothing fails': answered(disposed(`const db = new Database();
  await db.connect();
  res.json(await db.query('SELECT 1'));
  await db[Symbol.asyncDispose]();`), 'somePaths'),
  'that is another one': answered(disposed(`const db = new Database();
  try { await db.connect(); res.json(await db.query('SELECT 1')); } finally { await db[Symbol.iterator](); }`), 'never'),
  'that is called by a method': answered(disposed(`const db = new Database();
  try { await db.connect(); res.json(await db.query('SELECT 1')); } finally { await db.close(); }`)
    .replace('  query(', '  close() { return this[Symbol.asyncDispose](); }\n  query('), 'everyPath'),
});

const read = (body: string, getter = 'get client() { return this.own; }'): string => `import express from 'express';
import { Client } from 'pg';
class Database {
  async connect() {
    this.own = new Client({ host: 'db' }); // ANSWER
    await this.own.connect();
  }
  ${getter}
}
const app = express();
app.get('/orders', async (req, res, next) => {
  const db = new Database();
  ${body}
});
`;
const used = "await db.connect(); res.json(await db.client.query('SELECT 1'));";

describeAnswers('a getter that gives the client', {
  'which is released in finally': answered(read(`try { ${used} } finally { await db.client.end(); }`), 'everyPath'),
  'which is released where nothing fails': answered(read(`${used} await db.client.end();`), 'somePaths'),
  'which nobody releases': answered(read(used), 'never'),
  'unless there is none': answered(read(`try { ${used} } finally { await db.client.end(); }`,
    "get client() { if (!this.own) throw new Error('not connected'); return this.own; }"), 'everyPath'),
  'which is put into a variable': answered(read(`await db.connect(); const { own } = db; const client = db.client;
  try { res.json(await own.query('SELECT 1')); } finally { await client.end(); }`), 'everyPath'),
  'of a class above': answered(read(`try { ${used} } finally { await db.client.end(); }`).replace('class Database {', 'class Above {')
    .replace('const app', 'class Database extends Above { close() {} }\nconst app'), 'everyPath'),
  'in an object': answered(read(`try { ${used} } finally { await db.client.end(); }`.replaceAll('db.client', 'db.all.client'),
    'get all() { return { client: this.own }; }'), 'everyPath'),
  'and is something else': answered(read(`try { ${used} } finally { await db.client.end(); }`, 'get client() { return other; }'), 'never'),
});

const kept = (put: string, release: string): string => `import express from 'express';
import { Client } from 'pg';
class Database {
  cleanups = [];
  async connect() {
    const client = new Client({ host: 'db' }); // ANSWER
    ${put}
    await client.connect();
    return client;
  }
  async close() { ${release} }
}
const app = express();
app.get('/orders', async (req, res, next) => {
  const db = new Database();
  try { const client = await db.connect(); res.json(await client.query('SELECT 1')); } finally { await db.close(); }
});
`;

describeAnswers('a function that releases the client', {
  'and is put into a list of the object': answered(kept('this.cleanups.push(() => client.end());',
    'await Promise.all(this.cleanups.map((cleanup) => cleanup()));'), 'unknown'),
  'and is put into a list that is begun anew when all have run': answered(kept('this.cleanups.push(() => client.end());',
    'for (const cleanup of this.cleanups) await cleanup(); this.cleanups = [];'), 'unknown'),
  'and is put into a set that the constructor makes of what it may be given':
    answered(kept('this.cleanups.add(() => client.end());', 'for (const cleanup of this.cleanups) await cleanup();')
      .replace('cleanups = [];', 'constructor(cleanups) { this.cleanups = cleanups ?? new Set(); }'), 'unknown'),
  'and is given to a method that puts it into a list': answered(kept('this.onClose(() => client.end());',
    'for (const cleanup of this.cleanups) await cleanup();')
    .replace('async close', 'onClose(cleanup) { this.cleanups.push(cleanup); }\n  async close'), 'unknown'),
  'and is given to a function that puts it into a list': answered(kept('onClose(() => client.end());', 'await runAll();')
    + 'const all = [];\nfunction onClose(cleanup) { all.push(cleanup); }\nasync function runAll() { for (const one of all) one(); }\n',
  'unknown'),
  'and is given to a function that makes an entry of it':
    answered(kept("onClose('client', () => client.end());", 'await runAll();')
    + `const all = new Map();
function onClose(name, cleanup) { all.set(name, { cleanup }); }
async function runAll() { for (const { cleanup } of all.values()) await cleanup(); }
`, 'unknown'),
  'and is put into a list of what the function is given':
    answered(kept('scope.cleanups.push(() => client.end());', 'await this.scope.end();')
    .replace('connect()', 'connect(scope)').replace('db.connect()', 'db.connect(scope)')
    .replace('const db', 'const scope = new Scope();\n  const db') + `class Scope {
  constructor() { this.cleanups = []; }
  async end() { for (const cleanup of this.cleanups) await cleanup(); }
}
`, 'unknown'),
  'and is given to a method that keeps a function around it': answered(kept("this.onClose('client', () => client.end());",
    'for (const cleanup of this.cleanups) await cleanup();')
    .replace('async close', `onClose(name, cleanup) {
    this.cleanups.push(async () => { try { await cleanup(); } catch (error) { console.error(name, error); } });
  }
  async close`), 'unknown'),
  'and is given to a function that runs it': answered(kept('await attempt(() => client.query(1));', '')
    + 'async function attempt(run) { try { return await run(); } catch { return run(); } }\n', 'never'),
  'where there is none': answered(kept('this.cleanups.push(1);', ''), 'never'),
  'of another list': answered(kept('[].push(() => client.query(1));', ''), 'never'),
});

const listed = (release: string): string => `import express from 'express';
import { Client } from 'pg';
async function open() {
  const cleanups = [];
  const client = new Client({ host: 'db' }); // ANSWER
  await client.connect();
  cleanups.push(() => client.end());
  return { query: (sql) => client.query(sql)${release} };
}
const app = express();
app.get('/orders', async (req, res, next) => {
  const db = await open();
  try { res.json(await db.query('SELECT 1')); } finally { await db.close?.(); }
});
`;

describeAnswers('a function that releases the client, in a list of its own', {
  'which another function runs that is given back': answered(listed(
    ', close: async () => { for (const cleanup of cleanups) await cleanup(); }'), 'unknown'),
  'which another function runs by a callback': answered(listed(
    ', close: () => Promise.all(cleanups.map((cleanup) => cleanup()))'), 'unknown'),
  'which nobody runs': answered(listed('').replace(' finally { await db.close?.(); }', ' catch (error) { next(error); }'), 'never'),
});
