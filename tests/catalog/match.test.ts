import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasWildcard, matchesExportPath, matchesGlob, matchesPackage } from '../../src/catalog/match.js';

describe('matchesPackage', () => {
  it.each([
    ['pg', 'pg'],
    ['https', 'node:https'],
    ['node:https', 'https'],
    ['node:https', 'node:https'],
    ['@google-cloud/*', '@google-cloud/vision'],
    ['@aws-sdk/client-*', '@aws-sdk/client-s3'],
    ['firebase-admin/app', 'firebase-admin/app'],
  ])('%s means %s', (pattern, name) => {
    expect(matchesPackage(pattern, name)).toBe(true);
  });

  it.each([
    ['pg', 'pg-promise'],
    ['pg', 'pg/lib/client'],
    ['@google-cloud/*', '@google-cloud/vision/build'],
    ['@google-cloud/*', '@google-cloud'],
    ['@google-cloud/*', '@google/genai'],
    ['@aws-sdk/client-*', '@aws-sdk/lib-dynamodb'],
    ['redis', 'Redis'],
    ['a.c', 'abc'],
  ])('%s does not mean %s', (pattern, name) => {
    expect(matchesPackage(pattern, name)).toBe(false);
  });
});

describe('matchesExportPath', () => {
  it.each([
    ['Redis', ['Redis']],
    ['default', ['default']],
    ['v1.ImageAnnotatorClient', ['v1', 'ImageAnnotatorClient']],
    ['v*.*Client', ['v1p4beta1', 'ProductSearchClient']],
    ['*Client', ['Client']],
    ['Kafka().producer', ['Kafka()', 'producer']],
    ['**', []],
    ['**', ['a', 'b']],
    ['**.*', ['Service']],
    ['loadPackageDefinition().**.*', ['loadPackageDefinition()', 'pkg', 'v1', 'Service']],
    ['loadPackageDefinition().**.*', ['loadPackageDefinition()', 'Service']],
    ['**.onCreate', ['firestore', 'document()', 'onCreate']],
    ['a.**.b.**.c', ['a', 'x', 'b', 'b', 'y', 'c']],
  ])('%s means %j', (pattern, path) => {
    expect(matchesExportPath(pattern, path)).toBe(true);
  });

  it.each([
    ['Redis', ['Redis()']],
    ['Redis', ['default', 'Redis']],
    ['*Client', ['v1', 'ImageAnnotatorClient']],
    ['*Client', ['ImageAnnotatorClient()']],
    ['*Client', ['ClientOptions']],
    ['v*.*Client', ['ImageAnnotatorClient']],
    ['Kafka().producer', ['Kafka', 'producer']],
    ['loadPackageDefinition().**.*', ['loadPackageDefinition()']],
    ['Redis', []],
    ['**.onCreate', ['onCreate', 'x']],
  ])('%s does not mean %j', (pattern, path) => {
    expect(matchesExportPath(pattern, path)).toBe(false);
  });

  it('takes a path that was spelt out as itself', () => {
    const segment = fc.stringMatching(/^[A-Za-z$_][\w$]{0,8}(\(\))?$/);
    fc.assert(fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (path) => matchesExportPath(path.join('.'), path)));
  });

  it('agrees with a plain definition of the notation', () => {
    const plain = (pattern: readonly string[], path: readonly string[]): boolean => {
      const [head, ...tail] = pattern;
      if (head === undefined) {
        return path.length === 0;
      }
      if (head === '**') {
        return plain(tail, path) || (path.length > 0 && plain(pattern, path.slice(1)));
      }
      return path.length > 0 && plainGlob(head, path[0] ?? '') && plain(tail, path.slice(1));
    };
    const plainGlob = (glob: string, text: string): boolean => {
      if (glob === '') {
        return text === '';
      }
      return glob.startsWith('*')
        ? plainGlob(glob.slice(1), text) || (text !== '' && plainGlob(glob, text.slice(1)))
        : text.startsWith(glob.slice(0, 1)) && plainGlob(glob.slice(1), text.slice(1));
    };
    const patternSegment = fc.oneof(fc.constant('**'), fc.stringMatching(/^[ab*]{1,4}$/).filter((text) => !text.includes('**')));
    const pathSegment = fc.stringMatching(/^[ab]{1,4}$/);
    const patterns = fc.array(patternSegment, { minLength: 1, maxLength: 5 });
    const paths = fc.array(pathSegment, { maxLength: 5 });
    fc.assert(fc.property(patterns, paths, (pattern, path) => {
      expect(matchesExportPath(pattern.join('.'), path)).toBe(plain(pattern, path));
    }), { numRuns: 1000 });
  });

  it('does not backtrack without end', () => {
    const start = performance.now();
    expect(matchesGlob(`${'a*'.repeat(2000)}b`, 'a'.repeat(10_000))).toBe(false);
    expect(matchesExportPath(`${'a.**.'.repeat(500)}b`, Array.from({ length: 2000 }, () => 'a'))).toBe(false);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('hasWildcard', () => {
  it('tells patterns from names', () => {
    expect(['pg', '@google-cloud/*', 'v*.*Client', '**'].map(hasWildcard)).toEqual([false, true, true, true]);
  });
});
