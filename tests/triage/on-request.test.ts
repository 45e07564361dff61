import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A client is put onto a request, or onto its context: nobody but the project's own code releases it from there. */

const head = `import express from 'express';
import { Hono } from 'hono';
import Koa from 'koa';
import Fastify from 'fastify';
import Redis from 'ioredis';
import { Pool } from 'pg';
import { later } from 'elsewhere';
`;

async function rulesOf(code: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0' } }, ...files } });
  return (await project.lint('src/app.js', head + code)).map(({ rule }) => rule);
}

const reported: Readonly<Record<string, string>> = {
  'a property of the request': `const app = express();
app.use((req, res, next) => { req.redis = new Redis(); next(); });
app.get('/x', async (req, res) => { res.json(await req.redis.get('a')); });`,
  'the object for such properties': `const app = express();
app.use((req, res, next) => { res.locals.redis = new Redis(); next(); });
app.get('/x', async (req, res) => { res.json(await res.locals.redis.get('a')); });`,
  'a context': `const app = new Koa();
app.use(async (ctx, next) => { ctx.db = new Pool(); await next(); });
app.use(async (ctx) => { ctx.body = await ctx.db.query('select 1'); });`,
  'the state of a context': `const app = new Koa();
app.use(async (ctx, next) => { ctx.state.db = new Pool(); await next(); });
app.use(async ({ state: { db } }) => { await db.query('select 1'); });`,
  'a context with names': `const app = new Hono();
app.use(async (c, next) => { c.set('db', new Pool()); await next(); });
app.get('/x', async (c) => c.json(await c.get('db').query('select 1')));
app.get('/y', async (c) => c.json(await c.var.db.query('select 1')));`,
  'a request in a hook': `const app = Fastify();
app.addHook('onRequest', async (request) => { request.db = new Pool(); });
app.get('/x', async (request) => request.db.query('select 1'));`,
};

const silent: Readonly<Record<string, string>> = {
  'released when the response is finished': `const app = express();
app.use((req, res, next) => { req.redis = new Redis(); res.on('finish', () => req.redis.quit()); next(); });`,
  'released by its own name': `const app = express();
app.use((req, res, next) => { const redis = new Redis(); req.redis = redis; res.on('finish', () => redis.quit()); next(); });`,
  'released by whoever takes it out': `const app = express();
app.use((req, res, next) => { req.redis = new Redis(); next(); });
app.get('/x', async (req, res) => { const { redis } = req; res.json(await redis.get('a')); await redis.quit(); });`,
  'released behind all others': `const app = new Koa();
app.use(async (ctx, next) => { ctx.db = new Pool(); try { await next(); } finally { await ctx.db.end(); } });`,
  'released in another hook': `const app = Fastify();
app.addHook('onRequest', async (request) => { request.db = new Pool(); });
app.addHook('onResponse', async (request) => { await request.db.end(); });`,
  'released by the name in a context': `const app = new Hono();
app.use(async (c, next) => { c.set('db', new Pool()); await next(); await c.get('db').end(); });`,
  'given to code that is not followed': `const app = express();
app.use((req, res, next) => { req.redis = new Redis(); later(req.redis); next(); });`,
  'found by a name in a string': `const app = express();
app.use((req, res, next) => { req.redis = new Redis(); next(); });
app.use((req) => { for (const key of ['redis']) req[key].quit(); });`,
  'kept by the application': `const app = express();
app.use((req, res, next) => { req.app.redis = new Redis(); next(); });`,
  'kept by a session': `const app = express();
app.use((req, res, next) => { req.session.redis = new Redis(); next(); });`,
  'made where there is none yet': `const app = express();
app.use((req, res, next) => { if (!req.redis) req.redis = new Redis(); next(); });`,
  'used by nobody who is seen': `const app = express();
app.use((req, res, next) => { req.redis = new Redis(); next(); });`,
  'put into a map': `const app = express();
const clients = new Map();
function keep(map) { if (!map.has('a')) map.set('a', new Redis()); }
app.get('/x', (req, res) => { keep(clients); res.end(); });`,
};

describe('a client on a request', () => {
  it.each(Object.entries(reported))('is never released: %s', async (_, code) => {
    expect(await rulesOf(code)).toStrictEqual(['no-client-per-request']);
  });

  it.each(Object.entries(silent))('is not told of: %s', async (_, code) => {
    expect(await rulesOf(code)).toStrictEqual([]);
  });

  it('is not told of where other files cannot be asked', async () => {
    const project = createProject({ rule: '*', settings: { project: false } });
    const code = `const app = express();
app.use((req, res, next) => { req.redis = new Redis(); next(); });
app.get('/x', async (req, res) => { res.json(await req.redis.get('a')); });`;
    expect(await project.lint('src/app.js', head + code)).toStrictEqual([]);
  });

  it('is not told of where another file releases it', async () => {
    const code = `import { done } from './done.js';
const app = express();
app.use((req, res, next) => { req.redis = new Redis(); next(); });
app.use(done);`;
    expect(await rulesOf(code, { 'src/done.js': 'export function done(req) { req.redis.disconnect(); }' })).toStrictEqual([]);
    expect(await rulesOf(code, { 'src/done.js': 'export function done(req) { req.redis.get(req.url); }' }))
      .toStrictEqual(['no-client-per-request']);
  });
});

describe('a request that a container gives to a provider', () => {
  const service = (use: string): string => `import { Inject, Injectable, Scope } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import type { TenantRequest } from './app.js';
import type { TenantRequest as Typed } from './app.ts';
@Injectable({ scope: Scope.REQUEST })
export class Users {
  private readonly rows;
  private readonly typed: Typed;
  constructor(@Inject(REQUEST) private readonly request: TenantRequest) {}
  async all() { ${use} }
}
`;
  const middleware = `import { Injectable, NestMiddleware } from '@nestjs/common';
import type { Request, Response, NextFunction } from 'express';
import { Pool } from 'pg';
export interface TenantRequest extends Request { tenantPool?: Pool }
@Injectable()
export class TenantMiddleware implements NestMiddleware {
  async use(req: TenantRequest, res: Response, next: NextFunction) {
    const pool = new Pool({ database: String(req.headers['x-tenant']) });
    req.tenantPool = pool;
    next();
  }
}
`;

  it.each([
    ['reported where it is only used', "return this.request.tenantPool.query('select 1');", ['no-client-per-request']],
    ['reported where a part of it is kept', 'this.rows = this.request.tenantPool.totals;', ['no-client-per-request']],
    ['reported where its type is that of another file', "await this.typed.tenantPool.query('select 1');", ['no-client-per-request']],
    ['silent where it is released', "const { request } = this; await request.tenantPool.query('x'); await this.request.tenantPool.end();",
      []],
  ])('%s', async (_, use, expected) => {
    const files = {
      'package.json': { dependencies: { '@nestjs/common': '^11.0.0', '@nestjs/core': '^11.0.0' } }, 'src/users.ts': service(use),
    };
    const project = createProject({ rule: '*', files });
    expect((await project.lint('src/app.ts', middleware)).map(({ rule }) => rule)).toStrictEqual(expected);
  });
});
