import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * Places that live as long as the process, in a file of their own, and that each request fills anew. A line that ends in
 * `// => rule` is to be reported by that rule, and no other one is.
 */

interface Case {
  /** The file with the construction. */
  readonly code: readonly string[];
  /** The file that runs it. */
  readonly by: readonly string[];
  readonly more?: Readonly<Record<string, string>>;
}

interface Options {
  readonly extension?: string;
  /** Where the file stands that runs it. */
  readonly by?: string;
}

type Cases = Readonly<Record<string, Case>>;

const manifest = { type: 'module', dependencies: { express: '^5.0.0', '@sveltejs/kit': '^2.0.0' } };

function describeFiles(title: string, cases: Cases, { extension = 'js', by = `src/server.${extension}` }: Options = {}): void {
  describe(title, () => {
    for (const [name, { code, by: runner, more = {} }] of Object.entries(cases)) {
      it(`${code.some((line) => line.includes('// =>')) ? 'reports' : 'is silent about'} ${name}`, async () => {
        const linted = `src/db.${extension}`;
        const files = { 'package.json': manifest, [by]: runner.join('\n'), [linted]: code.join('\n'), ...more };
        const reports = await createProject({ rule: '*', files }).lint(linted, code.join('\n'));
        const wanted = code.flatMap((line, index) => {
          const rule = /\/\/ => (.*)$/.exec(line)?.[1];
          return rule === undefined ? [] : [`${index + 1} ${rule}`];
        });
        expect(reports.map(({ line, rule }) => `${line} ${rule}`)).toStrictEqual(wanted);
      });
    }
  });
}

const postgres = ["import postgres from 'postgres';"];
const read = ['export async function users() {', '  return await sql`select * from users`;', '}'];
const write = ['export async function save(user) {', '  await sql`insert into users ${sql(user)}`;', '}'];
const opened = 'postgres(process.env.URL, { idle_timeout: 20 });';
const leak = `${opened} // => no-client-per-request`;

const route = 'src/routes/+page.server.js';
const saving = {
  'src/routes/+server.js': "import { save } from '../db.js';\nexport async function POST({ request }) {\n"
    + '  await save(await request.json());\n  return new Response();\n}',
};

const load = (...lines: readonly string[]): string[] => [
  "import * as db from '../db.js';", 'export async function load({ url }) {', ...lines.map((line) => `  ${line}`), '}',
];

describeFiles('a variable of a module that a `load` has filled anew', {
  'by way of an executor': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${leak}`, '  resolve();', '}', ...read],
    by: load('const opening = new Promise((resolve, reject) => {', '  db.open(resolve);', '});', 'await opening;',
      'return { users: await db.users() };'),
  },
  'by way of an executor, while other requests use it': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${leak}`, '  resolve();', '}', ...read, ...write],
    by: load('await new Promise((resolve) => { db.open(resolve); });', 'return { users: await db.users() };'),
    more: saving,
  },
  'and that is given to who waits, too': {
    code: [
      ...postgres, "let sql = '';", 'export async function open(resolve) {', `  sql = await ${leak}`, '  resolve(sql);', '}',
      ...read, ...write,
    ],
    by: load('const pool = await new Promise((resolve) => { db.open(resolve); });', 'return { users: await db.users() };'),
    more: saving,
  },
  'by way of a callback': {
    code: [...postgres, 'let sql;', 'export function open(done) {', `  sql = ${leak}`, '  done();', '}', ...read],
    by: load('return await new Promise((resolve) => {', '  db.open(async () => resolve({ users: await db.users() }));', '});'),
  },
  'by a call': {
    code: [...postgres, 'let sql;', 'export async function open() {', `  sql = ${leak}`, '}', ...read, ...write],
    by: load('await db.open();', 'return { users: await db.users() };'),
    more: saving,
  },
}, { by: route });

