import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const head = "import express from 'express';\nimport { MongoClient } from 'mongodb';\nconst app = express();\n";

function handler(lines: readonly string[], callback = 'async (req, res) =>'): string {
  return `${head}app.get('/', ${callback} {\n${lines.map((line) => `  ${line}\n`).join('')}});\n`;
}

function closed(lines: readonly string[], callback?: string): string[] {
  const code = handler(lines, callback);
  return applied('closeInFinally', code, 'service.ts').slice(head.length).split('\n').slice(1, -2).map((line) => line.slice(2));
}

const query = "res.json(await client.db().collection('x').findOne({}));";

describe('a client that is assigned inside of a try', () => {
  it.each<[string, string[], string[]]>([
    ['is closed in its finally, in place of the other closes', [
      'let client;', 'try {', '  client = await MongoClient.connect(req.body.url);', `  ${query}`, '  await client.close();',
      '} catch (e) {', '  res.status(500);', '}',
    ], [
      'let client;', 'try {', '  client = await MongoClient.connect(req.body.url);', `  ${query}`, '} catch (e) {', '  res.status(500);',
      '} finally {', '  await client?.close();', '}',
    ]],
    ['is closed in a finally that is empty', [
      'let client: MongoClient | undefined;', 'try {', '  client = await MongoClient.connect(req.body.url);', `  ${query}`,
      '  await client.close();', '} finally {', '}',
    ], [
      'let client: MongoClient | undefined;', 'try {', '  client = await MongoClient.connect(req.body.url);', `  ${query}`,
      '} finally {', '  await client?.close();', '}',
    ]],
  ])('%s', (_, lines, expected) => {
    expect(closed(lines)).toStrictEqual(expected);
  });

  it.each<[string, string[]]>([
    ['it is used behind the try', [
      'let client;', 'try {', '  client = await MongoClient.connect(req.body.url);', '} catch (e) {', '  res.status(500);', '}',
      'await client?.db().collection("x").findOne({});', 'res.json(1);',
    ]],
    ['TypeScript would not read it there', [
      'let client: MongoClient;', 'try {', '  client = await MongoClient.connect(req.body.url);', `  ${query}`, '  await client.close();',
      '} catch (e) {', '  res.status(500);', '}',
    ]],
    ['a loop would close the one before again', [
      'let client;', 'for (const url of req.body.urls) {', '  try {', '    client = await MongoClient.connect(url);', `    ${query}`,
      '    await client.close();', '  } catch (e) {', '    res.status(500);', '  }', '}',
    ]],
    ['its finally does something else', [
      'let client;', 'try {', '  client = await MongoClient.connect(req.body.url);', `  ${query}`, '  await client.close();', '} finally {',
      '  await req.body.unlock();', '}',
    ]],
  ])('is not closed there where %s', (_, lines) => {
    expect(offered(handler(lines), 'service.ts')).not.toContain('closeInFinally');
  });
});

describe('a client that a callback is given', () => {
  const make = 'MongoClient.connect(req.body.url)';

  it('is closed at the end of the callback', () => {
    expect(closed([`${make}.then(async (client) => {`, `  ${query}`, '  await client.close();', '}).catch(() => res.status(500));'],
      '(req, res) =>')).toStrictEqual([
      `${make}.then(async (client) => {`, '  try {', `    ${query}`, '  } finally {', '    await client.close();', '  }',
      '}).catch(() => res.status(500));',
    ]);
  });

  it.each<[string, string[]]>([
    ['gives it on', [`const given = await ${make}.then(async (client) => {`, '  await client.connect();', '  return client;', '});',
      "res.json(await given.db().collection('x').findOne({}));"]],
    ['does not wait', [`${make}.then((client) => {`, "  client.db().collection('x').findOne({}).then((row) => res.json(row));", '});']],
  ])('is not closed there where the callback %s', (_, lines) => {
    expect(offered(handler(lines), 'service.ts')).not.toContain('closeInFinally');
  });
});

describe('a client that is assigned right behind its empty declaration', () => {
  it('is closed at the end of the block', () => {
    const lines = ['let client: any;', 'client = await MongoClient.connect(req.body.url);', query, 'await client.close();'];
    expect(closed(lines)).toStrictEqual([
      'let client: any;', 'client = await MongoClient.connect(req.body.url);', 'try {', `  ${query}`, '} finally {',
      '  await client.close();', '}',
    ]);
  });

  it.each<[string, string[]]>([
    ['it is used behind the block', [
      'if (req.body.url) {', '  var client: any;', '  client = await MongoClient.connect(req.body.url);', `  ${query}`,
      '  await client.close();', '}', 'res.json(client);',
    ]],
    ['other blocks have the same variable', [
      'if (req.body.other) {', '  var client: any;', '  client = { close() {} };', '  client.close();', '} else {', '  var client: any;',
      '  client = await MongoClient.connect(req.body.url);', `  ${query}`, '  await client.close();', '}',
    ]],
    ['it is assigned again', [
      'let client: any;', 'client = await MongoClient.connect(req.body.url);', query, 'await client.close();', 'client = undefined;',
    ]],
  ])('is left alone where %s', (_, lines) => {
    expect(offered(handler(lines), 'service.ts')).not.toContain('closeInFinally');
  });
});

describe('a method that is only named', () => {
  it('does not keep a client from being shared', () => {
    const code = handler(["const client = new MongoClient('mongodb://db');", 'client.connect;', query, 'client.close;']);
    expect(offered(code, 'service.ts')).toContain('hoistToModule');
  });

  it('does not keep a client from being closed', () => {
    expect(closed(['const client = new MongoClient(req.body.url);', query, 'client.close;'])).toStrictEqual([
      'const client = new MongoClient(req.body.url);', 'try {', `  ${query}`, '  client.close;', '} finally {', '  await client.close();',
      '}',
    ]);
  });
});
