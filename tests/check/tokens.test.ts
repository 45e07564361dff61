import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { describe, expect, it, vi } from 'vitest';
import { spansOf } from '../../src/check/rules/tokens.js';
import { repository } from '../support/sample-service.js';

vi.setConfig({ testTimeout: 60_000 });

/** Of the tokens that another parser gives, what edits read. */
function tokensOf(file: string, text: string): string[] {
  // As ESLint does it before it calls a parser.
  const { ast } = typescriptParser.parseForESLint(text.replace(/^#!/, '//'), {
    range: true, tokens: true, comment: true, ecmaFeatures: { jsx: /x$/.test(file) },
  });
  return [...ast.tokens!, ...ast.comments!].sort((a, b) => a.range[0] - b.range[0])
    .map(({ type, value, range }) => `${text.startsWith('#!') && range[0] === 0 ? 'Shebang' : kindOf(type)} ${range.join('-')} ${value}`);
}

function ownTokensOf(file: string, text: string): string[] {
  const { tokens, comments } = spansOf(file, text)!;
  return [...tokens, ...comments].sort((a, b) => a.range[0] - b.range[0])
    // The other parser has the name alone.
    .map(({ type, value, range }) => `${kindOf(type)} ${range.join('-')} ${type === 'PrivateIdentifier' ? value.slice(1) : value}`);
}

/** Words differ by parser: whether `type` and `of` are keywords, and names in `<a:b>` those of JSX, says nothing. */
function kindOf(type: string): string {
  return ['Keyword', 'Identifier', 'Boolean', 'Null', 'PrivateIdentifier', 'JSXIdentifier'].includes(type) ? 'Word' : type;
}

const forms: Readonly<Record<string, string>> = {
  'generics.ts': 'const m: Map<string, Map<string, Array<Set<number>>>> = new Map<string, Map<string, Array<Set<number>>>>();\n'
    + 'let a: Array<Array<number>>= [], b = 1 >> 2 >>> 3, c: Promise<Array<1>>; b >>= 1; type F = <T,>(x: T) => x is T; '
    + 'f<<T>(x: T) => T>(y);',
  'templates.ts': 'const t = `a${`b${c}d`}e${{ f: `}` }.f}`; type K = `x-${string}`; tag`${1}${2}`;',
  'regexes.ts': 'const r = /[/}"\'`]\\//gu.test(x) ? a / b / c : /=/;',
  'numbers.ts': 'const n = a?.5:1, o = a?.b?.[0]?.(), p = 1_000n, q = .5, s = 0xff, u = 1..toString();',
  'classes.ts': 'class A { #x = 1; static #y?: number; @dec() m<T>(this: A): asserts this is B { return #x in this; } '
    + 'get #z() { return this.#x; } }',
  'words.ts': 'const \\u0061b = ünïcode, $ = _, { type, of, as, async } = x; label: for await (const { a = 1 } of y) continue label;',
  'elements.tsx': 'const e = <A.B c-d="e\n f" {...g} h={<></>}>text {"s"} {/* c */} &amp; <b:c /> {a < b}</A.B>;',
  'hashbang.ts': '#!/usr/bin/env node\n// one\n/* two */ a /* three */; // four',
  'operators.ts': 'a ??= b; a &&= b ||= c; a **= b ** c; x = { ...y }; a?.b; a! + b; !a!; c <= d >= e !== f; i++ + ++j; d--; e ^= ~f % g;',
};

describe('the tokens of a text', () => {
  it.each(Object.entries(forms))('are those of another parser: %s', (file, text) => {
    expect(ownTokensOf(file, text)).toStrictEqual(tokensOf(file, text));
  });

  it('are those of another parser in sources of this repository', () => {
    const files = ['src/suggest', 'src/resolve', 'rules', 'tests/suggest'].flatMap((folder) => (
      readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules') && !name.endsWith('.d.ts'))
        .map((name) => path.join(repository, folder, name))));
    expect(files.length).toBeGreaterThan(80);
    for (const file of files) {
      const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
      // As one text each: comparing lists of thousands takes longer than making them.
      expect(ownTokensOf(file, text).join('\n'), file).toBe(tokensOf(file, text).join('\n'));
    }
  });
});
