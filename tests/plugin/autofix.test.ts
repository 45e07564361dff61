import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import type { ClientLifetimeSettings } from '../../src/rule/settings.js';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface More {
  readonly files?: Readonly<Record<string, string>>;
  readonly filename?: string;
  readonly settings?: ClientLifetimeSettings;
}

/** What `eslint --fix` leaves in a file of a project on disk. */
async function fixed(code: string, more: More = {}): Promise<string> {
  return (await fix(code, more)).output;
}

async function fix(
  code: string, { files = {}, filename = 'service.js', settings = { autofix: true } }: More = {},
): Promise<{ readonly output: string; readonly left: number }> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'autofix-')));
  folders.push(root);
  const all = { 'package.json': '{}', ...files, [filename]: code };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const eslint = new ESLint({
    cwd: root, fix: true, overrideConfigFile: true,
    overrideConfig: [{
      plugins: { 'client-lifetime': plugin },
      rules: { 'client-lifetime/no-client-per-request': 'error' },
      settings: { 'client-lifetime': { root, ...settings } },
    }],
  });
  const [result] = await eslint.lintText(code, { filePath: join(root, filename) });
  const fatal = result?.messages.find((message) => message.fatal);
  if (fatal) throw new Error(`${fatal.message}\n${result?.output ?? ''}`);
  return { output: result?.output ?? code, left: result?.messages.length ?? 0 };
}

/** A handler that constructs a pool from `args`, after what is declared `around` and what runs `before`. */
function handler(args: string, around = '', before = ''): string {
  return `import { Pool } from 'pg';\n${around}\nexport async function list(req, res) {\n${before}  const pool = new Pool(${args});\n`
    + "  res.json(await pool.query('select 1'));\n}\n";
}

