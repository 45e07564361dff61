import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../rules/index.js';
import plugin from '../src/index.js';
import { checkSuggestions } from './support/suggestion-check.js';
import { declarations } from './support/suggestions.js';
import { editMessages, readEditExamples, withEdits, type EditExample, type EditId, type ShownEdit } from './tools/edit-docs.js';
import { collectCodeBlocks, renderHeader, renderRow, splitSections, type CodeBlock, type DocumentedRule } from './tools/rule-docs.js';
import { readFiles } from './tools/source-files.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const pages = new Map(readFiles('docs/rules', '.md').map(({ path, text }) => [path.slice('docs/rules/'.length, -'.md'.length), text]));

const documented = Object.entries(rules as Readonly<Record<string, DocumentedRule>>).map(([name, rule]) => (
  { name, rule, page: pages.get(name) ?? '' }));

/** The rules that complain about a code block when this one alone is on. What is no rule's complaint comes with its text. */
async function lint(name: string, { code, language, file }: CodeBlock): Promise<string[]> {
  const parser: Linter.Config = language === 'ts' ? { languageOptions: { parser: typescriptParser as Linter.Parser } } : {};
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [{
      ...parser,
      files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
      plugins: { 'client-lifetime': plugin },
      // No manifest stands around a block, so that nothing says that it serves: as the preset `strict` runs it.
      rules: { [`client-lifetime/${name}`]: takesEverywhere(name) ? ['error', { everywhere: true }] : 'error' },
      settings: { 'client-lifetime': { project: false } },
    }],
  });
  const [result] = await eslint.lintText(code, { filePath: file ?? `service.${language}` });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

function takesEverywhere(name: string): boolean {
  const { schema } = (rules as Readonly<Record<string, DocumentedRule>>)[name]!.meta;
  return Array.isArray(schema) && schema.length > 0;
}

/** Edits that a rule has among its messages and whose cases it never reports, with the reason. */
const neverOffered: Readonly<Record<string, readonly EditId[]>> = {
  // A pool, or a shared process, is for what is closed on every path already, and what is never closed is not closed by whoever gets it
  // either.
  'no-client-per-request': ['sharedPool', 'sharedProcess', 'closeOnFailure', 'closeWhereLost'],
  // What it reports is released on some path.
  'require-client-close': ['sharedPool', 'sharedProcess', 'closeInCallback'],
  // What it reports is released on every path.
  'prefer-shared-client': [
    'awaitUsing', 'using', 'closeInFinally', 'closeWhenSettled', 'closeInCallback', 'closeOnFailure', 'closeWhereLost',
  ],
  // Nobody knows whether the function is ever called, so a client is only shared from its first use on.
  'no-unclosed-client': [
    'hoistToModule', 'globalMemo', 'classField', 'classFieldLazy', 'staticField', 'assignOnce', 'sharedPool', 'sharedProcess',
    'closeOnFailure', 'closeWhereLost',
  ],
  // No pool of the catalog lends what is disposed of without waiting.
  'require-connection-release': ['releaseUsing'],
};

const editExamples = readEditExamples();

/** The project around each example: what it depends on, and nothing else. */
const editProject = realpathSync(mkdtempSync(join(tmpdir(), 'client-lifetime-edits-')));
const dependencies = { express: '5.0.0', next: '16.0.0', mongodb: '7.0.0', mysql2: '3.18.0', puppeteer: '24.0.0' };
writeFileSync(join(editProject, 'package.json'), JSON.stringify({ type: 'module', engines: { node: '>=24' }, dependencies }));

afterAll(() => {
  rmSync(editProject, { recursive: true, force: true });
});

/** The text before and after the edit, which went through the check that all suggestions in the tests go through. */
function applyEdit({ rule, id, filename, code }: EditExample): ShownEdit {
  const reports = checkSuggestions({ code, filename: join(editProject, filename), declarations, rule, settings: { root: editProject } });
  const offered = reports.flatMap(({ suggestions }) => suggestions);
  const found = offered.find(({ messageId }) => messageId === id);
  if (!found) throw new Error(`${rule} does not offer ${id} for its example, but ${offered.map(({ messageId }) => messageId).join(', ')}.`);
  return { id, before: code, after: found.output };
}

