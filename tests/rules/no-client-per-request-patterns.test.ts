import { describe, expect, it } from 'vitest';
import { countSilent, describeMarked, type MarkedCases } from '../support/marked-cases.js';

/** Shapes that were seen in real repositories, each in a few lines of its own. */
const typescript = { filenames: ['src/service.ts'] };

function inExpress(head: readonly string[], ...lines: readonly string[]): string {
  return [
    "import express from 'express';", ...head, 'const app = express();', "app.post('/run', async (req, res) => {",
    ...lines.map((line) => `  ${line}`), '});',
  ].join('\n');
}

const constructions: MarkedCases = {
  'a client in a document client': inExpress(
    ["import { DynamoDBClient } from '@aws-sdk/client-dynamodb';", "import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';"],
    'const table = DynamoDBDocumentClient.from(new DynamoDBClient({})); // leak', 'res.json(await table.send(req.body));',
  ),
  'a client in a document client that is destroyed': inExpress(
    ["import { DynamoDBClient } from '@aws-sdk/client-dynamodb';", "import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';"],
    'const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));', 'const item = await table.send(req.body);',
    'table.destroy();', 'res.json(item);',
  ),
  'a client in a document client of the module': inExpress(
    [
      "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';", "import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';",
      'const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));',
    ],
    'res.json(await table.send(req.body));',
  ),
  'a client in the capture of a tracer': inExpress(
    ["import AWSXRay from 'aws-xray-sdk';", "import { SQSClient } from '@aws-sdk/client-sqs';"],
    'const queue = AWSXRay.captureAWSv3Client(new SQSClient({})); // leak', 'await queue.send(req.body);',
  ),
  'a client in the capture of a tracer of the module': inExpress(
    [
      "import AWSXRay from 'aws-xray-sdk';", "import { SQSClient } from '@aws-sdk/client-sqs';",
      'const queue = AWSXRay.captureAWSv3Client(new SQSClient({}));',
    ],
    'await queue.send(req.body);',
  ),
  'a re-assignment after wrapping': inExpress(
    ["import { PrismaClient } from '@prisma/client';"],
    'let prisma = new PrismaClient(); // leak', 'prisma = prisma.$extends({});', 'res.json(await prisma.user.findMany());',
  ),
  'a client as an option of something unknown': inExpress(
    ["import { RateLimiter } from './limiter.js';", "import { Redis } from 'ioredis';"],
    'const limiter = new RateLimiter({ db: new Redis() });', 'res.json(await limiter.get(req.ip));',
  ),
  'a connection as an option of a client': inExpress(
    ["import { Client, Connection } from '@temporalio/client';"],
    'const client = new Client({ connection: await Connection.connect() }); // leak',
    'res.json(await client.workflow.start(req.body.name));',
  ),
  'a connection that is closed beside its client': inExpress(
    ["import { Client, Connection } from '@temporalio/client';"],
    'const connection = await Connection.connect();', 'const client = new Client({ connection });',
    'try {', '  res.json(await client.workflow.start(req.body.name));', '} finally {', '  await connection.close();', '}',
  ),
  'a factory as a default parameter': inExpress(
    [
      "import { ProxyAgent } from 'undici';", 'function load(url, make = (options) => new ProxyAgent(options)) { // leak',
      '  return fetch(url, { dispatcher: make(url) }); }',
    ],
    'res.json(await load(req.body.url));',
  ).replace('fetch(url, { dispatcher: make(url) })', 'make(url).dispatch(url)'),
  'a class that is chosen between two': inExpress(
    ["import { SQSClient } from '@aws-sdk/client-sqs';", "import { SNSClient } from '@aws-sdk/client-sns';"],
    'const Sender = req.body.topic ? SNSClient : SQSClient;', 'const sender = new Sender({});', 'await sender.send(req.body);',
  ),
  'a connection that connect() opens': inExpress(
    ["import { createClient } from 'redis';"], 'const client = await createClient().connect(); // leak',
    'res.json(await client.get(req.body.key));',
  ),
  'a connection that only connects when asked': inExpress(
    ["import Redis from 'ioredis';"], 'const client = new Redis({ lazyConnect: true }); // leak',
    'res.json(await client.get(req.body.key));',
  ),
  'a connection from a pool by its name': inExpress(
    ["import oracledb from 'oracledb';"], "const connection = await oracledb.getConnection('orders');",
    'res.json(await connection.execute(req.body.sql));',
  ),
  'a connection by credentials': inExpress(
    ["import oracledb from 'oracledb';"], "const connection = await oracledb.getConnection({ user: 'app', connectString: 'db' }); // leak",
    'res.json(await connection.execute(req.body.sql));',
  ),
  'a client for signing only': inExpress(
    ["import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';", "import { getSignedUrl } from '@aws-sdk/s3-request-presigner';"],
    'res.json(await getSignedUrl(new S3Client({}), new GetObjectCommand(req.body)));',
  ),
  'a client for signing and sending': inExpress(
    ["import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';", "import { getSignedUrl } from '@aws-sdk/s3-request-presigner';"],
    'const client = new S3Client({}); // leak', 'const url = await getSignedUrl(client, new GetObjectCommand(req.body));',
    'await client.send(req.body);', 'res.json(url);',
  ),
  'a client of a factory that one caller signs with and another sends with': inExpress(
    [
      "import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';", "import { getSignedUrl } from '@aws-sdk/s3-request-presigner';",
      'const getClient = () => new S3Client({}); // leak', 'const sign = (key) => getSignedUrl(getClient(), new GetObjectCommand(key));',
      'async function head(key) { const client = getClient(); return client.send(new GetObjectCommand(key)); }',
    ],
    'const object = await head(req.body.key);', 'res.json({ url: await sign(req.body.key), size: object.ContentLength });',
  ),
  'a client that a function hands to itself': inExpress(
    [
      "import { S3Client, ListObjectsV2Command } from '@aws-sdk/client-s3';",
      'async function list(params, client, keys) {',
      '  const page = await client.send(new ListObjectsV2Command(params));', '  for (const { Key } of page.Contents) keys.push(Key);',
      '  if (page.NextContinuationToken) await list({ ...params, ContinuationToken: page.NextContinuationToken }, client, keys);',
      '  return keys;', '}',
    ],
    'const client = new S3Client({}); // leak', 'res.json(await list(req.body, client, []));',
  ),
  'a client that a function hands to itself, and closes': inExpress(
    [
      "import { S3Client, ListObjectsV2Command } from '@aws-sdk/client-s3';",
      'async function list(params, client) {', '  const page = await client.send(new ListObjectsV2Command(params));',
      '  if (page.NextContinuationToken) return list({ ...params, ContinuationToken: page.NextContinuationToken }, client);',
      '  client.destroy();', '  return page.Contents;', '}',
    ],
    'const client = new S3Client({ region: req.body.region });',
    'try { res.json(await list(req.body, client)); } finally { client.destroy(); }',
  ),
  'a client that a function hands to itself, and gives back': inExpress(
    [
      "import { S3Client } from '@aws-sdk/client-s3';", 'const kept = [];',
      'async function warm(client, tries) {', '  if (tries === 0) return client;', '  const again = await warm(client, tries - 1);',
      '  kept.push(again);', '  return again;', '}',
    ],
    'const client = new S3Client({});', 'await warm(client, 2);', 'res.json(await client.send(req.body));',
  ),
  'a client that two functions hand to each other, and keep': inExpress(
    [
      "import { S3Client } from '@aws-sdk/client-s3';", 'const kept = [];',
      'async function even(client, tries) { return tries === 0 ? client.config.region() : odd(client, tries - 1); }',
      'async function odd(client, tries) { kept.push(client); return even(client, tries - 1); }',
    ],
    'const client = new S3Client({});', 'await even(client, 2);', 'res.json(await client.send(req.body));',
  ),
  'a client for helpers of paths only': inExpress(
    ["import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';"],
    'const client = new RecaptchaEnterpriseServiceClient();', 'res.json(client.projectPath(req.body.project));',
  ),
  'a client for its tokens only': inExpress(
    ["import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';"],
    'const client = new RecaptchaEnterpriseServiceClient(req.body);', 'res.json(await client.auth.getAccessToken());',
  ),
  'a client for another member': inExpress(
    ["import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';"],
    'const client = new RecaptchaEnterpriseServiceClient(req.body); // leak', 'res.json(await client.other.getAccessToken());',
  ),
  'an S3 of the second SDK': inExpress(
    ["import AWS from 'aws-sdk';"], 'const client = new AWS.S3();', 'res.json(await client.getObject(req.body).promise());',
  ),
  'an S3 of the third SDK': inExpress(
    ["import { S3 } from '@aws-sdk/client-s3';"], 'const client = new S3(); // leak', 'res.json(await client.getObject(req.body));',
  ),
  'a Client of elasticsearch': inExpress(
    ["import { Client } from '@elastic/elasticsearch';"], "const client = new Client({ node: 'http://search' }); // leak",
    'res.json(await client.search(req.body));',
  ),
  'a Client of a queue over HTTP': inExpress(
    ["import { Client } from '@upstash/qstash';"], "const client = new Client({ token: 'x' });",
    'res.json(await client.publish(req.body));',
  ),
  'a client that fetches': inExpress(
    ["import { createClient } from '@supabase/supabase-js';"], "const client = createClient('https://db', 'key');",
    "res.json(await client.from('users').select());",
  ),
  'a client of the generated kind': inExpress(
    ["import { createClient } from './generated/client.js';"], 'const client = createClient();', 'res.json(await client.get(req.body));',
  ),
};

