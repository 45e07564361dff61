import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A function puts a client onto an object that it was given, and releases it there itself. */

async function reports(source: string, framework: string, others: Record<string, string> = {}): Promise<string[]> {
  const manifest = { name: 'shop', type: 'module', dependencies: { [framework]: '*' } };
  const project = createProject({ rule: '*', files: { 'package.json': manifest, ...others } });
  const found = await project.lint('src/app.js', source);
  return found.map(({ rule, message }) => `${rule} ${/`(\w+)\(\)` on line/.exec(message)?.[1] ?? message}`);
}

const nitro = (body: string): string => `import mysql from 'mysql2/promise';
import { defineEventHandler } from 'h3';
export const withDatabase = (handler) => defineEventHandler(async (event) => {
  ${body}
});
`;
const open = 'event.context.mysql = await mysql.createConnection(process.env.URL);';

it('reports what is released where it was put, and not where something fails before', async () => {
  expect(await reports(nitro(`try {
    ${open}
    const response = await handler(event);
    event.context.mysql.end();
    return response;
  } catch (error) {
    return error;
  }`), 'h3')).toEqual(['require-client-close handler']);
});

it('reports it where a local variable holds it as well', async () => {
  const source = (open: string): string => nitro(`${open}
  const response = await handler(event);
  await connection.end();
  return response;`);
  expect(await reports(source('const connection = await mysql.createConnection(process.env.URL); event.context.mysql = connection;'), 'h3'))
    .toEqual(['require-client-close handler']);
  expect(await reports(source('const connection = (event.context.mysql = await mysql.createConnection(process.env.URL));'), 'h3'))
    .toEqual(['require-client-close handler']);
});

it.each([
  ['a finally releases it', `${open} try { return await handler(event); } finally { event.context.mysql.end(); }`],
  ['the catch releases it as well', `try { ${open} const response = await handler(event); await event.context.mysql.end();
    return response; }
    catch (error) { await event.context.mysql?.end(); return error; }`],
  ['a listener releases it', `${open} event.node.res.on('finish', () => event.context.mysql.end()); return handler(event);`],
  ['nothing fails between', `${open} event.context.mysql.end(); return 1;`],
  ['nobody here releases it', `${open} return handler(event);`],
  ['it may be there before', `if (!event.context.mysql) ${open}
    const response = await handler(event); event.context.mysql.end(); return response;`],
])('is silent where %s', async (_, body) => {
  expect((await reports(nitro(body), 'h3')).filter((report) => !report.startsWith('no-client-per-request'))).toEqual([]);
});

it('is silent where other code of the project releases what it finds there', async () => {
  const source = nitro(`${open}
  const response = await handler(event);
  event.context.mysql.end();
  return response;`);
  expect(await reports(source, 'h3')).toEqual(['require-client-close handler']);
  const other = `import { defineEventHandler } from 'h3';
export default defineEventHandler((event) => { event.context.mysql?.end(); });
`;
  expect(await reports(source, 'h3', { 'src/error.js': other })).toEqual([]);
  const users = "export const find = (event) => event.context.mysql.query('SELECT 1');\n";
  expect(await reports(source, 'h3', { 'src/users.js': users })).toEqual(['require-client-close handler']);
});

const state = (imports: string, make: string, body: string): string => `import pg from 'pg';
${imports}
const pool = new pg.Pool();
const app = ${make};
app.use(async (ctx, next) => {
  ${body}
});
`;

it('knows of which frameworks the next handler fails where it is waited for', async () => {
  const body = 'ctx.state.db = await pool.connect(); await next(); ctx.state.db.release();';
  expect(await reports(state("import Koa from 'koa';", 'new Koa()', body), 'koa')).toEqual(['require-connection-release next']);
  const keyed = "const db = await pool.connect(); ctx.set('db', db); await next(); db.release();";
  expect(await reports(state("import { Hono } from 'hono';", 'new Hono()', keyed), 'hono')).toEqual([]);
  const failing = "const db = await pool.connect(); ctx.set('db', db); await ctx.req.json(); await next(); db.release();";
  expect(await reports(state("import { Hono } from 'hono';", 'new Hono()', failing), 'hono')).toEqual(['require-connection-release json']);
});

it('takes the next handler of Express for one that does not fail here', async () => {
  const source = (body: string): string => `import express from 'express';
import pg from 'pg';
const pool = new pg.Pool();
const app = express();
app.use(async (req, res, next) => {
  ${body}
});
`;
  expect(await reports(source('req.db = await pool.connect(); next(); req.db.release();'), 'express')).toEqual([]);
  expect(await reports(source("req.db = await pool.connect(); await req.db.query('BEGIN'); next(); req.db.release();"), 'express'))
    .toEqual(['require-connection-release query']);
});

it('reports it where some handlers release it themselves, and others leave that to what they are given to', async () => {
  const source = nitro(`${open}
  const response = await handler(event);
  event.context.mysql.end();
  return response;`);
  const handler = (end: string): string => `import { withDatabase } from './app.js';
export default withDatabase(async (event) => {
  const rows = await event.context.mysql.query('SELECT 1');
  ${end}
  return rows;
});
`;
  const named = `import { withDatabase } from './app.js';
async function find(event) {
  const { mysql } = event.context;
  const rows = await mysql.query('SELECT 2');
  await mysql.end();
  return rows;
}
export default withDatabase(find);
`;
  const ending = handler('await event.context.mysql.end();');
  for (const other of [ending, named, ending.replace(/^import.*\n/, '')]) {
    expect(await reports(source, 'h3', { 'src/app.js': source, 'src/one.js': handler(''), 'src/other.js': other }))
      .toEqual(['require-client-close handler']);
  }
  expect(await reports(source, 'h3', { 'src/app.js': source, 'src/other.js': ending })).toEqual([]);
  const failed = 'export const failed = async (event) => { await event.context.mysql.rollback(); await event.context.mysql.end(); };\n';
  expect(await reports(source, 'h3', { 'src/app.js': source, 'src/one.js': handler(''), 'src/failed.js': failed })).toEqual([]);
});

it('takes a client that connects on first use for connected when those have their turn who find it there', async () => {
  const source = (before: string, use = 'await ctx.mailer.sendMail({});'): string => `import Koa from 'koa';
import nodemailer from 'nodemailer';
const app = new Koa();
app.use(async (ctx, next) => {
  ctx.mailer = nodemailer.createTransport({ pool: true, host: process.env.SMTP });
  ${before}
  await next();
  ctx.mailer.close();
});
app.use(async (ctx) => { ${use} ctx.body = 'sent'; });
app.listen(3000);
`;
  expect(await reports(source(''), 'koa')).toEqual(['require-client-close next']);
  // What fails before them leaves nothing open.
  expect(await reports(source('await check();'), 'koa')).toEqual(['require-client-close next']);
  expect(await reports(source('', ''), 'koa')).toEqual([]);
});
