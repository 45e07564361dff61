import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/** What keys of the catalog mean for code: each group is about one of them. */
function handler(imports: readonly string[], ...lines: readonly string[]): string {
  const body = lines.map((line) => `  ${line}`).join('\n');
  return [
    "import express from 'express';", ...imports, 'const app = express();', "app.get('/', async (req, res) => {", body, '});', '',
  ].join('\n');
}

const grpc = ["import * as grpc from '@grpc/grpc-js';", "import { Greeter } from './generated.js';"];
const stub = "const greeter = new grpc.Client('localhost:50051', grpc.credentials.createInsecure());";

const released: MarkedCases = {
  'by the function that closes a client': handler(grpc, stub, 'try { await call(greeter.hello); } finally { grpc.closeClient(greeter); }'),
  'by the function that closes a client, when all goes well': handler(
    grpc, `${stub} // leak`, 'await greeter.hello();', 'grpc.closeClient(greeter);'),
  'by its channel': handler(grpc, stub, 'try { await greeter.hello(); } finally { greeter.getChannel().close(); }'),
  'by its channel, which a function of the package gives': handler(
    grpc, stub, 'try { await greeter.hello(); } finally { grpc.getClientChannel(greeter).close(); }'),
  'by its channel under a name': handler(
    grpc, stub, 'const channel = grpc.getClientChannel(greeter);', 'try { await greeter.hello(); } finally { channel.close(); }'),
};

describeMarked('a stub that is released', released, { rule: 'require-client-close' });
describeMarked('a stub whose channel is only looked at', {
  'by a method': handler(grpc, `${stub} // leak`, 'await greeter.hello();', 'res.json(greeter.getChannel().getTarget());'),
});

const sqlite = ["import Database from 'better-sqlite3';"];
describeMarked('a database in the process', {
  'that is opened and closed for one export': handler(
    sqlite, "const db = new Database('export.db');", 'try { res.json(db.prepare(sql).all()); } finally { db.close(); }'),
}, { rule: 'prefer-shared-client' });
describeMarked('a database in the process', {
  'that nobody closes': handler(sqlite, "const db = new Database('export.db'); // leak", 'res.json(db.prepare(sql).all());'),
});

const fabric = ["import { Gateway } from 'fabric-network';"];
describeMarked('what is told to connect', {
  'and never is': handler(fabric, 'const gateway = new Gateway();', 'res.json({});', 'gateway.disconnect();'),
  'and is': handler(
    fabric, 'const gateway = new Gateway(); // leak', 'await gateway.connect(profile, options);',
    'res.json(await gateway.getNetwork(name));'),
});

describeMarked('what connects when it is asked for a network, and no earlier', {
  'and is told who asks only': handler(
    fabric, 'const gateway = new Gateway();', 'await gateway.connect(profile, options);',
    'res.json(await gateway.getClient().getCertificateAuthority().register(req.body, gateway.getCurrentIdentity()));'),
  'and is': handler(
    fabric, 'const gateway = new Gateway(); // leak', 'await gateway.connect(profile, options);',
    'res.json(await gateway.getNetwork(name));'),
}, { files: { 'package.json': { dependencies: { express: '^5.0.0', 'fabric-network': '^1.4.5' } } } });

const logging = ["import { Logging } from '@google-cloud/logging';"];
describeMarked('a log', {
  'that writes to the standard output': handler(
    logging, 'const logging = new Logging();', 'await logging.setProjectId();', "const log = logging.logSync('requests');",
    'log.write(log.entry({}, req.url));', 'res.end();'),
  'that calls the service': handler(
    logging, 'const logging = new Logging(); // leak', "const log = logging.log('requests');", 'await log.write(log.entry({}, req.url));'),
});

const knex = ["import knex from 'knex';"];
const pool = "const db = knex({ client: 'pg', connection: process.env.DATABASE_URL });";
describeMarked('a query', {
  'that is run as it was written': handler(knex, `${pool} // leak`, "res.json(await db.raw('select 1'));"),
  'that is built': handler(knex, `${pool} // leak`, "res.json(await db('meals').select('name'));"),
  'of which a part is built only': handler(knex, pool, "res.json(db.ref('meals.name'));"),
});

describeMarked('a browser that another package gives', {
  'with its own build of it': handler(
    ["import chromium from 'chrome-aws-lambda';"],
    'const browser = await chromium.puppeteer.launch({ args: chromium.args, executablePath: await chromium.executablePath }); // leak',
    'res.json(await browser.version());'),
});