const counted = (loop: string): Case => ({
  code: [...postgres, 'let sql;', 'export async function open() {',
    `  sql = ${opened}${loop.startsWith('for (let i = 0; i < orders') ? ' // => require-client-close' : ''}`, '}', ...write,
    'export function shut() {', '  if (sql) sql.end();', '}'],
  by: [
    "import * as db from '../db.js';", 'let left = 3;', 'export async function load({ request }) {',
    '  const orders = await request.json();', `  ${loop} {`,
    '    await db.open();', '    await db.save(orders[i]);', '    db.shut();', '  }', '}',
  ],
});
describeFiles('a variable of a module that a `load` has filled anew in a loop', {
  'that counts': counted('for (let i = 0; i < orders.length; i++)'),
  'that may be left by what it was before': counted('for (let i = 0; left > 0; left--)'),
}, { by: route });

describeFiles('a variable of a module that stays filled', {
  'because it is asked first': {
    code: [
      ...postgres, 'let sql;', 'export async function open(resolve) {', `  if (!sql) sql = ${opened}`, '  resolve();', '}', ...read,
    ],
    by: load('await new Promise((resolve) => { db.open(resolve); });', 'return { users: await db.users() };'),
  },
  'because the caller asks': {
    code: [
      ...postgres, 'let sql;', 'export const isOpen = () => sql !== undefined;', 'export async function open(resolve) {',
      `  sql = ${opened}`, '  resolve();', '}', ...read,
    ],
    by: load('if (!db.isOpen()) await new Promise((resolve) => { db.open(resolve); });', 'return { users: await db.users() };'),
  },
  'because the caller remembers': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  resolve();', '}', ...read],
    by: [
      'let isOpen = false;', ...load('if (!isOpen) {', '  await new Promise((resolve) => { db.open(resolve); });', '  isOpen = true;', '}',
        'return { users: await db.users() };'),
    ],
  },
  'because the promise is kept': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  resolve();', '}', ...read],
    by: [
      'let opening;', ...load('opening ??= new Promise((resolve) => { db.open(resolve); });', 'await opening;',
        'return { users: await db.users() };'),
    ],
  },
  'because it is opened when the module is loaded': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  resolve();', '}', ...read],
    by: ["import { open } from '../db.js';", 'await new Promise((resolve) => { open(resolve); });',
      ...load('return { users: await db.users() };')],
  },
  'because the one before is closed': {
    code: [
      ...postgres, 'let sql;', 'export async function open(resolve) {', '  await sql?.end();', `  sql = ${opened}`, '  resolve();', '}',
      ...read,
    ],
    by: load('await new Promise((resolve) => { db.open(resolve); });', 'return { users: await db.users() };'),
  },
  'because another request may end it': {
    code: [
      ...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  resolve();', '}', ...read,
      'export async function save() {', '  await sql.end();', '}',
    ],
    by: load('await new Promise((resolve) => { db.open(resolve); });', 'return { users: await db.users() };'),
    more: saving,
  },
  'because who waits gets it, and keeps it': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  resolve(sql);', '}', ...read],
    by: [
      'const pools = [];', ...load('const pool = await new Promise((resolve) => { db.open(resolve); });', 'pools.push(pool);',
        'return { users: await db.users() };'),
    ],
  },
  'because who waits gets it, and closes it': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  resolve(sql);', '}', ...read],
    by: load('const pool = await new Promise((resolve) => { db.open(resolve); });', 'const users = await db.users();',
      'await pool.end();', 'return { users };'),
  },
  'because one request opens it for the others': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  resolve();', '}', ...write],
    by: load('await new Promise((resolve) => { db.open(resolve); });', 'return {};'),
    more: saving,
  },
  'because one request opens it for the others, and looks whether it works': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  await sql`select 1`;', '  resolve();',
      '}', ...write],
    by: load('await new Promise((resolve) => { db.open(resolve); });', 'return {};'),
    more: saving,
  },
  'because it is opened by code that is not followed': {
    code: [...postgres, 'let sql;', 'export async function open(resolve) {', `  sql = ${opened}`, '  resolve();', '}', ...read],
    by: ["import { onStart } from 'some-runner';", "import { open } from '../db.js';", 'onStart(open);',
      ...load('return { users: await db.users() };')],
  },
}, { by: route });

