import { describeMarked } from '../support/marked-cases.js';

/** Shared clients that are closed to get a new connection, because the old one does not answer. */
const head = "import express from 'express';\nimport { Redis } from 'ioredis';\nconst app = express();\n";

describeMarked('a shared client', {
  'that looks after itself': `${head}class Cache extends Redis {
  constructor(url) {
    super(url);
    setInterval(() => {
      this.ping().catch(() => this.disconnect(true));
    }, 1000);
  }
}
const cache = new Cache('redis://localhost');
app.get('/', async (req, res) => res.json(await cache.get(req.query.key)));`,
  'that a timer finds dead': `${head}const cache = new Redis('redis://localhost');
setInterval(async () => {
  try {
    await cache.ping();
  } catch (error) {
    cache.disconnect(true);
  }
}, 1000);
app.get('/', async (req, res) => res.json(await cache.get(req.query.key)));`,
  'that a timer closes each time': `${head}const cache = new Redis('redis://localhost');
setInterval(async () => {
  await cache.ping();
  await cache.quit(); // leak
}, 1000);
app.get('/', async (req, res) => res.json(await cache.get(req.query.key)));`,
  'that a failed request closes': `${head}const cache = new Redis('redis://localhost');
app.get('/', async (req, res) => {
  try {
    res.json(await cache.get(req.query.key));
  } catch (error) {
    await cache.quit(); // leak
    res.end();
  }
});`,
}, { filenames: ['src/service.js'], rule: 'no-shared-client-close' });
