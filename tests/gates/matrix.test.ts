import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import * as svelteParser from 'svelte-eslint-parser';
import { afterAll, describe, expect, inject, it } from 'vitest';
import * as vueParser from 'vue-eslint-parser';
import plugin from '../../src/index.js';

/* The same leak through each parser that users have, on the ESLint that this project of the tests is for. */

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-matrix-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const script = `import express from 'express';
import { Vision } from './vision.js';

const app = express();
app.post('/label', async (req, res) => {
  const client = new Vision();
  res.json(await client.labelDetection(req.body.uri));
});
`;
const leak = 'new Vision()';

/** What each of the six rules reports, and no other. */
const ofEveryRule: Readonly<Record<string, string>> = {
  'no-client-per-request': `app.post('/label', async (req, res) => {
  const client = new Vision();
  res.json(await client.labelDetection(req.body.uri));
});`,
  'require-client-close': `app.post('/partly', async (req, res) => {
  const client = new Vision();
  const labels = await client.labelDetection(req.body.uri);
  await client.close();
  res.json(labels);
});`,
  'prefer-shared-client': `app.post('/closed', async (req, res) => {
  const client = new Vision();
  try {
    res.json(await client.labelDetection(req.body.uri));
  } finally {
    await client.close();
  }
});`,
  'require-connection-release': `app.get('/orders', async (req, res) => {
  const connection = await pool.connect();
  res.json(await connection.query('select * from orders'));
});`,
  'no-shared-client-close': `app.post('/shared', async (req, res) => {
  const labels = await shared.labelDetection(req.body.uri);
  await shared.close();
  res.json(labels);
});`,
  'no-unclosed-client': `registry.add(async (uri) => {
  const client = new Vision();
  return client.labelDetection(uri);
});`,
};
const allRules = `import express from 'express';
import { Pool } from 'pg';
import { registry } from 'scanners';
import { Vision } from './vision.js';

const app = express();
const pool = new Pool();
const shared = new Vision();
${Object.values(ofEveryRule).join('\n')}
`;

for (const [name, text] of Object.entries({
  'package.json': '{ "type": "module", "dependencies": { "express": "5", "@google-cloud/vision": "4", "pg": "8" } }',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "noEmit": true }, "include": ["*.ts", "*.vue"] }',
  'vision.js': "export { ImageAnnotatorClient as Vision } from '@google-cloud/vision';\n",
  'route.ts': script,
})) writeFileSync(path.join(root, name), text);

interface Case {
  readonly name: string;
  readonly file: string;
  readonly code?: string;
  readonly languageOptions?: Linter.LanguageOptions;
}

const typescript = typescriptParser as Linter.Parser;
const vue = vueParser as unknown as Linter.Parser;
const svelte = svelteParser as unknown as Linter.Parser;
const inBlock = (tag: string): string => `<script${tag}>\n${script}</script>\n`;
const page = `${inBlock(' setup lang="ts"')}<template><p>x</p></template>\n`;
// The parser reads the types of a file from its program, and that knows only what is on the disk.
writeFileSync(path.join(root, 'Page.vue'), page);

function commonJs(text: string): string {
  return text.replace(/import (.*) from '(.*)';/g, "const $1 = require('$2');");
}

const scripts: readonly Case[] = [
  { name: 'espree', file: 'route.js' },
  { name: 'espree, CommonJS', file: 'route.cjs', code: commonJs(script), languageOptions: { sourceType: 'commonjs' } },
  { name: '@typescript-eslint/parser on JavaScript', file: 'route.js', languageOptions: { parser: typescript } },
  { name: '@typescript-eslint/parser', file: 'route.ts', languageOptions: { parser: typescript } },
  {
    name: '@typescript-eslint/parser with types', file: 'route.ts',
    languageOptions: { parser: typescript, parserOptions: { projectService: true, tsconfigRootDir: root } },
  },
];

const typed = { parser: typescript, extraFileExtensions: ['.vue', '.svelte'] };
const components: readonly Case[] = [
  { name: 'vue-eslint-parser', file: 'Page.vue', code: `${inBlock('')}<template><p>x</p></template>\n`, languageOptions: { parser: vue } },
  {
    name: 'vue-eslint-parser, script setup', file: 'Page.vue', code: page,
    languageOptions: { parser: vue, parserOptions: typed },
  },
  {
    name: 'vue-eslint-parser, both scripts', file: 'Page.vue',
    code: `${inBlock(' lang="ts"')}<script setup lang="ts">\nconst label = 'x';\n</script>\n<template><p>{{ label }}</p></template>\n`,
    languageOptions: { parser: vue, parserOptions: typed },
  },
  {
    name: 'vue-eslint-parser with types', file: 'Page.vue', code: page,
    languageOptions: { parser: vue, parserOptions: { ...typed, projectService: true, tsconfigRootDir: root } },
  },
  { name: 'svelte-eslint-parser', file: 'Page.svelte', code: `${inBlock('')}<p>x</p>\n`, languageOptions: { parser: svelte } },
  {
    name: 'svelte-eslint-parser, TypeScript', file: 'Page.svelte', code: `${inBlock(' lang="ts"')}<p>x</p>\n`,
    languageOptions: { parser: svelte, parserOptions: typed },
  },
  {
    name: 'svelte-eslint-parser, module script', file: 'Page.svelte', code: `${inBlock(' module lang="ts"')}<p>x</p>\n`,
    languageOptions: { parser: svelte, parserOptions: typed },
  },
];

