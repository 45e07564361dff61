import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** Packages that are imported by the name of a registry, as Deno does. */
const serve = (...lines: readonly string[]): string => lines.join('\n');

describe('packages by the names of registries', () => {
  const project = createProject({ rule: '*', files: { 'deno.json': {} } });

  it.each([
    ['a client of npm', serve("import { Client } from 'npm:pg@8.11.3';", 'Deno.serve(async (request) => {',
      '  const client = new Client(Deno.env.get("URL"));', '  await client.connect();',
      '  const { rows } = await client.query("SELECT 1");',
      '  return Response.json(rows);', '});'), '3: no-client-per-request'],
    ['without a version', serve("import nodemailer from 'npm:nodemailer';", 'Deno.serve(async (request) => {',
      '  const mailer = nodemailer.createTransport({ pool: true, host: "mail" });', '  await mailer.sendMail(await request.json());',
      '  return new Response();', '});'), '3: no-client-per-request'],
    ['a part of a package', serve("import mysql from 'npm:mysql2@3/promise';", 'Deno.serve(async (request) => {',
      '  const connection = await mysql.createConnection(Deno.env.get("URL"));', '  const [rows] = await connection.query("SELECT 1");',
      '  await connection.end();', '  return Response.json(rows);', '});'), '3: require-client-close'],
    ['of a server that makes modules of it', serve("import { Redis } from 'https://esm.sh/ioredis@5.3.2?target=deno';",
      'Deno.serve(async (request) => {', '  const redis = new Redis();', '  return Response.json(await redis.get("a"));', '});'),
    '3: no-client-per-request'],
    ['imported when it runs', serve('Deno.serve(async (request) => {', '  const { Client } = await import("npm:ssh2@1.15.0");',
      '  return await new Promise((resolve, reject) => {', '    const client = new Client();',
      '    client.on("ready", () => client.exec("ls", (error) => {', '      if (error) return reject(error);',
      '      client.end();', '      resolve(new Response());', '    }));', '    client.connect(JSON.parse(Deno.env.get("HOST")));', '  });',
      '});'), '4: require-client-close'],
    ['a framework of npm', serve("import { Hono } from 'npm:hono@4';", "import { MongoClient } from 'npm:mongodb@6';",
      'const app = new Hono();', "app.get('/users', async (c) => {", '  const client = new MongoClient(Deno.env.get("URL"));',
      "  return c.json(await client.db('app').stats());", '});'), '5: no-client-per-request'],
    ['a client that the module has', serve("import { Pool } from 'npm:pg@8';", 'const pool = new Pool({});',
      'Deno.serve(async () => Response.json((await pool.query("SELECT 1")).rows));'), undefined],
  ])('%s', async (_title, code, report) => {
    const reports = await project.lint('functions/users/index.ts', code);
    expect(reports.map(({ line, rule }) => `${line}: ${rule}`)).toStrictEqual(report === undefined ? [] : [report]);
  });

  it('follows them through files', async () => {
    const list = serve("import { Client } from './deps.ts';", 'export async function list() {',
      '  const client = new Client();', '  await client.connect();', "  return (await client.query('SELECT 1')).rows;", '}');
    const shared = createProject({ rule: '*', files: {
      'deno.json': {},
      'functions/shared/deps.ts': "export { Client } from 'npm:pg@8';\n",
      'functions/shared/list.ts': list,
      'functions/users/index.ts': "import { list } from '../shared/list.ts';\nDeno.serve(async () => Response.json(await list()));\n",
    } });
    const reports = await shared.lint('functions/shared/list.ts', list);
    expect(reports.map(({ line, rule }) => `${line}: ${rule}`)).toStrictEqual(['3: no-client-per-request']);
  });
});
