import { describeMarked } from '../support/marked-cases.js';

/** Between the construction of a client that opens nothing yet and its first use nothing can be lost. */
const head = `const express = require('express');
const { Pool, Client } = require('pg');
const { Redis } = require('ioredis');
const app = express();
const toSql = require('./to-sql');
`;
const filenames = ['src/service.js'];
const used = `try {
    await client.connect();
    res.json(await client.query(req.body.sql));
  } finally {
    await client.end();
  }
});`;

describeMarked('a client that opens nothing', {
  'until it is told to connect, and before that something may throw': `${head}app.post('/', async (req, res) => {
  const client = new Client({ host: req.body.host });
  const sql = toSql(req.body);
  res.set('x-sql', sql);
  ${used}`,
  'until its first use, and before that the request may be refused': `${head}app.post('/', async (req, res) => {
  const pool = new Pool({ host: req.body.host });
  if (!req.body.sql) return res.status(400).end();
  try {
    res.json(await pool.query(req.body.sql));
  } finally {
    await pool.end();
  }
});`,
  'and whose listener is there before': `${head}app.post('/', async (req, res) => {
  const client = new Client({ host: req.body.host });
  client.on('error', (error) => console.error(error));
  const sql = toSql(req.body);
  ${used}`,
  'and whose pool cannot lend a connection': `${head}app.post('/', async (req, res) => {
  const pool = new Pool({ host: req.body.host });
  const fields = req.body.fields.split(',');
  const client = await pool.connect();
  try {
    res.json(await client.query('select $1', fields));
  } finally {
    client.release();
    await pool.end();
  }
});`,
  'and whose pool has lent one': `${head}app.post('/', async (req, res) => {
  const pool = new Pool({ host: req.body.host }); // leak
  const client = await pool.connect();
  await client.query('set role reader');
  try {
    res.json(await client.query('select 1'));
  } finally {
    client.release();
    await pool.end();
  }
});`,
  'and is used outside of the try': `${head}app.post('/', async (req, res) => {
  const client = new Client({ host: req.body.host }); // leak
  await client.connect();
  await client.query('set role reader');
  ${used}`,
  'and is used on one branch first': `${head}app.post('/', async (req, res) => {
  const pool = new Pool({ host: req.body.host }); // leak
  if (req.body.isTest) await pool.query('select 1');
  const sql = toSql(req.body);
  const { rows } = await pool.query(sql);
  await pool.end();
  res.json(rows);
});`,
}, { filenames, rule: 'require-client-close' });

describeMarked('a client that connects when it is constructed', {
  'and before its first use something runs that is not known to throw': `${head}app.post('/', async (req, res) => {
  const redis = new Redis(req.body.url);
  const key = toSql(req.body);
  try {
    res.json(await redis.get(key));
  } finally {
    redis.disconnect();
  }
});`,
  'and before its first use something may throw': `${head}app.post('/', async (req, res) => {
  const redis = new Redis(req.body.url); // leak
  const key = JSON.parse(req.body.key);
  try {
    res.json(await redis.get(key));
  } finally {
    redis.disconnect();
  }
});`,
}, { filenames, rule: 'require-client-close' });

const mail = `const express = require('express');
const { ImapFlow } = require('imapflow');
const app = express();
`;

describeMarked('a client whose connect() leaves nothing open where it fails', {
  'and that is logged out at once': `${mail}app.post('/', async (req, res) => {
  const client = new ImapFlow({ host: req.body.host });
  await client.connect();
  await client.logout();
  res.end();
});`,
  'and that a helper connects': `${mail}async function open(options) {
  const client = new ImapFlow(options);
  await client.connect();
  return client;
}
app.post('/', async (req, res) => {
  const client = await open(req.body);
  try {
    res.json(await client.mailboxOpen('INBOX'));
  } finally {
    await client.logout();
  }
});`,
  'and with which something is done before it is logged out': `${mail}app.post('/', async (req, res) => {
  const client = new ImapFlow({ host: req.body.host }); // leak
  await client.connect();
  res.json(await client.mailboxOpen('INBOX'));
  await client.logout();
});`,
}, { filenames, rule: 'require-client-close' });

