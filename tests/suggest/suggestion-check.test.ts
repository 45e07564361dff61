import { describe, expect, it } from 'vitest';
import { findProblems } from '../support/suggestion-check.js';

const declarations = "declare module 'pg' { export class Pool { query(text: string): Promise<unknown>; end(): Promise<void> } }";

const code = `import { Pool } from 'pg';
export async function list(req: unknown, res: { json(body: unknown): void }) {
  const pool = new Pool(); // ours
  res.json(await pool.query('select 1'));
}
`;

function problems(change: (text: string) => string): string[] {
  return findProblems({ code, filename: 'service.ts', declarations, typeCheck: true }, change(code));
}

const hoisted = (text: string): string => text.replace('  const pool = new Pool(); // ours\n', '')
  .replace('export async', 'const pool = new Pool(); // ours\nexport async');

describe('the check of suggestions', () => {
  it('accepts an edit that is right', () => {
    expect(problems(hoisted)).toStrictEqual([]);
  });

  it.each([
    ['an edit that changes nothing', (text: string) => text, /changes nothing/],
    ['an edit that does not parse', (text: string) => hoisted(text).replace('await', 'await await await)'), /does not parse/],
    ['an edit that leaves the report', (text: string) => `${text}\n`, /reports what it did not report before/],
    ['an edit that loses a declaration', (text: string) => text.replace('const pool = new Pool();', ''), /`pool` means nothing/],
    [
      'an edit that another rule has something to say about',
      (text: string) => hoisted(text).replace('res.json(', 'await pool.end(); res.json('), /no-shared-client-close reports/,
    ],
    ['an edit that loses a comment', (text: string) => hoisted(text).replace(' // ours', ''), /comment "ours" is lost/],
    ['an edit that breaks a type', (text: string) => hoisted(text).replace('const pool =', 'const pool: string ='), /Type error/],
  ])('rejects %s', (_, change, expected) => {
    expect(problems(change).join('\n')).toMatch(expected);
  });

  it('rejects an edit that captures a global', () => {
    const text = code.replace("'select 1'", 'String(req)');
    const output = `${hoisted(text)}function String(x: unknown) { return 'a' + typeof x; }\n`;
    expect(findProblems({ code: text, filename: 'service.ts', declarations }, output).join()).toMatch(/`String` is captured/);
  });

  it('rejects mixed line endings', () => {
    const text = code.replaceAll('\n', '\r\n');
    const output = hoisted(code).replaceAll('\n', '\r\n').replace('\r\n', '\n');
    expect(findProblems({ code: text, filename: 'service.ts', declarations }, output).join()).toMatch(/Line endings are mixed/);
  });
});
