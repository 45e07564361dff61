import { describe, expect, it } from 'vitest';
import { checkSuggestions } from '../support/suggestion-check.js';
import type { CheckedSuggestion } from '../support/suggestion-check.js';
import { applied, offered } from '../support/suggestions.js';

const rule = 'require-client-close';

const handler = (lines: readonly string[]): string => `
import express from 'express';
import amqp from 'amqplib';
import { Client } from 'pg';
const app = express();
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`.slice(1);

describe('a close that waits for a while', () => {
  const lines = (release: readonly string[]): string[] => [
    'try {',
    '  const connection = await amqp.connect(process.env.AMQP_URL);',
    '  const channel = await connection.createChannel();',
    "  channel.sendToQueue('orders', Buffer.from(req.body.order));",
    ...release.map((line) => `  ${line}`),
    '} catch (error) {',
    '  console.error(error);',
    '}',
  ];

  it('goes into finally as it is', () => {
    expect(applied('closeInFinally', handler(lines(['setTimeout(() => {', '  connection.close();', '}, 500);'])), 'service.js', { rule }))
      .toBe(handler([
        'let connection;',
        'try {',
        '  connection = await amqp.connect(process.env.AMQP_URL);',
        '  const channel = await connection.createChannel();',
        "  channel.sendToQueue('orders', Buffer.from(req.body.order));",
        '} catch (error) {',
        '  console.error(error);',
        '} finally {',
        '  if (connection) setTimeout(() => {',
        '    connection.close();',
        '  }, 500);',
        '}',
      ]));
  });

  it('takes along what is said when it has happened', () => {
    const release = ['setTimeout(() => {', '  connection.close();', "  console.log('closed');", '}, 500);'];
    expect(applied('closeInFinally', handler(lines(release)), 'service.js', { rule })).toContain(`} finally {
    if (connection) setTimeout(() => {
      connection.close();
      console.log('closed');
    }, 500);
  }`);
  });

  it('takes along why it waits', () => {
    const release = ['// Closed later, so that all is sent', 'setTimeout(() => connection.close(), 500);'];
    expect(applied('closeInFinally', handler(lines(release)), 'service.js', { rule })).toContain(`} finally {
    // Closed later, so that all is sent
    if (connection) setTimeout(() => connection.close(), 500);
  }`);
  });

  it.each([
    ['does something else, too', ['setTimeout(() => {', '  connection.close();', '  log(count());', '}, 500);']],
    ['names something else of the block', ['setTimeout(() => {', '  channel.close(); connection.close();', '}, 500);']],
    ['is not the only one', ['if (!channel) connection.close();', 'setTimeout(() => connection.close(), 500);']],
  ])('stays where it %s', (_, release) => {
    expect(offered(handler(lines(release)), 'service.js', { rule })).not.toContain('closeInFinally');
  });
});

describe('a client whose construction may fail', () => {
  const lines = (attempt: readonly string[], failed = 'return res.status(503).end();'): string[] => [
    'let client;',
    'try {',
    '  client = new Client({ connectionString: req.body.url });',
    ...attempt,
    '} catch (error) {',
    `  ${failed}`,
    '}',
  ];

  it.each([
    ['nothing else', []],
    ['what cannot fail', ["  console.log('made');"]],
  ])('is closed behind the attempt, which has %s', (_, attempt) => {
    const code = handler([...lines(attempt), "res.json(await client.query('select 1'));"]);
    expect(applied('closeInFinally', code, 'service.js', { rule: 'no-client-per-request' })).toBe(handler([
      ...lines(attempt), 'try {', "  res.json(await client.query('select 1'));", '} finally {', '  await client.end();', '}',
    ]));
  });

  it.each([
    ['may fail when it is there', lines(['  await client.connect();'])],
    ['goes on without it', lines([], 'console.error(error);')],
  ])('is left where the function %s', (_, attempt) => {
    const code = handler([...attempt, "res.json(await client.query('select 1'));"]);
    expect(offered(code, 'service.js', { rule: 'no-client-per-request' })).not.toContain('closeInFinally');
  });
});

