import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { applied, offered } from '../support/suggestions.js';

/** A file in a package that says what it runs on, and what compiles it. */
function inPackage(engine: string | undefined, code: string, name = 'service.js', typescript?: string): Parameters<typeof applied> {
  const { root } = createProject({ files: {
    'package.json': {
      dependencies: { pg: '8.0.0', redis: '4.0.0', ...typescript !== undefined && { typescript } },
      ...engine !== undefined && { engines: { node: engine } },
    },
    [name]: code,
  } });
  return ['', code, join(root, name), { settings: { root } }];
}

function edit(id: string, ...given: Parameters<typeof inPackage>): string {
  const [, ...others] = inPackage(...given);
  return applied(id, ...others);
}

const lazily = `const { Pool } = require('pg');
exports.list = async (req, res) => {
  if (!process.env.URL) return res.json([]);
  const pool = new Pool({ connectionString: process.env.URL });
  res.json(await pool.query('select 1'));
};
`;

describe('an edit is written in what the lowest Node.js of the package reads', () => {
  it.each([
    ['>=12', '(sharedPool = sharedPool || new Pool('], ['14.x', '(sharedPool = sharedPool || new Pool('],
    ['>=16', '(sharedPool ??= new Pool('], [undefined, '(sharedPool ??= new Pool('],
  ])('what is kept from the first use on: %s', (engine, expected) => {
    expect(edit('lazyGetter', engine, lazily)).toContain(expected);
  });

  it('where the file has the newer syntax already, it is read', () => {
    expect(edit('lazyGetter', '12', `${lazily}let n;\nexports.n = () => (n ??= 1);\n`)).toContain('(sharedPool ??= new Pool(');
  });

  it('a promise that is kept', () => {
    const code = `const { createClient } = require('redis');
exports.list = async (req, res) => {
  const client = createClient();
  await client.connect();
  res.json(await client.get('x'));
};
`;
    expect(edit('asyncMemo', '12', code)).toContain('clientPromise = clientPromise || createSharedClient()');
  });

  const closed = `const { Client } = require('pg');
exports.list = async (req, res) => {
  let client;
  try {
    client = new Client(req.body);
    await client.connect();
    res.json(await client.query('select 1'));
    await client.end();
  } catch (error) {
    res.json(error);
  }
};
`;

  it.each([
    ['10', '    if (client) await client.end();'], ['>=14', '    await client?.end();'],
  ])('a close of what may not be there: %s', (engine, line) => {
    expect(edit('closeInFinally', engine, closed)).toContain(`finally {\n${line}\n`);
  });
});

describe('an edit is written in what the TypeScript of the package reads', () => {
  const typed = `import { Pool } from 'pg';
export async function list(req: unknown, res: { json(body: unknown): unknown }) {
  if (!process.env.URL) return res.json([]);
  const pool = new Pool({ connectionString: process.env.URL });
  return res.json(await pool.query('select 1'));
}
`;

  it.each([['^3.9.0', ' = shared'], ['^5.0.0', ' ??= new']])('%s', (typescript, expected) => {
    const [, ...given] = inPackage('8', typed, 'service.ts', typescript);
    expect(offered(...given)).toContain('lazyGetter');
    expect(edit('lazyGetter', '8', typed, 'service.ts', typescript)).toContain(expected);
  });
});
