import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/** What every case begins with. */
const head = `
import express from 'express';
import { Pool, Client } from 'pg';
import { Redis } from 'ioredis';
import knex from 'knex';
import { DataSource } from 'typeorm';
import * as ssh from 'ssh2';
import Sftp from 'ssh2-sftp-client';
import ldap from 'ldapjs';
import { QueueEvents } from 'bullmq';
import sql from 'mssql';
import puppeteer from 'puppeteer';
import { GraphQLError } from 'graphql';
const app = express();
const pool = new Pool();
const db = knex({});
const source = new DataSource({});
`;

/** Functions, each below a comment that says what the engine answers for each client in it, parted by ` | `. */
function check(title: string, text: string): void {
  const cases = text.split(/^\s*\/\/ => /m).slice(1).map((part) => {
    const end = part.indexOf('\n');
    return { expected: part.slice(0, end).trim(), code: part.slice(end + 1).trimEnd() };
  });
  describe(title, () => {
    it.each(cases)('$expected $code', ({ expected, code }) => {
      expect(describeSites(head + code).filter((line) => line !== 'out of sight').join(' | ')).toBe(expected);
    });
  });
}

/** The end of a handler that uses `client` and has a helper close it. */
const usedAndShut = `try {
      res.json(await client.query('y'));
    } finally {
      await shut(client);
    }
  });
  async function shut(given) {
    try { await given.end(); } catch (error) { console.error(error); }
  }`;

check('another name for what could be opened', `
  // => everyPath
  app.get('/', async (req, res) => {
    let client = null;
    for (const host of req.body.hosts) {
      const candidate = new Client({ host });
      try {
        await candidate.connect();
        await candidate.query('x');
        client = candidate;
        break;
      } catch (error) {
        await shut(candidate);
      }
    }
    if (!client) return res.end();
    ${usedAndShut}

  // => require-client-close: return: return res.end();
  app.get('/', async (req, res) => {
    const candidate = new Client(req.body);
    await candidate.connect();
    let client = given(req);
    if (req.body.mine) client = candidate;
    if (!client) return res.end();
    ${usedAndShut}
`);

check('what a client that came by a promise only begins', `
  // => everyPath
  app.get('/', async (req, res) => {
    pool.connect().then((client) => {
      client.query('x');
      client.release();
    }).catch((error) => console.error(error));
    await update(req);
  });

  // => everyPath
  app.get('/', async (req, res) => {
    const client = await pool.connect();
    client.query('x');
    client.release();
    res.end();
  });

  // => require-connection-release: throw: client.query('x')
  app.get('/', async (req, res) => {
    const client = await pool.connect();
    await client.query('x');
    client.release();
    res.end();
  });
`);

check('two releases in one finally', `
  // => everyPath | everyPath
  app.get('/', async (req, res) => {
    let a, b;
    try {
      a = await pool.connect();
      b = await pool.connect();
      await b.query(await a.query('x'));
    } finally {
      if (a) a.release();
      if (b) b.release();
    }
  });

  // => everyPath | everyPath
  app.get('/', async (req, res) => {
    const a = new Redis();
    const b = new Redis();
    try {
      res.json([await a.get('x'), await b.get('y')]);
    } finally {
      a.disconnect();
      b.disconnect();
    }
  });

  // => everyPath | require-client-close: throw: a.quit()
  app.get('/', async (req, res) => {
    const a = new Redis();
    const b = new Redis();
    try {
      res.json([await a.get('x'), await b.get('y')]);
    } finally {
      await a.quit();
      await b.quit();
    }
  });

  // => require-connection-release: throw: c.query('commit')
  app.get('/', async (req, res) => {
    const c = await pool.connect();
    try {
      await c.query('x');
    } finally {
      await c.query('commit');
      c.release();
    }
  });
`);

