import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

/** A project whose server loads modules anew in development. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reloading-'));
  mkdirSync(join(folder, 'app/users'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: { next: '15.0.0', pg: '8.0.0' } }));
  writeFileSync(join(folder, 'next.config.js'), 'module.exports = {};\n');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function route(body: string, extension = 'ts', imports = "import { Pool } from 'pg';"): Parameters<typeof offered> {
  const code = `${imports}\n\nexport async function GET() {\n${body}\n  return Response.json(rows);\n}\n`;
  return [code, join(folder, `app/users/route.${extension}`), { settings: { root: folder } }];
}

const body = "  // The pool.\n  const pool = new Pool({ max: 3 });\n  const { rows } = await pool.query('select 1');";

describe('the client on globalThis', () => {
  it('takes the place of the plain hoist', () => {
    expect(offered(...route(body))).toStrictEqual(['globalMemo', 'lazyGetter']);
  });

  it('is made on the first use where a function of the project may throw at what it is made of', () => {
    const required = `
function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(name + ' is missing');
  return value;
}`;
    const lines = "  const pool = new Pool({ connectionString: required('URL') });\n  const { rows } = await pool.query('select 1');";
    const service = route(lines, 'ts', `import { Pool } from 'pg';\n${required}`);
    expect(offered(...service)).toStrictEqual(['lazyGetter']);
    expect(applied('lazyGetter', ...service)).toContain("??= new Pool({ connectionString: required('URL') }));");
  });

  it.each([
    ['a component imports it', 'app/page.tsx', 'export default () => <p>{rows.name}</p>;', ['lazyGetter']],
    ['a file of the browser imports it', 'app/state.ts', 'export const state = rows;', ['lazyGetter']],
    ['a handler imports it', 'app/route.ts', 'export const OTHER = rows;', ['globalMemo', 'lazyGetter']],
  ])('is not made where browsers load the module: %s', (_, importer, lines, ids) => {
    const text = `${importer === 'app/state.ts' ? "'use client';\n" : ''}import { rows } from '../lib/rows';\n${lines}\n`;
    const project = mkdtempSync(join(tmpdir(), 'browser-'));
    try {
      const code = `import { Pool } from 'pg';\n\nexport async function rows() {\n${body}\n  return rows;\n}\n`;
      const files = {
        'package.json': JSON.stringify({ dependencies: { next: '15.0.0', pg: '8.0.0' } }), 'next.config.js': 'module.exports = {};\n',
        'app/api/route.ts': "import { rows } from '../../lib/rows';\nexport const GET = async () => Response.json(await rows());\n",
        'lib/rows.ts': code, [importer]: text,
      };
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(project, path)), { recursive: true });
        writeFileSync(join(project, path), content);
      }
      expect(offered(code, join(project, 'lib/rows.ts'), { settings: { root: project } })).toStrictEqual(ids);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });

  it('is kept under a key of its own beside another client of the file', () => {
    const first = applied('lazyGetter', ...route(body, 'js'));
    const other = '\n\nexport async function POST() {\n  const pool = new Pool({ max: 4 });\n'
      + "  return Response.json(await pool.query('select 1'));\n}\n";
    const [, path, more] = route(body, 'js');
    expect(applied('lazyGetter', first + other, path, more)).toContain('globalThis.__appUsersRoutePool2 ??= new Pool({ max: 4 })');
  });

  it('is kept under a name that says whose it is', () => {
    expect(applied('globalMemo', ...route(body, 'js'))).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';

      // The pool.
      const pool = (globalThis.__appUsersRoutePool ??= new Pool({ max: 3 }));

      export async function GET() {
        const { rows } = await pool.query('select 1');
        return Response.json(rows);
      }
      "
    `);
  });

  it('is typed in TypeScript', () => {
    expect(applied('globalMemo', ...route(body))).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';

      const globalForPool = globalThis as typeof globalThis & { __appUsersRoutePool?: Pool };
      // The pool.
      const pool = (globalForPool.__appUsersRoutePool ??= new Pool({ max: 3 }));

      export async function GET() {
        const { rows } = await pool.query('select 1');
        return Response.json(rows);
      }
      "
    `);
  });

  it('is typed after the function that makes it where the type has no name', () => {
    const body = "  const db = pgp()(process.env.DATABASE_URL!);\n  const rows = await db.any('select 1');";
    expect(applied('globalMemo', ...route(body, 'ts', "import pgp from 'pg-promise';"))).toMatchInlineSnapshot(`
        "import pgp from 'pg-promise';

        const createDb = () => pgp()(process.env.DATABASE_URL!);
        const globalForDb = globalThis as typeof globalThis & { __appUsersRouteDb?: ReturnType<typeof createDb> };
        const db = (globalForDb.__appUsersRouteDb ??= createDb());

        export async function GET() {
          const rows = await db.any('select 1');
          return Response.json(rows);
        }
        "
      `);
  });

  it('is not for clients with listeners, which each reload would add again', () => {
    const listening = "  const pool = new Pool();\n  pool.on('error', console.error);\n  const { rows } = await pool.query('x');";
    expect(offered(...route(listening))).toStrictEqual(['lazyGetter']);
  });

  it.each(['ts', 'js'])('keeps the promise of a client that is waited for, in .%s', (extension) => {
    const body = '  const client = await MongoClient.connect(String(process.env.MONGODB_URI));\n'
      + "  const rows = await client.db().collection('users').findOne({});";
    const given = route(body, extension, "import { MongoClient } from 'mongodb';");
    expect(offered(...given)).toStrictEqual(['globalMemo']);
    expect(applied('globalMemo', ...given)).toMatchSnapshot();
  });

  it('keeps what a getter makes, too', () => {
    expect(applied('lazyGetter', ...route(body))).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';

      const globalForPool = globalThis as typeof globalThis & { __appUsersRoutePool?: Pool | undefined };
      const getPool = () => (globalForPool.__appUsersRoutePool ??= new Pool({ max: 3 }));

      export async function GET() {
        // The pool.
        const pool = getPool();
        const { rows } = await pool.query('select 1');
        return Response.json(rows);
      }
      "
    `);
    expect(applied('lazyGetter', ...route(body, 'js'))).toMatchInlineSnapshot(`
      "import { Pool } from 'pg';

      const getPool = () => (globalThis.__appUsersRoutePool ??= new Pool({ max: 3 }));

      export async function GET() {
        // The pool.
        const pool = getPool();
        const { rows } = await pool.query('select 1');
        return Response.json(rows);
      }
      "
    `);
  });
});

describe('servers that load modules anew', () => {
  it.each([
    [
      'Next.js, whose functions stand in a folder called api', 'next', 'tsconfig.json', 'pages/api/users.js',
      "import { Pool } from 'pg';\n\nexport default async function handler(req, res) {\n  const pool = new Pool();\n"
        + "  res.json(await pool.query('select 1'));\n}\n",
    ],
    [
      'Nuxt', 'nuxt', 'nuxt.config.ts', 'server/api/users.js',
      "import { Pool } from 'pg';\n\nexport default defineEventHandler(async () => {\n  const pool = new Pool();\n"
        + "  return await pool.query('select 1');\n});\n",
    ],
    [
      'Remix', '@remix-run/node', 'vite.config.ts', 'app/routes/users.js',
      "import { json } from '@remix-run/node';\nimport { Pool } from 'pg';\n\n"
        + 'export async function loader() {\n  const pool = new Pool();\n'
        + "  return json(await pool.query('select 1'));\n}\n",
    ],
    [
      'React Router', '@react-router/node', 'react-router.config.ts', 'app/routes/users.js',
      "import { Pool } from 'pg';\n\nexport async function loader() {\n  const pool = new Pool();\n"
        + "  return Response.json(await pool.query('select 1'));\n}\n",
    ],
  ])('keep it too: %s', (_, name, configuration, file, code) => {
    const root = mkdtempSync(join(tmpdir(), 'reloading-'));
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { [name]: '2.0.0', pg: '8.0.0' } }));
    writeFileSync(join(root, configuration), 'export default {};\n');
    try {
      expect(offered(code, join(root, file), { settings: { root } })).toStrictEqual(['globalMemo', 'lazyGetter']);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('is not offered where only the root of the workspace is for a framework that reloads', () => {
    const root = mkdtempSync(join(tmpdir(), 'reloading-root-'));
    mkdirSync(join(root, 'services/api'), { recursive: true });
    writeFileSync(join(root, 'package.json'), JSON.stringify({ workspaces: ['services/*'], dependencies: { next: '15.0.0' } }));
    writeFileSync(join(root, 'next.config.js'), 'module.exports = {};\n');
    writeFileSync(join(root, 'services/api/package.json'), JSON.stringify({ dependencies: { express: '5.0.0', pg: '8.0.0' } }));
    const code = "import express from 'express';\nimport { Pool } from 'pg';\nconst app = express();\napp.get('/', async (req, res) => {\n"
      + "  const pool = new Pool({ max: 3 });\n  res.json((await pool.query('select 1')).rows);\n});\n";
    expect(offered(code, join(root, 'services/api/server.js'), { settings: { root } })).not.toContain('globalMemo');
    rmSync(root, { recursive: true, force: true });
  });
});
