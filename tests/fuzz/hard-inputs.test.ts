import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FILE_SIZE } from '../../src/project/limits.js';
import { createProject } from '../support/lint.js';

/** Projects and texts that nobody writes, around one handler whose leak is found all the same. */

const leak = `import express from 'express';
import { Redis } from 'ioredis';
express().get('/', async (req, res) => {
  const redis = new Redis();
  res.json(await redis.get('a'));
});
`;

async function expectLeak(files: Readonly<Record<string, string>>, before = '', filename = 'src/service.js'): Promise<void> {
  const reports = await createProject({ rule: '*', files }).lint(filename, before + leak);
  expect(reports.map(({ rule }) => rule)).toStrictEqual(['no-client-per-request']);
}

describe('one leak', () => {
  it.each(Object.entries<[before: string, files?: Readonly<Record<string, string>>]>({
    'behind a byte order mark': ['\uFEFF'],
    'behind a hashbang': ['#!/usr/bin/env node\n'],
    'beside empty files': ['', { 'src/a.js': '', 'src/b.ts': '', 'package.json': '' }],
    'beside files that do not parse': ["import './a.js';", {
      'src/a.js': 'import {{{ ioredis', 'package.json': '{ "name": ', 'tsconfig.json': '{{',
    }],
    'with imports of what is not there': ["import a from './none.js';\nimport b from '#none';\nimport c from 'none/none';\n"],
    'with a file that imports itself': ["import './service.js';\nexport * from './service.js';\n"],
    'in a circle of files': ["export * from './a.js';\n", {
      'src/a.js': "export * from './b.js';", 'src/b.js': "export * from './service.js';",
    }],
    'beside classes that extend themselves': ['class A extends A {}\nclass B extends C {}\nclass C extends B {}\nnew C().x();\n'],
    'with getters that give themselves': ['const o = { get o() { return this.o; }, set o(v) { this.o = v; } };\no.o.o.o();\n'],
    'with eval': ["eval('redis = 1');\n"],
    'with a shadowed require': ["function f(require) { return require('ioredis').Redis(); }\nf(() => ({}));\n"],
    'with packages that lead to themselves': ["import '#a';\nimport 'self';\n", {
      'package.json': JSON.stringify({
        name: 'self', workspaces: ['.', '*', './src/../..'], main: '.', imports: { '#a': '#b', '#b': '#a' },
        exports: { '.': 'self', './*': './*' },
      }),
    }],
    'with a tsconfig that extends itself': ["import '@/a';\n", {
      'tsconfig.json': '{ "extends": "./tsconfig.json", "compilerOptions": { "paths": { "*": ["*"], "@/*": ["@/*"] }, "baseUrl": "." } }',
    }],
    'with a manifest of odd kinds': ["import 'x';\n", {
      'package.json': '{ "name": 1, "workspaces": { "packages": 3 }, "exports": [[["./a"]]], "imports": 1, "main": {} }',
    }],
  }))('%s', async (_, [before, files = {}]) => {
    await expectLeak(files, before);
  });

  it('with carriage returns', async () => {
    const reports = await createProject({ rule: '*' }).lint('src/service.js', leak.replaceAll('\n', '\r\n'));
    expect(reports.map(({ rule, line }) => `${line} ${rule}`)).toStrictEqual(['4 no-client-per-request']);
  });

  it('whose names are written with escapes', async () => {
    const escaped = leak.replaceAll('Redis', 'R\\u0065dis').replaceAll('redis.', 'r\\u{65}dis.');
    const reports = await createProject({ rule: '*' }).lint('src/service.js', escaped);
    expect(reports.map(({ line }) => line)).toStrictEqual([4]);
  });

  it('with decorators everywhere', async () => {
    const decorated = '@d @d() @d.d(@d class {}) class A { @d a = 1; @d() static b; @d get c() { return 1; } @d() m(@d p) {} }\n';
    await expectLeak({}, decorated, 'src/service.ts');
  });

  it('beside a bundle of five megabytes in one line', async () => {
    const bundle = `export const wrap=(c)=>c;${'const a=function(b){return b(require("ioredis"))};'.repeat(100_000)}`;
    expect(bundle.length).toBeGreaterThan(3 * MAX_FILE_SIZE);
    await expectLeak({ 'src/bundle.js': bundle }, "import { wrap } from './bundle.js';\nwrap();\n");
  });

  it('beside links that lead nowhere, up, and to themselves, and a folder called like a file', async () => {
    const project = createProject({ rule: '*', files: { 'src/a.js': '' } });
    symlinkSync('nowhere.js', join(project.root, 'src/broken.js'));
    symlinkSync('itself.js', join(project.root, 'src/itself.js'));
    symlinkSync('..', join(project.root, 'src/up'), 'junction');
    mkdirSync(join(project.root, 'src/folder.js'));
    mkdirSync(join(project.root, 'package.json'));
    const imports = ['broken', 'itself', 'up/src/service', 'folder'].map((name) => `import './${name}.js';\n`).join('');
    expect((await project.lint('src/service.js', imports + leak)).map(({ line }) => line)).toStrictEqual([8]);
  });

  it('while files of the project go away', async () => {
    const project = createProject({ rule: '*', files: { 'src/a.js': 'export const a = (c) => c;' } });
    const text = `import { a } from './a.js';\n${leak}`;
    expect(await project.lint('src/service.js', text)).toHaveLength(1);
    rmSync(join(project.root, 'src'), { recursive: true });
    expect(await project.lint('src/service.js', text)).toHaveLength(1);
    writeFileSync(join(project.root, 'src'), 'a file where a folder was');
    expect(await project.lint('src/service.js', text)).toHaveLength(1);
  });
});

