import { describe, expect, it } from 'vitest';
import { commentsOf } from '../../src/catalog/in-comment.js';
import { mayNameAnyOf, mentionsAnyOf } from '../../src/catalog/mentions.js';
import { specifiersIn } from '../../src/project/files/index-entry.js';

/** Whether `^` stands in a comment. */
const isInComment = (text: string): boolean => commentsOf(text)(text.indexOf('^'));

describe('a place in a text', () => {
  it.each([
    "// import { Pool } from '^pg';",
    "x();\n  // import { Pool } from '^pg';",
    "/**\n * @example\n * import { Pool } from '^pg';\n */",
    "class A {\n  /**\n   * `code` and more\n   *\n   * import { Pool } from '^pg';\n   */\n}",
    "/* import { Pool } from '^pg'; */",
    "/** import { Pool } from '^pg'; */",
  ])('of %j lies in a comment', (text) => {
    expect(isInComment(text)).toBe(true);
  });

  it.each([
    "import { Pool } from '^pg';",
    "export\n* from '^pg';",
    "/* Pools. */\nexport\n* from '^pg';",
    "/** Pools. */ import { Pool } from '^pg';",
    "/**\n * Pools.\n */ import { Pool } from '^pg';",
    "const glob = 'src/**';\nexport\n* from '^pg'; // */",
    "const text = `\n// ${await import('^pg')}`;",
    "const text = `\n// `; import('^pg');",
    "const text = `\n/* `;\nimport('^pg'); /* */",
    "/*\nimport { Pool } from '^pg';\n*/",
  ])('of %j counts as code', (text) => {
    expect(isInComment(text)).toBe(false);
  });
});

describe('imports of a text', () => {
  it('are those outside of examples in comments', () => {
    expect(specifiersIn([
      '/**', " * import { a } from 'shown';", ' */', "import b from './b.js';", "// export * from 'old';", "export * from './c.js';",
      "export { d } from 'shown-and-used';", "// import 'shown-and-used';",
    ].join('\n'))).toStrictEqual(['./b.js', './c.js', 'shown-and-used']);
  });
});

describe('a mention of a package', () => {
  const mentions = mentionsAnyOf(['pg', '@x/*']);

  it('counts in code, wherever else it stands', () => {
    expect(mentions("/**\n * import pg from 'pg';\n */\n")).toBe(false);
    expect(mentions("/**\n * import pg from 'pg';\n */\nimport pg from 'pg';")).toBe(true);
    expect(mentions("// import x from '@x/y';\nrequire('@x/z');")).toBe(true);
  });

  it('asks about each package that is there', () => {
    const asked: string[] = [];
    const isWanted = (specifier: string): boolean => {
      asked.push(specifier);
      return false;
    };
    expect(mentions("import pg from 'pg'; import y from '@x/y'; import again from 'pg';", isWanted)).toBe(false);
    expect(asked).toStrictEqual(['pg', '@x/y']);
  });
});

describe('a name of an export', () => {
  it.each([
    [['Pool', 'Client'], 'new pg.Pool()', true],
    [['Pool', 'Client'], 'type { QueryResult }', false],
    [['default'], 'anything', true],
    [['*'], 'anything', true],
    [['*Client'], 'new S3Client()', true],
    [['*Client'], 'new S3()', false],
    [['v1.*Client'], 'new S3Client()', true],
    [['Kafka().producer'], 'kafka.producer()', true],
    [['Kafka().producer'], 'kafka.consumer()', false],
    [['createPool()'], 'createPool()', true],
  ])('of %j in %j', (exports, text, is) => {
    expect(mayNameAnyOf(exports)(text)).toBe(is);
  });
});
