import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { countSilent, describeMarked, type MarkedCases } from '../support/marked-cases.js';

const rule = 'no-shared-client-close';

const head = `
import express from 'express';
import { MongoClient } from 'mongodb';
const app = express();
`;

const holders: MarkedCases = {
  'a module variable': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', async (req, res) => {
  res.json(await mongo.db().collection('users').find().toArray());
  await mongo.close(); // leak
});`,
  'a module variable, in finally': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', async (req, res) => {
  try {
    await mongo.connect();
    res.json(await mongo.db().collection('users').find().toArray());
  } finally {
    await mongo.close(); // leak
  }
});`,
  'a test for the client itself': `${head}
let mongo;
const getMongo = () => (mongo ??= new MongoClient('mongodb://db'));
app.get('/users', async (req, res) => {
  res.json(await getMongo().db().collection('users').find().toArray());
  if (mongo) await mongo.close(); // leak
});`,
  'a lazy getter': `${head}
let kept;
function getMongo() {
  if (!kept) kept = new MongoClient('mongodb://db');
  return kept;
}
app.get('/users', async (req, res) => {
  const mongo = getMongo();
  res.json(await mongo.db().collection('users').find().toArray());
  await mongo.close(); // leak
});`,
  'a promise of the module': `${head}
const connected = new MongoClient('mongodb://db').connect();
app.get('/users', async (req, res) => {
  const mongo = await connected;
  res.json(await mongo.db().collection('users').find().toArray());
  await mongo.close(); // leak
});`,
  'a static field': `${head}
class Database {
  static client = new MongoClient('mongodb://db');
}
app.get('/users', async (req, res) => {
  res.json(await Database.client.db().collection('users').find().toArray());
  await Database.client.close(); // leak
});`,
  'an object of the module': `${head}
const clients = { mongo: new MongoClient('mongodb://db') };
app.get('/users', async (req, res) => {
  res.json(await clients.mongo.db().collection('users').find().toArray());
  await clients.mongo.close(); // leak
});`,
  'a global': `${head}
globalThis.mongo ??= new MongoClient('mongodb://db');
app.get('/users', async (req, res) => {
  res.json(await globalThis.mongo.db().collection('users').find().toArray());
  await globalThis.mongo.close(); // leak
});`,
  'a field of an object that is made once': `${head}
class Users {
  constructor() {
    this.mongo = new MongoClient('mongodb://db');
  }
  async find() {
    const users = await this.mongo.db().collection('users').find().toArray();
    await this.mongo.close(); // leak
    return users;
  }
}
const users = new Users();
app.get('/users', async (req, res) => res.json(await users.find()));`,
  'a variable of a function that runs once': `${head}
function start() {
  const mongo = new MongoClient('mongodb://db');
  app.get('/users', async (req, res) => {
    res.json(await mongo.db().collection('users').find().toArray());
    await mongo.close(); // leak
  });
}
start();`,
  'another name': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', async (req, res) => {
  const client = mongo;
  res.json(await client.db().collection('users').find().toArray());
  await client.close(); // leak
});`,
  'a helper that closes it': `${head}
const mongo = new MongoClient('mongodb://db');
async function finish() {
  await mongo.close(); // leak
}
app.get('/users', async (req, res) => {
  res.json(await mongo.db().collection('users').find().toArray());
  await finish();
});`,
  'a client of each request': `${head}
app.get('/users', async (req, res) => {
  const mongo = new MongoClient('mongodb://db');
  res.json(await mongo.db().collection('users').find().toArray());
  await mongo.close();
});`,
  'a client that a function makes': `${head}
async function connect() {
  const mongo = new MongoClient('mongodb://db');
  return await mongo.connect();
}
app.get('/users', async (req, res) => {
  const mongo = await connect();
  res.json(await mongo.db().collection('users').find().toArray());
  await mongo.close();
});`,
  'a client of an object of each request': `${head}
class Users {
  constructor() {
    this.mongo = new MongoClient('mongodb://db');
  }
  async find() {
    return await this.mongo.db().collection('users').find().toArray();
  }
  async close() {
    await this.mongo.close();
  }
}
app.get('/users', async (req, res) => {
  const users = new Users();
  res.json(await users.find());
  await users.close();
});`,
  'a module variable that each request fills': `${head}
