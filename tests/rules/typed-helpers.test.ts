import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** A function that takes the object of the request by its type, and that others call, is their helper: what it gives is theirs. */

const files = { 'package.json': '{ "dependencies": { "@azure/functions": "^3.0.0", "pg": "^8.0.0" } }' };

const helper = [
  "import type { Context } from '@azure/functions';", "import { Client } from 'pg';",
  'export const connect = async (context?: Context) => {', "  context?.log.info('connecting');",
  '  const client = new Client({ connectionString: process.env.DATABASE_URL });', '  await client.connect();', '  return client;', '};',
].join('\n');

function handler(...lines: readonly string[]): string {
  return [
    "import type { AzureFunction, Context } from '@azure/functions';", "import { connect } from '../src/connect';",
    'const votes: AzureFunction = async (context: Context) => {', ...lines.map((line) => `  ${line}`), '};', 'export default votes;',
  ].join('\n');
}

async function rulesOf(code: string | undefined): Promise<string[]> {
  const others = code === undefined ? {} : { 'votes/index.ts': code };
  const project = createProject({ files: { ...files, 'src/connect.ts': helper, ...others }, rule: '*' });
  return (await project.lint('src/connect.ts', helper)).map(({ rule }) => rule);
}

describe('a helper that is given the context of an invocation', () => {
  it('hands a client to a caller who closes it', async () => {
    expect(await rulesOf(handler(
      'let client;', 'try {', '  client = await connect(context);', "  context.res = { body: await client.query('select 1') };",
      '} finally {', '  if (client) await client.end();', '}',
    ))).toStrictEqual(['prefer-shared-client']);
  });

  it('hands a client to a caller who does not', async () => {
    expect(await rulesOf(handler(
      'const client = await connect(context);', "context.res = { body: await client.query('select 1') };",
    ))).toStrictEqual(['no-client-per-request']);
  });

  it('is run by requests, wherever its caller is called from', async () => {
    const code = [
      "import type { Context } from '@azure/functions';", "import { connect } from '../src/connect';",
      'export async function read(context: Context) {', '  const client = await connect(context);',
      "  return client.query('select 1');", '}',
    ].join('\n');
    expect(await rulesOf(code)).toStrictEqual(['no-client-per-request']);
  });

  it('is taken for a handler where nobody calls it', async () => {
    expect(await rulesOf(undefined)).toStrictEqual(['no-client-per-request']);
  });
});