const admin = ["import admin from 'firebase-admin';"];
describeMarked('what a namespace hands on', {
  'a generated client': handler(
    admin, 'const client = new admin.firestore.v1.FirestoreAdminClient(); // leak', 'res.json(await client.exportDocuments({}));'),
  'a class': handler(admin, 'const db = new admin.firestore.Firestore(); // leak', 'res.json(await db.doc(id).get());'),
  'a service of the app': handler(admin, 'const db = admin.firestore();', 'res.json(await db.doc(id).get());'),
});
describeMarked('what a file inside of a package makes', {
  'a stub': handler(
    ["import apiForProto from 'lightning/lnd_grpc/api_for_proto.js';"],
    'const router = apiForProto({ path, service, socket, type }); // leak', 'res.json(await router.getInfo({}));'),
});

const typeorm = `
import { createConnection, getConnection, getConnectionManager } from 'typeorm';
import express from 'express';
const app = express();
async function connectionOf(name) {
  const manager = getConnectionManager();
  if (manager.has(name)) return manager.get(name);
  return await createConnection({ ...options, name });
}
app.get('/', async (req, res) => {
  const connection = await connectionOf(req.query.tenant);
  res.json(await connection.query(sql));
});
`;
describeMarked('connections by name', { 'which the SDK is asked for first': typeorm });
describeMarked('connections by name', {
  'that are closed by their name': `${typeorm}
app.delete('/', async (req, res) => {
  await getConnection(req.query.tenant).close();
  res.end();
});
`,
  'the one of everybody, which has no name': `${typeorm}
app.delete('/', async (req, res) => {
  await getConnection().close(); // leak
  res.end();
});
`,
}, { rule: 'no-shared-client-close' });

const ssh = ["import { Client } from 'ssh2';", "import { readFileSync } from 'node:fs';"];
describeMarked('a client that connects when it is told to', {
  'at the end of a chain, for whose options something may throw': handler(
    ssh, 'const connection = new Client();',
    "connection.on('ready', () => { connection.end(); res.end(); }).connect({ host: 'example.com', privateKey: readFileSync('key') });"),
}, { rule: 'require-client-close' });

describeMarked('a module that is instrumented', {
  'by a package that gives it back': "const express = require('express');\n"
    + "const mysql = require('aws-xray-sdk-mysql')(require('mysql2/promise'));\n"
    + "const app = express();\napp.get('/', async (req, res) => {\n  const client = await mysql.createConnection({}); // leak\n"
    + "  res.json(await client.query('select 1'));\n});",
  'by a function that gives it back': "const express = require('express');\nconst xray = require('aws-xray-sdk');\n"
    + "const pg = xray.capturePostgres(require('pg'));\nconst app = express();\napp.get('/', async (req, res) => {\n"
    + "  const client = new pg.Client(); // leak\n  await client.connect();\n  res.json(await client.query('select 1'));\n});",
  'by a function of which nothing is known': "const express = require('express');\nconst pg = require('some-tracer')(require('pg'));\n"
    + "const app = express();\napp.get('/', async (req, res) => {\n  const client = new pg.Client();\n  await client.connect();\n"
    + "  res.json(await client.query('select 1'));\n});",
}, { filenames: ['src/service.js'] });

describeMarked('an account that is only looked at', {
  'and logs out by itself': "import express from 'express';\nimport { ImapFlow } from 'imapflow';\nconst app = express();\n"
    + "app.post('/', async (req, res) => {\n  const client = new ImapFlow({ ...req.body, verifyOnly: true });\n  await client.connect();\n"
    + '  res.json(client.authenticated);\n});',
  'and logs out by itself, unless what is merged says otherwise': "import express from 'express';\nimport { ImapFlow } from 'imapflow';\n"
    + "const app = express();\napp.post('/', async (req, res) => {\n"
    + '  const client = new ImapFlow(Object.assign({ verifyOnly: true }, req.body.imap));\n  await client.connect();\n'
    + '  res.json(client.authenticated);\n});\n'
    + "app.post('/other', async (req, res) => {\n  const client = new ImapFlow(Object.assign({ secure: true }, req.body)); // leak\n"
    + '  await client.connect();\n  res.json(client.authenticated);\n});',
  'and stays logged in': "import express from 'express';\nimport { ImapFlow } from 'imapflow';\nconst app = express();\n"
    + "app.post('/', async (req, res) => {\n  const client = new ImapFlow({ ...req.body }); // leak\n  await client.connect();\n"
    + '  res.json(client.authenticated);\n});',
});
