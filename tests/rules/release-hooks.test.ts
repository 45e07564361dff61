import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

const fastify = `
import Fastify from 'fastify';
import { Client } from 'pg';
const server = Fastify();
`;

const query = 'return (await client.query(request.body.text)).rows;';

/** Hooks that release what requests hold; what a request field holds is the business of whoever has the request. */
const hooks: Readonly<Record<'leaks' | 'shared', MarkedCases>> = {
  leaks: {
    'a field of the request that a hook of the whole server closes': `${fastify}
server.addHook('onRequest', async (request) => { request.client = new Client(); });
server.addHook('onResponse', async (request) => { await request.client.end(); });
server.post('/users', async (request) => (await request.client.query(request.body.text)).rows);`,
    'a field of the request that a hook of the route closes': `${fastify}
server.post('/users', {
  onResponse: async (request) => { await request.client?.end(); },
  handler: async (request) => {
    request.client = new Client();
    return (await request.client.query(request.body.text)).rows;
  },
});`,
    'the end of the raw response': `${fastify}
server.post('/users', async (request, reply) => {
  const client = new Client();
  reply.raw.on('finish', () => client.end());
  ${query}
});`,
    'a raw response that ends after something failed': `${fastify}
server.post('/users', async (request, reply) => {
  const client = new Client(); // leak
  const { rows } = await client.query(request.body.text);
  reply.raw.on('finish', () => client.end());
  return rows;
});`,
    'an error of the raw response': `${fastify}
server.post('/users', async (request, reply) => {
  const client = new Client(); // leak
  reply.raw.on('error', () => client.end());
  const { rows } = await client.query(request.body.text);
  await client.end();
  return rows;
});`,
  },
  shared: {
    'a hook that closes for every response': `${fastify}
const client = new Client();
server.addHook('onResponse', async () => { await client.end(); }); // leak
server.post('/users', async (request) => (await client.query(request.body.text)).rows);`,
    'a hook of a route': `${fastify}
const client = new Client();
server.post('/users', {
  onResponse: async () => { await client.end(); }, // leak
}, async (request) => (await client.query(request.body.text)).rows);`,
    'a hook of a plugin': `
import { Client } from 'pg';
const client = new Client();
export default async function users(fastify) {
  fastify.addHook('onResponse', async () => { await client.end(); }); // leak
}`,
    'a hook that closes with the server': `${fastify}
const client = new Client();
server.addHook('onClose', async () => { await client.end(); });
server.post('/users', async (request) => (await client.query(request.body.text)).rows);`,
  },
};

const manifest = { dependencies: { fastify: '^5.0.0', pg: '^8.0.0' } };

const files = { 'package.json': manifest };

describeMarked('hooks of a server', hooks.leaks, { rule: 'require-client-close', files });
describeMarked('hooks of a server, and a shared client', hooks.shared, { rule: 'no-shared-client-close', files });

const nest = (scope: string, hook: string, mark = ''): string => `
import { Controller, Get, Injectable, Scope } from '@nestjs/common';
import { Client } from 'pg';
@Injectable(${scope})
class Users {
  private readonly client = new Client();${mark}
  find() { return this.client.query('SELECT 1'); }
  async ${hook}() { await this.client.end(); }
}
@Controller('users')
export class UsersController {
  constructor(private readonly users: Users) {}
  @Get()
  find() { return this.users.find(); }
}`;

const leak = ' // leak';

// The framework runs its hooks for what lives as long as the application, and for nothing that is made per request.
describeMarked('hooks of a container', {
  'an object that lives as long as the application': nest('', 'onModuleDestroy'),
  'an object of each request, whose hook nobody runs': nest('{ scope: Scope.REQUEST }', 'onModuleDestroy', leak),
  'an object of each request, whose hook for the end nobody runs': nest('{ scope: Scope.REQUEST }', 'onApplicationShutdown', leak),
}, { filenames: ['src/users.controller.ts'], files: { 'package.json': { dependencies: { '@nestjs/common': '^11.0.0' } } } });

const tsed = (scope: string, hook: string, mark = ''): string => `
import { Controller, Injectable, ProviderScope, Scope } from '@tsed/di';
import { Get } from '@tsed/schema';
import { Client } from 'pg';
@Injectable()
${scope}
class Users {
  private readonly client = new Client();${mark}
  find() { return this.client.query('SELECT 1'); }
  async ${hook}() { await this.client.end(); }
}
@Controller('/users')
export class UsersController {
  constructor(private readonly users: Users) {}
  @Get('/')
  find() { return this.users.find(); }
}`;

const inContainer = { filenames: ['src/users.controller.ts'], files: { 'package.json': { dependencies: { '@tsed/di': '^8.0.0' } } } };

// Here the container of a request tells what it holds when the request is over.
describeMarked('hooks of a container of each request', {
  'an object whose hook closes it': tsed('@Scope(ProviderScope.REQUEST)', '$onDestroy'),
  'an object whose hook is not one': tsed('@Scope(ProviderScope.REQUEST)', 'onDestroy', leak),
  'an object whose hook closes something else': tsed('@Scope(ProviderScope.REQUEST)', '$onDestroy', leak)
    .replace('await this.client.end()', 'await this.file?.end()'),
  'an object that lives as long as the application': tsed('', '$onDestroy'),
}, inContainer);