let mongo;
app.get('/users', async (req, res) => {
  mongo = new MongoClient('mongodb://db');
  res.json(await mongo.db().collection('users').find().toArray());
  await mongo.close();
});`,
  'a module variable that each request has filled': `${head}
let mongo;
async function connect() {
  mongo = new MongoClient('mongodb://db');
  await mongo.connect();
}
app.get('/users', async (req, res) => {
  await connect();
  res.json(await mongo.db().collection('users').find().toArray());
  await mongo.close();
});`,
  'a client that came as a parameter': `${head}
export async function finish(mongo) {
  await mongo.close();
}`,
  'something else that is closed': `${head}
import { createFile } from './file.js';
const file = createFile();
app.get('/users', async (req, res) => {
  await file.close();
  res.end();
});`,
  'a cursor of the shared client': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', async (req, res) => {
  const cursor = mongo.db().collection('users').find();
  res.json(await cursor.toArray());
  await cursor.close();
});`,
};

const occasions: MarkedCases = {
  'a signal': `${head}
const mongo = new MongoClient('mongodb://db');
process.on('SIGTERM', async () => { await mongo.close(); });`,
  'the end of the server': `${head}
const mongo = new MongoClient('mongodb://db');
const server = app.listen(3000);
process.once('SIGINT', () => server.close(() => mongo.close()));`,
  'a function that runs on a signal': `${head}
const mongo = new MongoClient('mongodb://db');
async function shutdown() { await mongo.close(); }
process.on('SIGTERM', shutdown);`,
  'a request that ends the process': `${head}
const mongo = new MongoClient('mongodb://db');
app.post('/shutdown', async (req, res) => {
  await mongo.close();
  res.end();
  process.exit(0);
});`,
  'module level': `${head}
const mongo = new MongoClient('mongodb://db');
await mongo.db().collection('users').createIndex('name');
await mongo.close();`,
  'a script': `
import { MongoClient } from 'mongodb';
const mongo = new MongoClient('mongodb://db');
async function main() {
  try {
    await mongo.db().collection('users').createIndex('name');
  } finally {
    await mongo.close();
  }
}
main().catch(console.error);`,
  'a function whose callers are unknown': `
import { MongoClient } from 'mongodb';
const mongo = new MongoClient('mongodb://db');
export async function close() {
  await mongo.close();
}`,
  'a client that is opened again': `${head}
const mongo = new MongoClient('mongodb://db');
app.post('/reconnect', async (req, res) => {
  await mongo.close();
  await mongo.connect();
  res.end();
});`,
  'a client that is replaced': `${head}
let mongo = new MongoClient('mongodb://db');
app.post('/reconnect', async (req, res) => {
  await mongo.close();
  mongo = new MongoClient(process.env.MONGO_URL);
  res.end();
});`,
  'a client that is forgotten': `${head}
let mongo;
app.post('/reset', async (req, res) => {
  if (mongo) await mongo.close();
  mongo = undefined;
  res.end();
});
export const getMongo = () => (mongo ??= new MongoClient('mongodb://db'));`,
  'a state that says when': `${head}
const mongo = new MongoClient('mongodb://db');
let isDraining = false;
process.on('SIGTERM', () => { isDraining = true; });
app.get('/users', async (req, res) => {
  res.json(await mongo.db().collection('users').find().toArray());
  if (isDraining) await mongo.close();
});`,
  'a job that runs on a schedule': `
import cron from 'node-cron';
import { MongoClient } from 'mongodb';
const mongo = new MongoClient('mongodb://db');
cron.schedule('* * * * *', async () => {
  await mongo.db().collection('users').deleteMany({ old: true });
  await mongo.close(); // leak
});`,
  'a reply that ends what delivers it': `
import amqp from 'amqplib';
const connection = await amqp.connect('amqp://queue');
const channel = await connection.createChannel();
await channel.consume('replies', async (message) => {
  console.log(message.content);
  await connection.close();
});`,
};

const mongoose = `
import express from 'express';
import mongoose from 'mongoose';
import { User } from './user.js';
const app = express();
`;