const puppeteer = ["import puppeteer from 'puppeteer';"];
const service = (...methods: readonly string[]): string[] => [
  ...puppeteer, 'export class BrowserService {', '  private browser;', '  private page;',
  ...methods.map((line) => `  ${line}`),
  '  async closePage() {', '    await this.page.close();', '    this.page = null;', '  }',
  '  async getPage() {', '    if (!this.page) this.page = await this.browser.newPage();', '    return this.page;', '  }',
  '  async html(url) {', '    const page = await this.getPage();', '    await page.goto(url);', '    const html = await page.content();',
  '    await this.closePage();', '    return html;', '  }', '}',
];
const init = (rule: string): string[] => ['async init() {', `  this.browser = await puppeteer.launch(); // => ${rule}`, '}'];
const silently = ['async init() {', '  this.browser = await puppeteer.launch();', '}'];
const close = ['async close() {', '  await this.browser.close();', '}'];
const scraper = (open: string, ...scrape: readonly string[]): string[] => [
  "import express from 'express';", "import { BrowserService } from './db';", 'class Scraper {', '  private browsers: BrowserService;',
  '  private items = [];',
  '  constructor() {', '    this.browsers = new BrowserService();', '  }',
  '  async openBrowser() {', `    ${open}`, '  }',
  '  async closeBrowser() {', '    await this.browsers.close();', '  }',
  '  async load(url) {', '    this.items.push(await this.browsers.html(url));', '  }',
  '  async scrape(url) {', ...scrape.map((line) => `    ${line}`), '  }', '}',
  'class Controller {', '  private scraper: Scraper;', '  constructor() {', '    this.scraper = new Scraper();', '  }',
  '  async scrape(req, res) {', '    res.json(await this.scraper.scrape(req.query.url));', '  }', '}',
  'const app = express();', 'const controller = new Controller();', "app.get('/scrape', controller.scrape.bind(controller));",
];
const unreleased = (open: string, ...scrape: readonly string[]): string[] => (
  scraper(open, ...scrape).filter((line) => !line.includes('browsers.close')));
const opening = 'await this.browsers.init();';
const works = ['try {', '  await this.openBrowser();', '  await this.load(url);', '  await this.closeBrowser();', '  return this.items;',
  '} catch (error) {', "  throw new Error('scraping failed');", '}'];

