import { describe, expect, it } from 'vitest';
import { pathGlobs } from '../../src/project/files/path-glob.js';
import { testFiles as defaultTestFiles } from '../../src/catalog/test-files.js';

describe('globs of paths', () => {
  it('find the usual tests', () => {
    const isTest = pathGlobs(defaultTestFiles, { dot: true });
    expect(['a.test.ts', 'src/a.e2e-spec.js', 'test/a.js', 'a/__tests__/b/c.ts', '.a/fixtures/x.js'].map(isTest)).not.toContain(false);
    expect([
      'a.tests.ts', 'src/a.it.ts', 'a.integration-spec.ts', 'src/__integrationTests__/a.ts', 'src/__tests__/a.ts', 'a/__test__/b.ts',
      'a/__integration-tests__/b.ts', 'a/integration-tests/b.ts', 'a/integrationTests/b.ts', 'a/e2e_tests/b.ts', 'a/__it__/b.ts',
      'a/unittests/b.ts',
    ].map(isTest)).not.toContain(false);
    expect([
      'stripe.integration.ts', 'integration/stripe.ts', 'src/lab-tests/list.ts', 'src/speedTests/run.ts', 'src/ab_test.js', 'it/a.ts',
      'src/Contest.ts', 'src/testResults/list.ts', 'src/units/a.ts',
    ].map(isTest)).not.toContain(true);
    expect(['a.ts', 'src/latest/a.js', 'testing/a.js', 'src/test.ts'].map(isTest)).not.toContain(true);
  });

  it.each([
    ['packages/*', ['packages/a'], ['packages/a/b', 'packages/.a', 'packages']],
    ['./libs/**', ['libs/a/b'], ['lib/a']],
    ['!a/**', ['b'], ['a/b']],
    ['{a,b}/[c-d].js', ['a/c.js', 'b/d.js'], ['c/c.js', 'a/e.js']],
    // These have more stars than a regular expression is made of.
    ['*/*/*/*/*.{js,ts}', ['a/b/c/d/e.js', 'a/b/c/d/e.ts'], ['a/b/c/e.js', 'a/b/c/.d/e.js', 'a/b/c/d/e.jsx', 'a/b/c/d/f/e.js']],
    ['**/a*b*c*d*e{1{2,3},4}?', ['abcde12x', 'x/y/a-b-c-d-e4-'], ['x/abcde1', 'abde12x', '.x/abcde12x', 'x/abcde4']],
    ['a/**/*b*c*/**/*d*', ['a/bc/d', 'a/x/y/bc/z/d'], ['a/b/d', 'b/bc/d', 'a/.x/bc/d']],
  ])('%s', (pattern, yes, no) => {
    const matches = pathGlobs([pattern]);
    expect(yes.filter((path) => !matches(path))).toStrictEqual([]);
    expect(no.filter(matches)).toStrictEqual([]);
  });

  it('take names that begin with a dot when they are asked to', () => {
    expect(pathGlobs(['*/*/*/*/*.js'], { dot: true })('a/b/c/.d/.e.js')).toBe(true);
    expect(pathGlobs(['a/**/*b*c*/**/*d*'], { dot: true })('a/.x/bc/.d')).toBe(true);
  });
});
