import { describe, expect, it } from 'vitest';
import { checkSuggestions } from '../support/suggestion-check.js';
import { declarations } from '../support/suggestions.js';

/** A handler that opens a client in one way, and in another where that fails, and goes on with these lines. */
const handler = (
  tried: readonly string[], lines: readonly string[], declared = 'let client: Client | undefined;',
): string => `import express from 'express';
import { Client } from 'pg';
const app = express();
app.get('/', async (req, res) => {
  ${declared}
${[...tried, ...lines].map((line) => `  ${line}\n`).join('')}});
`;

const made = 'client = new Client({ database: req.query.name });';
const tried = [
  'try {', `  ${made}`, '  await client.connect();', '} catch (error) {', "  console.log('once more', error);",
  `  ${made}`, '  await client.connect();', '}',
];
const asked = ["const { rows } = await client.query('select 1');"];

const outputs = (code: string): string[][] => checkSuggestions({
  code, filename: 'service.ts', declarations, rule: 'require-client-close',
}).map(({ suggestions }) => suggestions.filter(({ messageId }) => messageId === 'closeInFinally').map(({ output }) => output));

describe('a client that is opened in another way where the first fails', () => {
  it('is closed before the next takes its place, and in a `finally` around both', () => {
    const found = outputs(handler(tried, [...asked, 'await client.end();', 'res.json(rows);']));
    const expected = handler([
      'try {', '  try {', `    ${made}`, '    await client.connect();', '  } catch (error) {',
      "    console.log('once more', error);", '    await client?.end().catch(() => {});', `    ${made}`,
      '    await client.connect();', '  }', ...asked.map((line) => `  ${line}`), '  res.json(rows);', '} finally {',
      '  await client?.end();', '}',
    ], []);
    expect(found).toStrictEqual([[expected], [expected]]);
  });

  it('takes along what explains the close', () => {
    const [output] = outputs(handler(tried, [...asked, '// It is no longer needed', 'await client.end();', 'res.json(rows);'])).flat();
    expect(output).toContain('  } finally {\n    // It is no longer needed\n    await client?.end();\n  }\n');
  });

  it.each<[string, readonly string[], readonly string[], string?]>([
    ['the `catch` looks after the first', [
      ...tried.slice(0, 4), '  if (client) console.log(client);', ...tried.slice(5),
    ], [...asked, 'await client.end();', 'res.json(rows);']],
    ['TypeScript would not let it be read', tried, [...asked, 'await client.end();', 'res.json(rows);'], 'let client: Client;'],
    ['something goes on with it', tried, ['client.query("select 1").then(({ rows }) => res.json(rows));', 'await client.end();']],
  ])('is left where %s', (_, first, lines, declared) => {
    expect(outputs(handler(first, lines, declared)).flat()).toStrictEqual([]);
  });
});