/** What the package opens is one pool for the whole process; the module keeps it, too. */
const connected = (failed: string): string => `
import express from 'express';
import sql from 'mssql';
const app = express();
let pool = null;
async function query(text) {
  if (!pool) pool = await sql.connect(process.env.MSSQL);
  try {
    return await pool.request().query(text);
  } catch (error) {
    ${failed}
  }
}
app.get('/users', async (req, res) => res.json(await query('select * from users')));`;

/** Closes what the package shares, behind a pool of its own. */
const ownPool = (elsewhere: string, mark: string): string => `
import express from 'express';
import sql from 'mssql';
${elsewhere}
const app = express();
app.get('/health', async (req, res) => {
  const pool = new sql.ConnectionPool(process.env.MSSQL);
  await pool.connect();
  sql.close();${mark}
  res.json('ok');
});`;

const processWide: MarkedCases = {
  'what nobody opens, behind a pool of its own': ownPool('', ''),
  'what the module opens, behind a pool of its own': ownPool('await sql.connect(process.env.MSSQL);', ' // leak'),
  'the connection of a package': `${mongoose}
app.get('/users', async (req, res) => {
  res.json(await User.find());
  await mongoose.disconnect(); // leak
});`,
  'the connection of a package, opened by the same function': `${mongoose}
app.get('/users', async (req, res) => {
  await mongoose.connect('mongodb://db');
  res.json(await User.find());
  await mongoose.connection.close(); // leak
});`,
  'a named function of the package': `
import express from 'express';
import { disconnect } from 'mongoose';
const app = express();
app.get('/users', async (req, res) => {
  await disconnect(); // leak
  res.end();
});`,
  'a connection of its own': `${mongoose}
app.get('/users', async (req, res) => {
  const connection = mongoose.createConnection('mongodb://db');
  res.json(await connection.model('User').find());
  await connection.close();
});`,
  'a connection that is opened again with other settings': `${mongoose}
app.post('/settings', async (req, res) => {
  await mongoose.disconnect();
  await mongoose.connect(req.body.url);
  res.end();
});`,
  'a connection that failed, is closed and forgotten': connected('if (pool) await pool.close();\n    pool = null;\n    throw error;'),
  'a connection that failed and is closed': connected('await pool.close(); // leak\n    throw error;'),
  'a job that opens it when it begins': `
import cron from 'node-cron';
import mongoose from 'mongoose';
import { User } from './user.js';
async function connect() { await mongoose.connect('mongodb://db'); }
async function disconnect() { await mongoose.connection.close(); }
cron.schedule('* * * * *', async () => {
  await connect();
  await User.deleteMany({ old: true });
  await disconnect();
});`,
  'an object of a job that opens it and closes it': `
import cron from 'node-cron';
import mongoose from 'mongoose';
import { User } from './user.js';
const connect = async () => { await mongoose.connect('mongodb://db'); };
class CleanUp {
  async execute() { await connect(); await User.deleteMany({ old: true }); }
  async dispose() { await mongoose.connection.close(); }
}
cron.schedule('* * * * *', async () => {
  const job = new CleanUp();
  try { await job.execute(); } finally { await job.dispose(); }
});`,
  'a job that others connect for': `
import cron from 'node-cron';
import mongoose from 'mongoose';
import { User } from './user.js';
await mongoose.connect('mongodb://db');
cron.schedule('* * * * *', async () => {
  await User.deleteMany({ old: true });
  await mongoose.connection.close(); // leak
});`,
  'an object of a request that opens it and closes it': `${mongoose}
class Session {
  async open() { await mongoose.connect('mongodb://db'); }
  async dispose() { await mongoose.connection.close(); } // leak
}
app.get('/users', async (req, res) => {
  const session = new Session();
  await session.open();
  res.json(await User.find());
  await session.dispose();
});`,
  'a signal': `${mongoose}
process.on('SIGTERM', () => mongoose.disconnect());`,
  'a script': `
import mongoose from 'mongoose';
import { User } from './user.js';
await mongoose.connect('mongodb://db');
await User.deleteMany();
await mongoose.disconnect();`,
};