const parameters: MarkedCases = {
  'a client as a default of a parameter property': [
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
    'class Table {', '  constructor(private client = new DynamoDBClient({})) {} // leak',
    '  get(key: string) { return this.client.send(key as never); }', '}',
    'export async function handle(req, res) {', '  res.json(await new Table().get(req.body.key));', '}',
  ].join('\n'),
  'a default of a parameter property of an object of the module': [
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
    'class Table {', '  constructor(private client = new DynamoDBClient({})) {}',
    '  get(key: string) { return this.client.send(key as never); }', '}',
    'const table = new Table();', 'export async function handle(req, res) {', '  res.json(await table.get(req.body.key));', '}',
  ].join('\n'),
  'a shared client in place of the default': [
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';", 'const shared = new DynamoDBClient({});',
    'class Table {', '  constructor(private client: DynamoDBClient) {}',
    '  get(key: string) { return this.client.send(key as never); }', '}',
    'export async function handle(req, res) {', '  res.json(await new Table(shared).get(req.body.key));', '}',
  ].join('\n'),
};

const once: MarkedCases = {
  'onInit() of a cloud function': [
    "import { onInit } from 'firebase-functions/v2/core';", "import { onRequest } from 'firebase-functions/v2/https';",
    "import { Client } from 'pg';",
    'let client;', 'onInit(() => {', '  client = new Client();', '});',
    'export const users = onRequest(async (req, res) => res.json(await client.query(req.body)));',
  ].join('\n'),
  'a plugin': [
    "import Fastify from 'fastify';", "import { MongoClient } from 'mongodb';", 'const fastify = Fastify();',
    'fastify.register(async (instance) => {',
    "  const client = new MongoClient('mongodb://db');", "  instance.decorate('mongo', client);",
    "  instance.get('/users', () => client.db().stats());", '});',
  ].join('\n'),
  'a layer of effects': [
    "import { Effect, Layer } from 'effect';", "import { Client } from 'pg';",
    'export const DbLive = Layer.scoped(Db, Effect.gen(function* () {',
    '  const client = new Client();', '  return { query: (text) => client.query(text) };', '}));',
  ].join('\n'),
  'a lazy effect of the module': [
    "import { Effect } from 'effect';", "import { Client } from 'pg';", 'const connect = Effect.tryPromise(async () => {',
    '  const client = new Client();', '  await client.connect();',
    '  return client;', '});',
    "export const program = Effect.flatMap(connect, (client) => Effect.promise(() => client.query('select 1')));",
  ].join('\n'),
  'a task of the module': [
    "import * as TE from 'fp-ts/TaskEither';", "import { Client } from 'pg';", 'export const users = TE.tryCatch(async () => {',
    '  const client = new Client();',
    "  return client.query('select 1');", '}, String);',
  ].join('\n'),
  'a setup function that gets the application': inExpress(
    ["import { Queue } from 'bullmq';", 'function setUpQueues(server) {', "  server.locals.jobs = new Queue('jobs');", '}'],
    'await req.app.locals.jobs.add(req.body);', 'res.end();',
  ) + '\nsetUpQueues(app);',
  'a wrapper that builds services first': [
    "import { createServer } from './server.js';", "import { Client } from 'pg';",
    'export default createServer({ buildServices: async () => ({ db: new Client() }), routes: (services) => [] });',
  ].join('\n'),
  'an initialize() at the bottom': [
    "import express from 'express';", "import { Client } from 'pg';", 'let db;', 'async function initialize() {',
    '  db = new Client();', '  await db.connect();', '}',
    "express().get('/users', async (req, res) => res.json(await db.query('select 1')));", 'initialize();',
  ].join('\n'),
  'a factory that is called above its declaration': [
    "import express from 'express';", "import { Client } from 'pg';", 'const db = makeDb();',
    "express().get('/users', async (req, res) => res.json(await db.query('select 1')));",
    'function makeDb() {', '  return new Client();', '}',
  ].join('\n'),
  'an optional injection of a service of the module': inExpress(
    [
      "import { Client } from 'pg';", 'class Users {', '  constructor(options) {', '    this.db = options?.client ?? new Client();',
      '  }', '}', 'const users = new Users();',
    ],
    'res.json(await users.db.query(req.body.text));',
  ),
  'an optional injection of a service of the handler': inExpress(
    [
      "import { Client } from 'pg';", 'class Users {', '  constructor(options) {',
      '    this.db = options?.client ?? new Client(); // leak', '  }', '}',
    ],
    'res.json(await new Users().db.query(req.body.text));',
  ),
  'a decoration of the server': [
    "import Fastify from 'fastify';", "import { MongoClient } from 'mongodb';", 'const fastify = Fastify();',
    "fastify.decorate('mongo', new MongoClient('mongodb://db'));",
    "fastify.get('/users', function () { return this.mongo.db().stats(); });",
  ].join('\n'),
  'a context of the request': [
    "import { Hono } from 'hono';", "import { Client } from 'pg';", 'const app = new Hono();',
    'app.use(async (c, next) => {', "  c.set('db', new Client());", '  await next();', '});', "app.get('/users', (c) => c.json({}));",
  ].join('\n'),
  'a dependency object of closures': inExpress(
    [
      "import { Client } from 'pg';",
      'const makeHandlers = ({ db }) => ({ users: async (req, res) => res.json(await db.query(req.body.text)) });',
      'const handlers = makeHandlers({ db: new Client() });',
    ],
    'await handlers.users(req, res);',
  ),
  'a good caller beside a bad one': inExpress(
    ["import { Client } from 'pg';", 'const makeDb = () => new Client(); // leak', 'const shared = makeDb();'],
    'const db = makeDb();', 'await shared.query(req.body.text);', 'res.json(await db.query(req.body.text));',
  ),
  'good callers alone': inExpress(
    ["import { Client } from 'pg';", 'const makeDb = () => new Client();', 'const shared = makeDb();', 'const other = makeDb();'],
    'await other.query(req.body.text);', 'res.json(await shared.query(req.body.text));',
  ),
};

