import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * Pools that stand on an object of a framework: whoever starts the service puts them there, and handlers read them.
 */

const rule = 'require-connection-release';
const dependencies = { express: '^5.0.0', koa: '^3.0.0', fastify: '^5.0.0', pg: '^8.0.0', mysql2: '^3.0.0' };
const files = { 'package.json': { dependencies } };

const express = (body: string): string => `
import express from 'express';
import { Pool } from 'pg';
const app = express();
${body}
app.listen(8080);
`;
const fastify = (body: string): string => `
import Fastify from 'fastify';
import { Pool } from 'pg';
const app = Fastify();
${body}
app.listen({ port: 8080 });
`;
const koa = (body: string): string => `
import Koa from 'koa';
import { Pool } from 'pg';
const app = new Koa();
${body}
app.listen(8080);
`;

const lost: MarkedCases = {
  'of what the application is decorated with': fastify(`
app.decorate('db', new Pool());
app.get('/orders', async () => {
  const client = await app.db.connect(); // leak
  return (await client.query('SELECT 1')).rows;
});`),
  'of what the application is decorated with, through this': fastify(`
const pool = new Pool();
app.decorate('db', pool);
app.get('/orders', async function () {
  const client = await this.db.connect(); // leak
  const { rows } = await client.query('SELECT 1');
  client.release();
  return rows;
});`),
  'of what the requests of the application know': fastify(`
app.decorate('db', new Pool());
app.get('/orders', async (request) => {
  const client = await request.server.db.connect(); // leak
  return (await client.query('SELECT 1')).rows;
});`),
  'of the context of all requests': koa(`
app.context.db = new Pool();
app.use(async (ctx) => {
  const client = await ctx.db.connect(); // leak
  ctx.body = (await client.query('SELECT 1')).rows;
});`),
  'of what is local to the application': express(`
app.locals.db = new Pool();
app.get('/orders', async (req, res) => {
  const client = await req.app.locals.db.connect(); // leak
  res.json((await client.query('SELECT 1')).rows);
});`),
  'taken out of what is local to the application': express(`
app.locals.db = new Pool();
app.get('/orders', async (req, res) => {
  const { db } = req.app.locals;
  const client = await db.connect(); // leak
  res.json((await client.query('SELECT 1')).rows);
});`),
  'of a setting': express(`
app.set('pool', new Pool());
app.get('/orders', async (req, res) => {
  const client = await req.app.get('pool').connect(); // leak
  res.json((await client.query('SELECT 1')).rows);
});`),
  'of a setting under a name of its own': express(`
app.set('pool', new Pool());
app.get('/orders', async (req, res) => {
  const pool = req.app.get('pool');
  const client = await pool.connect(); // leak
  res.json((await client.query('SELECT 1')).rows);
  client.release();
});`),
  'of a request, onto which it is put for each': express(`
const pool = new Pool();
app.use((req, res, next) => {
  req.pool = pool;
  next();
});
app.get('/orders', async (req, res) => {
  const client = await req.pool.connect(); // leak
  res.json((await client.query('SELECT 1')).rows);
});`),
  'of a request, by what is made with it': express(`
const withPool = (pool) => (req, res, next) => {
  req.pool = pool;
  next();
};
app.use(withPool(new Pool()));
app.get('/orders', async (req, res) => {
  const client = await req.pool.connect(); // leak
  res.json((await client.query('SELECT 1')).rows);
});`),
};

