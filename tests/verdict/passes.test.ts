import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { passNames } from '../../src/verdict/passes/fact.js';
import { annotate, annotateTexts } from './annotated.js';

const fixtures = path.join(import.meta.dirname, 'fixtures');

describe.each(passNames.map((pass) => ({ pass })))('the pass $pass', ({ pass }) => {
  it.each(readdirSync(path.join(fixtures, pass)).sort())('%s', (name) => {
    const { expected, actual } = annotate(path.join(fixtures, pass, name), [pass]);
    expect(expected).toContain(`// ${pass}: `);
    expect(actual).toBe(expected);
  });
});

it('has fixtures for no other pass', () => {
  expect(readdirSync(fixtures).sort()).toStrictEqual([...passNames].sort());
});

describe('the comparison', () => {
  const code = 'import { Redis } from \'ioredis\';\nexport const redis = new Redis();';
  const compare = (comment: string): boolean => {
    const { expected, actual } = annotateTexts('/', new Map([['a.ts', code + comment]]), { passes: ['keep'], isProject: false });
    return expected === actual;
  };

  it('accepts the fact beside and below the code', () => {
    expect(compare(' // keep: cached: the module keeps it')).toBe(true);
    expect(compare('\n\n// keep: cached: the module keeps it')).toBe(true);
  });

  it.each(['', ' // keep: local', '\nredis.get(1); // keep: cached: the module keeps it', ' // kept: cached: the module keeps it',
    ' // keep: cached: the module keeps it | keep: local'])('sees "%s"', (comment) => {
    expect(compare(comment)).toBe(false);
  });
});
