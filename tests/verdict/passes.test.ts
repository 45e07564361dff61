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
    const { expected, actual } = annotateTexts('/', new Map([['a.ts', code + comment]]), { passes: ['ownership'], isProject: false });
    return expected === actual;
  };

  it('accepts the fact beside and below the code', () => {
    expect(compare(' // ownership: cached: the module keeps it')).toBe(true);
    expect(compare('\n\n// ownership: cached: the module keeps it')).toBe(true);
  });

  it.each([
    '', ' // ownership: local', '\nredis.get(1); // ownership: cached: the module keeps it', ' // owned: cached: the module keeps it',
    ' // ownership: cached: the module keeps it | ownership: local',
  ])('sees "%s"', (comment) => {
    expect(compare(comment)).toBe(false);
  });
});
