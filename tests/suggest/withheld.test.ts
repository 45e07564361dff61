import { describe, expect, it } from 'vitest';
import { offered, offeredToShare } from '../support/suggestions.js';

/** A handler around `body`, with the packages that the cases need. */
function handler(body: string, around = ''): string {
  const imports = "import { MongoClient as Client } from 'mongodb';\nimport { Pool } from 'pg';\nimport { v4 as uuid } from 'uuid';";
  return `${imports}\n${around}\nexport async function list(req, res) {\n${body}\n}\n`;
}

const use = 'res.json(await pool.query("select 1"));';

describe('nothing is offered that makes one client of the many', () => {
  it.each([
    ['arguments come from the request', `const pool = new Pool({ user: req.body.user }); ${use}`],
    ['a local of the arguments comes from the request', `const user = req.headers.user; const pool = new Pool({ user }); ${use}`],
    ['arguments read a parameter through a closure', `const pool = new Pool({ password: () => req.body.password }); ${use}`],
    [
      'an argument is awaited',
      `const password = await secret(); const pool = new Pool({ password }); ${use}`,
      'import { secret } from "./secret.js";',
    ],
    ['an argument is the time', `const pool = new Pool({ application_name: String(Date.now()) }); ${use}`],
    ['an argument is a date', `const pool = new Pool({ application_name: new Date().toISOString() }); ${use}`],
    ['an argument is a random value', `const pool = new Pool({ application_name: uuid() }); ${use}`],
    [
      'an argument belongs to the session',
      `const pool = new Pool({ user: getSession() }); ${use}`,
      'import { getSession } from "./session.js";',
    ],
    ['arguments are those of the function', `const pool = new Pool(arguments[2]); ${use}`],
    ['a local of the arguments is filled later', `const config = {}; config.max = req.body.max; const pool = new Pool(config); ${use}`],
    ['a local of the arguments is filled by a method', `const hosts = []; hosts.push("a"); const pool = new Pool({ hosts }); ${use}`],
    ['a local of the arguments is written twice', `let max = 3; if (req.body.a) max = 4; const pool = new Pool({ max }); ${use}`],
    ['the class is made in the function', `class Own extends Pool {} const pool = new Own(); ${use} console.log(res.x(Own));`],
    [
      'a module variable of the arguments is written per request',
      `user = req.user; const pool = new Pool({ user }); ${use}`,
      'let user;',
    ],
    [
      'a module variable of the arguments is written by a middleware', `const pool = new Pool({ user }); ${use}`,
      'let user;\nexport function identify(req, res, next) { user = req.user; next(); }',
    ],
    [
      'a module variable of the arguments is written in several functions', `const pool = new Pool({ user }); ${use}`,
      'let user;\nexport function a() { user = 1; }\nexport function b() { user = 2; }',
    ],
    ['a member of the client is set', `const pool = new Pool(); pool.user = req.body.user; ${use}`],
    ['the client is told whom it works for', `const pool = new Pool(); pool.setUser(req.body.user); ${use}`],
    ['the client is told so where it is constructed', 'const { rows } = await new Pool().setUser(req.body.user); res.json(rows);'],
    [
      'an option says that its connection is not opened again when it breaks',
      'const client = createClient({ socket: { reconnectStrategy: false } }); await client.connect(); res.json(await client.get("x"));',
      "import { createClient } from 'redis';",
    ],
    [
      'the client is instrumented in each request',
      `const pool = new Pool(); instrumentPool(pool); ${use}`,
      'function instrumentPool(pool) { return pool; }',
    ],
    [
      'what instruments it is told about the request', 'const pool = capture(new Pool(), req.id); res.json(await pool.query("x"));',
      'function capture(pool, id) { return id ? pool : pool; }',
    ],
    ['a listener belongs to the request', `const pool = new Pool(); pool.on("error", () => res.status(500)); ${use}`],
    ['a listener is added under a condition', `const pool = new Pool(); if (req.body) pool.on("error", console.error); ${use}`],
    [
      'a listener is added to a client that is assigned once more',
      `let pool; pool = new Pool(); pool.on("error", console.error); ${use} pool = null;`,
    ],
    [
      'a connection carries transactions',
      'const client = mysql(); await client.query("BEGIN"); res.json({});',
      'import mysql from "serverless-mysql";',
    ],
    [
      'what is constructed is a process, which may end',
      'const browser = await puppeteer.launch(); res.json(await browser.version());',
      'import puppeteer from "puppeteer";',
    ],
    [
      'one such client cannot serve all requests',
      'const client = new Single(); await client.connect(); res.json(await client.query("select 1"));',
      'import { Client as Single } from "pg";',
    ],
    [
      'such a client is of no use once its connection breaks',
      'const connection = await amqp.connect("amqp://localhost"); res.json(await connection.createChannel());',
      'import amqp from "amqplib";',
    ],
    [
      'such a client does one thing at a time',
      'const ftp = new Ftp(); res.json(await ftp.list());',
      'import { Client as Ftp } from "basic-ftp";',
    ],
    ['connecting is not awaited', 'const client = new Client(); client.connect(); res.json(await client.query("select 1"));'],
    ['connecting is given a callback', 'const client = new Client(); client.connect((error) => res.json({ error }));'],
    [
      'connecting can fail into a handler',
      'const client = new Client(); try { await client.connect(); } catch (e) { return res.json(1); } res.json(await client.query("x"));',
    ],
    [
      'connecting depends on the request',
      'const client = new Client(); await client.connect(req.body); res.json(await client.query("x"));',
    ],
  ])('where %s', (_, body, around = '') => {
    expect(offeredToShare(handler(body, around), 'service.js')).toStrictEqual([]);
  });

  it('where another caller of the factory closes what it gets', () => {
    expect(offeredToShare(`
      import express from 'express';
      import { Pool } from 'pg';
      function create() {
        return new Pool();
      }
      export async function main() {
        const pool = create();
        await pool.end();
      }
      express().get('/', async (req, res) => {
        res.json(await create().query('select 1'));
      });
    `, 'service.js')).toStrictEqual([]);
  });

  it('where the arguments are those of the object', () => {
    expect(offeredToShare(`
      import express from 'express';
      import { Pool } from 'pg';
      class Users {
        max = 3;
        list() {
          const pool = new Pool({ max: this.max });
          return pool.query('select 1');
        }
      }
      express().get('/', async (req, res) => {
        res.json(await new Users().list());
      });
    `, 'service.js')).toStrictEqual([]);
  });

  it('where the type arguments are local', () => {
    expect(offeredToShare(`
      import type { Request, Response } from 'express';
      import { Pool } from 'pg';
      export async function list<T extends object>(req: Request, res: Response) {
        const pool = new Pool<T>();
        res.json(await pool.query('select 1'));
      }
    `, 'service.ts')).toStrictEqual([]);
  });
});

