import { describeMarked } from '../support/marked-cases.js';

/* A client that stands in for one that is given: whoever gives one never has it made. */

const head = `import express from 'express';
import { Redis } from 'ioredis';
import { PrismaClient } from '@prisma/client';
const app = express();
const shared = new Redis();
const prisma = new PrismaClient();
`;

const service = (left: string): string => `class Votes {
  constructor(options) {
    this.redis = ${left} new Redis(process.env.REDIS_URL);
  }
  count() { return this.redis.get('votes'); }
}
`;

const store = `function storeOf(client) {
  const redis = client || new Redis(process.env.REDIS_URL);
  return redis;
}
`;

describeMarked('a client that every caller gives', {
  'as an option of the object that would make it': `${head}${service('options.redis ??')}app.get('/', async (req, res) => {
  const votes = new Votes({ redis: shared });
  res.json(await votes.count());
});`,
  'as one of two options': `${head}${service('options.redis ?? options.cache ??')}app.get('/', async (req, res) => {
  const votes = new Votes({ cache: shared });
  res.json(await votes.count());
});`,
  'as an argument': `${head}${store}app.get('/', async (req, res) => {
  res.json(await storeOf(shared).get('votes'));
});`,
});

const lost = service('options.redis ??').replace('URL);', 'URL); // leak');

describeMarked('a client that some caller lacks', {
  'where its option is another one': `${head}${lost}app.get('/', async (req, res) => {
  const votes = new Votes({ cache: shared });
  res.json(await votes.count());
});`,
  'where the option may be nothing': `${head}${lost}app.get('/', async (req, res) => {
  const votes = new Votes({ redis: req.app.locals.redis });
  res.json(await votes.count());
});`,
  'as an argument': `${head}${store.replace('URL);', 'URL); // leak')}app.get('/', async (req, res) => {
  res.json(await storeOf(shared).get('votes'));
  res.json(await storeOf().get('votes'));
});`,
});

const publisher = (mark: string): string => `${head}
import { channel } from './channel.js';
let opened;
async function open() { opened = new Redis(process.env.REDIS_URL); }
async function publish(redis, text) {
  if (!redis) {
    redis = new Redis(process.env.REDIS_URL);${mark}
  }
  await redis.publish('votes', text);
}
`;

const helped = publisher('').replace('redis = new Redis(process.env.REDIS_URL);', 'redis = await connect();')
  + 'async function connect() {\n  const made = new Redis(process.env.REDIS_URL);\n  return made;\n}\n';

describeMarked('a client that a helper makes where none is given', {
  'to a function that gets that of another module': `${helped}app.post('/', async (req, res) => {
  await publish(channel, req.body.text);
  res.end();
});`,
}, {
  rule: 'no-unclosed-client',
  files: { 'package.json': { dependencies: { express: '^5.0.0', ioredis: '^5.0.0' } }, 'src/channel.js': 'export let channel;\n' },
});

describeMarked('a client that is made where none is given', {
  'to a function that gets that of another module': `${publisher('')}app.post('/', async (req, res) => {
  await publish(channel, req.body.text);
  res.end();
});`,
  'to a function that gets what was opened before': `${publisher('')}app.post('/', async (req, res) => {
  await publish(opened, req.body.text);
  res.end();
});
app.listen(3000, () => open());`,
  'to a function that gets none': `${publisher(' // leak')}app.post('/', async (req, res) => {
  await publish(undefined, req.body.text);
  res.end();
});`,
  'to a function that gets what the request has': `${publisher(' // leak')}app.post('/', async (req, res) => {
  await publish(req.redis, req.body.text);
  res.end();
});`,
}, { files: { 'package.json': { dependencies: { express: '^5.0.0', ioredis: '^5.0.0' } }, 'src/channel.js': 'export let channel;\n' } });