describeFiles('a field of an object in a field of an object that lives as long as the process', {
  'that is released when nothing fails': {
    code: service(...init('require-client-close'), ...close), by: scraper(opening, ...works),
  },
  'that nobody releases': {
    code: service(...init('no-client-per-request')),
    by: unreleased(opening, 'await this.openBrowser();', 'await this.load(url);', 'return this.items;'),
  },
  'that is released whatever happens': {
    code: service(...init('prefer-shared-client'), ...close),
    by: scraper(opening, 'await this.openBrowser();', 'try {', '  await this.load(url);', '  return this.items;', '} finally {',
      '  await this.closeBrowser();', '}'),
  },
  'that is released where it fails, further out': {
    code: service(...silently, ...close),
    by: scraper(opening, ...works).map((line) => line.replace('res.json(await this.scraper.scrape(req.query.url));', `try {
      res.json(await this.scraper.scrape(req.query.url));
    } catch {
      await this.scraper.closeBrowser();
    }`)),
  },
  'that is released where it fails, in a callback further out': {
    code: service(...silently, ...close),
    by: scraper(opening, ...works).map((line) => line.replace('this.scraper.scrape(req.query.url)',
      'this.scraper.scrape(req.query.url).catch(() => this.scraper.closeBrowser())')),
  },
  'that is asked first': {
    code: service('async init() {', '  if (!this.browser) this.browser = await puppeteer.launch();', '}' ),
    by: unreleased(opening, 'await this.openBrowser();', 'await this.load(url);', 'return this.items;'),
  },
  'that the caller asks for': {
    code: service(...silently, ...close, 'isOpen() {', '  return this.browser !== undefined;', '}'),
    by: scraper(`if (!this.browsers.isOpen()) ${opening}`, ...works),
  },
  'whose caller remembers': {
    code: service(...silently),
    by: unreleased(opening, 'if (this.items.length === 0) await this.openBrowser();', 'await this.load(url);'),
  },
  'that is filled when the process starts': {
    code: service(...silently, ...close),
    by: [...scraper(opening, 'await this.load(url);', 'return this.items;'), 'const warm = new Scraper();', 'await warm.openBrowser();'],
  },
  'that an event fills again': {
    code: service(...silently, ...close),
    by: [...scraper(opening, 'await this.load(url);', 'return this.items;'), 'const warm = new Scraper();',
      "process.on('disconnect', () => warm.openBrowser());"],
  },
  'that another request may release': {
    code: service(...silently, ...close),
    by: [...scraper(opening, ...works), "app.post('/stop', (req, res) => controller.scraper.closeBrowser().then(() => res.end()));"],
  },
  'that is released before it is filled again': {
    code: service('async init() {', '  await this.browser?.close();', '  this.browser = await puppeteer.launch();', '}'),
    by: unreleased(opening, 'await this.openBrowser();', 'await this.load(url);', 'return this.items;'),
  },
}, { extension: 'ts' });

const mysql = ["import mysql from 'mysql2/promise';"];
const pool = 'mysql.createPool({ host: process.env.DB_HOST });';
const lostPool = `${pool} // => no-client-per-request`;
const handler = (imports: readonly string[], ...lines: readonly string[]): string[] => [
  "import express from 'express';", ...imports, 'const app = express();', "app.get('/users', async (req, res) => {",
  ...lines.map((line) => `  ${line}`), '});',
];
const query = "await query('select * from users')";
const stop = { 'src/stop.js': "import express from 'express';\nimport * as db from './db.js';\nconst app = express();\n"
  + "app.post('/stop', async (req, res) => {\n  await db.stop();\n  res.end();\n});" };

describeFiles('a place of another kind that each request fills anew', {
  'a variable that is exported': {
    code: [...mysql, 'export let pool;', 'export async function open() {', `  pool = ${lostPool}`, '}'],
    by: handler(["import { open, pool } from './db.js';"], 'await open();', "res.json(await pool.query('select 1'));"),
  },
  'a variable that is exported, and read from the module as a whole': {
    code: [...mysql, 'export let pool;', 'export async function open() {', `  pool = ${lostPool}`, '}'],
    by: handler(["import * as db from './db.js';"], 'await db.open();', "res.json(await db.pool.query('select 1'));"),
  },
  'a variable that a function gives to others': {
    code: [...mysql, 'let pool;', 'export async function open() {', `  pool = ${lostPool}`, '}', 'export const get = () => pool;'],
    by: handler(["import { get, open } from './db.js';"], 'await open();', "res.json(await get().query('select 1'));"),
  },
  'a variable that a function gives back to who calls it, too': {
    code: [
      ...mysql, 'let pool;', 'export async function open() {', `  const made = ${lostPool}`, '  pool = made;', '  return made;', '}',
      'export const query = (text) => pool.query(text);',
    ],
    by: handler(
      ["import { open, query } from './db.js';"], 'const made = await open();', "await made.query('begin');", `res.json(${query});`,
    ),
  },
  'a variable that a pattern fills': {
    code: [
      ...mysql, 'let pool;', 'function make() {', `  const pool = ${lostPool}`, '  return { pool };', '}', 'export async function open() {',
      '  ({ pool } = make());', '}', 'export const query = (text) => pool.query(text);',
    ],
    by: handler(["import { open, query } from './db.js';"], 'await open();', `res.json(${query});`),
  },
  'a variable that a callback of a promise fills': {
    code: [
      ...mysql, 'let connection;', 'export const open = () => mysql.createConnection({}).then((made) => { // => no-client-per-request',
      '  connection = made;', '});', 'export const query = (text) => connection.query(text);',
    ],
    by: handler(["import { open, query } from './db.js';"], 'await open();', `res.json(${query});`),
  },
  'two variables, of which one wraps the other': {
    code: [
      ...postgres, "import { drizzle } from 'drizzle-orm/postgres-js';", 'let sql, db;', 'export async function open() {',
      `  sql = ${leak}`, '  db = drizzle(sql);', '}', 'export const query = (table) => db.select().from(table);',
    ],
    by: handler(["import { open, query } from './db.js';"], 'await open();', `res.json(${query});`),
  },
  'a field whose name a class of its own uses for something else': {
    code: [
      ...mysql, 'class Database {', '  async open() {', `    this.pool = ${lostPool}`, '  }', '  query(text) {',
      '    return this.pool.query(text);', '  }', '}', 'export default new Database();',
    ],
    by: handler(["import db from './db.js';"], 'await db.open();', "res.json(await db.query('select 1'));"),
    more: { 'src/car.js': 'class Car {\n  pool = [];\n}\nconst car = new Car();\ncar.pool.push(1);' },
  },
});

