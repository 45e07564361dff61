import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { rules } from '../../rules/index.js';

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester();

function handler(body: string): string {
  return `
import express from 'express';
import { Redis } from 'ioredis';
const app = express();
app.get('/votes', async (req, res) => {
${body}
});
`;
}

const message = '`Redis` is constructed and released for every request (GET /votes): each one opens a connection of its own '
  + 'and throws it away. Construct it once and share it.';
const listening = '`Redis` is constructed for every request (GET /votes) to listen, and released when that is over: until then '
  + 'each one holds a connection of its own. Let one listen for all, and pass on to each what comes.';

tester.run('prefer-shared-client', rules['prefer-shared-client'] as never, {
  valid: [
    // The request decides where to connect.
    handler(`
  const redis = new Redis(req.query.url);
  try {
    res.json(await redis.get('votes'));
  } finally {
    await redis.quit();
  }`),
    // Not released on every path: the business of require-client-close.
    handler(`
  const redis = new Redis();
  res.json(await redis.get('votes'));
  await redis.quit();`),
    // Each stored server is asked, by a function that is given on by its name.
    `
import express from 'express';
import { Redis } from 'ioredis';
import { readServers } from 'some-store';
const all = (run, items) => Promise.all(items.map(run));
const ask = async (server) => {
  const redis = new Redis(server.url);
  try {
    return await redis.get('votes');
  } finally {
    await redis.quit();
  }
};
express().get('/votes', async (req, res) => {
  const servers = (await readServers()).map((server) => ({ url: server.url }));
  res.json(await all(ask, servers));
});
`,
    // One connection for each conversation, and nothing else to share.
    `
import { WebSocketServer, WebSocket } from 'ws';
new WebSocketServer({ port: 8080 }).on('connection', (socket) => {
  const upstream = new WebSocket('wss://quotes.example');
  upstream.on('message', (quote) => socket.send(quote));
  socket.on('close', () => upstream.close());
});
`,
    `
import express from 'express';
import { Client } from 'ldapts';
express().post('/login', async (req, res) => {
  const client = new Client({ url: process.env.LDAP_URL });
  try {
    await client.bind(req.body.name, req.body.password);
    res.json({ isKnown: true });
  } finally {
    await client.unbind();
  }
});
`,
    // Shared.
    `
import express from 'express';
import { Redis } from 'ioredis';
const app = express();
const redis = new Redis();
app.get('/votes', async (req, res) => res.json(await redis.get('votes')));
process.on('SIGTERM', () => redis.quit());
`,
  ],
  invalid: [
    {
      code: handler(`
  const redis = new Redis(process.env.REDIS_URL);
  try {
    res.json(await redis.get('votes'));
  } finally {
    await redis.quit();
  }`),
      errors: [{ message, line: 7 }],
    },
    {
      code: handler(`
  const redis = new Redis();
  return redis.get('votes').then((votes) => res.json({ votes })).finally(() => redis.quit());`),
      errors: [{ message, line: 7 }],
    },
    {
      code: handler(`
  const redis = new Redis();
  req.on('close', () => redis.quit());
  redis.subscribe('votes', (error) => { if (error) console.error(error); });`),
      errors: [{ message: listening, line: 7 }],
    },
  ],
});
