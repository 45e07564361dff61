import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/** What every case begins with. */
const head = `
import express from 'express';
import { Redis } from 'ioredis';
const app = express();
`;

interface Case {
  /** What runs while the client is open. */
  readonly code: string;
  /** What stands in the handler before that, and beside it. */
  readonly before?: string;
  readonly beside?: string;
}

/** What the engine answers of a client that is released behind some code, unless that releases it by itself. */
function check(title: string, expected: string, cases: readonly Case[]): void {
  it.each(cases)(`${title}: $code`, ({ code, before = '', beside = '' }) => {
    const end = code.includes('disconnect') ? '' : 'redis.disconnect();';
    const handler = `app.get('/', async (req, res) => {\n  ${before}\n  const redis = new Redis();\n  ${code}\n  ${end}\n});`;
    const answers = describeSites(`${head}${beside}\n${handler}`).filter((line) => line !== 'out of sight');
    expect(answers.join(' | ')).toBe(expected);
  });
}

const beside = 'async function prepare(id) { const rows = await fetch(id); return rows.json(); }';

describe('async functions', () => {
  check('reject a promise, and throw nothing where they are called', 'everyPath', [
    { beside, code: 'const page = prepare(1); redis.disconnect(); res.json(await page);' },
    { beside, code: 'const page = req.query.id ? prepare(req.query.id) : undefined; redis.disconnect(); res.json(await page);' },
    { beside, code: 'prepare(1);' },
    { beside: 'const prepare = async (id) => { throw new Error(id); };', code: 'const page = prepare(1);' },
    { beside: 'const pages = { async prepare(id) { throw new Error(id); } };', code: 'const page = pages.prepare(1);' },
  ]);

  check('fail where they are waited for', 'require-client-close: throw: prepare(1)', [
    { beside, code: 'await prepare(1);' },
    { beside: `${beside} const within = (page) => Promise.race([page, 1]);`, code: 'await within(prepare(1));' },
    { beside: 'async function* prepare(id) { yield await fetch(id); }', code: 'for await (const page of prepare(1)) res.write(page);' },
  ]);

  check('fail where their promise is waited for', 'require-client-close: throw: page', [
    { beside, code: 'const page = prepare(1); res.json(await page);' },
  ]);

  check('fail among others', 'require-client-close: throw: Promise.all([prepare(1)])', [
    { beside, code: 'await Promise.all([prepare(1)]);' },
  ]);

  check('fail in a list of promises', 'require-client-close: throw: Promise.all(pages)', [
    { beside, code: 'const pages = [prepare(1), prepare(2)]; await Promise.all(pages);' },
  ]);

  check('reject what is returned, and no catch sees it', 'no-client-per-request: never', [
    { beside, code: 'try { return prepare(1); } catch { redis.disconnect(); }' },
  ]);

  check('are no other functions', 'require-client-close: throw: prepare(1)', [
    { beside: 'function prepare(id) { throw new Error(id); }', code: 'const page = prepare(1);' },
  ]);
});

describe('functions that catch everything', () => {
  const caught = 'async showAll(id) { try { return await fetch(id); } catch (error) { console.log(error); } }';

  check('do not fail', 'everyPath', [
    { beside: 'async function showAll(id) { try { await fetch(id); } catch (error) { console.log(error); } }', code: 'await showAll(1);' },
    { beside: `const pages = { ${caught} };`, code: 'const all = await pages.showAll(1);' },
    { beside: `class Pages { ${caught} }`, before: 'const pages = new Pages();', code: 'await pages.showAll(1);' },
    { beside: 'function showAll(id) { try { check(id); } catch { return undefined; } }', code: 'showAll(1);' },
  ]);

  const two = `class Shelf { ${caught} }\nclass Store { ${caught} }\nclass Loud { async showAll(id) { return fetch(id); } }`;
  const eachOf = (second: string): string => `let pages; if (req.query.id) { pages = new Shelf(); } else { pages = new ${second}(); }`;
  const given = (second: string): string => `${two}\nconst open = (id) => { if (id) { return new Shelf(); } return new ${second}(); };`;

  check('do not fail, whichever object it is of', 'everyPath', [
    { beside: two, before: eachOf('Store'), code: 'await pages.showAll(1);' },
    { beside: two, before: 'const pages = req.query.id ? new Shelf() : new Store();', code: 'await pages.showAll(1);' },
    { beside: given('Store'), before: 'const pages = open(req.query.id);', code: 'await pages.showAll(1);' },
  ]);

  check('fail where one of several does not catch', 'require-client-close: throw: pages.showAll(1)', [
    { beside: two, before: eachOf('Loud'), code: 'await pages.showAll(1);' },
    { beside: given('Loud'), before: 'const pages = open(req.query.id);', code: 'await pages.showAll(1);' },
    { beside: two, before: 'let pages = req.pages; if (req.query.id) { pages = new Store(); }', code: 'await pages.showAll(1);' },
  ]);

  check('fail where something fails outside of the try', 'require-client-close: throw: showAll(1)', [
    { beside: 'async function showAll(id) { await fetch(id); try { await fetch(1); } catch {} }', code: 'await showAll(1);' },
    { beside: 'async function showAll(id) { try { await fetch(id); } catch (error) { throw error; } }', code: 'await showAll(1);' },
    { beside: 'async function showAll(id) { try { await fetch(id); } finally { console.log(id); } }', code: 'await showAll(1);' },
    { beside: 'async function showAll(id) { try { return fetch(id); } catch {} }', code: 'await showAll(1);' },
    { beside: 'function showAll(id) { try { return id ? fetch(id) : 1; } catch {} }', code: 'await showAll(1);' },
    { beside: 'const showAll = (id) => Promise.all([fetch(id)]);', code: 'await showAll(1);' },
  ]);
});

