import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/project/files/parse.js';
import { isSound } from '../../src/suggest/text/sound-edit.js';
import { toSuggestion } from '../../src/suggest/text/suggestion.js';
import { namesOf, touchedBy } from '../../src/suggest/text/text-names.js';
import { applied, offered } from '../support/suggestions.js';

/** Whether an edit that replaces one piece of a text by another is offered. */
function isOffered(text: string, from: string, to: string, path = '/service.js'): boolean {
  const file = parseFile(path, text)!;
  const at = text.indexOf(from);
  expect(at, 'the piece is in the text').toBeGreaterThanOrEqual(0);
  return isSound(file, toSuggestion('hoistToModule', 'Pool', [{ range: [at, at + from.length], text: to }]));
}

describe('an edit is offered only when its result means what the text meant', () => {
  it.each([
    ['a new name is declared where it is used', 'f(() => new Pool());', 'f(', 'const pool = 1; f(', true],
    ['the result does not parse', 'f(() => new Pool());', 'f(', 'const f(', false],
    ['a name means nothing any more', 'const a = 1; use(a);', 'const a = 1; ', '', false],
    ['a name means nothing in one of two places', 'function f() { const a = 1; use(a); } use(a);', 'const a = 1; ', '', false],
    ['a name is declared twice', 'const a = 1; use(a);', 'use(a)', 'const a = 2', false],
    ['a global is captured by a new name', 'use(pool);', 'use', 'const pool = 1; use', false],
    ['a name that edits bring is there', 'use(pool());', 'use', 'new Map(); use', true],
    ['a name that edits bring was the own one of the text', 'const Map = 1; use(Map);', 'const Map = 1; ', '', false],
    ['a global is used once more', 'use(process.env.A);', 'use(', 'use(process.env.B, ', true],
    ['the text has a complaint of its own', 'return; use(a);', 'use(a)', 'use(a, a)', true],
  ])('%s', (_, text, from, to, expected) => {
    expect(isOffered(text, from, to)).toBe(expected);
  });

  // Statements that an edit does not touch are not read again, where they are most of the text.
  const others = Array.from({ length: 20 }, (_, index) => `app.get('/${index}', (input) => { const made = input; return made; });`);

  it.each([
    ['a name of another statement is used once more', ['use(() => b);', 'const b = 2;'], 'b)', 'b + b)', true],
    ['a type of another statement is used as a value', ['use(() => 1);', 'type Row = 2;'], '=> 1', '=> Row', false],
    ['a value of another statement is used as a type', ['let a: {};', 'const Row = 2;'], '{}', 'Row', false],
    ['a class of another statement is used as a type', ['let a: {};', 'class Row {}'], '{}', 'Row', true],
    ['a name means nothing any more in another statement', ['const a = 1;', 'use(a);'], 'const a = 1;', 'use();', false],
    ['a name means another kind of thing in another statement', ['class A {}', 'let a: A;'], 'class A {}', 'const A = 1;', false],
    ['a name is declared twice, in another statement', ['use();', 'const a = 1;'], 'use();', 'const a = 2;', false],
    ['a type is declared beside a value', ['use();', 'type A = 1;'], 'use();', 'const A = 1;', true],
    ['a global is captured in another statement', ['use();', 'f(pool);'], 'use();', 'const pool = 1;', false],
    ['a global is captured in a function', ['use();', 'function f() { pool(); }'], 'use();', 'const pool = 1;', false],
    ['a name of another function is declared', ['use();', 'function f(pool) { pool(); }'], 'use();', 'const pool = 1;', true],
    ['a name of another function is used', ['use();', 'function f(pool) { pool(); }'], 'use();', 'use(pool);', false],
    ['statements have no semicolons', ['const a = use', 'use()', '; (a)()'], '(a)', '(a, a)', true],
  ])('%s, in one statement of few and of many', (_, statements, from, to, expected) => {
    expect(isOffered(statements.join('\n'), from, to, '/service.ts')).toBe(expected);
    const many = statements.flatMap((statement) => [...others, statement]);
    expect(isOffered([...many, ...others].join('\n'), from, to, '/service.ts')).toBe(expected);
  });

  it.each([[[]], [others]])('no block is put around a name that others use', (between) => {
    const text = ['first();', ...between, 'const a = 1;', ...between, 'last();', 'use(a);', ...between].join('\n');
    const file = parseFile('/service.js', text)!;
    const edits = [['first();', '{ first();'], ['last();', 'last(); }']].map(([from = '', to = '']) => {
      const at = text.indexOf(from);
      return { range: [at, at + from.length] as const, text: to };
    });
    expect(isSound(file, toSuggestion('hoistToModule', 'Pool', edits))).toBe(false);
    expect(isSound(file, toSuggestion('hoistToModule', 'Pool', edits.map((edit) => ({ ...edit, text: '2;' }))))).toBe(true);
  });

  it('leaves out what no edit touches', () => {
    const text = "import a from 'a';\nb();\n// about c\nc();\nd();\ne();";
    const cutFor = (...ranges: (readonly [number, number])[]): string[] => (
      touchedBy(ranges.map((range) => ({ range, text: '' })), namesOf('/service.js', text)!).cuts.map(({ range }) => text.slice(...range)));
    const [c, gap] = [text.indexOf('c();'), text.indexOf(' about')];
    expect(cutFor([c + 1, c + 2])).toStrictEqual(["import a from 'a';\nb();", 'd();\ne();']);
    // Next to it is on it.
    expect(cutFor([c + 4, c + 4])).toStrictEqual(["import a from 'a';\nb();", 'd();\ne();']);
    expect(cutFor([0, 0], [c + 5, c + 6])).toStrictEqual(['b();\n// about c\nc();', 'e();']);
    expect(cutFor([gap, gap])).toStrictEqual(["import a from 'a';\nb();", 'c();\nd();\ne();']);
  });

  it('reads types as well', () => {
    expect(isOffered('type Row = { id: number }; const rows: Row[] = [];', 'type Row = { id: number }; ', '', '/service.ts')).toBe(false);
  });
});

describe('a constant that stays keeps what it is made of', () => {
  const code = `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export async function list(req, res) {
  const isOffline = process.env.OFFLINE === 'true';
  const endpoint = isOffline ? 'http://localhost:8000' : process.env.ENDPOINT;
  if (!endpoint) return res.json(null);
  const client = new DynamoDBClient({ endpoint });
  res.json(await client.send(req.body));
}
`.slice(1);

  it('stays, and the client is kept where it is constructed', () => {
    expect(applied('lazyGetter', code, 'service.js')).toMatchInlineSnapshot(`
      "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

      let sharedClient;

      export async function list(req, res) {
        const isOffline = process.env.OFFLINE === 'true';
        const endpoint = isOffline ? 'http://localhost:8000' : process.env.ENDPOINT;
        if (!endpoint) return res.json(null);
        const client = (sharedClient ??= new DynamoDBClient({ endpoint }));
        res.json(await client.send(req.body));
      }
      "
    `);
  });

  it('is nothing that runs when the module does', () => {
    expect(offered(code, 'service.js')).not.toContain('hoistToModule');
  });

  it('is changed by nothing that is given a text', () => {
    const told = code.replace('if (!endpoint) return res.json(null);', "res.set('x-endpoint', endpoint);");
    expect(offered(told, 'service.js')).toContain('lazyGetter');
  });
});