const passed: MarkedCases = {
  'a listener of the response': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', async (req, res) => {
  res.on('finish', mongo.close); // leak
  res.json(await mongo.db().collection('users').find().toArray());
});`,
  'a bound method behind a promise': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', (req, res) => {
  mongo.db().collection('users').find().toArray().then((users) => res.json(users)).finally(mongo.close.bind(mongo)); // leak
});`,
  'a closure on the next tick': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', (req, res) => {
  process.nextTick(() => mongo.close()); // leak
  res.end();
});`,
  'a signal': `${head}
const mongo = new MongoClient('mongodb://db');
process.on('SIGTERM', mongo.close.bind(mongo));`,
  'a signal that a request listens for': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', (req, res) => { process.once('SIGTERM', mongo.close.bind(mongo)); res.end(); });`,
  'a client of each request': `${head}
app.get('/users', async (req, res) => {
  const mongo = new MongoClient('mongodb://db');
  res.on('finish', mongo.close.bind(mongo));
  res.json(await mongo.db().collection('users').find().toArray());
});`,
  'another method': `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', async (req, res) => { res.on('finish', mongo.removeAllListeners); res.end(); });`,
  'a script': `${head}
const mongo = new MongoClient('mongodb://db');
mongo.db().collection('users').deleteMany().finally(mongo.close.bind(mongo));`,
};

const handle = (...lines: readonly string[]): string => `${head}
const mongo = new MongoClient('mongodb://db');
app.get('/users', async (req, res) => {
  ${lines.join('\n  ')}
});`;

const runners: MarkedCases = {
  'a timer': handle('setTimeout(mongo.close.bind(mongo), 1000); // leak', 'res.end();'),
  'the next tick': handle('process.nextTick(mongo.close.bind(mongo)); // leak', 'res.end();'),
  'a library that waits for the response': `import onFinished from 'on-finished';${handle(
    'onFinished(res, mongo.close.bind(mongo)); // leak', 'res.end();')}`,
  'a signal, in a function': handle("process.once('SIGTERM', () => mongo.close());", 'res.end();'),
  'a signal of an imported process': `import host from 'node:process';${handle(
    "host.once('SIGTERM', mongo.close.bind(mongo));", 'res.end();')}`,
  'a server of another name': `import { createServer } from 'node:http';${handle('res.end();')}
const web = createServer(app);
app.get('/late', (req, res) => { web.on('close', mongo.close.bind(mongo)); res.end(); });`,
  'a socket that is called process': handle('const process = req.socket;', "process.on('close', mongo.close.bind(mongo)); // leak"),
  'something that nobody runs': handle('console.log(mongo.close);', 'res.end();'),
  'a list of things to close at the end': `${handle('res.end();')}
const stops = [];
app.get('/late', (req, res) => { stops.push(mongo.close.bind(mongo)); res.end(); });`,
  'a hook that runs for every response': `
import Fastify from 'fastify';
import { MongoClient } from 'mongodb';
const server = Fastify();
const mongo = new MongoClient('mongodb://db');
server.addHook('onResponse', mongo.close.bind(mongo)); // leak`,
  'a hook that runs when the server closes': `
import Fastify from 'fastify';
import { MongoClient } from 'mongodb';
const server = Fastify();
const mongo = new MongoClient('mongodb://db');
server.addHook('onClose', mongo.close.bind(mongo));`,
};

const helper = (body: string): string => `async function closeQuietly(client, options) {\n${body}\n}\n`;
const quietly = helper('  try { await client.close(); } catch (error) { console.error(error); }');
const handing = 'await closeQuietly(mongo);';

