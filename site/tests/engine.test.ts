import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { analyse, examples, fromHash, repository, stateOf, toHash } from './built.js';

/*
 * The engine of the playground, as it was bundled for browsers, beside ESLint with the plugin from its sources: on every example of the
 * docs, on every project of several files that tests have, and on the playground's own examples.
 */

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

type Files = Readonly<Record<string, string>>;

/** What ESLint says of each source file, in the shape of the playground's answers. */
async function askESLint(root: string, files: readonly string[], settings: object, preset: 'recommended' | 'strict') {
  const eslint = new ESLint({
    cwd: root, overrideConfigFile: true, ignore: false,
    overrideConfig: [
      { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
      { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: parser as Linter.Parser } },
      plugin.configs[preset],
      { settings: { 'client-lifetime': { root, ...settings } } },
    ],
  });
  const answers: Record<string, unknown> = {};
  for (const file of files) {
    const [result] = await eslint.lintText(readFileSync(join(root, file), 'utf8'), { filePath: join(root, file) });
    answers[file] = result?.messages.map(({ ruleId, message, line, column, suggestions = [] }) => ({
      rule: ruleId?.replace('client-lifetime/', ''), message, line, column,
      edits: suggestions.map(({ desc, fix }) => ({ title: desc, range: fix.range, text: fix.text })),
    }));
  }
  return answers;
}

async function askPlayground(files: Files, linted: readonly string[], settings: object, preset: 'recommended' | 'strict') {
  const answer = await analyse({ files, settings, preset });
  expect(answer.error).toBeUndefined();
  return Object.fromEntries(linted.map((file) => [file, answer.files[file]?.reports.map(({ rule, message, line, column, edits }) => (
    { rule, message, line, column, edits }))]));
}

function readProject(root: string): Files {
  return Object.fromEntries(readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const file = join(entry.parentPath, entry.name);
    return [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')];
  }));
}

function writeProject(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'client-lifetime-site-')));
  folders.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

/** Code blocks of JavaScript and TypeScript on the pages of the rules. */
function docsExamples(): { readonly title: string; readonly files: Files }[] {
  const folder = join(repository, 'docs/rules');
  return readdirSync(folder).flatMap((page) => [...readFileSync(join(folder, page), 'utf8').matchAll(/^```(js|ts|tsx|jsx)\n(.*?)^```/gms)]
    .map(([, language = 'js', code = ''], index) => ({
      title: `${page} ${index + 1}`,
      files: { 'package.json': '{"dependencies":{"express":"^5.0.0"}}', [`src/service.${language}`]: code },
    })));
}

describe('the playground says what ESLint says', () => {
  it.each(docsExamples())('of the example $title', async ({ files }) => {
    const sources = Object.keys(files).filter((file) => SOURCE.test(file));
    const root = writeProject(files);
    expect(await askPlayground(files, sources, {}, 'strict')).toStrictEqual(await askESLint(root, sources, {}, 'strict'));
  });

  it.each(readdirSync(join(repository, 'tests/project/fixtures')))('of the project %s', async (name) => {
    const root = join(repository, 'tests/project/fixtures', name);
    const files = readProject(root);
    const sources = Object.keys(files).filter((file) => SOURCE.test(file) && !file.includes('node_modules/'));
    expect(await askPlayground(files, sources, {}, 'recommended')).toStrictEqual(await askESLint(root, sources, {}, 'recommended'));
  });

  it.each(examples)('of its own example: $name', async (example) => {
    const { files, settings = {}, preset = 'recommended' } = example;
    const sources = Object.keys(files).filter((file) => SOURCE.test(file)).sort();
    const said = await askPlayground(files, sources, settings, preset);
    expect(said).toStrictEqual(await askESLint(writeProject(files), sources, settings, preset));
    expect(Object.values(said).flatMap((reports) => (reports ?? []).map(({ rule }) => rule))).toStrictEqual(example.expects);
  });
});

describe('the state in the address', () => {
  it.each(examples)('holds $name', (example) => {
    const { files, preset, settingsText, open } = stateOf(example);
    expect(fromHash(`#${toHash(stateOf(example))}`)).toStrictEqual({ files, preset, settingsText, open });
  });

  it('is nothing where it cannot be read', () => {
    for (const hash of ['', '#', '#v1.', '#v1.!!', '#v1.AAAA', '#v2.x', `#${toHash({ ...stateOf(examples[0]!), open: 'elsewhere.js' })}`]) {
      expect(fromHash(hash)).toBeUndefined();
    }
  });
});

describe('bad settings', () => {
  it('are told with the key and the mend', async () => {
    const { error } = await analyse({ files: { 'a.js': 'import "pg";' }, preset: 'recommended', settings: { familes: {} } });
    expect(error).toMatch(/familes.*families/s);
  });
});
