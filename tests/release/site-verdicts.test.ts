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

  // => prefer-shared-client: everyPath | prefer-shared-client: everyPath
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

  // => prefer-shared-client: everyPath | require-client-close: throw: a.quit()
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

  // => require-connection-release: throw: mailer.error(format(e))
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
  class Report extends Base { constructor(message) { super(message); this.send(); } }
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