async function lint({ file, code = script, languageOptions = {} }: Case): Promise<Linter.LintMessage[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      { ...plugin.configs.strict, files: ['**/*.{js,cjs,ts,vue,svelte}'], languageOptions },
      { settings: { 'client-lifetime': { autofix: true } } },
    ],
  });
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return result!.messages;
}

/** Rule, place and trace: what must not depend on how the text is parsed. */
function summary({ ruleId, message, line, column, endLine, endColumn }: Linter.LintMessage, code: string): object {
  const text = code.split('\n')[line - 1]!.slice(column - 1, endLine === line ? endColumn! - 1 : undefined);
  return { ruleId, text, trace: /every request \((.*?)\)/.exec(message)?.[1] ?? message };
}

const report = { ruleId: 'client-lifetime/no-client-per-request', text: leak, trace: 'POST /label' };

describe('on the ESLint of this project of the tests', () => {
  it('the version is that', () => {
    expect(ESLint.version).toMatch(inject('eslintVersion'));
  });

  it.each(scripts)('the leak is found, and edits are offered, with $name', async (entry) => {
    const messages = await lint(entry);
    expect(messages.map((message) => summary(message, entry.code ?? script))).toStrictEqual([report]);
    expect(messages[0]!.suggestions?.map(({ messageId }) => messageId)).toStrictEqual(['hoistToModule', 'lazyGetter']);
  });

  it.each(components)('the leak is found, and no edit is offered, with $name', async (entry) => {
    const messages = await lint(entry);
    expect(messages.map((message) => summary(message, entry.code!))).toStrictEqual([report]);
    expect(messages[0]!.suggestions ?? []).toStrictEqual([]);
    expect(messages[0]!.fix).toBeUndefined();
  });

  it.each([...scripts, ...components])('each of the rules reports, with $name', async (entry) => {
    // The parser that reads types off a program wants the text that is on the disk.
    const written = path.join(root, entry.file);
    const before = existsSync(written) ? readFileSync(written, 'utf8') : undefined;
    const code = (entry.code ?? script).replace(script, allRules).replace(commonJs(script), commonJs(allRules));
    expect(code).toContain('registry.add');
    try {
      if (before !== undefined) writeFileSync(written, code);
      const messages = await lint({ ...entry, code });
      expect(messages.map(({ ruleId }) => ruleId)).toStrictEqual(Object.keys(ofEveryRule).map((name) => `client-lifetime/${name}`));
      const blocks = messages.map(({ line }) => code.split('\n').slice(0, line).join('\n'));
      for (const [index, name] of Object.keys(ofEveryRule).entries()) {
        const [head = ''] = ofEveryRule[name]!.split('\n');
        expect(blocks[index]).toContain(head);
      }
    } finally {
      if (before !== undefined) writeFileSync(written, before);
    }
  });

  it.each([...scripts, ...components])('nothing is said of what is shared, with $name', async (entry) => {
    const shared = (entry.code ?? script)
      .replace('  const client = new Vision();\n', '')
      .replace('const app', 'const client = new Vision();\nconst app');
    expect(shared).not.toBe(entry.code ?? script);
    expect(await lint({ ...entry, code: shared })).toStrictEqual([]);
  });

  it('a component that is not linted itself is not looked into', async () => {
    writeFileSync(path.join(root, 'Caller.vue'), `<script>
import express from 'express';
import { label } from './label.js';
express().get('/label', async (req, res) => res.json(await label(req.query.uri)));
</script>
`);
    const label = (more: string): string => `import express from 'express';
import { Vision } from './vision.js';
export const label = (uri) => new Vision().labelDetection(uri);
${more}`;
    const route = "express().get('/own', async (req, res) => res.json(await label(req.query.uri)));\n";
    const rulesFor = async (code: string): Promise<unknown[]> => (
      (await lint({ name: '', file: 'label.js', code })).map(({ line, ruleId }) => [line, ruleId]));
    // How often it runs is unknown, which only the strict preset minds.
    expect(await rulesFor(label(''))).toStrictEqual([[3, 'client-lifetime/no-unclosed-client']]);
    expect(await rulesFor(label(route))).toStrictEqual([[3, report.ruleId]]);
  });
});
