import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * A client that goes along with a request, in what is asked for it there, is found by its name wherever the project uses it: as with a
 * property of the request. Who releases it there may do so for whoever has put it there.
 */

const head = `
import { AsyncLocalStorage } from 'node:async_hooks';
import express from 'express';
import Redis from 'ioredis';
const storage = new AsyncLocalStorage();
const app = express();
`;
const use = "app.get('/x', async (req, res) => res.json(await storage.getStore().redis.get('x')));";

const cases: MarkedCases = {
  'an object of the storage': `${head}
app.use((req, res, next) => {
  const redis = new Redis(); // leak
  storage.run({ redis }, next);
});
${use}`,
  'an object that is taken apart': `${head}
app.use((req, res, next) => {
  storage.run({ id: req.id, redis: new Redis() }, () => next()); // leak
});
app.get('/x', async (req, res) => {
  const { redis } = storage.getStore();
  res.json(await redis.get('x'));
});`,
  'an object that the storage is told to have from then on': `${head}
app.use((req, res, next) => {
  storage.enterWith({ redis: new Redis() }); // leak
  next();
});
${use}`,
  'an object of the storage, released where it is found': `${head}
app.use((req, res, next) => {
  storage.run({ redis: new Redis() }, next);
});
${use}
app.use((req, res) => storage.getStore().redis.quit());`,
  'an object of the storage, released by the middleware': `${head}
app.use((req, res, next) => {
  const redis = new Redis();
  res.on('close', () => redis.quit());
  storage.run({ redis }, next);
});
${use}`,
  'an object of the storage that others keep': `${head}
const kept = new Set();
app.use((req, res, next) => {
  storage.run({ redis: new Redis() }, next);
});
app.get('/x', (req, res) => kept.add(storage.getStore().redis));
${use}`,
  'an object of the storage that is looked up by text': `${head}
app.use((req, res, next) => {
  storage.run({ redis: new Redis() }, next);
});
${use}
const end = () => ['redis'].forEach((name) => storage.getStore()[name].quit());`,
  'an object of the storage that nobody is seen to use': `${head}
app.use((req, res, next) => {
  storage.run({ redis: new Redis() }, next);
});`,
};

describeMarked('a client that goes along in', cases, {
  filenames: ['src/service.js'],
  files: { 'package.json': { dependencies: { express: '^5.0.0', ioredis: '^5.0.0' } } },
});