const silent: MarkedCases = {
  'what is given back': express(`
app.locals.db = new Pool();
app.get('/orders', async (req, res) => {
  const client = await req.app.locals.db.connect();
  try {
    res.json((await client.query('SELECT 1')).rows);
  } finally {
    client.release();
  }
});`),
  'a pool of each request': express(`
app.use((req, res, next) => {
  req.pool = new Pool({ database: req.hostname });
  res.on('close', () => req.pool.end());
  next();
});
app.get('/orders', async (req, res) => {
  const client = await req.pool.connect();
  res.json((await client.query('SELECT 1')).rows);
});`),
  'pools that somebody makes elsewhere': express(`
app.use((req, res, next) => {
  req.pool = poolOf(req.hostname);
  next();
});
app.get('/orders', async (req, res) => {
  const client = await req.pool.connect();
  res.json((await client.query('SELECT 1')).rows);
});`),
  'a name under which something else is put as well': express(`
app.locals.db = new Pool();
app.use((req, res, next) => {
  req.db = makeDatabase(req);
  next();
});
app.get('/orders', async (req, res) => {
  const client = await req.db.connect();
  res.json((await client.query('SELECT 1')).rows);
});`),
  'an object of the project with a member of that name': express(`
app.locals.db = new Pool();
const services = makeServices();
app.get('/orders', async (req, res) => {
  const client = await services.db.connect();
  res.json((await client.query('SELECT 1')).rows);
});`),
  'what is borrowed at the start': fastify(`
app.decorate('db', new Pool());
const client = await app.db.connect();
app.get('/orders', async () => (await client.query('SELECT 1')).rows);`),
};

describeMarked('what is borrowed of pools on objects of a framework', lost, { rule, files, filenames: ['src/service.js'] });
describeMarked('what is no checkout of a pool on an object of a framework', silent, { rule, files, filenames: ['src/service.js'] });

type Plugin = readonly [title: string, plugin: string, options: string, method: string, isLost: boolean];

const plugins: readonly Plugin[] = [
  ['a pool of pg', '@fastify/postgres', '{ connectionString: url }', 'pg.connect', true],
  ['a pool of mysql2/promise', '@fastify/mysql', '{ promise: true, connectionString: url }', 'mysql.getConnection', true],
  ['a connection', '@fastify/mysql', "{ promise: true, type: 'connection', connectionString: url }", 'mysql.getConnection', false],
  ['a pool under another name', '@fastify/postgres', "{ name: 'other', connectionString: url }", 'pg.connect', false],
  ['a pool under options that are not seen', '@fastify/postgres', 'options', 'pg.connect', false],
];

describe('pools that a plugin puts onto a server', () => {
  for (const [title, plugin, options, method, isLost] of plugins) {
    it(`${isLost ? 'reports what is lost of' : 'is silent about'} ${title} (${plugin})`, async () => {
      const routes = `export default async function routes(fastify) {
  fastify.get('/orders', async () => {
    const connection = await fastify.${method}();
    return await connection.query('SELECT 1');
  });
}`;
      const server = `import Fastify from 'fastify';
import plugin from '${plugin}';
import routes from './routes.js';
const fastify = Fastify();
fastify.register(plugin, ${options});
fastify.register(routes);
fastify.listen({ port: 8080 });`;
      const manifest = { type: 'module', dependencies: { ...dependencies, [plugin]: '*' } };
      const project = createProject({ rule: '*', files: { 'package.json': manifest, 'src/server.js': server, 'src/routes.js': routes } });
      const reports = await project.lint('src/routes.js', routes);
      expect(reports.map(({ line, rule: by }) => `${line} ${by}`)).toStrictEqual(isLost ? [`3 ${rule}`] : []);
    });
  }
});

it('knows a pool that a plugin of the project decorates the server with, from the type that it has', async () => {
  const project = createProject({
    rule: '*',
    files: {
      'package.json': { type: 'module', dependencies: { ...dependencies, 'fastify-plugin': '^5.0.0' } },
      'src/db.ts': `import fp from 'fastify-plugin';
import mysql from 'mysql2/promise';
declare module 'fastify' { interface FastifyInstance { mysql: mysql.Pool } }
export default fp(async (fastify) => { fastify.decorate('mysql', mysql.createPool(url)); });`,
      'src/server.ts': `import Fastify from 'fastify';
import db from './db.js';
import routes from './routes.js';
const app = Fastify();
app.register(db);
app.register(routes);
app.listen({ port: 8080 });`,
    },
  });
  const reports = await project.lint('src/routes.ts', `import type { FastifyInstance } from 'fastify';
export default async function routes(fastify: FastifyInstance) {
  fastify.get('/orders', async () => {
    const connection = await fastify.mysql.getConnection();
    const [rows] = await connection.query('SELECT 1');
    connection.release();
    return rows;
  });
}`);
  expect(reports.map(({ line, rule: by }) => `${line} ${by}`)).toStrictEqual([`4 ${rule}`]);
});