describeFiles('a place of another kind that others have a say in', {
  'a variable that the caller asks for': {
    code: [...mysql, 'export let pool;', 'export async function open() {', `  pool = ${pool}`, '}'],
    by: handler(["import { open, pool } from './db.js';"], 'if (!pool) await open();', "res.json(await pool.query('select 1'));"),
  },
  'a variable that the caller asks for by way of the module': {
    code: [...mysql, 'export let pool;', 'export async function open() {', `  pool = ${pool}`, '}'],
    by: handler(["import * as db from './db.js';"], 'if (!db.pool) await db.open();', "res.json(await db.pool.query('select 1'));"),
  },
  'a variable that another file releases': {
    code: [...mysql, 'export let pool;', 'export async function open() {', `  pool = ${pool}`, '}'],
    by: handler(["import { open, pool } from './db.js';"], 'await open();', "res.json(await pool.query('select 1'));"),
    more: { 'src/stop.js': stop['src/stop.js'].replace('db.stop()', 'db.pool.end()') },
  },
  'a variable that another file passes on': {
    code: [...mysql, 'export let pool;', 'export async function open() {', `  pool = ${pool}`, '}'],
    by: handler(["import { open, pool } from './db.js';"], 'await open();', "res.json(await pool.query('select 1'));"),
    more: { 'src/all.js': "export * from './db.js';" },
  },
  'a variable of a module that is used as a value': {
    code: [...mysql, 'export let pool;', 'export async function open() {', `  pool = ${pool}`, '}'],
    by: handler(["import { open, pool } from './db.js';"], 'await open();', "res.json(await pool.query('select 1'));"),
    more: { 'src/all.js': "import * as db from './db.js';\nimport { register } from 'some-registry';\nregister(db);" },
  },
  'a variable that nobody imports': {
    code: [...mysql, 'export let pool;', 'export async function open() {', `  pool = ${pool}`, "  await pool.query('select 1');", '}'],
    by: handler(["import { open } from './db.js';"], 'await open();', 'res.end();'),
  },
  'a variable that a function gives to who releases it': {
    code: [...mysql, 'let pool;', 'export async function open() {', `  pool = ${pool}`, '}', 'export const get = () => pool;',
      'export const stop = () => get().end();'],
    by: handler(["import { get, open } from './db.js';"], 'await open();', "res.json(await get().query('select 1'));"),
    more: stop,
  },
  'a variable that a function gives to who keeps it': {
    code: [...mysql, 'let pool;', 'export async function open() {', `  pool = ${pool}`, '}', 'export const get = () => pool;'],
    by: handler(["import { get, open } from './db.js';", 'const kept = [];'], 'await open();', 'kept.push(get());', 'res.end();'),
  },
  'two variables, of which another file empties the second': {
    code: [
      ...mysql, 'let pool, reader;', 'export async function open() {', `  pool = ${pool}`, '  reader = pool;', '}',
      'export const query = (text) => pool.query(text);', 'export const stop = () => reader.end();',
    ],
    by: handler(["import { open, query } from './db.js';"], 'await open();', `res.json(${query});`),
    more: stop,
  },
  'two variables, of which the second keeps the first one': {
    code: [
      ...mysql, 'let pool, first;', 'export async function open() {', `  pool = ${pool}`, '  first ??= pool;', '}',
      'export const query = (text) => pool.query(text);', 'export const stop = () => first.end(); // => no-shared-client-close',
    ],
    by: handler(["import { open, query } from './db.js';"], 'await open();', `res.json(${query});`),
    more: stop,
  },
  'a variable that the request uses before it fills it': {
    code: [...mysql, 'let pool;', 'export async function open() {', `  pool = ${pool}`, '}',
      'export const query = (text) => pool.query(text);'],
    by: handler(["import { open, query } from './db.js';"], 'try {', `  res.json(${query});`, '  return;', '} catch {}', 'await open();',
      `res.json(${query});`),
  },
  'a field that what may be the same object is asked for': {
    code: [
      ...mysql, 'export class Database {', '  async open() {', `    this.pool = ${pool}`, '  }', '  query(text) {',
      '    return this.pool.query(text);', '  }', '}', 'export default new Database();',
    ],
    by: handler(["import db from './db.js';"], 'await db.open();', "res.json(await db.query('select 1'));"),
    more: {
      'src/car.js': "import { Database } from './db.js';\nclass Car extends Database {}\nconst car = new Car();\nawait car.pool.end();",
    },
  },
});