describeMarked('a connection that could not be made is nobody who is lost', {
  'of mongoose, awaited where it is made': `const express = require('express');
const mongoose = require('mongoose');
const app = express();
async function open() {
  const connection = await mongoose.createConnection(process.env.URL).asPromise();
  return connection;
}
app.get('/', async (req, res) => {
  let connection;
  try {
    connection = await open();
    res.json(await connection.model('Vote').find());
  } finally {
    if (connection) await connection.close();
  }
});`,
  'of Prisma': `const express = require('express');
const { PrismaClient } = require('@prisma/client');
const app = express();
app.get('/', async (req, res) => {
  const prisma = new PrismaClient({ datasourceUrl: req.query.url });
  await prisma.$connect();
  await prisma.$disconnect();
  res.end();
});`,
  'of Prisma, with a query behind': `const express = require('express');
const { PrismaClient } = require('@prisma/client');
const app = express();
app.get('/', async (req, res) => {
  const prisma = new PrismaClient({ datasourceUrl: req.query.url }); // leak
  await prisma.$connect();
  res.json(await prisma.vote.findMany());
  await prisma.$disconnect();
});`,
}, { filenames, rule: 'require-client-close' });

const opening = (imported: string, constructing: string, release: string): string => `const express = require('express');
const ${imported};
const app = express();
app.post('/', async (req, res) => {
  const client = ${constructing};
  await client.connect();
  try {
    res.json(await client.get(req.body.key));
  } finally {
    await client.${release}();
  }
});`;

describeMarked('a connect() that fails outside of the try leaves nothing for good', {
  'of node-ssh': opening("{ NodeSSH } = require('node-ssh')", 'new NodeSSH()', 'dispose'),
  "of Neon's pool": opening("{ Pool } = require('@neondatabase/serverless')", 'new Pool({ host: req.body.host })', 'end'),
  'of pg': opening("{ Client } = require('pg')", 'new Client({ host: req.body.host })', 'end'),
  'of its native form': opening("{ native } = require('pg')", 'new native.Client({ host: req.body.host })', 'end'),
  'of mysql': opening("{ createConnection } = require('mysql')", 'createConnection({ host: req.body.host })', 'end'),
  'of redis': opening("{ createClient } = require('redis')", 'createClient({ url: req.body.url })', 'close'),
  'or something, where the driver does not say so':
    opening("{ Client } = require('cassandra-driver')", 'new Client({ keyspace: req.body.db })', 'shutdown').replace('});', '}); // leak'),
}, { filenames, rule: 'require-client-close' });

const database = (constructing: string): string => `${head}class Database {
  constructor(host) {
    ${constructing}
  }
  async connect() { await this.client.connect(); }
  async read(sql) { return (await this.client.query(sql)).rows; }
  async end() { await this.client.end(); }
}
app.post('/', async (req, res) => {
  const database = new Database(req.body.host);
  const sql = toSql(req.body);
  if (!sql) return res.status(400).end();
  try {
    await database.connect();
    res.json(await database.read(sql));
  } finally {
    await database.end();
  }
});`;

describeMarked('an object that keeps a client which opens nothing', {
  'until the object is used': database('this.client = new Client({ host });'),
  'and that the constructor tells to connect': database('this.client = new Client({ host }); // leak\n    this.client.connect();'),
  'and whose constructor calls other methods': database('this.client = new Client({ host }); // leak\n    this.connect();'),
  'in an initialiser': database('this.host = host;').replace('class Database {', 'class Database {\n  client = new Client();'),
  'and is used outside of the try': database('this.client = new Client({ host }); // leak').replace(
    '  try {\n    await database.connect();', '  console.log(await database.read(sql));\n  try {',
  ),
}, { filenames, rule: 'require-client-close' });

describeMarked('a client that is never told to connect', {
  'and that nobody uses': `${head}app.post('/', async (req, res) => {
  const client = new Client();
  res.end();
});`,
  'and that is told to': `${head}app.post('/', async (req, res) => {
  const client = new Client(); // leak
  await client.connect();
  res.end();
});`,
}, { filenames, rule: 'no-client-per-request' });

const mssql = (declared: string, failed: string): string => `${head}const { ConnectionPool } = require('mssql');
app.get('/', (req, res) => {
  ${declared} pool = new ConnectionPool({ server: req.query.host });
  pool.on('error', (error) => console.error(error));
  pool.connect((error) => {
    if (${failed}) return res.status(400).end();
    pool.request().query('select 1', (problem, rows) => {
      pool.close();
      res.json(rows);
    });
  });
});`;

describeMarked('a client that could not connect, as the callback says', {
  'is none': mssql('const', 'error'),
  'is none, whatever declares it': mssql('var', 'error'),
  'is one if something else is tested': mssql('const', 'req.query.sql').replace('req.query.host });', 'req.query.host }); // leak'),
}, { filenames, rule: 'require-client-close' });
