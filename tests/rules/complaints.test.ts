import { describe, expect, it } from 'vitest';
import type { ClientLifetimeSettings } from '../../src/rule/settings.js';
import { createProject } from '../support/lint.js';

/*
 * What users of other tools for leaks complain about, each complaint as code: reported or silent as they asked. All rules are on.
 */

interface Complaint {
  readonly code: string;
  /** The rule that reports it. Without one: silent. */
  readonly reported?: string;
  readonly settings?: ClientLifetimeSettings;
}

const head = `
import express from 'express';
import { Redis } from 'ioredis';
const app = express();
`;

function handler(body: string): string {
  return `${head}app.get('/votes/:id', async (req, res) => {\n${body}\n});\n`;
}

const complaints: Readonly<Record<string, Readonly<Record<string, Complaint>>>> = {
  // D1: a close inside a helper or a deferred closure is not seen.
  D1: {
    'a helper that closes': { code: `const quit = async (redis) => { await redis.quit(); };\n${handler(`
  const redis = new Redis(req.params.id);
  try { res.json(await redis.get('votes')); } finally { await quit(redis); }`)}` },
    'a closure that runs later': { code: handler(`
  const redis = new Redis(req.params.id);
  res.on('close', () => redis.disconnect());
  res.json(await redis.get('votes'));`) },
    'a chained close': { code: handler(`
  const redis = new Redis(req.params.id);
  return redis.get('votes').then((votes) => res.json(votes)).finally(() => redis.disconnect());`) },
    'a helper that does not close': { reported: 'no-client-per-request', code: `const log = (client) => console.log(client.status);
${handler(`
  const redis = new Redis();
  log(redis);
  res.json(await redis.get('votes'));`)}` },
  },
  // D2: ownership goes to a constructor, a callee or a field.
  D2: {
    'a constructor of a package that keeps it': { code: `import { Limiter } from 'limiter';\n${handler(`
  req.limiter = new Limiter({ store: new Redis() });
  res.end();`)}` },
    'a function of a package': { code: `import { track } from 'tracker';\n${handler(`
  const redis = new Redis();
  track(redis);
  res.end();`)}` },
    'a class of the project that nobody closes': { reported: 'no-client-per-request', code: `
${head}
class Votes {
  constructor(redis) { this.redis = redis; }
  find(id) { return this.redis.get(id); }
}
app.get('/votes/:id', async (req, res) => {
  const votes = new Votes(new Redis());
  res.json(await votes.find(req.params.id));
});` },
    'a class of the project that is closed': { code: `
${head}
class Votes {
  constructor(redis) { this.redis = redis; }
  find(id) { return this.redis.get(id); }
  async close() { await this.redis.quit(); }
}
app.get('/votes/:id', async (req, res) => {
  const votes = new Votes(new Redis(req.params.id));
  try { res.json(await votes.find(req.params.id)); } finally { await votes.close(); }
});` },
  },
  // D3: the resource is returned to the caller.
  D3: {
    'returned to an unknown caller': { code: 'import { Redis } from \'ioredis\';\nexport function open() {\n  return new Redis();\n}\n' },
    'returned to a caller that closes it': { code: `const open = (id) => new Redis(id);\n${handler(`
  const redis = open(req.params.id);
  try { res.json(await redis.get('votes')); } finally { await redis.quit(); }`)}` },
    'returned to a caller that does not': { reported: 'no-client-per-request', code: `const open = () => new Redis();\n${handler(`
  const redis = open();
  res.json(await redis.get('votes'));`)}` },
    'borrowed for an unknown caller': { code: `
import { Pool } from 'pg';
const pool = new Pool();
export const open = () => pool.connect();` },
  },
  // D4: guards are not understood, nor a declaration before the branch.
  D4: {
    'a nullish assignment': { code: `${head}
let redis;
app.get('/votes', async (req, res) => {
  redis ??= new Redis();
  res.json(await redis.get('votes'));
});` },
    'an early return for what is there': { code: `${head}
let kept;
function open() {
  if (kept) return kept;
  kept = new Redis();
  return kept;
}
app.get('/votes', async (req, res) => res.json(await open().get('votes')));` },
    'a test before the close': { code: handler(`
  let redis;
  try {
    redis = new Redis(req.params.id);
    res.json(await redis.get('votes'));
  } finally {
    if (redis !== undefined) redis.disconnect();
  }`) },
    'an optional close': { code: handler(`
  let redis;
  try {
    redis = new Redis(req.params.id);
    res.json(await redis.get('votes'));
  } finally {
    redis?.disconnect();
  }`) },
    'a guard that tests something else': { reported: 'no-client-per-request', code: `${head}
app.get('/votes', async (req, res) => {
  if (!req.query.id) return res.status(400).end();
  const redis = new Redis();
  res.json(await redis.get(req.query.id));
});` },
  },
  // D5: holes in the registry are silent misses, so users must be able to see and to fill them (D12).
  D5: {
    'a subclass of a known client': { reported: 'no-client-per-request', code: `${head}
class Votes extends Redis {}
app.get('/votes', async (req, res) => res.json(await new Votes().get('votes')));` },
    'a class of the project that is called like a known client': { code: `
import express from 'express';
class Redis { get(key) { return key; } }
const app = express();
app.get('/votes', async (req, res) => res.json(await new Redis().get('votes')));` },
    'a known client under another name': { reported: 'no-client-per-request', code: `
import express from 'express';
import { Redis as Store } from 'ioredis';
const app = express();
app.get('/votes', async (req, res) => res.json(await new Store().get('votes')));` },
  },
  // D6: collectors close what they are given.
  D6: {
    'an async disposable stack': { code: handler(`
  await using stack = new AsyncDisposableStack();
  const redis = stack.adopt(new Redis(req.params.id), (client) => client.quit());
  res.json(await redis.get('votes'));`) },
    'a disposable stack that nobody disposes of by then': { reported: 'require-client-close', code: handler(`
  await using stack = new AsyncDisposableStack();
  const redis = new Redis(req.params.id);
  await redis.ping();
  stack.adopt(redis, (client) => client.quit());
  res.json(await redis.get('votes'));`) },
    'a list that nobody closes': { reported: 'no-client-per-request', code: handler(`
  const open = [];
  const redis = new Redis(req.params.id);
  open.push(redis);
  res.json(await redis.get('votes'));`) },
    'a list that is closed in the end': { code: handler(`
  const open = [];
  try {
    const redis = new Redis(req.params.id);
    open.push(redis);
    res.json(await redis.get('votes'));
  } finally {
    await Promise.all(open.map((client) => client.quit()));
  }`) },
  },
  // D7: long-lived by design.
  D7: {
    'an exported singleton': { code: 'import { Redis } from \'ioredis\';\nexport const redis = new Redis();\n' },
    'a client that a start-up makes for each request': { reported: 'no-client-per-request', code: `${head}
async function start() {
  app.get('/votes', async (req, res) => {
    const redis = new Redis();
    res.json(await redis.get('votes'));
  });
  app.listen(3000);
}
start();` },
    'a client of the start-up': { code: `${head}
async function start() {
  const redis = new Redis();
  app.get('/votes', async (req, res) => res.json(await redis.get('votes')));
  app.listen(3000);
}
start();` },
    'a checkout that listens for ever': { code: `
import { Pool } from 'pg';
const listener = await new Pool().connect();
await listener.query('LISTEN votes');` },
    'a client that only the end of the process closes': { code: `${head}
const redis = new Redis();
app.get('/votes', async (req, res) => res.json(await redis.get('votes')));
process.on('SIGTERM', () => redis.quit());` },
  },
  // D8: matched by name, in the wrong library.
  D8: {
    'a class of the same name': { code: handler('  res.json(new Redis().get(req.params.id));').replace('ioredis', './in-memory.js') },
    'a class of that name from the right library': {
      reported: 'no-client-per-request', code: handler('  res.json(await new Redis().get(req.params.id));'),
    },
    'a pool of the same name': { code: `
import { Pool } from './swimming.js';
const pool = new Pool();
export async function dive() {
  const lane = await pool.connect();
  return lane.length;
}` },
    'a method of the same name': { code: `
import express from 'express';
import { door } from './door.js';
const app = express();
app.get('/door', async (req, res) => {
  await door.close();
  await door.disconnect();
  res.end();
});` },
  },
  // D9: a container owns it.
  D9: {
    'a provider of a container': { code: `
import { Injectable, Module } from '@nestjs/common';
import { Redis } from 'ioredis';
@Injectable()
class Votes {
  private readonly redis = new Redis();
  find(id: string) { return this.redis.get(id); }
}
@Module({ providers: [Votes, { provide: 'REDIS', useFactory: () => new Redis() }] })
export class VotesModule {}` },
    'a method of a provider that makes its own': { reported: 'no-client-per-request', code: `
import { Controller, Get } from '@nestjs/common';
import { Redis } from 'ioredis';
@Controller('votes')
export class Votes {
  @Get()
  async find() {
    const redis = new Redis();
    return await redis.get('votes');
  }
}` },
    'a hook of a container': { code: `
import { Injectable } from '@nestjs/common';
import { Redis } from 'ioredis';
@Injectable()
export class Votes {
  private readonly redis = new Redis();
  async onModuleDestroy() { await this.redis.quit(); }
}` },
  },
  // D10: "use one instance" is wrong where credentials or the runtime differ.
  D10: {
    'credentials of the request': { code: handler(`
  const redis = new Redis({ host: req.query.host, password: req.query.password });
  try { res.json(await redis.ping()); } finally { redis.disconnect(); }`) },
    'a runtime that forbids sharing': { code: `
import { Hono } from 'hono';
import { env } from 'cloudflare:workers';
import postgres from 'postgres';
const app = new Hono();
app.get('/votes', async (c) => {
  const sql = postgres(env.URL);
  return c.json(await sql\`SELECT 1\`);
});` },
    'the same credentials for all': { reported: 'prefer-shared-client', code: handler(`
  const redis = new Redis('redis://votes');
  try { res.json(await redis.ping()); } finally { redis.disconnect(); }`) },
    'credentials of the request that are never released': { reported: 'no-client-per-request', code: handler(`
  const redis = new Redis({ host: req.query.host, password: req.query.password });
  res.json(await redis.ping());`) },
  },
  // D11: options must extend what is built in, and not replace it or widen its scope.
  D11: {
    'a built-in client beside one of one\'s own': {
      reported: 'no-client-per-request',
      code: handler('  res.json(await new Redis().ping());'),
      settings: { clients: [{ package: '@acme/sdk', export: 'AcmeClient', kind: 'class', holds: 'socket', release: ['close'] }] },
    },
    'a family that is turned off': {
      code: handler('  res.json(await new Redis().ping());'),
      settings: { families: { redis: false } },
    },
  },
  // D12: it is hard to add resources of one's own.
  D12: {
    'a client of one\'s own': {
      reported: 'no-client-per-request',
      code: handler('  res.json(await new AcmeClient().ask());').replace('{ Redis } from \'ioredis\'', '{ AcmeClient } from \'@acme/sdk\''),
      settings: { clients: [{ package: '@acme/sdk', export: 'AcmeClient', kind: 'class', holds: 'socket', release: ['close'] }] },
    },
    'a pool of one\'s own': {
      reported: 'require-connection-release',
      code: 'import { Pool } from \'@acme/sdk\';\nconst pool = new Pool();\nexport async function ask() {\n'
        + '  const seat = await pool.take();\n  return await seat.ask();\n}\n',
      settings: {
        checkouts: [{ package: '@acme/sdk', export: 'Pool().take', kind: 'asyncFactory', release: ['giveBack'], noun: 'seat' }],
      },
    },
    'a pool of one\'s own that gets it back': {
      code: 'import { Pool } from \'@acme/sdk\';\nconst pool = new Pool();\nexport async function ask() {\n'
        + '  const seat = await pool.take();\n  try { return await seat.ask(); } finally { seat.giveBack(); }\n}\n',
      settings: {
        checkouts: [{ package: '@acme/sdk', export: 'Pool().take', kind: 'asyncFactory', release: ['giveBack'], noun: 'seat' }],
      },
    },
  },
  // D13: "always `using`" is too blunt, and it is unclear who owns an argument.
  D13: {
    'a client that is made to be kept, without using': { code: 'import { Redis } from \'ioredis\';\nexport const redis = new Redis();\n' },
    'a shared client that a handler closes': { reported: 'no-shared-client-close', code: `${head}
const redis = new Redis();
app.get('/votes/:id', async (req, res) => {
  res.json(await redis.get(req.params.id));
  await redis.quit();
});` },
    'a parameter, which is the caller\'s': { code: `
import type { Redis } from 'ioredis';
export async function find(redis: Redis, id: string) {
  return await redis.get(id);
}` },
    'a shared client that is lent to a function': { code: `${head}
const redis = new Redis();
const find = (client, id) => client.get(id);
app.get('/votes/:id', async (req, res) => res.json(await find(redis, req.params.id)));` },
    'a close in finally instead of using': { code: handler(`
  const redis = new Redis(req.params.id);
  try { res.json(await redis.get('votes')); } finally { await redis.quit(); }`) },
  },
};

describe.each(Object.entries(complaints))('%s', (_number, cases) => {
  it.each(Object.entries(cases))('%s', async (_title, { code, reported, settings }) => {
    const project = createProject({
      rule: '*',
      files: { 'package.json': { dependencies: { express: '^5.0.0', hono: '^4.0.0', '@nestjs/common': '^11.0.0' } } },
      ...(settings && { settings }),
    });
    expect((await project.lint('src/service.ts', code)).map(({ rule }) => rule)).toStrictEqual(reported === undefined ? [] : [reported]);
  });
});

it('has every complaint, and for each of them code that is reported beside code that is silent', () => {
  expect(Object.keys(complaints)).toStrictEqual(Array.from({ length: 13 }, (_unused, index) => `D${index + 1}`));
  const oneSided = Object.entries(complaints).filter(([, cases]) => (
    new Set(Object.values(cases).map(({ reported }) => reported !== undefined)).size < 2));
  expect(oneSided.map(([number]) => number)).toStrictEqual([]);
});

it('has silent cases above all', () => {
  const all = Object.values(complaints).flatMap((cases) => Object.values(cases));
  const silent = all.filter(({ reported }) => reported === undefined);
  expect(silent.length).toBeGreaterThan(all.length - silent.length);
});