check('what only tells of a failure', `
  // => everyPath
  app.get('/', async (req, res) => {
    const c = await pool.connect();
    try {
      await c.query('x');
    } catch (e) {
      logger.error(\`failed: \${formatError(e)}\`);
      console.error(describe(e));
    }
    c.release();
  });

  // => require-connection-release: throw: describe(e)
  app.get('/', async (req, res) => {
    const c = await pool.connect();
    try {
      await c.query('x');
    } catch (e) {
      logger.error(await describe(e));
    }
    c.release();
  });

  // => throw: mailer.error(format(e))
  app.get('/', async (req, res) => {
    const c = await pool.connect();
    try {
      await c.query('x');
    } catch (e) {
      mailer.error(format(e));
    }
    c.release();
  });

  // => everyPath
  app.get('/', async (req, res) => {
    const trx = await db.transaction();
    try {
      await trx('x');
      await trx.commit();
    } catch (e) {
      if (!trx.isCompleted()) await trx.rollback();
      throw e;
    }
  });

  // => everyPath
  class AppError extends Error { constructor(message, code) { super(message); this.code = code; } }
  class NotFound extends AppError { constructor(message) { super(message, 404); Error.captureStackTrace(this, this.constructor); } }
  app.get('/', async (req, res) => {
    const trx = await db.transaction();
    try {
      await trx('x');
      await trx.commit();
    } catch (e) {
      const problem = req.query.graphql ? new GraphQLError(e) : new NotFound(e);
      await trx.rollback();
      throw problem;
    }
  });

  // => require-connection-release: throw: new Report(e)
  class Report extends Base { constructor(message) { super(message); if (!message.id) throw new TypeError('no id'); } }
  app.get('/', async (req, res) => {
    const trx = await db.transaction();
    try {
      await trx('x');
      await trx.commit();
    } catch (e) {
      const report = new Report(e);
      await trx.rollback();
      throw report;
    }
  });

  // => unknown
  app.get('/', async (req, res) => {
    const runner = source.createQueryRunner();
    try {
      await runner.query('x');
    } finally {
      if (!runner.isTransactionActive) await runner.release();
    }
  });
`);

check('what a helper loses that opens a client and returns it', `
  // => require-client-close: throw: c.query('set role x')
  async function open() {
    const c = new Client();
    await c.connect();
    await c.query('set role x');
    return c;
  }
  app.get('/', async (req, res) => {
    const c = await open();
    try {
      res.json(await c.query('select 1'));
    } finally {
      await c.end();
    }
  });

  // => everyPath
  async function open(host) {
    const c = new Client({ host });
    try {
      await c.connect();
      await c.query('set role x');
      return c;
    } catch (e) {
      await c.end();
      throw e;
    }
  }
  app.get('/', async (req, res) => {
    const c = await open(req.query.host);
    try {
      res.json(await c.query('select 1'));
    } finally {
      await c.end();
    }
  });

  // => require-client-close: return: return null;
  async function open(host) {
    const c = new Redis(host);
    if (!host) return null;
    return c;
  }
  app.get('/', async (req, res) => {
    const c = await open(req.query.host);
    try {
      res.json(await c.get('x'));
    } finally {
      c.disconnect();
    }
  });

  // => everyPath
  function make(req) {
    const own = new Pool({ host: quote(req.body.host) });
    check(req.body.schema);
    return own;
  }
  app.get('/', async (req, res) => {
    const own = make(req);
    const text = quote(req.query.text);
    try {
      res.json(await own.query(text));
    } finally {
      await own.end();
    }
  });

  // => require-client-close: throw: own.query(text)
  function make(req) {
    const own = new Pool({ host: req.body.host });
    return own;
  }
  app.get('/', async (req, res) => {
    const own = make(req);
    const text = quote(req.query.text);
    res.json(await own.query(text));
    await own.end();
  });
`);

check('what opens nothing before it connects', `
  // => everyPath
  app.get('/', (req, res) => {
    const c = new ssh.Client();
    const options = build(req.body);
    c.on('ready', () => {
      c.end();
      res.end();
    }).on('error', (e) => { res.status(500).end(); }).connect(options);
  });

  // => no-client-per-request: never
  app.get('/', (req, res) => {
    const c = new ssh.Client();
    c.on('ready', () => { res.end(); }).on('error', (e) => { res.status(500).end(); }).connect(build(req.body));
  });

  // => everyPath
  app.get('/', async (req, res) => {
    const c = new Sftp();
    await c.connect(req.body);
    try {
      res.json(await c.list('/'));
    } finally {
      await c.end();
    }
  });

  // => require-client-close: throw: c.list('/')
  app.get('/', async (req, res) => {
    const c = new Sftp();
    await c.connect(req.body);
    res.json(await c.list('/'));
    await c.end();
  });
`);

check('clients that executors hand out', `
  // => require-client-close: throw: run(c.config)
  async function open(options) {
    const c = new ssh.Client();
    await new Promise((resolve, reject) => {
      c.on('ready', () => resolve(c)).on('error', reject).connect(options);
    });
    return c;
  }
  app.get('/', async (req, res) => {
    const c = await open(req.body);
    await run(c.config);
    c.end();
  });

  // => everyPath
  function open(options) {
    const c = new ssh.Client();
    return new Promise((resolve, reject) => {
      c.on('ready', () => resolve(c)).on('error', reject).connect(options);
    });
  }
  app.get('/', async (req, res) => {
    const c = await open(req.body);
    try {
      await run(c.config);
    } finally {
      c.end();
    }
  });

  // => require-client-close: throw: search()
  function open(options) {
    return new Promise((resolve, reject) => {
      const c = ldap.createClient(options);
      c.on('connect', () => c.bind('cn', 'secret', (err) => err ? reject(err) : resolve(c)));
    });
  }
  app.get('/', async (req, res) => {
    const c = await open(req.body);
    await search();
    c.unbind();
  });
`);