describe('scripts', () => {
  it('with HTML comments and `with`', async () => {
    const text = "<!-- begin\nvar Redis = require('ioredis');\nwith (Redis) { var redis = new Redis(); get('a'); }\n--> end\n";
    await expect(createProject({ rule: '*' }).lint('src/script.cjs', text)).resolves.toStrictEqual([]);
  });
});

/** Texts that almost are programs: tokens of the leak left out, doubled, exchanged and replaced. */
describe('mutated programs', () => {
  const tokens = leak.match(/[\w$]+|'[^']*'|\s+|./g) ?? [];
  const others = [
    'await', 'yield*', 'class', 'extends', '=>', '...', '?.', '(', ')', '{', '}', '[', ']', 'new', 'Redis', 'redis', 'this',
    'super', 'static', 'async', 'function*', 'return', 'try {', '} finally {', '} catch {', 'for (;;)', 'export', 'import(',
    'exports', '=', '||=', ',', ';', '`', '${', '#x', '@x',
  ];
  const mutation = fc.tuple(
    fc.nat(tokens.length - 1), fc.constantFrom('drop', 'double', 'swap', 'insert', 'replace'), fc.constantFrom(...others),
  );
  const numRuns = process.env.CLIENT_LIFETIME_NIGHTLY ? 50_000 : 1_000;

  it('never make a rule throw', async () => {
    const project = createProject({ rule: '*' });
    let parsed = 0;
    await fc.assert(fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.boolean(), async (mutations, isTypeScript) => {
      const text = [...tokens];
      for (const [at, kind, other] of mutations) {
        if (kind === 'drop') text[at] = ' ';
        else if (kind === 'double') text[at] += ` ${text[at]}`;
        else if (kind === 'swap') [text[at], text[at - 1]] = [text[at - 1] ?? '', text[at]!];
        else text[at] = kind === 'insert' ? `${text[at]} ${other} ` : ` ${other} `;
      }
      await project.lint(`src/service.${isTypeScript ? 'ts' : 'js'}`, text.join('')).then(() => parsed++, (error: Error) => {
        if (!error.message.includes('Parsing error')) throw error;
      });
    }), { numRuns });
    expect(parsed).toBeGreaterThan(numRuns / 20);
  }, 1_800_000);
});
