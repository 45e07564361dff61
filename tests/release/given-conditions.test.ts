import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/* A release that depends on a parameter: what the callers give for it tells on which ways it is left out. */

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