const ready = (...imports: readonly string[]): string[] => [
  "import express from 'express';", ...imports, 'const app = express();',
  "app.get('/ready', async (req, res) => res.json({ ready: await open() }));", 'app.listen(3000, () => open());',
];
const taken = "import { open } from './db.js';";
const openingOf = (mark: string): string[] => ["import { Client } from 'pg';", 'let client;', 'export async function open() {',
  `  client = new Client(process.env.URL);${mark}`, "  client.on('error', console.error);", '  await client.connect();',
  '  return true;', '}'];
const closing = ['export async function close() {', '  if (client) await client.end();', '}'];
const reported = ' // => no-client-per-request';

describeFiles('a variable of a module that others could read', {
  'where nobody takes the functions that do': {
    code: [...openingOf(reported), ...closing, 'export const find = async (id) => client && await client.query(id);',
      'export const getClient = () => client;'],
    by: ready(taken),
  },
  'where nothing names the function that does': {
    code: [...openingOf(reported), ...closing.map((line) => line.replace('export ', ''))], by: ready(taken),
  },
  'where a module is exported as one object, of which two functions are taken': {
    code: [...openingOf(reported).map((line) => line.replace('export ', '')), ...closing.map((line) => line.replace('export ', '')),
      'export { open, close };', 'export const version = 1;'],
    by: ready("import { open, version } from './db.js';", 'console.log(version);'),
  },
  'where another file takes the function that releases it': {
    code: [...openingOf(''), ...closing], by: ready(taken),
    more: { 'src/stop.js': "import { close } from './db.js';\nexport const stop = async () => { await close(); };\n" },
  },
  'where another file takes the whole module': {
    code: [...openingOf(''), ...closing], by: ready(taken),
    more: { 'src/stop.js': "import * as db from './db.js';\nexport const stop = async (name) => { await db[name](); };\n" },
  },
  'where another file hands all on': {
    code: [...openingOf(''), ...closing], by: ready(taken),
    more: { 'src/index.js': "export * from './db.js';\n" },
  },
  'where a listener releases it': {
    code: [...openingOf(''), "globalThis.bus.on('stop', () => client.end());"], by: ready(taken),
  },
});
