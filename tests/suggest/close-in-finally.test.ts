import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { checkSuggestions } from '../support/suggestion-check.js';
import { applied, declarations, offered } from '../support/suggestions.js';

const head = `
import express from 'express';
import { Client } from 'pg';
const app = express();
`.slice(1);

const rule = 'require-client-close';

/** A handler with the lines, after the close went into \`finally\`. */
function closed(lines: readonly string[], which = rule): readonly string[] {
  const handler = (body: readonly string[]): string => (
    `${head}app.get('/', async (req, res) => {\n${body.map((line) => (line ? `  ${line}\n` : '\n')).join('')}});\n`);
  const output = applied('closeInFinally', handler(lines), 'service.ts', { rule: which });
  return output.slice(head.length).split('\n').slice(1, -2).map((line) => line.replace(/^ {2}/, ''));
}

const made = 'const client = new Client();';

describe('closing in finally', () => {
  it.each<[string, string[], string[]]>([
    ['wraps the rest, in place of the close at its end', [
      made,
      'await client.connect();',
      'const { rows } = await client.query(\'select 1\');',
      'await client.end();',
      'res.json(rows);',
    ], [
      made,
      'try {',
      '  await client.connect();',
      '  const { rows } = await client.query(\'select 1\');',
      '  res.json(rows);',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['closes what goes on with it where that was closed before', [
      made,
      'client.subscribe(\'orders\', (row) => rows.push(row));',
      'await wait(6000);',
      'await client.end();',
      'res.json(rows);',
    ], [
      made,
      'try {',
      '  client.subscribe(\'orders\', (row) => rows.push(row));',
      '  await wait(6000);',
      '  res.json(rows);',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['takes the closes of all paths out', [
      made,
      'const { rows } = await client.query(\'select 1\');',
      'if (!rows[0]) {',
      '  await client.end();',
      '  return res.status(404);',
      '}',
      'await client.end();',
      'return res.json(rows[0]);',
    ], [
      made,
      'try {',
      '  const { rows } = await client.query(\'select 1\');',
      '  if (!rows[0]) {',
      '    return res.status(404);',
      '  }',
      '  return res.json(rows[0]);',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['gives the try that follows a finally', [
      made,
      'try {',
      '  res.json(await client.query(\'select 1\'));',
      '  await client.end();',
      '} catch (error) {',
      '  res.status(500).json({ error });',
      '}',
    ], [
      made,
      'try {',
      '  res.json(await client.query(\'select 1\'));',
      '} catch (error) {',
      '  res.status(500).json({ error });',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['gives the try around a finally, and declares the client in front of it', [
      'try {',
      `  ${made}`,
      '  res.json(await client.query(\'select 1\'));',
      '  await client.end();',
      '} catch (error) {',
      '  res.status(500).json({ error });',
      '}',
    ], [
      'let client;',
      'try {',
      '  client = new Client();',
      '  res.json(await client.query(\'select 1\'));',
      '} catch (error) {',
      '  res.status(500).json({ error });',
      '} finally {',
      '  await client?.end();',
      '}',
    ]],
    ['unwraps a catch that was there to close', [
      made,
      'try {',
      '  res.json(await client.query(\'select 1\'));',
      '} catch (error) {',
      '  await client.end();',
      '  throw error;',
      '}',
    ], [
      made,
      'try {',
      '  res.json(await client.query(\'select 1\'));',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['leaves the lines of templates where they are', [
      made,
      'const { rows } = await client.query(`',
      '  select 1',
      '`);',
      'await client.end();',
      'res.json(rows);',
    ], [
      made,
      'try {',
      '  const { rows } = await client.query(`',
      '  select 1',
      '`);',
      '  res.json(rows);',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['waits for what is returned', [
      made,
      'if (req.body.all) return client.query(\'select 1\');',
      'const { rows } = await client.query(\'select 2\');',
      'await client.end();',
      'return rows;',
    ], [
      made,
      'try {',
      '  if (req.body.all) return await client.query(\'select 1\');',
      '  const { rows } = await client.query(\'select 2\');',
      '  return rows;',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['takes the comments of the close along', [
      made,
      'try {',
      '  res.json(await client.query(\'select 1\'));',
      '  // Behind the answer,',
      '  // which is sent by then.',
      '  await client.end();',
      '} catch (error) {',
      '  res.status(500).json({ error });',
      '}',
    ], [
      made,
      'try {',
      '  res.json(await client.query(\'select 1\'));',
      '} catch (error) {',
      '  res.status(500).json({ error });',
      '} finally {',
      '  // Behind the answer,',
      '  // which is sent by then.',
      '  await client.end();',
      '}',
    ]],
    ['takes the comments of the last statement along', [
      made,
      'res.json(await client.query(\'select 1\'));',
      '',
      '// Done.',
      'await client.end();',
    ], [
      made,
      'try {',
      '  res.json(await client.query(\'select 1\'));',
      '} finally {',
      '  // Done.',
      '  await client.end();',
      '}',
    ]],
    ['knows that queries wait for an open that nobody waits for', [
      made,
      'client.connect();',
      'const { rows } = await client.query(\'select 1\');',
      'client.end();',
      'res.json(rows);',
    ], [
      made,
      'try {',
      '  client.connect();',
      '  const { rows } = await client.query(\'select 1\');',
      '  res.json(rows);',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['waits once for several results', [
      made,
      'if (req.body) return Promise.all([client.query(\'select 1\'), client.query(\'select 2\')]);',
      'await client.end();',
    ], [
      made,
      'try {',
      '  if (req.body) return await Promise.all([client.query(\'select 1\'), client.query(\'select 2\')]);',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
    ['takes the comments of all closes along', [
      made,
      'await client.query(\'select 1\');',
      'if (req.body) {',
      '  // Done.',
      '  await client.end();',
      '  return;',
      '}',
      'await client.end(); // Behind the rows.',
    ], [
      made,
      'try {',
      '  await client.query(\'select 1\');',
      '  if (req.body) {',
      '    return;',
      '  }',
      '} finally {',
      '  // Done.',
      '  // Behind the rows.',
      '  await client.end();',
      '}',
    ]],
    ['keeps comments with their statements', [
      made,
      '',
      '// Ask.',
      'const { rows } = await client.query(\'select 1\'); // Now.',
      '',
      'await client.end();',
      '',
      '// Answer.',
      'res.json(rows);',
    ], [
      made,
      '',
      'try {',
      '  // Ask.',
      '  const { rows } = await client.query(\'select 1\'); // Now.',
      '',
      '  // Answer.',
      '  res.json(rows);',
      '} finally {',
      '  await client.end();',
      '}',
    ]],
  ])('%s', (_name, before, after) => {
    expect(closed(before)).toStrictEqual(after);
  });

  it('closes what nobody closes, where the arguments come from the request', () => {
    expect(applied('closeInFinally', `
import express from 'express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
const app = express();
app.get('/', async (req, res) => {
  const client = new DynamoDBClient({ endpoint: req.params.url });
  res.json(await client.send(req.body));
});
`.slice(1), 'service.js')).toBe(`
import express from 'express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
const app = express();
app.get('/', async (req, res) => {
  const client = new DynamoDBClient({ endpoint: req.params.url });
  try {
    res.json(await client.send(req.body));
  } finally {
    client.destroy();
  }
});
`.slice(1));
  });

  const fromFactory = (factory: string, used: readonly string[]): string => `
import express from 'express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
const app = express();
${factory}
app.get('/', async (req, res) => {
${used.map((line) => `  ${line}\n`).join('')}});
`.slice(1);

  it.each<[string, string, string]>([
    ['of a function', 'const makeClient = (endpoint: string) => new DynamoDBClient({ endpoint });', 'makeClient(req.params.url)'],
    ['of an exported function', 'export function makeClient(endpoint: string) {\n  return new DynamoDBClient({ endpoint });\n}',
      'makeClient(req.params.url)'],
    ['of an asynchronous function', 'async function makeClient(endpoint: string) {\n  return new DynamoDBClient({ endpoint });\n}',
      'await makeClient(req.params.url)'],
  ])('closes the result %s where that is called', (_name, factory, made) => {
    expect(applied('closeInFinally', fromFactory(factory, [`const db = ${made};`, 'return db.send(req.body);']), 'service.ts'))
      .toBe(fromFactory(factory, [
        `const db = ${made};`,
        'try {',
        '  return await db.send(req.body);',
        '} finally {',
        '  db.destroy();',
        '}',
      ]));
  });

  const making = 'export const makeClient = (endpoint: string) => new DynamoDBClient({ endpoint });';
  const sending = ['const db = makeClient(req.params.url);', 'return db.send(req.body);'];

  it.each<[string, string, readonly string[]]>([
    ['there is another call', making, [...sending.slice(0, 1), 'await makeClient(req.params.other).send(1);', ...sending.slice(1)]],
    ['the function has another result', 'let kept: DynamoDBClient | undefined;\nfunction makeClient(endpoint: string) {\n'
      + '  if (!endpoint) return kept;\n  return new DynamoDBClient({ endpoint });\n}', sending],
    ['the function is handed on', `${making}\nregister(makeClient);`, sending],
    ['the function is written again', 'let makeClient = (endpoint: string) => new DynamoDBClient({ endpoint });\nmakeClient = other;',
      sending],
    ['the client goes on being used', making, [...sending.slice(0, 1), 'setTimeout(() => db.send(1), 10);', ...sending.slice(1)]],
  ])('is not offered for the result of a function where %s', (_name, factory, used) => {
    const reports = checkSuggestions({ code: fromFactory(factory, used), filename: 'service.ts', declarations });
    expect(reports, 'there must be a report').not.toStrictEqual([]);
    expect(reports.flatMap(({ suggestions }) => suggestions.map(({ messageId }) => messageId))).not.toContain('closeInFinally');
  });

  const importing = (other: string): string => createProject({
    files: { 'package.json': { dependencies: { express: '^5.0.0' } }, 'service.ts': fromFactory(making, sending), 'other.ts': other },
  }).root;

  it.each<[string, string]>([
    ['calls the function', 'import { makeClient } from \'./service.js\';\nexport const run = () => makeClient(\'x\').send(1);'],
    ['calls it through the module', 'import * as made from \'./service.js\';\nexport const run = () => made.makeClient(\'x\').send(1);'],
    ['passes it on', 'export * from \'./service.js\';'],
  ])('is not offered where another file %s', (_name, other) => {
    const root = importing(other);
    expect(offered(fromFactory(making, sending), `${root}/service.ts`)).not.toContain('closeInFinally');
  });

  it('is offered where another file replaces the function in a test', () => {
    const root = importing('import * as made from \'./service.js\';\nvi.spyOn(made, \'makeClient\');');
    expect(offered(fromFactory(making, sending), `${root}/service.ts`)).toContain('closeInFinally');
  });

  it.each<[string, string[]]>([
    ['the function is left before the client is used', [
      made, 'client.query(\'select 1\').then((result) => res.json(result));', 'if (req.body) await client.end();',
    ]],
    ['it is closed and opened again in between', [
      made, 'await client.connect();', 'await client.query(\'select 1\');', 'await client.end();', 'await client.connect();',
      'await client.query(\'select 2\');', 'await client.end();',
    ]],
    ['a stream goes on', [
      made, 'const stream = await client.query(\'select 1\') as any;', 'stream.pipe(res);', 'if (req.body) await client.end();',
    ]],
    ['the close gives a value', [made, 'await client.query(\'select 1\');', 'return await client.end();']],
    ['a comment of one of the closes would be lost', [
      made, 'await client.query(\'select 1\');', 'if (req.body) {', '  await client.end(/* Done. */);', '  return;', '}',
      'await client.end();',
    ]],
    ['nobody waits for an open, nor for anything behind it', [made, 'client.connect();', 'if (req.body) await client.end();']],
  ])('is not offered where %s', (_name, lines) => {
    const code = `${head}app.get('/', async (req, res) => {\n${lines.map((line) => `  ${line}\n`).join('')}});\n`;
    expect(offered(code, 'service.ts', { rule })).not.toContain('closeInFinally');
  });
});

describe('what keeps the client', () => {
  it('is not left with a closed one', () => {
    const reports = checkSuggestions({ filename: 'service.js', declarations, code: `
import express from 'express';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
const app = express();
async function open(url) {
  const transport = new StreamableHTTPClientTransport(new URL(url));
  const client = new Client({ name: 'tools', version: '1.0.0' });
  await client.connect(transport);
  console.log(transport.sessionId);
  return client;
}
app.get('/', async (req, res) => {
  const client = await open(req.body.url);
  res.json(await client.listTools());
});
` });
    expect(reports.length).toBeGreaterThan(0);
    for (const { suggestions } of reports) for (const { output } of suggestions) expect(output).not.toContain('await transport.close();');
  });
});

describe('giving back in finally', () => {
  const borrowing = (lines: readonly string[]): string => `
import express from 'express';
import { createPool } from 'mysql2/promise';
const app = express();
const pool = createPool({});
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`.slice(1);

  it('does not wait where there is nothing to wait for', () => {
    expect(applied('releaseInFinally', borrowing([
      'const connection = await pool.getConnection();',
      'const [rows] = await connection.query(\'select 1\');',
      'connection.release();',
      'res.json(rows);',
    ]), 'service.js', { rule: 'require-connection-release' })).toBe(borrowing([
      'const connection = await pool.getConnection();',
      'try {',
      '  const [rows] = await connection.query(\'select 1\');',
      '  res.json(rows);',
      '} finally {',
      '  connection.release();',
      '}',
    ]));
  });

  const inSession = (lines: readonly string[]): string => `
const neo4j = require('neo4j-driver');
const driver = neo4j.driver('bolt://localhost', neo4j.auth.basic('a', 'b'));
exports.list = async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}};
`.slice(1);

  it.each<[string, string[], string[]]>([
    [
      'in a callback of what is waited for',
      ['const session = driver.session();', "await session.run('MATCH (n) RETURN n').then(() => session.close());", 'res.end();'],
      [
        'const session = driver.session();', 'try {', "  await session.run('MATCH (n) RETURN n');", '  res.end();', '} finally {',
        '  await session.close();', '}',
      ],
    ],
    [
      'as a method that is given away',
      ['const session = driver.session();', "await session.run('RETURN 1').then(session.close.bind(session));", 'res.end();'],
      ['const session = driver.session();', 'try {', "  await session.run('RETURN 1');", '  res.end();', '} finally {',
        '  await session.close();', '}'],
    ],
    [
      'behind a query that is put together',
      [
        'const session = await driver.session();', 'let query = `MATCH (n:User) RETURN n`;',
        'let { records } = await session.run(query, {});', "query = 'MATCH (n:Order) ' + 'RETURN n';",
        'records = [...records, ...(await session.run(query)).records];', 'await session.close();',
        'res.json(records);',
      ],
      [
        'const session = await driver.session();', 'try {', '  let query = `MATCH (n:User) RETURN n`;',
        '  let { records } = await session.run(query, {});', "  query = 'MATCH (n:Order) ' + 'RETURN n';",
        '  records = [...records, ...(await session.run(query)).records];', '  res.json(records);', '} finally {',
        '  await session.close();', '}',
      ],
    ],
  ])('takes the place of a close %s', (_, before, expected) => {
    const more = { rule: 'require-connection-release' };
    expect(applied('releaseInFinally', inSession(before), 'service.cjs', more)).toBe(inSession(expected));
  });
});

describe('a pool that waits for what it has lent', () => {
  const lending = (lines: readonly string[]): string => `
import express from 'express';
import { Pool } from 'pg';
const app = express();
app.get('/', async (req, res) => {
  const pool = new Pool({ application_name: String(Date.now()) });
${lines.map((line) => `  ${line}\n`).join('')}});
`.slice(1);
  const query = "const { rows } = await client.query('select 1');";

  it.each([
    ['where a query fails before it is given back', [
      'const client = await pool.connect();', query, 'client.release();', 'res.json(rows);',
    ]],
    ['that is put into a variable', ['let client;', 'client = await pool.connect();', query, 'client.release();', 'res.json(rows);']],
    ['and nobody gives back', ['const client = await pool.connect();', query, 'res.json(rows);']],
  ])('is not ended in `finally`, %s', (_, lines) => {
    expect(offered(lending(lines), 'service.ts')).not.toContain('closeInFinally');
  });

  it.each([
    ['gives back in `finally`', [
      'const client = await pool.connect();', 'try {', `  ${query}`, '  res.json(rows);', '} finally {', '  client.release();', '}',
    ]],
    ['does not borrow', ["const { rows } = await pool.query('select 1');", 'res.json(rows);']],
  ])('is ended by what %s', (_, lines) => {
    expect(offered(lending(lines), 'service.ts')).toContain('closeInFinally');
  });
});