describe('a client of one of several branches', () => {
  const branches = (last: readonly string[], rest: readonly string[]): string[] => [
    'let client;',
    'if (req.body.url) {',
    '  client = new Client({ connectionString: req.body.url });',
    ...last,
    '}',
    ...rest,
  ];
  const edits = (code: string): readonly CheckedSuggestion[] => (
    checkSuggestions({ code, filename: 'service.js' }).flatMap(({ suggestions }) => suggestions));
  const other = ['} else {', '  client = new Client({ host: req.body.host });'];

  it('is closed where it is used', () => {
    const code = handler(branches(other, ["res.json(await client.query('select 1'));"]));
    const outputs = edits(code).filter(({ messageId }) => messageId === 'closeInFinally').map(({ output }) => output);
    expect(outputs).toHaveLength(2);
    expect(outputs[0]).toBe(outputs[1]);
    expect(outputs[0]).toContain(
      '}\n  try {\n    res.json(await client.query(\'select 1\'));\n  } finally {\n    await client.end();\n  }\n',
    );
  });

  it.each([
    ['there may be none', [], ["if (client) res.json(await client.query('select 1'));"]],
    ['another is put into its place', other, ["client = new Client({ host: 'b' });", "res.json(await client.query('select 1'));"]],
    ['one of them is closed in another way', ['} else {', '  client = amqp.connect(req.body.host);'], ['await client.end();']],
  ])('is left where %s', (_, last, rest) => {
    const ids = edits(handler(branches(last, rest))).map(({ messageId }) => messageId);
    expect(ids).not.toContain('closeInFinally');
  });
});

describe('a client of one case of a switch', () => {
  const cases = (rest: readonly string[]): string[] => [
    'switch (req.method) {',
    "  case 'GET':",
    '    const client = new Client(req.body);',
    "    const { rows } = await client.query('select 1');",
    '    await client.end();',
    '    return res.json(rows);',
    ...rest.map((line) => `  ${line}`),
    '}',
  ];

  it('is closed at its end', () => {
    expect(applied('closeInFinally', handler(cases(['default:', '  return res.end();'])), 'service.js', { rule })).toBe(handler([
      'switch (req.method) {',
      "  case 'GET':",
      '    const client = new Client(req.body);',
      '    try {',
      "      const { rows } = await client.query('select 1');",
      '      return res.json(rows);',
      '    } finally {',
      '      await client.end();',
      '    }',
      '  default:',
      '    return res.end();',
      '}',
    ]));
  });

  it('is left where another case uses what it declares', () => {
    expect(offered(handler(cases(['default:', '  rows = [];', '  return res.json(rows);'])), 'service.js', { rule }))
      .not.toContain('closeInFinally');
  });
});

describe('a client that is given to a callback of its promise', () => {
  const chain = (body: readonly string[]): string[] => [
    'return amqp.connect(req.body.url).then((connection) => {',
    ...body.map((line) => `  ${line}`),
    '});',
  ];

  it('is closed there, and the callback waits', () => {
    const code = handler(chain(["return connection.createChannel().then((channel) => channel.checkQueue('orders'));"]));
    expect(applied('closeInFinally', code, 'service.js')).toBe(handler([
      'return amqp.connect(req.body.url).then(async (connection) => {',
      '  try {',
      "    return await connection.createChannel().then((channel) => channel.checkQueue('orders'));",
      '  } finally {',
      '    await connection.close();',
      '  }',
      '});',
    ]));
  });

  it('is left where nobody waits for what the callback begins', () => {
    expect(offered(handler(chain(["connection.createChannel().then((channel) => channel.checkQueue('orders'));"])), 'service.js'))
      .not.toContain('closeInFinally');
  });
});

describe('a client without a name', () => {
  const reading = (lines: readonly string[]): string => (
    handler(lines).replace("import { Client } from 'pg';", "import { MongoClient } from 'mongodb';"));

  it('gets one, and is closed', () => {
    const code = reading([
      'const db = (await MongoClient.connect(req.body.url)).db(req.body.name);',
      "res.json(await db.collection('users').findOne({}));",
    ]);
    expect(applied('closeInFinally', code, 'service.js')).toBe(reading([
      'const mongoClient = await MongoClient.connect(req.body.url);',
      'try {',
      '  const db = mongoClient.db(req.body.name);',
      "  res.json(await db.collection('users').findOne({}));",
      '} finally {',
      '  await mongoClient.close();',
      '}',
    ]));
  });

  it.each([
    ['something else comes first', [
      'const db = [next(), (await MongoClient.connect(req.body.url)).db()];', "res.json(await db[1].collection('a').findOne({}));",
    ]],
    ['what is made of it goes on', [
      'const db = (await MongoClient.connect(req.body.url)).db();', "db.collection('a').watch().on('change', print);",
    ]],
  ])('is left where %s', (_, lines) => {
    expect(offered(reading(lines), 'service.js')).not.toContain('closeInFinally');
  });
});
