import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/*
 * A release that depends on a parameter, a constant of the module or what lends the connection: what the callers give for it, what the
 * constant is and what was done with the lender before tells on which ways it is left out.
 */

const head = `
import express from 'express';
import puppeteer from 'puppeteer';
import { Client } from 'pg';
const app = express();
`;

const render = `
async function render(url, keep = false) {
  let browser;
  try {
    browser = await puppeteer.launch({ headless: !keep });
    const page = await browser.newPage();
    await page.goto(url);
    return await page.content();
  } finally {
    if (browser && !keep) await browser.close();
    else if (keep) console.log('kept open');
  }
}
`;

function answer(code: string): string {
  return describeSites(head + code).join(' | ');
}

function rendered(handler: string): string {
  return answer(`${render}app.post('/render', async (req, res) => {\n${handler}\n});`);
}

describe('parameters that decide on a release', () => {
  it('loses a client where a request says that it stays open', () => {
    expect(rendered('res.send(await render(req.body.url, !!req.body.keep));')).toMatch(/^require-client-close/);
    expect(rendered('const { url, keep = false } = req.body; res.send(await render(url, keep));')).toMatch(/^require-client-close/);
  });

  it('loses it where one caller of two does', () => {
    expect(rendered('await render("a"); res.send(await render(req.body.url, req.body.keep));')).toMatch(/^require-client-close/);
  });

  it('decides by what all callers give', () => {
    expect(rendered('res.send(await render(req.body.url));')).toBe('everyPath');
    expect(rendered('await render("a", false); res.send(await render(req.body.url));')).toBe('everyPath');
    expect(rendered('res.send(await render(req.body.url, true));')).toMatch(/^no-client-per-request|^require-client-close/);
  });

  it('says nothing of what it does not know', () => {
    expect(rendered('res.send(await render(req.body.url, process.env.KEEP));')).toBe('everyPath');
  });

  it('decides by it where nothing else is tested', () => {
    const shut = (call: string): string => answer(`
      async function read(text, leave) {
        const client = new Client();
        try {
          await client.connect();
          return await client.query(text);
        } finally {
          if (!leave) await client.end();
        }
      }
      app.post('/', async (req, res) => { res.json(${call}); });
    `);
    expect(shut('await read(req.body.text)')).toBe('everyPath');
    expect(shut('await read(req.body.text, req.query.leave)')).toMatch(/^require-client-close/);
  });

  it('knows options by name', () => {
    const read = (call: string): string => answer(`
      async function read(text, { leave = false } = {}) {
        let client;
        try {
          client = new Client();
          await client.connect();
          return await client.query(text);
        } finally {
          if (client && !leave) await client.end();
        }
      }
      app.post('/', async (req, res) => { res.json(${call}); });
    `);
    expect(read('await read(req.body.text, { leave: req.body.leave })')).toMatch(/^require-client-close/);
    expect(read('await read(req.body.text, {})')).toBe('everyPath');
    expect(read('await read(req.body.text)')).toBe('everyPath');
  });

  it('leaves alone who was given a client of its own', () => {
    const save = (body: string): string => answer(`
      async function save(row, given) {
        ${body}
      }
      app.post('/', async (req, res) => { await save(req.body, req.client); res.end(); });
    `);
    expect(save(`
      let client = given;
      try {
        if (!client) { client = new Client(); await client.connect(); }
        await client.query('x');
      } finally {
        if (client && !given) await client.end();
      }
    `)).toBe('everyPath');
    expect(save(`
      const isOwn = !given;
      const client = given ?? new Client();
      try {
        if (isOwn) await client.connect();
        await client.query('x');
      } finally {
        if (isOwn) await client.end();
      }
    `)).toBe('everyPath');
  });
});

describe('names outside of the function that decide on a release', () => {
  const borrowed = (outside: string, test: string, opening = 'pool().connect()'): string => answer(`
    import { Pool } from 'pg';
    ${outside}
    app.post('/', async (req, res) => {
      const connection = await ${opening};
      try {
        res.json(await connection.query('SELECT 1'));
      } finally {
        if (${test}) connection.release();
      }
    });
  `);
  const lazy = `
    let made = null;
    function pool() {
      if (!made) made = new Pool();
      return made;
    }
  `;

  it('knows that what is made for good is always set', () => {
    expect(borrowed(`${lazy} const other = pool();`, 'other')).toBe('everyPath');
    expect(borrowed(`${lazy} const other = new Pool();`, 'other')).toBe('everyPath');
    expect(borrowed(`${lazy} const settings = { verbose: true };`, 'settings')).toBe('everyPath');
    expect(borrowed(`${lazy} const isOn = true;`, 'isOn')).toBe('everyPath');
  });

  it('knows that what is never set loses it', () => {
    expect(borrowed(`${lazy} const isOff = false;`, 'isOff')).toMatch(/^require-connection-release/);
  });

  it('does not take for set what may give nothing', () => {
    const lost = /^require-connection-release/;
    const perhaps = 'function perhaps() { return process.env.DB ? new Pool() : null; }';
    expect(borrowed(`${lazy} ${perhaps} const other = perhaps();`, 'other')).toMatch(lost);
    expect(borrowed(`${lazy} const other = process.env.DB ? new Pool() : null;`, 'other')).toMatch(lost);
    expect(borrowed(`${lazy} const other = process.env.DB && new Pool();`, 'other')).toMatch(lost);
    expect(borrowed(`${lazy} let other = new Pool(); export function stop() { other = null; }`, 'other')).toMatch(lost);
  });

  it('knows that what has lent it is set', () => {
    expect(borrowed('let db; export function start() { db = new Pool(); }', 'db', 'db.connect()')).toBe('everyPath');
    expect(answer(`
      import { Pool } from 'pg';
      class Orders {
        db = new Pool();
        async all() {
          const connection = await this.db.connect();
          try {
            return await connection.query('SELECT 1');
          } finally {
            if (this.db) connection.release();
          }
        }
      }
      const orders = new Orders();
      app.post('/', async (req, res) => { res.json(await orders.all()); });
    `)).toBe('everyPath');
    expect(borrowed('let db; export function start() { db = new Pool(); }', 'connection && db', 'db.connect()')).toBe('everyPath');
  });

  it('knows nothing of a lender that is put out meanwhile, or that need not be there', () => {
    const lost = /^require-connection-release/;
    const start = 'let db; export function start() { db = new Pool(); } export function stop() { db = null; }';
    expect(borrowed(start, 'db', 'db?.connect()')).toMatch(lost);
    expect(answer(`
      import { Pool } from 'pg';
      ${start}
      app.post('/', async (req, res) => {
        const connection = await db.connect();
        if (req.query.off) db = null;
        try {
          res.json(await connection.query('SELECT 1'));
        } finally {
          if (db) connection.release();
        }
      });
    `)).toMatch(lost);
  });
});
