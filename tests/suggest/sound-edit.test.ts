import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/project/files/parse.js';
import { isSound } from '../../src/suggest/text/sound-edit.js';
import { toSuggestion } from '../../src/suggest/text/suggestion.js';
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