describeMarked('hooks of a container of each request, which cost a connection', {
  'an object whose hook closes it': tsed('@Scope(ProviderScope.REQUEST)', '$onDestroy', leak),
}, { ...inContainer, rule: 'prefer-shared-client' });

describe('helpers of other files', () => {
  const lintWith = async (rule: string, helper: string, code: string): Promise<string[]> => {
    const project = createProject({
      rule,
      files: {
        'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } },
        'src/helper.ts': helper,
        'src/index.ts': "export * from './helper.js';\n",
      },
    });
    const text = `import express from 'express';\nimport { Client, Pool } from 'pg';\nimport * as helpers from './index.js';
import { help } from './index.js';\nconst app = express();\nconst pool = new Pool();\n${code}`;
    return (await project.lint('src/app.ts', text)).map(({ line }) => text.split('\n')[line - 1]!.trim());
  };
  const handler = (...lines: readonly string[]): string => `app.post('/users', async (req, res) => {\n${lines.join('\n')}\n});`;
  const inFinally = (help: string): string => handler('const client = new Client();', 'try {',
    'res.json(await client.query(req.body.text));', '} finally {', help, '}');
  const straight = (help: string): string => handler('const client = new Client();', 'res.json(await client.query(req.body.text));', help);
  const closing = 'export async function help(client) {\n  try { await client.end(); } catch (error) { console.error(error); }\n}\n';
  const using = 'export async function help(client) {\n  await client.query("SELECT 1");\n}\n';

  it.each([
    ['that release what they are given', 'require-client-close', closing, inFinally('await help(client);'), []],
    ['that release what they are given, through a namespace', 'require-client-close', closing, inFinally('await helpers.help(client);'),
      []],
    ['that release what they are given, too late', 'require-client-close', closing, straight('await help(client);'),
      ['const client = new Client();']],
    ['that only use what they are given', 'no-client-per-request', using, straight('await help(client);'),
      ['const client = new Client();']],
    ['that release what they are given, on the straight way', 'no-client-per-request', closing, straight('await help(client);'), []],
  ])('%s', async (_, rule, helper, code, expected) => {
    expect(await lintWith(rule, helper, code)).toStrictEqual(expected);
  });

  const giving = 'export const help = (client) => client.release();\n';
  const borrow = (...lines: readonly string[]): string => handler('const client = await pool.connect();', ...lines);

  it.each([
    ['that give back what they are given', giving, borrow('try {', 'res.json(await client.query(req.body.text));', '} finally {',
      'help(client);', '}'), []],
    ['that give back what they are given, too late', giving, borrow('res.json(await client.query(req.body.text));', 'help(client);'),
      ['const client = await pool.connect();']],
    ['that use what is borrowed', using, borrow('res.json(await help(client));'), ['const client = await pool.connect();']],
  ])('%s', async (_, helper, code, expected) => {
    expect(await lintWith('require-connection-release', helper, code)).toStrictEqual(expected);
  });
});

describe('helpers that lend', () => {
  const lending = (...body: readonly string[]): string => [
    "import { Pool } from 'pg';", 'const pool = new Pool();', 'export async function withConnection(work) {', ...body, '}', ''].join('\n');
  const callers = (...lines: readonly string[]): string => [
    "import express from 'express';", "import { withConnection } from './lending.js';", 'const app = express();',
    "app.post('/users', async (req, res) => {", ...lines, '});', ''].join('\n');
  const plain = callers('res.json(await withConnection(async (conn) => conn.query(req.body.text)));');

  it.each([
    ['and give back in finally', lending('const conn = await pool.connect();', 'try {', 'return await work(conn);', '} finally {',
      'conn.release();', '}'), plain, []],
    ['and give back in finally, inside a transaction', lending(
      'const conn = await pool.connect();', 'try {', "await conn.query('BEGIN');", 'const result = await work(conn);',
      "await conn.query('COMMIT');", 'return result;', '} catch (error) {', "await conn.query('ROLLBACK');", 'throw error;', '} finally {',
      'conn.release();', '}'), plain, []],
    ['and give back behind a promise', lending('const conn = await pool.connect();', 'return work(conn).finally(() => conn.release());'),
      plain, []],
    ['and forget it when the work fails', lending('const conn = await pool.connect();', 'const result = await work(conn);',
      'conn.release();', 'return result;'), plain, ['const conn = await pool.connect();']],
    ['and forget it when the work fails, to two callers', lending('const conn = await pool.connect();', 'const result = await work(conn);',
      'conn.release();', 'return result;'), plain.replace('});\n', "await withConnection((c) => c.query('SELECT 2'));\n});\n"),
      ['const conn = await pool.connect();']],
    ['and leave it to the work', lending('const conn = await pool.connect();', 'return await work(conn);'),
      callers('res.json(await withConnection((conn) => conn.query(req.body.text).finally(() => conn.release())));'), []],
    ['and leave it to the work, which forgets', lending('const conn = await pool.connect();', 'return await work(conn);'), plain,
      ['const conn = await pool.connect();']],
  ])('%s', async (_, helper, caller, expected) => {
    const project = createProject({
      rule: 'require-connection-release',
      files: {
        'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } }, 'src/app.ts': caller, 'src/lending.ts': '',
      },
    });
    const reports = await project.lint('src/lending.ts', helper);
    expect(reports.map(({ line }) => helper.split('\n')[line - 1])).toStrictEqual(expected);
  });
});
