import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const rule = 'require-client-close';

/** A function that opens a client with these lines, and a handler that closes what it gets. */
function opened(lines: readonly string[], use = 'client'): string {
  return `import express from 'express';
import { Client } from 'pg';
const app = express();
async function open(name: string) {
${lines.map((line) => (line ? `  ${line}\n` : '\n')).join('')}}
app.get('/', async (req, res) => {
  const client = await open('a');
  try {
    res.json(await ${use}.query('select 1'));
  } finally {
    await ${use}.end();
  }
});
`;
}

function closed(lines: readonly string[], use?: string): string[] {
  const output = applied('closeOnFailure', opened(lines, use), 'service.ts', { rule });
  const helper = output.slice(output.indexOf('async function open'), output.indexOf('app.get'));
  return helper.split('\n').slice(1, -2).map((line) => line.slice(2));
}

const made = 'const client = new Client();';

describe('closing when the function fails before it returns the client', () => {
  it.each<[string, string[], string[]]>([
    ['wraps what follows', [made, 'await client.connect();', "await client.query('set x');", 'return client;'], [
      made,
      'try {',
      '  await client.connect();',
      "  await client.query('set x');",
      '  return client;',
      '} catch (error) {',
      '  await client.end();',
      '  throw error;',
      '}',
    ]],
    ['puts the close in front of what a catch does', [
      made, 'try {', '  await client.connect();', "  await client.query('set x');", '  return client;', '} catch (e) {',
      '  console.error(e);', '  throw e;', '}',
    ], [
      made, 'try {', '  await client.connect();', "  await client.query('set x');", '  return client;', '} catch (e) {',
      '  await client.end();', '  console.error(e);', '  throw e;', '}',
    ]],
    ['waits for what is returned', [
      made, 'await client.connect();', "return client.query('set x').then(() => client);",
    ], [
      made, 'try {', '  await client.connect();', "  return await client.query('set x').then(() => client);", '} catch (error) {',
      '  await client.end();', '  throw error;', '}',
    ]],
    ['stands inside of the try in which it is made', [
      'try {', `  ${made}`, '  await client.connect();', "  await client.query('set x');", '  return client;', '} catch (e) {',
      '  console.error(e);', '  throw e;', '}',
    ], [
      'try {', `  ${made}`, '  try {', '    await client.connect();', "    await client.query('set x');", '    return client;',
      '  } catch (error) {', '    await client.end();',
      '    throw error;', '  }', '} catch (e) {', '  console.error(e);', '  throw e;', '}',
    ]],
  ])('%s', (_, lines, expected) => {
    expect(closed(lines)).toStrictEqual(expected);
  });

  it('knows a client in an object that is returned', () => {
    const lines = closed([made, 'await client.connect();', "await client.query('set x');", 'return { client, name };'], 'client.client');
    expect(lines.join('\n')).toContain('  return { client, name };\n} catch');
  });

  it.each<[string, string[]]>([
    ['the function closes it in some cases already', [
      made, 'try {', '  await client.connect();', '} catch (e) {', '  await client.end();', '  throw e;', '}',
      "await client.query('set x');", 'return client;',
    ]],
    ['the catch goes on with it', [
      made, 'try {', '  await client.connect();', "  await client.query('set x');", '  return client;', '} catch (e) {',
      '  console.error(e);', '  await client.connect();', '  return client;', '}',
    ]],
  ])('is not offered where %s', (_, lines) => {
    expect(offered(opened(lines), 'service.ts', { rule })).not.toContain('closeOnFailure');
  });
});

describe('giving back when the function fails before it returns what it borrowed', () => {
  const borrowed = (lines: readonly string[]): string => `import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
async function borrow(tenant) {
${lines.map((line) => `  ${line}\n`).join('')}}
app.get('/', async (req, res) => {
  const client = await borrow(req.tenant);
  try {
    res.json(await client.query('select 1'));
  } finally {
    client.release();
  }
});
`;
  const lent = 'const client = await pool.connect();';
  const more = { rule: 'require-connection-release' } as const;

  it('wraps what follows', () => {
    expect(applied('releaseOnFailure', borrowed([lent, 'await client.query(`set role ${tenant}`);', 'return client;']), 'service.js', more))
      .toBe(borrowed([
        lent, 'try {', '  await client.query(`set role ${tenant}`);', '  return client;', '} catch (error) {', '  client.release();',
        '  throw error;', '}',
      ]));
  });

  it('is left where it does not always return it', () => {
    const lines = [lent, 'await client.query(`set role ${tenant}`);', 'if (!tenant) return undefined;', 'return client;'];
    expect(offered(borrowed(lines), 'service.js', more)).toStrictEqual([]);
  });
});

/** A handler that puts the client onto the request behind these lines, and one that closes what it finds there. */
function kept(lines: readonly string[]): string {
  return `import express from 'express';
import { Client } from 'pg';
const app = express();
app.get('/', async (req, res) => {
  const client = new Client();
  await client.connect();
${lines.map((line) => `  ${line}\n`).join('')}});
app.get('/end', async (req: any) => {
  await req.db.end();
});
`;
}

describe('closing when the function fails before others have the client', () => {
  it('wraps what stands before they get it', () => {
    const set = "await client.query('SET ROLE shop');";
    const output = applied('closeOnFailure', kept([set, '(req as any).db = client;', 'res.json(1);']), 'service.ts', { rule });
    const lines = output.slice(output.indexOf('const client'), output.indexOf('app.get(\'/end\'')).split('\n').slice(1, -2);
    expect(lines.map((line) => line.slice(2))).toEqual([
      'try {', '  await client.connect();', `  ${set}`, '} catch (error) {', '  await client.end();', '  throw error;', '}',
      '(req as any).db = client;', 'res.json(1);',
    ]);
  });

  it('leaves alone what is used behind it, and what may be kept before', () => {
    const found = "const found = await client.query('select 1');";
    expect(offered(kept([found, '(req as any).db = client;', 'res.json(found.rows);']), 'service.ts', { rule })).toEqual([]);
    const queries = 'const run = () => client.query(\'select 1\');';
    expect(offered(kept([queries, 'await run();', '(req as any).db = client;']), 'service.ts', { rule })).toEqual([]);
  });
});
