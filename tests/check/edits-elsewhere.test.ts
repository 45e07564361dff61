import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import type { CheckResult } from '../../src/check/check-report.js';
import { editFiles } from '../../src/check/fix/edit-files.js';
import { runCommand } from '../support/run-command.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

/* A client that a helper opens and another file loses: the edit is one of the other file, which `check` can offer and ESLint cannot. */

const helper = `import { MongoClient } from 'mongodb';
export async function open() {
  const client = new MongoClient(process.env.URL);
  await client.connect();
  return client;
}
`;

const routes = (body: string): string => `import express from 'express';
import { open } from '../lib/open.js';
const app = express();
app.post('/orders', async (req, res) => {
${body}
});
`;

async function check(body: string, opener = helper, around = routes): Promise<{ readonly root: string; readonly result: CheckResult }> {
  const root = copyProject({
    'package.json': '{ "type": "module", "dependencies": { "express": "5", "mongodb": "6", "pg": "8" } }', 'lib/open.js': opener,
    'src/routes.js': around(body),
  });
  const { stdout } = await runCommand(root, ['check', '--format', 'json']);
  return { root, result: JSON.parse(stdout) as CheckResult };
}

const lost = `  const client = await open();
  await client.db().collection('orders').insertOne(req.body);
  await client.close();
  res.end();`;

it('closes it there, and nothing is reported any more', async () => {
  const { root, result } = await check(lost);
  const [report] = result.reports;
  expect(result.reports).toHaveLength(1);
  expect([report!.file, report!.line, report!.witness!.file]).toStrictEqual(['lib/open.js', 3, 'src/routes.js']);
  const edit = report!.suggestions.find(({ replacements }) => replacements[0]!.file === 'src/routes.js');
  expect(edit!.title).toBe('Close MongoClient in a `finally` block, in src/routes.js.');
  const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const { changes, skipped } = editFiles({ root, textOf, edits: [edit!.replacements] });
  expect([changes.map(({ file }) => file), skipped]).toStrictEqual([['src/routes.js'], []]);
  expect(textOf('src/routes.js')).toBe(routes(`  const client = await open();
  try {
    await client.db().collection('orders').insertOne(req.body);
    res.end();
  } finally {
    await client.close();
  }`));
  const after = JSON.parse((await runCommand(root, ['check', '--format', 'json'])).stdout) as CheckResult;
  expect(after.reports.filter(({ rule }) => rule !== 'client-lifetime/prefer-shared-client')).toStrictEqual([]);
});

it('closes there what nobody closes', async () => {
  const { root, result } = await check(lost.replace('  await client.close();\n', '').replace('open()', 'open(req.body.url)'), helper
    .replace('open()', 'open(url)').replace('process.env.URL', 'url'));
  const [edit] = result.reports[0]!.suggestions.filter(({ replacements }) => replacements[0]!.file === 'src/routes.js');
  const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  editFiles({ root, textOf, edits: [edit!.replacements] });
  expect(textOf('src/routes.js')).toContain('    res.end();\n  } finally {\n    await client.close();\n  }\n');
});

it('closes there what no request leads to', async () => {
  const { root, result } = await check(lost, helper, (body) => `import { open } from '../lib/open.js';
export async function insert(req, res) {
${body}
}
`);
  const [edit] = result.reports[0]!.suggestions.filter(({ replacements }) => replacements[0]!.file === 'src/routes.js');
  const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  editFiles({ root, textOf, edits: [edit!.replacements] });
  expect(textOf('src/routes.js')).toContain('    res.end();\n  } finally {\n    await client.close();\n  }\n');
});

it('shows the edit on the page, in the file that it changes', async () => {
  const { root } = await check(lost);
  const { stdout } = await runCommand(root, ['check', '--format', 'html']);
  expect(stdout).toContain('in src/routes.js.');
  expect(stdout).toContain('<ins>+  } finally {</ins>');
});

it('offers none where what stands there cannot be put into a `try` unchanged', async () => {
  const { result } = await check(`${lost.replace('const client', 'var client')}\n  app.locals.last = client;`);
  expect(result.reports.flatMap(({ suggestions }) => suggestions).filter(({ replacements }) => (
    replacements[0]!.file === 'src/routes.js'))).toStrictEqual([]);
});

it('gives back there what nobody gives back', async () => {
  const opener = `import { Pool } from 'pg';
const pool = new Pool();
export async function open() {
  let client = null;
  try {
    client = await pool.connect();
  } catch (error) {
    throw error;
  }
  return client;
}
`;
  const use = "  const client = await open();\n  if (!client) return res.status(503).end();\n  res.json(await client.query('select 1'));";
  const { root, result } = await check(use, opener);
  const [edit] = result.reports[0]!.suggestions.filter(({ replacements }) => replacements[0]!.file === 'src/routes.js');
  const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  editFiles({ root, textOf, edits: [edit!.replacements] });
  expect(textOf('src/routes.js')).toContain("    res.json(await client.query('select 1'));\n  } finally {\n    client?.release();\n  }\n");
});