describe('the docs', () => {
  it('have a page for each rule and no other', () => {
    expect([...pages.keys()]).toStrictEqual(Object.keys(rules).sort());
  });

  it('have the table of rules in the README', () => {
    const table = ['| rule | | preset | suggestions |', '|---|---|---|---|', ...documented.map(({ name, rule }) => renderRow(name, rule))];
    const readme = readFileSync(`${root}README.md`, 'utf8');
    expect(/<!-- rules -->\n([\s\S]*?)\n<!-- \/rules -->/.exec(readme)?.[1]).toBe(table.join('\n'));
  });

  it('link only to files that exist', () => {
    const outside = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
    const markdown = [...readFiles('docs', '.md'), ...outside.map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }))];
    const broken = markdown.flatMap(({ path, text }) => [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .filter(([, target = '']) => !existsSync(resolve(root, dirname(path), target)))
      .map(([, target]) => `${path} links to ${target}, which does not exist.`));
    expect(broken).toStrictEqual([]);
  });
});

describe('the form for false alarms', () => {
  it('lists all rules', () => {
    const form = readFileSync(`${root}.github/ISSUE_TEMPLATE/false-alarm.yml`, 'utf8');
    const options = /options:\n((?: +- .*\n)+)/.exec(form)?.[1] ?? '';
    expect([...options.matchAll(/- (.*)/g)].map(([, name]) => name)).toStrictEqual(Object.keys(rules).sort());
  });
});

describe.each(documented)('the page of $name', ({ name, rule, page }) => {
  const sections = splitSections(page);
  const incorrect = collectCodeBlocks(sections.get('Incorrect') ?? '');
  const correct = collectCodeBlocks(sections.get('Correct') ?? '');

  const order = Object.keys(editMessages);
  const examples = editExamples.filter((example) => example.rule === name).sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));

  it('begins with what the rule says of itself', () => {
    expect(page.slice(0, page.indexOf('\n## '))).toBe(renderHeader(name, rule));
  });

  it('has the sections that readers look for', () => {
    const edits = rule.meta.hasSuggestions === true ? ['Edits'] : [];
    const last = ['Options', 'What it cannot see', 'When not to use it'];
    expect([...sections.keys()]).toStrictEqual(['Why', 'Incorrect', 'Correct', ...edits, ...last]);
  });

  it('says so when there are no options', () => {
    if (Array.isArray(rule.meta.schema) && rule.meta.schema.length === 0) {
      expect(sections.get('Options')).toMatch(/no options/);
    } else {
      expect(sections.get('Options')).not.toMatch(/no options/);
    }
  });

  it('shows code', () => {
    expect(incorrect).not.toHaveLength(0);
    expect(correct.length).toBeGreaterThanOrEqual(incorrect.length);
  });

  it('has an example of each edit', () => {
    const ids = (Object.keys(editMessages) as EditId[]).filter((id) => rule.meta.messages[id] !== undefined);
    expect(examples.map(({ id }) => id)).toStrictEqual(ids.filter((id) => !neverOffered[name]?.includes(id)));
  });

  it('shows each edit as the rule makes it', async () => {
    const current = withEdits(page, examples.map(applyEdit));
    expect(current.includes('```diff')).toBe(rule.meta.hasSuggestions === true);
    await expect(current).toMatchFileSnapshot(`${root}docs/rules/${name}.md`);
  });

  it.each(incorrect)('reports what it calls incorrect: $code', async (block) => {
    expect(new Set(await lint(name, block))).toStrictEqual(new Set([`client-lifetime/${name}`]));
  });

  it.each(correct)('is silent about what it calls correct: $code', async (block) => {
    expect(await lint(name, block)).toStrictEqual([]);
  });
});