describe('eslint --fix', () => {
  it('takes wrappers along that are made of plain values, and leaves others', async () => {
    const code = (top: string, inside: string): string => `import { Pool } from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import * as schema from './schema.js';

${top}export async function list(req, res) {
${inside}  res.json(await db.select().from(schema.users));
}
`;
    const pool = 'const pool = new Pool();\n';
    const plain = "const db = drizzle(pool, { casing: 'snake_case' });\n";
    const others = 'const db = drizzle(pool, { schema });\n';
    expect(await fixed(code('', `  ${pool}  ${plain}`))).toBe(code(`${pool}${plain}\n`, ''));
    expect(await fixed(code('', `  ${pool}  ${others}`))).toBe(code(`${pool}\n`, `  ${others}`));
  });

  it('leaves everything as it is by default', async () => {
    expect(await fixed(handler(''), { settings: {} })).toBe(handler(''));
  });

  it('hoists with the setting', async () => {
    expect(await fixed(handler('{ max: 3 }'))).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';

      const pool = new Pool({ max: 3 });

      export async function list(req, res) {
        res.json(await pool.query('select 1'));
      }
      "
    `);
  });

  it.each([
    ['literals', "{ host: 'db', port: 1 + 2, ssl: { ca: `x${1}` }, names: ['a', null] }"],
    ['a variable of the environment', '{ connectionString: process.env.DATABASE_URL }'],
    ['a number from the environment', '{ max: Number(process.env.MAX ?? 3) }'],
    ['a constant of the module', '{ max, host: config.host }', "const max = 3;\nconst config = { host: 'db' };\n"],
    ['a constant object of the module', 'config', "const config = { host: 'db' };\n"],
    ['a local constant', '{ max }', '', '  const max = 3;\n'],
    ['a request that was looked at before', '', '', '  if (!req.body) return res.status(400).end();\n'],
  ])('hoists with %s', async (_, args, around = '', before = '') => {
    const code = handler(args, around, before);
    const output = await fixed(code);
    expect(output.indexOf('new Pool')).toBeLessThan(output.indexOf('export async function list'));
    expect(await fixed(output)).toBe(output);
  });

  it.each([
    ['the result of a call', '{ password: read() }', 'import { read } from "./read.js";\n'],
    ['a function', '{ log: () => {} }'],
    ['an object that others may change', 'config', "export const config = { host: 'db' };\n"],
    ['an object that is changed', 'config', "const config = { host: 'db' };\nconfig.port = 1;\n"],
    ['an object that is lent', 'config', "import { x } from './x.js';\nconst config = { host: 'db' };\nx(config);\n"],
    ['what another module may set later', 'config', "import { config } from './config.js';\n"],
    ['arguments that are awaited', '{ password }', "import { read } from './read.js';\n", '  const password = await read();\n'],
    ['arguments from the request', '{ user: req.body.user }'],
    ['a switch in the environment', '', '', '  if (!process.env.HAS_DATABASE) return res.json([]);\n'],
    ['a switch in a constant', '', 'const isOn = false;\n', '  if (!isOn) return res.json([]);\n'],
  ])('only suggests with %s', async (_, args, around = '', before = '') => {
    const code = handler(args, around, before);
    expect(await fix(code)).toStrictEqual({ output: code, left: 1 });
  });

  it.each([
    ['a listener', "import { Pool } from 'pg';\nexport async function list(req, res) {\n  const pool = new Pool();\n  "
      + "pool.on('error', console.error);\n  res.json(await pool.query('select 1'));\n}\n"],
    ['a client that connects as soon as it is constructed', "import Redis from 'ioredis';\nexport async function list(req, res) {\n"
      + "  const redis = new Redis();\n  res.json(await redis.get('x'));\n}\n"],
    ['a client that others get, too', "import { Pool } from 'pg';\nexport function make() {\n  return new Pool();\n}\n"
      + "export async function list(req, res) {\n  res.json(await make().query('select 1'));\n}\n"],
  ])('only suggests with %s', async (_, code) => {
    expect(await fix(code)).toStrictEqual({ output: code, left: 1 });
  });

  it('only suggests where modules are reloaded, and does nothing on the edge', async () => {
    const code = "import { Pool } from 'pg';\n\nexport async function GET() {\n  const pool = new Pool();\n"
      + "  return Response.json(await pool.query('select 1'));\n}\n";
    const filename = 'app/users/route.js';
    const next = { 'package.json': '{"dependencies":{"next":"15.0.0"}}', 'next.config.js': '' };
    expect(await fix(code, { filename, files: next })).toStrictEqual({ output: code, left: 1 });
    const edge = `${code}export const runtime = 'edge';\n`;
    expect(await fix(edge, { filename, files: next })).toStrictEqual({ output: edge, left: 0 });
  });

  describe('with an environment that is loaded by a program', () => {
    const code = handler('{ connectionString: process.env.DATABASE_URL }');

    it.each([
      ['after the imports', "import dotenv from 'dotenv';\nimport './service.js';\ndotenv.config();\n"],
      ['by a later import', "import './service.js';\nimport 'dotenv/config';\n"],
      ['by a later call', "require('./service.js');\nrequire('dotenv').config();\n"],
      ['by the runtime', "import './service.js';\nprocess.loadEnvFile();\n"],
      ['by an assignment', "import './service.js';\nprocess.env.DATABASE_URL = 'x';\n"],
    ])('only suggests where it comes %s', async (_, main) => {
      expect(await fixed(code, { files: { 'main.js': main } })).toBe(code);
      expect(await fixed(handler(''), { files: { 'main.js': main } })).not.toBe(handler(''));
    });

    it.each([
      ['the first import', "import 'dotenv/config';\nimport './service.js';\n"],
      ['the first call', "require('dotenv').config();\nrequire('./service.js');\n"],
      ['about another variable', "import './service.js';\nprocess.env.OTHER = 'x';\n"],
    ])('hoists where it is %s', async (_, main) => {
      expect(await fixed(code, { files: { 'main.js': main } })).not.toBe(code);
    });
  });

  describe('with several constructions in one file', () => {
    const one = (name: string, args: string): string => (
      `export async function ${name}(req, res) {\n  const pool = new Pool(${args});\n  res.json(await pool.query('${name}'));\n}\n`);
    const imports = "import { Pool } from 'pg';\n";

    it('gives each a name of its own, and one client to those that are the same', async () => {
      const code = [imports, one('a', "{ host: 'a' }"), one('b', "{ host: 'b' }"), one('c', "{ host: 'a' }")].join('\n');
      const output = await fixed(code);
      expect(output).toMatchInlineSnapshot(`
        "import { Pool } from 'pg';

        const pool = new Pool({ host: 'a' });

        export async function a(req, res) {
          res.json(await pool.query('a'));
        }

        const sharedPool = new Pool({ host: 'b' });

        export async function b(req, res) {
          res.json(await sharedPool.query('b'));
        }

        export async function c(req, res) {
          res.json(await pool.query('c'));
        }
        "
      `);
      expect(await fixed(output)).toBe(output);
    });

    it('repairs more of them than ESLint makes passes', async () => {
      const names = Array.from({ length: 15 }, (_, number) => `f${number}`);
      const code = [imports, ...names.map((name) => one(name, ''))].join('\n');
      expect((await fixed(code)).match(/new Pool/g)).toHaveLength(1);
    });

    it('repairs two in one function', async () => {
      const code = `${imports}\nexport async function list(req, res) {\n  const a = new Pool({ host: 'a' });\n`
        + "  const b = new Pool({ host: 'b' });\n  res.json([await a.query('x'), await b.query('x')]);\n}\n";
      expect(await fixed(code)).toMatchInlineSnapshot(`
        "import { Pool } from 'pg';

        const a = new Pool({ host: 'a' });

        const b = new Pool({ host: 'b' });

        export async function list(req, res) {
          res.json([await a.query('x'), await b.query('x')]);
        }
        "
      `);
    });
  });

  it('goes on listing the suggestions, whose titles say what the fix does', async () => {
    const linter = new ESLint({
      overrideConfigFile: true,
      overrideConfig: [{
        plugins: { 'client-lifetime': plugin },
        rules: { 'client-lifetime/no-client-per-request': 'error' },
        settings: { 'client-lifetime': { project: false, autofix: true } },
      }],
    });
    const [result] = await linter.lintText(handler(''), { filePath: 'service.js' });
    const [message] = result!.messages;
    expect(message?.fix).toBeDefined();
    expect(message?.suggestions?.map(({ messageId }) => messageId)).toStrictEqual(['hoistToModule', 'lazyGetter']);
    expect(message?.suggestions?.[0]?.fix).toStrictEqual(message?.fix);
  });
});
