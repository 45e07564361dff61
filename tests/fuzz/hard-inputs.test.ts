import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FILE_SIZE } from '../../src/limits/limits.js';
import { createProject } from '../support/lint.js';
import { reportedTwice } from '../support/marked-cases.js';

/** Projects and texts that nobody writes, around one handler whose leak is found all the same. */

const leak = `import express from 'express';
import { Redis } from 'ioredis';
express().get('/', async (req, res) => {
  const redis = new Redis();
  res.json(await redis.get('a'));
});
`;

async function expectLeak(files: Readonly<Record<string, string | object>>, before = '', filename = 'src/service.js'): Promise<void> {
  const reports = await createProject({ rule: '*', files }).lint(filename, before + leak);
  expect(reports.map(({ rule }) => rule)).toStrictEqual(['no-client-per-request']);
}

describe('one leak', () => {
  it.each(Object.entries<[before: string, files?: Readonly<Record<string, string | object>>]>({
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
    'with packages that lead to one another': ["import { wrap } from '@own/a';\nimport '@own/b/deep';\nimport '#a';\nwrap();\n", {
      'package.json': { workspaces: ['packages/*'], imports: { '#a': '@own/a' } },
      'packages/a/package.json': {
        name: '@own/a', imports: { '#b': '@own/b' },
        exports: { '.': [{ import: { import: '../b/index.js' } }, './index.js'], './*': './../a/*' },
      },
      'packages/a/index.js': "export * from '@own/b';\nexport * from '#b';\nexport { wrap } from '@own/b';\n",
      'packages/b/package.json': { name: '@own/b', main: '@own/a', exports: { '.': './index.js', './deep': './deep', './*': './*' } },
      'packages/b/index.js': "export * from '@own/a';\nexport { wrap } from '@own/a';\nexport * as b from '@own/b';\n",
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
    // An editor has a text for such a file all the same.
    for (const name of ['broken', 'itself', 'up/src/a']) {
      expect((await project.lint(`src/${name}.js`, imports + leak)).map(({ line }) => line), name).toStrictEqual([8]);
    }
  });

  it('in a bundle of five megabytes in one line', async () => {
    const modules = Array.from({ length: 5_000 }, (_, index) => `${index}:function(e,t,n){"use strict";var r=n(${index % 977}),`
      + `o=n(1);t.a=function(e){return r.b(e)?o.c.d(e.f,{g:"${'h'.repeat(900)}",i:[1,2,3]}):new r.j(e)};`
      + 't.k=class extends r.l{m(){return super.m(this.n)}}}');
    const run = '(function(e){for(var t in e)e[t]({},{},function(n){return e[n]})})';
    const bundle = `${leak.replaceAll('\n', ' ')}${run}({${modules.join(',')}});`;
    expect(bundle.length).toBeGreaterThan(5_000_000);
    const before = process.cpuUsage().user;
    // Who repairs it repairs what it is made of.
    expect(await createProject({ rule: '*' }).lint('src/bundle.js', bundle)).toStrictEqual([]);
    // Parsing it is most of that.
    expect(process.cpuUsage().user - before, 'microseconds').toBeLessThan(30_000_000);
  }, 120_000);

  it.skipIf(process.platform === 'win32')('beside files and folders that may not be read', () => {
    const { root } = createProject({ files: {
      'package.json': { workspaces: ['packages/*', 'closed/*'] },
      'src/service.js': `import './closed.js';\nimport './closed/a.js';\nimport '@own/closed';\n${leak}`,
      'src/closed.js': "export * from 'ioredis';",
      'src/closed/a.js': "export * from 'ioredis';",
      'packages/closed/package.json': { name: '@own/closed' },
      'packages/closed/index.js': "export * from 'ioredis';",
      'closed/a/package.json': { name: '@own/other' },
      'tsconfig.json': { compilerOptions: { paths: { '@own/*': ['./closed/*'] } } },
    } });
    chmodSync(root, 0o755);
    const closed = ['src/closed.js', 'src/closed', 'packages/closed/package.json', 'packages/closed/index.js', 'closed', 'tsconfig.json'];
    for (const name of closed) chmodSync(join(root, name), 0);
    const script = fileURLToPath(new URL('lint-as-nobody.mjs', import.meta.url));
    const { stdout, stderr } = spawnSync(process.execPath, [script, root, join(root, 'src/service.js')], { encoding: 'utf8' });
    for (const name of closed) chmodSync(join(root, name), 0o755);
    expect(stderr).toBe('');
    expect(readdirSync(join(root, 'src/closed'))).toStrictEqual(['a.js']);
    expect((JSON.parse(stdout) as { line: number; ruleId: string }[]).map(({ line, ruleId }) => `${line} ${ruleId}`))
      .toStrictEqual(['7 client-lifetime/no-client-per-request']);
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

/** Forms of all kinds in one another, with a client in the middle: parsers accept them, and what becomes of it is anybody's guess. */
describe('generated programs', () => {
  const expressions = [
    '[#]', '[...[#]]', '({ a: # })', '({ ...{ a: # } })', '({ get a() { return #; } }).a', 'f(#)', 'new F(#)', '(() => #)()',
    'await (async () => #)()', '(function* () { yield #; })().next().value', 'req.a ? # : null', 'null ?? #', 'req.a || #', '(0, #)',
    '`${#}`', '(#).a', '(#)?.b?.()', 'new (class { static a = #; })()', '(class extends Map { #p = #; a = super.get(#); }).a',
    'Promise.resolve(#).then((c) => c)', 'globalThis.x = #', 'globalThis.x ??= #', 'Object.values({ a: # })', '(([c] = [#]) => c)()',
    '(({ c = # }) => c)({})', 'typeof #', 'void #', '(# , #)', 'eval("1") || #', 'require(#)', 'import(#)', 'f`${#}`',
    '(async function* () { yield* #; })()',
  ];
  const blocks = [
    '#', '{ # }', 'if (req.a) { # } else { # }', 'try { # } finally { res.end(); }', 'try { f(); } catch (e) { # }',
    'for (const a of req.b) { # }', 'for (;;) { # break; }', 'do { # } while (req.a);', 'switch (req.a) { case 1: # default: # }',
    'a: { # break a; }', '(() => { # })();', 'setTimeout(() => { # }, 1);', "res.on('finish', () => { # });",
    'class L { static { # } m() { # } }', 'function g() { # } g();', 'with_(() => { # });',
  ];
  const ends = [
    '', 'await c.quit();', 'c.disconnect();', 'return c;', 'throw c;', 'res.locals.c = c;', 'kept = c;', 'c = null;', 'list.push(c);',
    'f(c);',
  ];
  const fill = (forms: readonly string[], inner: string): string => (
    // Each hole has the same thing in it, so that a client of several constructions is one of them; deep doubling is cut off.
    forms.reduce((text, form) => (text.length > 4000 ? text : form.replace(/#(?![a-z])/g, () => text)), inner));
  const numRuns = process.env.CLIENT_LIFETIME_NIGHTLY ? 20_000 : 500;

  it('never make a rule throw, or report one place twice', async () => {
    const project = createProject({ rule: '*' });
    let parsed = 0;
    let reported = 0;
    await fc.assert(fc.asyncProperty(
      fc.array(fc.constantFrom(...expressions), { maxLength: 6 }), fc.array(fc.constantFrom(...blocks), { maxLength: 5 }),
      fc.array(fc.constantFrom(...ends), { maxLength: 3 }), fc.boolean(),
      async (inner, outer, end, isTypeScript) => {
        const body = fill(outer, `{ let c = ${fill(inner, 'new Redis()')}; ${end.join(' ')} }`);
        const text = leak.replace('  const redis = new Redis();', `  ${body}`)
          .replace("  res.json(await redis.get('a'));", '  let kept, list = [];');
        let count = 0;
        const numbered = text.replaceAll('new Redis()', () => `new Redis(${count++})`);
        const reports = await project.lint(`src/service.${isTypeScript ? 'ts' : 'js'}`, numbered).catch((error: Error) => {
          if (!error.message.includes('Parsing error')) throw error;
          return undefined;
        });
        if (!reports) return;
        parsed++;
        reported += reports.length;
        expect(reportedTwice(reports)).toStrictEqual([]);
      },
    ), { numRuns });
    expect(parsed).toBeGreaterThan(numRuns / 4);
    expect(reported).toBeGreaterThan(0);
  }, 1_800_000);
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
