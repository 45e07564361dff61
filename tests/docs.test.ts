import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/index.js';
import plugin from '../src/index.js';
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
      rules: { [`client-lifetime/${name}`]: 'error' },
      settings: { 'client-lifetime': { project: false } },
    }],
  });
  const [result] = await eslint.lintText(code, { filePath: file ?? `service.${language}` });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
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

describe.each(documented)('the page of $name', ({ name, rule, page }) => {
  const sections = splitSections(page);
  const incorrect = collectCodeBlocks(sections.get('Incorrect') ?? '');
  const correct = collectCodeBlocks(sections.get('Correct') ?? '');

  it('begins with what the rule says of itself', () => {
    expect(page.slice(0, page.indexOf('\n## '))).toBe(renderHeader(name, rule));
  });

  it('has the sections that readers look for', () => {
    const wanted = ['Why', 'Incorrect', 'Correct', 'Options', 'What it cannot see', 'When not to use it'];
    expect([...sections.keys()].filter((heading) => wanted.includes(heading))).toStrictEqual(wanted);
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

  it.each(incorrect)('reports what it calls incorrect: $code', async (block) => {
    expect(new Set(await lint(name, block))).toStrictEqual(new Set([`client-lifetime/${name}`]));
  });

  it.each(correct)('is silent about what it calls correct: $code', async (block) => {
    expect(await lint(name, block)).toStrictEqual([]);
  });
});