const handedOver: MarkedCases = {
  'a helper': quietly + handle('res.end();', `${handing} // leak`),
  'a helper that tests whether there is a client': helper('  if (!client) return;\n  await client?.close();')
    + handle('res.end();', `${handing} // leak`),
  'a helper of a helper': `const stop = (value) => closeQuietly(value);\n${quietly}${handle('await stop(mongo); // leak', 'res.end();')}`,
  'a helper in finally': quietly + handle('try {', '  res.end();', '} finally {', `  ${handing} // leak`, '}'),
  'a helper for a client of each request': quietly + handle(
    "const own = new MongoClient('mongodb://db');", 'try {', "  res.json(await own.db('app').stats());", '} finally {',
    '  await closeQuietly(own);', '}'),
  'a helper that closes what it makes': `async function closeAfter(client) {
  const own = new MongoClient('mongodb://db');
  try { return await own.db('app').stats(client.options); } finally { await own.close(); }
}
${handle('res.json(await closeAfter(mongo));')}`,
  'a helper that closes a cursor': `async function closeCursor(client) {
  const cursor = client.db('app').collection('users').find();
  await cursor.close();
}
${handle('await closeCursor(mongo);', 'res.end();')}`,
  'a helper that closes if it is told to': helper('  if (options.owned) await client.close();') + handle(
    'await closeQuietly(mongo, { owned: false });', 'res.end();'),
  'a helper that leaves if it is told to': helper('  if (options.shared) return;\n  await client.close();') + handle(
    'await closeQuietly(mongo, { shared: true });', 'res.end();'),
  'a helper that leaves the shared one open': helper('  if (client === mongo) return;\n  await client.close();') + handle(
    handing, 'res.end();'),
  'a helper that closes others than the shared one': helper('  if (client !== mongo) await client.close();') + handle(
    handing, 'res.end();'),
  'a helper that asks for the state': helper("  if (client.state === 'closed') return;\n  await client.close();")
    + handle(`${handing} // leak`, 'res.end();'),
  'a helper that closes at the end of the process': helper("  process.once('SIGTERM', () => client.close());") + handle(
    handing, 'res.end();'),
  'a helper that ends the process': helper('  await client.close();\n  process.exit(0);') + handle(handing, 'res.end();'),
  'a helper that opens it again': helper('  await client.close();\n  await client.connect();') + handle(handing, 'res.end();'),
  'a helper at the end of the process': `${quietly}${handle('res.end();')}
process.once('SIGTERM', () => closeQuietly(mongo));`,
  'a helper at module level': `${quietly}${handle('res.end();')}\nawait closeQuietly(mongo);`,
  'a helper of a package': `import { closeQuietly } from 'somewhere';${handle(handing, 'res.end();')}`,
  'a helper whose parameter is something else': `${quietly}${handle('await closeQuietly(req);', 'res.end();')}`,
};

describeMarked('a method that is passed on', passed, { rule });
describeMarked('what runs it', runners, {
  rule, files: { 'package.json': { dependencies: { express: '^5.0.0', fastify: '^5.0.0' } } },
});
describeMarked('a function that is given the client', handedOver, { rule });
describeMarked('who holds it', holders, { rule });
describeMarked('when it is closed', occasions, {
  rule, files: { 'package.json': { dependencies: { express: '^5.0.0', 'node-cron': '^4.0.0', amqplib: '^0.10.0' } } },
});
describeMarked('what the process shares', processWide, {
  rule, files: { 'package.json': { dependencies: { express: '^5.0.0', 'node-cron': '^4.0.0', mongoose: '^9.0.0' } } },
});

const nest: MarkedCases = {
  'a service that a container makes once': `
import { Controller, Get, Injectable } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';
@Injectable()
class PrismaService extends PrismaClient {}
@Controller('users')
export class UsersController {
  constructor(private readonly prisma: PrismaService) {}
  @Get()
  async find() {
    try {
      return await this.prisma.user.findMany();
    } finally {
      await this.prisma.$disconnect(); // leak
    }
  }
}`,
  'a hook of the container': `
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';
@Injectable()
export class PrismaService extends PrismaClient implements OnModuleDestroy {
  async onModuleDestroy() {
    await this.$disconnect();
  }
}`,
  'a service of each request': `
import { Controller, Get, Injectable, Scope } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';
@Injectable({ scope: Scope.REQUEST })
class Users {
  private readonly prisma = new PrismaClient();
  async find() {
    try {
      return await this.prisma.user.findMany();
    } finally {
      await this.prisma.$disconnect();
    }
  }
}
@Controller({ path: 'users', scope: Scope.REQUEST })
export class UsersController {
  constructor(private readonly users: Users) {}
  @Get()
  find() { return this.users.find(); }
}`,
};

describeMarked('containers', nest, {
  rule, filenames: ['src/users.controller.ts'], files: { 'package.json': { dependencies: { '@nestjs/common': '^11.0.0' } } },
});

