import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester, type Linter, type Rule } from 'eslint';
import { describe, expect, it } from 'vitest';
import { noClientPerRequest } from '../../rules/no-client-per-request.js';
import { createProject } from '../support/lint.js';

RuleTester.describe = describe;
RuleTester.it = it;

const rule = noClientPerRequest as unknown as Rule.RuleModule;
const recaptcha = "import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';";
const inlineUse = 'async (req, res) => new RecaptchaEnterpriseServiceClient().createAssessment(req.body);';
const settings = { 'client-lifetime': { project: false } };

/** What the rule says of the first text, word for word. Suggestions have tests of their own. */
async function messageOf(code: string, filename = 'src/service.ts', files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const manifest = { dependencies: { express: '^5.0.0', 'aws-sdk': '^2.0.0', ws: '^8.0.0', '@grpc/grpc-js': '^1.14.0' } };
  const project = createProject({ files: { 'package.json': manifest, ...files } });
  return (await project.lint(filename, code)).map(({ line, messageId, message }) => `${line} ${messageId}: ${message}`);
}

describe('the message', () => {
  it('names the client, how often, from where, what it holds, what becomes of it and what to do', async () => {
    expect(await messageOf([
      "import express from 'express';",
      recaptcha,
      'const app = express();',
      "app.post('/verify', async (req, res) => {",
      '  const client = new RecaptchaEnterpriseServiceClient();',
      '  res.json(await client.createAssessment(req.body));',
      '});',
    ].join('\n'))).toStrictEqual([
      '5 leak: `RecaptchaEnterpriseServiceClient` is constructed for every request (POST /verify) and never released: '
      + 'each one holds a gRPC channel with a connection of its own. '
      + 'With @grpc/grpc-js 1.9.0 or newer an unreleased channel closes its connection after 30 minutes without a call; '
      + 'with 1.12.6 or newer the channel can then be freed, too. '
      + 'Construct it once and share it.',
    ]);
  });

  const ofUrl = (url: string): string => [
    "import express from 'express';",
    "import { Redis } from 'ioredis';",
    'const app = express();',
    "app.get('/quotes', async (req, res) => {",
    `  const redis = new Redis(${url});`,
    "  res.json(await redis.get('quotes'));",
    '});',
  ].join('\n');

  it('advises one for all only where the arguments are known to be the same', async () => {
    expect(await messageOf(ofUrl('(await (await fetch("https://settings.example")).json()).url'))).toStrictEqual([
      expect.stringMatching(/ Keep one for each value of its arguments, if those are few, or release it when it is done\.$/)]);
  });

  it('advises so whatever tests write into the environment', async () => {
    const setUp = 'beforeAll(async (context) => { process.env.QUOTES_URL = context.url; });';
    expect(await messageOf(ofUrl('process.env.QUOTES_URL'), 'src/service.ts', { 'src/__tests__/set-up.ts': setUp })).toStrictEqual([
      expect.stringMatching(/ Construct it once and share it\.$/)]);
    expect(await messageOf(ofUrl('process.env.QUOTES_URL'), 'src/service.ts', { 'src/hooks.ts': setUp })).toStrictEqual([
      expect.stringMatching(/ Keep one for each value of its arguments/)]);
  });

  it('shows the way from the entry point to the construction', async () => {
    expect(await messageOf([
      "import { Router } from 'express';",
      "import { Pool } from 'pg';",
      'const router = Router();',
      "router.get('/users/:id', (req, res) => res.json(findUser(req.params.id)));",
      'function findUser(id) {',
      '  return db().query(id);',
      '}',
      'function db() {',
      '  return new Pool();',
      '}',
    ].join('\n'), 'src/users.js')).toStrictEqual([
      '9 leak: `Pool` is constructed for every request '
      + '(GET /users/:id → src/users.js:4 → findUser() src/users.js:6 → db() src/users.js:9) and never released: '
      + 'each one holds a connection pool of its own. '
      + 'The pool drops its idle connections after 10 seconds by default; until then each pool keeps its own. '
      + 'Construct it once and share it.',
    ]);
  });

  it.each([
    ['30000', 'after `idleTimeoutMillis`; until then'], ['Number(process.env.IDLE)', 'after `idleTimeoutMillis`; until then'],
    ['0', 'never drops an idle connection'],
  ])('says how long idle connections stay where that is written: %s', async (time, said) => {
    const [message] = await messageOf([
      "import express from 'express';", "import { Pool } from 'pg';",
      `express().get('/', (req, res) => res.json(new Pool({ idleTimeoutMillis: ${time} }).query('x')));`,
    ].join('\n'));
    expect(message).toContain(said);
    expect(message).not.toContain('10 seconds');
  });

  it('does not tell to share what the request decides', async () => {
    expect(await messageOf([
      "import express from 'express';",
      "import Redis from 'ioredis';",
      "express().get('/:host', async (req, res) => res.json(await new Redis(req.params.host).get('x')));",
    ].join('\n'))).toStrictEqual([
      '3 leakFromRequest: `Redis` is constructed for every request (GET /:host) and never released: '
      + 'each one holds a connection of its own. '
      + 'Its arguments come from the request: release it when done, or keep a bounded cache with one client per key.',
    ]);
  });

  it('follows what the request decides through the functions on the way', async () => {
    const messages = await messageOf([
      "import express from 'express';",
      "import Redis from 'ioredis';",
      'const open = (options) => new Redis(options);',
      'const connect = (host) => open({ host });',
      "express().get('/:host', async (req, res) => res.json(await connect(req.params.host).get('x')));",
    ].join('\n'));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^3 leakFromRequest: /);
  });

  it.each([
    ['invocation', '`SQSClient` is constructed for every invocation (handler (AWS Lambda))', [
      "import { SQSClient } from '@aws-sdk/client-sqs';",
      'export const handler = async (event) => new SQSClient({}).send(event);',
    ]],
    ['message', '`Client` is constructed for every message (on(\'message\', …) (', [
      "import { WebSocketServer } from 'ws';",
      "import { Client } from 'pg';",
      "new WebSocketServer({ port: 1 }).on('connection', (socket) => {",
      "  socket.on('message', (text) => new Client().query(text));",
      '});',
    ]],
    ['connection', '`Client` is constructed for every connection (', [
      "import { WebSocketServer } from 'ws';",
      "import { Client } from 'pg';",
      "new WebSocketServer({ port: 1 }).on('connection', () => new Client().query('select 1'));",
    ]],
    ['tick of a timer', '`createClient()` is constructed for every tick of a timer (', [
      "import { createClient } from 'redis';",
      "setInterval(() => createClient().get('x'), 1000);",
    ]],
    ['turn of a loop', '`createClient()` is constructed for every turn of a loop (while (true))', [
      "import { createClient } from 'redis';",
      'async function work() {', "  while (true) await createClient().get('x');", '}', 'work();',
    ]],
  ])('says %s where it is one', async (_, start, lines) => {
    const messages = await messageOf(lines.join('\n'));
    expect(messages).toHaveLength(1);
    expect(messages[0]?.replace(/^\d+ \w+: /, '').slice(0, start.length)).toBe(start);
  });

  it('calls a client what people call it', async () => {
    const handler = (expression: string): string => `app.post('/x', async (req, res) => res.json(await (${expression}).work()));`;
    const messages = await messageOf([
      "import express from 'express'; import { Kafka } from 'kafkajs'; import { MongoClient } from 'mongodb';",
      "import postgres from 'postgres'; import * as vision from '@google-cloud/vision'; import { createClient } from 'redis';",
      'const app = express();',
      handler("new Kafka({ brokers: ['kafka:9092'] }).producer()"),
      handler("await MongoClient.connect('mongodb://db')"),
      handler('new vision.v1.ImageAnnotatorClient()'),
      handler('createClient()'),
      handler('postgres()'),
    ].join('\n'));
    expect(messages.map((message) => /`[^`]*`/.exec(message)?.[0])).toStrictEqual([
      '`Kafka().producer()`', '`MongoClient.connect()`', '`ImageAnnotatorClient`', '`createClient()`', '`postgres()`',
    ]);
  });

  it('names the caller in another file', async () => {
    const captcha = `${recaptcha}\nexport const verify = (token) => new RecaptchaEnterpriseServiceClient().createAssessment(token);`;
    const messages = await messageOf(captcha, 'src/captcha.js', {
      'src/captcha.js': 'export const verify = (token) => token;',
      'src/server.js': [
        "import express from 'express';", "import { verify } from './captcha.js';",
        "express().post('/verify', async (req, res) => res.json(await verify(req.body.token)));",
      ].join('\n'),
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('(POST /verify → src/server.js:3 → verify() src/captcha.js:2)');
  });
});

new RuleTester({ languageOptions: { sourceType: 'module' } }).run('no-client-per-request', rule, {
  valid: [
    { name: 'an empty file', code: '', filename: 'src/a.js', settings },
    {
      name: 'a file without a catalogued package',
      code: "import express from 'express'; express().get('/', (req, res) => res.end());",
      settings,
    },
    {
      name: 'a client of the module',
      filename: 'src/a.js', settings,
      code: `${recaptcha} const client = new RecaptchaEnterpriseServiceClient();
        export const verify = async (req, res) => client.createAssessment(req.body);`,
    },
    {
      name: 'a family that is not looked for',
      filename: 'src/a.js', settings: { 'client-lifetime': { project: false, families: { redis: true } } },
      code: `${recaptcha} export const verify = ${inlineUse}`,
    },
    {
      name: 'a catalog without clients',
      filename: 'src/a.js', settings: { 'client-lifetime': { project: false, replace: ['clients'] } },
      code: `${recaptcha} export const verify = ${inlineUse}`,
    },
    {
      name: 'TypeScript',
      filename: 'src/a.ts', settings, languageOptions: { parser: typescriptParser as Linter.Parser },
      code: `${recaptcha} const client: RecaptchaEnterpriseServiceClient = new RecaptchaEnterpriseServiceClient();
        export async function verify(req: Request, res: Response): Promise<void> { await client.createAssessment(req.body as never); }`,
    },
  ],
  invalid: [
    {
      name: 'no folder, no manifest, no other file',
      filename: 'a.js', settings,
      code: [
        recaptcha, 'export const verify = async (req, res) => {',
        '  await new RecaptchaEnterpriseServiceClient().createAssessment(req.body);', '};',
      ].join('\n'),
      errors: [{ messageId: 'leak', line: 3, column: 9, endLine: 3, endColumn: 47, suggestions: 2 }],
    },
    {
      name: 'a text without a file',
      settings,
      code: `${recaptcha}\nexport const verify = ${inlineUse}`,
      errors: [{ messageId: 'leak', line: 2 }],
    },
    {
      name: 'a CommonJS file',
      filename: 'a.cjs', settings, languageOptions: { sourceType: 'commonjs' },
      code: [
        "const { Client } = require('pg');", 'exports.users = async (req, res) => {',
        "  res.json(await new Client({ host: req.query.host }).query('x'));", '};',
      ].join('\n'),
      errors: [{ messageId: 'leakFromRequest', line: 3 }],
    },
    {
      name: 'a script',
      filename: 'a.js', settings, languageOptions: { sourceType: 'script' },
      code: [
        "var pg = require('pg');", 'exports.users = function (req, res) {',
        "  new pg.Client(req.body).query('x', function () { res.end(); });", '};',
      ].join('\n'),
      errors: [{ messageId: 'leakFromRequest', line: 3 }],
    },
    {
      name: 'two clients in one handler, and one of the module',
      filename: 'src/a.ts', settings, languageOptions: { parser: typescriptParser as Linter.Parser },
      code: [
        "import { Client } from 'pg';", 'const shared = new Client();', 'export async function users(req: Req, res: Res) {',
        '  const reader = new Client(req.body.reader);', '  const writer = new Client(req.body.writer);',
        "  await reader.query('x'); await writer.query('x'); await shared.query('x');", '}',
      ].join('\n'),
      errors: [{ messageId: 'leakFromRequest', line: 4, suggestions: 1 }, { messageId: 'leakFromRequest', line: 5, suggestions: 1 }],
    },
    {
      name: 'a client that one user needs to itself',
      filename: 'src/a.js', settings,
      code: [
        "import { Client } from 'basic-ftp';", 'export async function upload(req, res) {', '  const ftp = new Client();',
        '  await ftp.access({ host: process.env.FTP_HOST });', "  await ftp.uploadFrom(req, 'scan.pdf');", '  res.end();', '}',
      ].join('\n'),
      errors: [{
        message: '`Client` is constructed for every request (upload (Google Cloud Functions)) and never released: '
          + 'each one holds a connection of its own. Release it when it is done, because one cannot serve several requests at once.',
        line: 3,
        suggestions: 1,
      }],
    },
    {
      name: 'a client that does not connect again',
      filename: 'src/a.js', settings,
      code: [
        "import amqp from 'amqplib';", 'export async function publish(req, res) {',
        '  const connection = await amqp.connect(process.env.URL);',
        '  const channel = await connection.createChannel();', "  channel.sendToQueue('scans', req.body);", '  res.end();', '}',
      ].join('\n'),
      errors: [{
        message: '`amqp.connect()` is constructed for every request (publish (Google Cloud Functions)) and never released: '
          + 'each one holds a connection of its own. Share one, and replace it when its connection breaks.',
        line: 3,
        suggestions: [{
          desc: 'Close amqp.connect() in a `finally` block.',
          output: [
            "import amqp from 'amqplib';", 'export async function publish(req, res) {',
            '  const connection = await amqp.connect(process.env.URL);', '  try {',
            '    const channel = await connection.createChannel();', "    channel.sendToQueue('scans', req.body);", '    res.end();',
            '  } finally {', '    await connection.close();', '  }', '}',
          ].join('\n'),
        }],
      }],
    },
  ],
});
