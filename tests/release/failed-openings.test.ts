import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/** What the engine answers of the client that `open` puts into a field, where a handler calls `session.open()` and closes in `finally`. */
function answersOf(open: string, { construct = 'new Client(this.options)', handler = outside } = {}): string {
  return describeSites(`
import express from 'express';
import { Client } from 'pg';
import mysql from 'mysql';
const app = express();
class Session {
  constructor(options) {
    this.options = options;
    this.client = null;
  }
  async open() {
    if (this.client) throw new Error('It is open.');
    this.client = ${construct};
    ${open}
  }
  async prepare(text) {
    const { rows } = await this.client.query(text);
    return rows;
  }
  async close() {
    await this.client?.end();
  }
}
${handler}
`).filter((line) => line !== 'out of sight').join(' | ');
}

const outside = `app.get('/', async (req, res) => {
  const session = new Session(req.query);
  await session.open();
  try {
    res.json(await session.prepare('select 1'));
  } finally {
    await session.close();
  }
});`;

const inside = `app.get('/', async (req, res) => {
  const session = new Session(req.query);
  try {
    await session.open();
    res.json(await session.prepare('select 1'));
  } finally {
    await session.close();
  }
});`;

const callback = `await new Promise((resolve, reject) => {
      this.client.connect((error) => {
        if (error) return reject(error);
        resolve();
      });
    });`;

describe('a method that opens a client and fails afterwards', () => {
  it.each([
    { open: "await this.client.connect(); await this.prepare('set role reader');", lost: "this.prepare('set role reader')" },
    { open: "await this.client.connect(); await this.client.query('set role reader');", lost: "this.client.query('set role reader')" },
    {
      open: "this.client.on('error', console.error); await this.client.connect(); await this.client.query('set role reader');",
      lost: "this.client.query('set role reader')",
    },
    { open: `${callback} await this.prepare('set names utf8');`, construct: 'mysql.createConnection(this.options)',
      lost: "this.prepare('set names utf8')" },
  ])('leaves it open where nobody closes it: $open', ({ open, construct, lost }) => {
    expect(answersOf(open, construct ? { construct } : {})).toBe(`require-client-close: throw: ${lost}`);
  });

  it.each([
    { open: 'await this.client.connect();' },
    { open: "this.client.on('error', console.error); await this.client.connect();" },
    { open: callback, construct: 'mysql.createConnection(this.options)' },
    { open: "this.options.role = 'reader'; await this.client.connect(); console.log('open');" },
    { open: "await this.client.connect(); await this.client.query('set role reader').catch(() => undefined);" },
    { open: "await this.client.connect(); try { await this.prepare('x'); } catch (error) { await this.client.end(); throw error; }" },
  ])('leaves nothing open where only the opening fails, or nothing can: $open', ({ open, construct }) => {
    expect(answersOf(open, construct ? { construct } : {})).toBe('everyPath');
  });

  it('leaves it to a caller that closes it whatever fails', () => {
    expect(answersOf("await this.client.connect(); await this.prepare('set role reader');", { handler: inside })).toBe('everyPath');
  });
});