describe('clients of other files', () => {
  const project = createProject({
    rule,
    files: {
      'package.json': { dependencies: { express: '^5.0.0', '@prisma/client': '^6.0.0' } },
      'serverless.yml': 'service: users\n',
      'src/db.ts': 'import { PrismaClient } from \'@prisma/client\';\n\nexport const prisma = new PrismaClient();\n',
      'src/index.ts': 'export { prisma as db } from \'./db.js\';\n',
    },
  });
  const messagesOf = async (filename: string, code: string): Promise<string[]> => (
    (await project.lint(filename, code)).map(({ message }) => message));

  it('are named with their place', async () => {
    const code = `
import express from 'express';
import { db } from './index.js';
const app = express();
app.get('/users', async (req, res) => {
  res.json(await db.user.findMany());
  await db.$disconnect();
});`;
    expect(await messagesOf('src/app.ts', code)).toStrictEqual([
      '`db.$disconnect()` runs for every request (GET /users) and closes the shared client `prisma` (src/db.ts:3), which all other '
      + 'requests use as well: what they are doing with it can fail. Leave it open, and close it once, when the process is told to end.',
    ]);
  });

  it('are not given to a helper that closes them', async () => {
    const closing = 'export async function closeQuietly(client) {\n  try { await client.$disconnect(); } catch {}\n}\n';
    const withHelper = createProject({
      rule,
      files: {
        'package.json': { dependencies: { express: '^5.0.0', '@prisma/client': '^6.0.0' } },
        'src/db.ts': 'import { PrismaClient } from \'@prisma/client\';\n\nexport const prisma = new PrismaClient();\n',
        'src/closing.ts': closing,
        'src/index.ts': 'export { closeQuietly } from \'./closing.js\';\n',
      },
    });
    const code = `
import express from 'express';
import { prisma } from './db.js';
import { closeQuietly } from './index.js';
const app = express();
app.get('/users', async (req, res) => {
  await closeQuietly(prisma);
});`;
    expect((await withHelper.lint('src/app.ts', code)).map(({ line, message }) => `${line}: ${message}`)).toStrictEqual([
      '7: `closeQuietly()` runs for every request (GET /users) and closes the shared client `prisma` (src/db.ts:3), which all other '
      + 'requests use as well: what they are doing with it can fail. Leave it open, and close it once, when the process is told to end.',
    ]);
  });

  it('are seen to be closed by a method that is passed on in a file without any call of such a name', async () => {
    const code = `
import express from 'express';
import { db } from './index.js';
const app = express();
app.get('/users', async (req, res) => {
  res.on('finish', db.$disconnect);
});`;
    expect(await messagesOf('src/app.ts', code)).toHaveLength(1);
  });

  it('are not closed at the end of an invocation', async () => {
    const code = `
import { prisma } from './db.js';
export const handler = async (event, context) => {
  try {
    return await prisma.user.findMany();
  } finally {
    await prisma.$disconnect();
  }
};`;
    expect(await messagesOf('src/handler.js', code)).toStrictEqual([
      '`prisma.$disconnect()` runs for every invocation (handler (AWS Lambda)) and closes the shared client `prisma` (src/db.ts:3), which '
      + 'the next invocations in the same process use as well: what they are doing with it can fail. Leave it open, and close it once, '
      + 'when the process is told to end.',
    ]);
  });

  it('are closed by scripts and tests', async () => {
    const seed = 'import { prisma } from \'./db.js\';\nasync function main() { await prisma.user.deleteMany(); }\n'
      + 'main().finally(() => prisma.$disconnect());\n';
    expect(await messagesOf('src/seed.ts', seed)).toStrictEqual([]);
    expect(await messagesOf('tests/users.test.ts', 'import { prisma } from \'../src/db.js\';\nafterAll(() => prisma.$disconnect());\n'))
      .toStrictEqual([]);
  });

  it('are closed on Workers, where nothing is shared', async () => {
    const worker = createProject({ rule, files: { 'package.json': { dependencies: { hono: '^4.0.0' } }, 'wrangler.toml': '' } });
    const code = `
import { Hono } from 'hono';
import { MongoClient } from 'mongodb';
const mongo = new MongoClient('mongodb://db');
const app = new Hono();
app.get('/users', async (c) => {
  await mongo.close();
  return c.text('');
});`;
    expect(await worker.lint('src/worker.ts', code)).toStrictEqual([]);
  });
});

