import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** Functions that release what they are given, and say nothing of it when they could not. */

function helper(...lines: readonly string[]): readonly string[] {
  return ['async function probe(client) {', ...lines.map((line) => `  ${line}`), '}'];
}

async function reportsOf(declarations: readonly string[], ...lines: readonly string[]): Promise<string[]> {
  const code = [
    "import express from 'express';", "import { Client } from 'pg';", 'const app = express();', ...declarations,
    "app.post('/probe', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});',
  ].join('\n');
  return (await createProject({ rule: '*' }).lint('src/app.js', code)).map(({ rule, message }) => (
    `${rule}: ${/when `\S+` on line \d+ throws/.exec(message)?.[0] ?? message}`));
}

const use = ['const client = new Client(req.body.url);', 'res.json(await probe(client));'];

describe('a function that is given the client', () => {
  it('loses it where its work with it fails and it catches that', async () => {
    expect(await reportsOf(helper(
      'try {', '  await client.connect();', "  await client.query('SELECT 1');", '  await client.end();', '  return true;',
      '} catch {', '  return false;', '}',
    ), ...use)).toStrictEqual(['require-client-close: when `query()` on line 7 throws']);
  });

  it.each([
    ['only opens it there', [
      'try {', '  await client.connect();', '  await client.end();', '  return true;', '} catch {', '  return false;', '}',
    ]],
    ['releases it in the catch as well', [
      'try {', '  await client.connect();', "  await client.query('SELECT 1');", '  await client.end();', '} catch {',
      '  await client.end();', '}',
    ]],
    ['ends something else first', [
      'try {', '  await client.connect();', '  await cache.close();', '  await client.end();', '} catch (error) {',
      '  console.error(error);', '}',
    ]],
  ])('keeps nothing open if it %s', async (_, lines) => {
    expect(await reportsOf(["import { cache } from './cache.js';", ...helper(...lines)], ...use)).toStrictEqual([]);
  });

  it('may say so by what it gives back', async () => {
    expect(await reportsOf(
      helper(
        'try {', '  await client.connect();', "  await client.query('SELECT 1');", '  await client.end();', '  return true;', '} catch {',
        '  return false;', '}',
      ),
      'const client = new Client(req.body.url);', 'const isThere = await probe(client);', 'if (!isThere) await client.end();',
      'res.json(isThere);',
    )).toStrictEqual([]);
  });
});

function wrapper(...lines: readonly string[]): readonly string[] {
  return [
    'class Database {', '  constructor(url) {', '    this.client = new Client(url);', '  }',
    '  async connect() {', '    await this.client.connect();', '  }', '  async query(text) {', '    return this.client.query(text);', '  }',
    '  async close() {', '    await this.client.end();', '  }', '  async probe() {', ...lines.map((line) => `    ${line}`), '  }', '}',
  ];
}

describe('a method of what holds the client', () => {
  const make = ['const database = new Database(req.body.url);', 'res.json(await database.probe());'];

  it('loses it where its work with it fails and it catches that', async () => {
    expect(await reportsOf(wrapper(
      'try {', '  await this.connect();', "  await this.query('SELECT 1');", '  await this.close();', '  return true;', '} catch {',
      '  return false;', '}',
    ), ...make)).toStrictEqual(['require-client-close: when `query()` on line 20 throws']);
  });

  it.each([
    ['only opens it there', [
      'try {', '  await this.connect();', '  await this.close();', '  return true;', '} catch {', '  return false;', '}',
    ]],
    ['releases it in a finally block', [
      'try {', '  await this.connect();', "  await this.query('SELECT 1');", '  return true;', '} catch {', '  return false;',
      '} finally {', '  await this.close();', '}',
    ]],
  ])('keeps nothing open if it %s', async (_, lines) => {
    expect(await reportsOf(wrapper(...lines), ...make)).toStrictEqual([]);
  });
});
