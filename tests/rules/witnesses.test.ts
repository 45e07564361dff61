import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

const project = createProject({
  rule: 'require-client-close', files: { 'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } } },
});

/** Handlers with one client; the line of `// here` is where it is lost, and the title says how. */
const cases: Readonly<Record<string, readonly string[]>> = {
  'when `query()` throws: a loop': [
    'const client = new Client();', 'for (const text of req.body.texts) {', '  await client.query(text); // here', '}',
    'await client.end();',
  ],
  'when the next one takes its place: a loop': [
    'let client;', 'for (const name of req.body.names) {', '  client = new Client(); // here', '  console.log(name);', '}',
    'await client?.end();',
  ],
  'on the `return`: a loop': [
    'const client = new Client();', 'for (const text of req.body.texts) {', '  if (!text) return; // here', '}', 'await client.end();',
  ],
  'when the `throw` runs: a loop with a test at its end': [
    'const client = new Client();', 'do {', "  if (!req.body.text) throw new Error('no text'); // here", '} while (req.body.more);',
    'await client.end();',
  ],
  'when the function reaches its end: a loop': [
    'const client = new Client();', 'while (req.body.more) await client.end(); // here',
  ],
  'on the `return`: a switch': [
    'const client = new Client();', 'switch (req.body.kind) {', "  case 'a':", '    await client.end();', '    break;', "  case 'b':",
    '    return; // here', '  default:', '    await client.end();', '}',
  ],
  'when `req.session.save()` throws: what goes before the close in `finally`': [
    'const client = new Client();', 'try {', "  await client.query('SELECT 1');", '} finally {', '  try {',
    '    await req.session.save(); // here', '    await client.end();', '  } catch (error) {', '    console.log(error);', '  }', '}',
  ],
  'when `req.session.save()` throws: what goes before the close in `finally`, after a `catch`': [
    'let client;', 'try {',
    '  client = new Client();', "  await client.query('SELECT 1');", "  return res.send('up');", '} catch (error) {',
    "  return res.send('down');", '} finally {', '  try {', '    if (req.session) await req.session.save(); // here',
    '    if (client) await client.end();', '  } catch (error) {', '    console.log(error);', '  }', '}',
  ],
  'when `query()` throws: a case that falls through': [
    'const client = new Client();', 'switch (req.body.kind) {', "  case 'a':", "    await client.query('SELECT 1'); // here", '  default:',
    '    await client.end();', '}',
  ],
  'when the function reaches its end: a switch': [
    'const client = new Client();', 'switch (req.body.kind) { // here', "  case 'a':", '    await client.end();', '}',
  ],
  'when `query()` throws: a label': [
    'const client = new Client();', 'rounds: for (const texts of req.body.lists) {', '  for (const text of texts) {',
    '    if (!text) continue rounds;', "    if (text === 'end') break rounds;", '    await client.query(text); // here', '  }', '}',
    'await client.end();',
  ],
  'on the `return`: a label': [
    'const client = new Client();', 'work: {', '  if (!req.body.text) break work;', '  if (req.body.isEmpty) return; // here', '}',
    'await client.end();',
  ],
  'when `stream()` throws: asynchronous iteration': [
    'const client = new Client();', 'for await (const row of stream()) console.log(row); // here', 'await client.end();',
  ],
  'when `query()` throws: asynchronous iteration': [
    'for await (const text of stream()) {', '  const client = new Client();', '  await client.query(text); // here',
    '  await client.end();', '}',
  ],
  'when its variable is emptied: a branch': [
    'let client = new Client();', 'if (req.body.isEmpty) client = undefined; // here', 'await client?.end();',
  ],
};

/** The same in a generator that a handler reads. */
const generators: Readonly<Record<string, readonly string[]>> = {
  'when `yield text` throws: a generator': [
    'const client = new Client();', 'for (const text of texts) yield text; // here', 'await client.end();',
  ],
  'when `yield text` throws: a generator that closes in catch': [
    'const client = new Client();', 'try {', '  for (const text of texts) yield text; // here', '  await client.end();',
    '} catch (error) {', '  await client.end();', '}',
  ],
  'when `query()` throws: a generator': [
    'const client = new Client();', 'for (const text of texts) await client.query(text); // here', 'await client.end();',
  ],
  'on the `return`: a generator': [
    'const client = new Client();', 'if (texts.length === 0) return; // here', 'await client.end();',
  ],
};

const head = ["import express from 'express';", "import { Client } from 'pg';", "import { stream } from './stream.js';",
  'const app = express();', ''].join('\n');

function programOf(lines: readonly string[], isGenerator: boolean): string {
  if (!isGenerator) return `${head}app.post('/users', async (req, res) => {\n${lines.join('\n')}\n});\n`;
  return `${head}async function* rows(texts) {\n${lines.join('\n')}\n}\n`
    + "app.post('/users', async (req, res) => { for await (const row of rows(req.body.texts)) res.write(row); });\n";
}

describe('the path on which a client is lost', () => {
  const all = [...Object.entries(cases).map((entry) => [...entry, false] as const),
    ...Object.entries(generators).map((entry) => [...entry, true] as const)];
  it.each(all)('%s', async (title, lines, isGenerator) => {
    const code = programOf(lines, isGenerator);
    const [report, ...others] = await project.lint('src/service.ts', code);
    expect(others).toStrictEqual([]);
    const line = code.split('\n').findIndex((text) => text.includes('// here')) + 1;
    const [way = ''] = title.split(': ');
    expect(report?.message).toContain(`on line ${line}`);
    for (const part of way.split(/(?<=`) (?=throws|runs)/)) expect(report?.message).toContain(part);
  });
});
