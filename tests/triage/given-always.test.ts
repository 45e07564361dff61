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