describe('what the language itself gives', () => {
  check('does not fail when it is asked', 'everyPath', [
    { before: 'const form = await req.formData();', code: "const name = form.get('name');" },
    { before: 'const form = new FormData();', code: "form.append('name', 'x');" },
    { before: 'const { searchParams } = new URL(req.url);', code: "const name = searchParams.get('name');" },
    { before: 'const url = new URL(req.url);', code: "const names = url.searchParams.getAll('name');" },
    { before: 'const url = new URL(req.url);', code: 'const text = url.toString();' },
    { before: 'const query = new URLSearchParams(req.query);', code: "if (query.has('name')) query.delete('name');" },
    { before: 'const sent = new Headers();', code: "const type = sent.get('accept');" },
    { before: "const day = req.body.day.split('-');", code: "const text = day.reverse().join('/');" },
    { code: "const text = req.body.day.split('-').reverse().join('/');" },
    { code: "const type = req.headers.get('accept');" },
    { before: 'const now = new Date(Date.now());', code: 'const text = now.toUTCString();' },
    { before: 'const now = new Date();', code: 'const text = now.toISOString();' },
    { code: 'const text = new Date().toISOString();' },
    { code: 'const { searchParams } = new URL(req.url);' },
    { code: "const id = new URL(req.url, 'http://localhost').searchParams.get('id');" },
    { code: 'const text = new Date(req.body.at).toLocaleDateString();' },
  ]);

  check('is not known to be safe where it cannot be told', 'throw: text()', [
    { before: 'const text = () => new Date(req.body.at).toISOString();', code: 'const at = text();' },
    { before: 'const text = () => form().get("name");', code: 'const at = text();' },
  ]);

  check('fails where what it is given is no address', 'require-client-close: throw: address()', [
    { before: 'const address = () => new URL(req.body.url);', code: 'const at = address();' },
  ]);
});

describe('functions of packages that only make or look up something', () => {
  const about = "const { AsyncLocalStorage } = require('node:async_hooks');\nconst context = new AsyncLocalStorage();";

  check('do not fail', 'everyPath', [
    { beside: about, code: 'const tenant = context.getStore();' },
    { beside: `${about}\nfunction tenant() { return context.getStore()?.tenant ?? 'none'; }`, code: 'const name = tenant();' },
    { beside: "import { v4 as uuid } from 'uuid';", code: 'const id = `job-${uuid()}`;' },
    { beside: "const { nanoid } = require('nanoid');", code: 'const id = nanoid(8);' },
    { beside: "const { randomUUID } = require('crypto');", code: 'const id = randomUUID();' },
    { beside: "import crypto from 'node:crypto';", code: "const id = crypto.randomBytes(8).toString('hex');" },
    { beside: "import path from 'node:path';", code: "const file = path.posix.join('reports', path.basename(req.query.name));" },
    { beside: "import fs from 'fs';", code: "if (fs.existsSync('report.pdf')) console.log('seen');" },
    { beside: "import dayjs from 'dayjs';", code: "const day = dayjs(req.query.day).format('YYYY-MM-DD');" },
    { code: 'const id = crypto.randomUUID();' },
    { code: 'const name = encodeURIComponent(req.query.name);' },
    { code: "const text = Buffer.from(req.query.name).toString('base64');" },
    { code: "const name = req.query.name.replace('a', 'b').concat('c');" },
    { code: 'const copy = JSON.parse(JSON.stringify(req.body));' },
    { code: 'const text = JSON.stringify(req.body, null, 2); const copy = JSON.parse(text);' },
  ]);

  check('fail where what they read was written elsewhere', 'require-client-close: throw: JSON.parse(req.body.text)', [
    { code: 'const copy = JSON.parse(req.body.text);' },
  ]);

  check('fail where they may, though nothing says that they do', 'throw: read()', [
    { beside: "import { readFileSync as read } from 'node:fs';", code: 'const text = read();' },
    { beside: "import { AsyncLocalStorage } from 'node:async_hooks';\nconst read = () => AsyncLocalStorage.read();", code: 'read();' },
  ]);
});

describe('methods of lists that are given a function', () => {
  check('do not fail where that does not', 'everyPath', [
    { code: 'const ids = req.body.items.map((item) => item.id);' },
    { code: "const names = req.body.items.filter((item) => item.name !== 'x').map(({ name }) => name.trim());" },
    { code: 'const items = [...req.body.items].sort((a, b) => a.at - b.at);' },
    { code: 'const names = req.body.names.map(String).filter(Boolean);' },
    { beside: 'function labelOf(item) { return `${item.id}: ${item.name.trim()}`; }', code: 'const labels = req.body.items.map(labelOf);' },
  ]);

  check('fail where that may', 'throw: list.map(read)', [
    { beside: 'const read = (item) => JSON.parse(item);', before: 'const list = req.body.items;', code: 'const items = list.map(read);' },
    { before: 'const list = req.body.items; const { read } = req.app;', code: 'const items = list.map(read);' },
  ]);
});
