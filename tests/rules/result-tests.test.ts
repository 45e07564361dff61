import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A helper gives a client, or what went wrong, as parts of one object: what the other parts tell of the client. */

const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } } } });

async function rulesFor(good: string, bad: string, taken: string, test: string, client = 'client'): Promise<string[]> {
  const found = await project.lint('src/app.js', `import express from 'express';
import { Client } from 'pg';
async function open() {
  const client = new Client();
  try {
    await client.connect();
    return ${good};
  } catch (error) {
    return ${bad};
  }
}
express().get('/', async (req, res) => {
  const ${taken} = await open();
  if (${test}) return res.status(503).end();
  try { res.json(await ${client}.query('select 1')); } finally { await ${client}.end(); }
});
`);
  return found.map(({ rule }) => rule);
}

it.each([
  ['an error beside it', '{ client }', '{ error }', '{ client, error }', 'error', 'client'],
  ['an error that is null beside it', '{ client, error: null }', '{ client: null, error }', 'opened', 'opened.error', 'opened.client'],
  ['an error with another name', '{ client }', '{ message: error.message }', '{ client, message }', 'message', 'client'],
  ['a flag', '{ ok: true, client }', '{ ok: false, error }', 'opened', '!opened.ok', 'opened.client'],
  ['a flag that is taken out', '{ ok: true, client }', '{ ok: false, error }', '{ ok, client }', '!ok', 'client'],
  ['a word', "{ status: 'open', client }", "{ status: 'failed' }", 'opened', "opened.status !== 'open'", 'opened.client'],
  ['the other word', "{ status: 'open', client }", "{ status: 'failed' }", 'opened', "opened.status === 'failed'", 'opened.client'],
  ['a pair', '[undefined, client]', '[error]', '[error, client]', 'error', 'client'],
  ['an error, of a result that is not written out', 'Object.assign({}, { client })', '{ error }', '{ client, error }', 'error', 'client'],
])('knows by %s that there is none', async (_, good, bad, taken, test, client) => {
  expect(await rulesFor(good, bad, taken, test, client)).toStrictEqual(['prefer-shared-client']);
});

it.each([
  ['a part that it has as well', '{ client, warning: true }', '{ error }', '{ client, warning }', 'warning', 'no-client-per-request'],
  ['a part of which it is not known', '{ client, slow: Date.now() > 0 }', '{ error }', '{ client, slow }', 'slow', 'require-client-close'],
  ['something else', '{ client }', '{ error }', '{ client }', 'req.query.dry', 'require-client-close'],
])('loses it where %s decides', async (_, good, bad, taken, test, rule) => {
  expect(await rulesFor(good, bad, taken, test)).toStrictEqual([rule]);
});