describe('nothing runs at import', () => {
  it.each([
    ['a local of the arguments is filled later', `const config = {}; config.max = 3; const pool = new Pool(config); ${use}`],
    [
      'a local of the arguments is written twice',
      `let max = 3; if (a) max = 4; const pool = new Pool({ max }); ${use}`,
      'import { a } from "./a.js";',
    ],
    [
      'a condition looks at the configuration first',
      `if (!process.env.URL) return res.status(500).json({}); const pool = new Pool({ connectionString: process.env.URL }); ${use}`,
    ],
    [
      'a branch depends on a local of the arguments',
      `const url = process.env.URL; if (url) { const pool = new Pool({ connectionString: url }); ${use} }`,
    ],
    ['a conditional expression decides', 'const max = 3; res.json(max && await new Pool({ max }).query("select 1"));'],
    [
      'a module variable gets its value later',
      `const pool = new Pool(config); ${use}`,
      'let config;\nexport function setUp(options) { config = options; }',
    ],
    [
      'members of a module variable get their values later',
      `const pool = new Pool(config); ${use}`,
      'const config = {};\nexport function setUp(options) { config.max = options.max; }',
    ],
    [
      'other code changes an object of the arguments',
      `const config = { max: 3 }; const pool = new Pool(config); change(config); ${use}`,
      'import { change } from "./change.js";',
    ],
  ])('where %s', (_, body, around = '') => {
    expect(offered(handler(body, around), 'service.js')).toStrictEqual(['lazyGetter']);
  });

  it('inside a namespace whose values the arguments read', () => {
    expect(offered(`
      import type { Request, Response } from 'express';
      import { Pool } from 'pg';
      export namespace Users {
        export const max = 3;
        export async function list(req: Request, res: Response) {
          const pool = new Pool({ max });
          res.json(await pool.query('select 1'));
        }
      }
    `, 'service.ts')).toStrictEqual(['lazyGetter']);
  });

  it.each([
    ['it connects afterwards', 'const client = new Client(); await client.connect(); res.json(await client.query("select 1"));'],
    [
      'it gives a promise',
      'const client = await connect("localhost"); client.publish("x"); res.json({});',
      'import { connect } from "nats";',
    ],
  ])('where %s', (_, body, around = '') => {
    expect(offered(handler(body, around), 'service.js')).toStrictEqual(['asyncMemo']);
  });
});