check('releases in listeners for what comes of some work', `
  // => require-client-close: end: events.on('failed', (reason) => reject(new Error(reason)));
  app.get('/', async (req, res) => {
    await new Promise(async (resolve, reject) => {
      const events = new QueueEvents(req.query.queue);
      events.on('completed', async () => { await events.close(); resolve(); });
      events.on('failed', (reason) => reject(new Error(reason)));
    });
    res.end();
  });

  // => require-client-close: end: events.on('completed', async () => { await events.close(); resolve(); });
  app.get('/', async (req, res) => {
    await new Promise(async (resolve, reject) => {
      const events = new QueueEvents(req.query.queue);
      events.on('completed', async () => { await events.close(); resolve(); });
    });
  });

  // => everyPath
  app.get('/', async (req, res) => {
    await new Promise(async (resolve, reject) => {
      const events = new QueueEvents(req.query.queue);
      events.on('completed', () => { events.close(); resolve(); });
      events.on('failed', (reason) => { events.close(); reject(new Error(reason)); });
    });
    res.end();
  });

  // => everyPath
  app.get('/', async (req, res) => {
    await new Promise((resolve, reject) => {
      const events = new QueueEvents(req.query.queue);
      const timer = setTimeout(() => { events.close(); reject(new Error('late')); }, 1000);
      events.on('completed', () => { clearTimeout(timer); events.close(); resolve(); });
    });
    res.end();
  });
`);

check('functions that are given a client, and close it at their end', `
  // => require-client-close: throw: publish(redis, req.body)
  async function publish(redis, body) {
    const key = await redis.get('key');
    await redis.publish(key, body);
    redis.disconnect();
  }
  app.get('/', async (req, res) => {
    const redis = new Redis();
    await publish(redis, req.body);
    res.end();
  });

  // => everyPath
  async function publishSafely(redis, body) {
    try {
      await redis.publish('key', body);
    } finally {
      redis.disconnect();
    }
  }
  app.get('/', async (req, res) => {
    const redis = new Redis();
    await publishSafely(redis, req.body);
    res.end();
  });

  // => everyPath
  async function publish(redis, body) {
    const key = await redis.get('key');
    await redis.publish(key, body);
    redis.disconnect();
  }
  app.get('/', async (req, res) => {
    const redis = new Redis();
    try {
      await publish(redis, req.body);
    } catch (error) {
      redis.disconnect();
      throw error;
    }
    res.end();
  });

  // => everyPath
  async function shut(redis) {
    console.log('closing');
    redis.disconnect();
  }
  app.get('/', async (req, res) => {
    const redis = new Redis();
    try {
      await redis.get('x');
    } finally {
      await shut(redis);
    }
    res.end();
  });

  // => everyPath
  async function read(redis, isLast) {
    try {
      return await redis.get('x');
    } finally {
      if (isLast) redis.disconnect();
    }
  }
  app.get('/', async (req, res) => {
    const redis = new Redis();
    res.json(await read(redis, true));
  });
`);

check('promises that are waited for before the release', `
  // => require-client-close: throw: new Promise((resolve, reject) => {
  app.get('/', async (req, res) => {
    const redis = new Redis();
    const file = redis.stream('x');
    await new Promise((resolve, reject) => {
      file.on('end', resolve);
      file.on('error', reject);
    });
    redis.disconnect();
    res.end();
  });

  // => require-client-close: throw: new Promise((resolve) => {
  app.get('/', async (req, res) => {
    const redis = new Redis();
    await new Promise((resolve) => {
      res.render('page');
      resolve();
    });
    redis.disconnect();
  });

  // => everyPath
  app.get('/', async (req, res) => {
    const redis = new Redis();
    await new Promise((resolve) => setTimeout(resolve, 100));
    redis.disconnect();
  });
`);

check('the last one of many releases it', `
  // => everyPath
  app.get('/', (req, res) => {
    const redis = new Redis();
    let pending = req.body.length;
    redis.read((text) => {
      pending--;
      if (pending === 0) redis.disconnect();
    });
  });

  // => everyPath
  app.get('/', (req, res) => {
    const redis = new Redis();
    let seen = 0;
    redis.read(async (text) => {
      try {
        if (text === 'x') return;
        await res.write(text);
      } finally {
        if (++seen >= req.body.length) redis.disconnect();
      }
    });
  });

  // => require-client-close: throw: redis.get(key)
  app.get('/', async (req, res) => {
    const redis = new Redis();
    let seen = 0;
    for (const key of req.body) if (await redis.get(key)) seen++;
    if (seen === 2) redis.disconnect();
  });
`);