const containers: MarkedCases = {
  'a service of the default scope': [
    "import { Injectable, Controller, Get } from '@nestjs/common';", "import { Redis } from 'ioredis';", '@Injectable()',
    'export class Cache {', '  readonly client = new Redis();', '}',
    '@Controller()', 'export class CacheController {', '  constructor(private readonly cache: Cache) {}',
    '  @Get() get() { return this.cache.client.get("x"); }', '}',
  ].join('\n'),
  'a service of the request': [
    "import { Injectable, Scope } from '@nestjs/common';", "import { Redis } from 'ioredis';", '@Injectable({ scope: Scope.REQUEST })',
    'export class Cache {',
    '  readonly client = new Redis(); // leak', '}',
  ].join('\n'),
  'a provider factory': [
    "import { Module } from '@nestjs/common';", "import { Redis } from 'ioredis';",
    "@Module({ providers: [{ provide: 'REDIS', useFactory: () => new Redis() }] })", 'export class CacheModule {}',
  ].join('\n'),
  'a method of a controller': [
    "import { Controller, Get } from '@nestjs/common';", "import { Redis } from 'ioredis';", '@Controller()',
    'export class CacheController {', '  @Get()', '  get() {',
    "    return new Redis().get('x'); // leak", '  }', '}',
  ].join('\n'),
  'a bootstrap': [
    "import { NestFactory } from '@nestjs/core';", "import { Redis } from 'ioredis';", 'async function bootstrap() {',
    '  const client = new Redis();',
    '  const app = await NestFactory.create(AppModule);', '  await client.ping();', '  await app.listen(3000);', '}', 'void bootstrap();',
  ].join('\n'),
  'a singleton of a container': [
    "import { singleton } from 'tsyringe';", "import { Redis } from 'ioredis';", '@singleton()', 'export class Cache {',
    '  readonly client = new Redis();', '}',
  ].join('\n'),
  'a factory whose result the container keeps': [
    "import { container, instancePerContainerCachingFactory } from 'tsyringe';", "import { Redis } from 'ioredis';",
    "container.register('redis', { useFactory: instancePerContainerCachingFactory(() => new Redis()) });",
  ].join('\n'),
};

describeMarked('constructions', constructions);
describeMarked('default parameters', parameters, typescript);
const frameworks = ['express', 'fastify', 'hono', 'firebase-functions', '@nestjs/common', '@nestjs/core', 'tsyringe', 'effect', 'fp-ts'];
const installed = { files: { 'package.json': { dependencies: Object.fromEntries(frameworks.map((name) => [name, '*'])) } } };
describeMarked('same shape, once', once, installed);
describeMarked('containers', containers, { ...typescript, ...installed });

describe('the cases of this file', () => {
  it('are silent more often than not', () => {
    const { silent, reported } = countSilent(constructions, parameters, once, containers);
    expect(silent).toBeGreaterThan(reported);
  });
});