it('says so when the same function opens it', async () => {
  const reports = await createProject({ rule }).lint('app.js', processWide['the connection of a package, opened by the same function']!);
  expect(reports.map(({ message }) => message)).toStrictEqual([
    '`mongoose.connection.close()` runs for every request (GET /users) and closes the connection of the whole process, which all other '
    + 'requests use as well, although the same function opens it (app.js:8): what they are doing with it can fail, and each of them '
    + 'connects anew. Connect once, leave it open, and close it when the process is told to end.',
  ]);
});

it('advises to construct one for each piece of work where one does one thing at a time', async () => {
  const code = `import express from 'express';
import { Client } from 'basic-ftp';
const client = new Client();
const app = express();
app.get('/files', async (req, res) => {
  await client.access({ host: process.env.FTP_HOST });
  res.json(await client.list());
  client.close();
});
app.post('/files', async (req, res) => {
  await client.access({ host: process.env.FTP_HOST });
  await client.uploadFrom(req.body.path, 'x');
  res.end();
});
`;
  const reports = await createProject({ rule }).lint('app.js', code);
  expect(reports.map(({ message }) => message)).toStrictEqual([
    '`client.close()` runs for every request (GET /files) and closes the shared client `client` (line 3), which all other requests use as '
    + 'well: what they are doing with it can fail. It does one thing at a time, so that sharing it is no use: construct one for each piece '
    + 'of work, and close it when that is done.',
  ]);
});

it.each([
  ['in a `catch`', '} catch (error) {\n    await pool.end();\n    res.status(500).end();\n  }'],
  ['behind a `try` that is left when nothing fails', '} catch (error) {\n    res.status(500).end();\n  }\n  await pool.end();'],
])('tells that it runs where something fails: %s', async (_, end) => {
  const code = `import express from 'express';
import pg from 'pg';
const pool = new pg.Pool();
const app = express();
app.get('/orders', async (req, res) => {
  try {
    const { rows } = await pool.query('select * from orders');
    return res.json(rows);
  ${end}
});
app.get('/users', async (req, res) => res.json(await pool.query('select * from users')));
`;
  const reports = await createProject({ rule }).lint('app.js', code);
  expect(reports.map(({ message }) => message)).toStrictEqual([
    '`pool.end()` runs for every request in which something fails (GET /orders) and closes the shared client `pool` (line 3), which all '
    + 'other requests use as well: what they are doing with it can fail, too. Leave it open, and close it once, when the process is told '
    + 'to end.',
  ]);
});

it('is silent more often than not', () => {
  const { silent, reported } = countSilent(holders, passed, runners, handedOver, occasions, processWide, nest);
  expect(silent).toBeGreaterThan(reported);
});

describe('a timer that ends what it finds dead', () => {
  const feed = (listening: string): string => `import WebSocket from 'ws';
class Feed {
  socket;
  isAlive = true;
  start() {
    this.socket = new WebSocket(process.env.FEED_URL);
    this.socket.on('pong', () => { this.isAlive = true; });
    ${listening}
    setInterval(() => {
      if (this.isAlive === false) {
        this.socket.terminate();
        return;
      }
      this.isAlive = false;
      this.socket.ping();
    }, 30000);
  }
}
const feed = new Feed();
feed.start();
`;

  it.each([
    ['somebody makes another when it has ended', "this.socket.on('close', () => setTimeout(() => this.start(), 1000));", 0],
    ['the same by another name', "const socket = this.socket; this.socket = socket; socket.on('close', () => this.start());", 0],
    ['nobody listens for its end', '', 1],
    ['what listens for its end listens to something else', "process.on('close', () => this.start());", 1],
  ])('%s', async (_, listening, count) => {
    const project = createProject({ rule, files: { 'package.json': { dependencies: { ws: '^8.0.0', express: '^5.0.0' } } } });
    expect(await project.lint('src/feed.js', feed(listening))).toHaveLength(count);
  });
});
