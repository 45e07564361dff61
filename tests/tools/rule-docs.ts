import type { RuleDocs } from '../../src/rule/create-rule.js';

/** What the docs say about a rule, as its `meta` gives it. */
export interface DocumentedRule {
  readonly meta: {
    readonly docs?: RuleDocs & { readonly url?: string };
    readonly hasSuggestions?: boolean;
    readonly fixable?: 'code' | 'whitespace';
    readonly schema: unknown;
    readonly messages: Readonly<Record<string, string>>;
  };
}

/** The lines that a rule's page begins with. */
export function renderHeader(name: string, { meta }: DocumentedRule): string {
  const { description = '', recommended = false } = meta.docs ?? {};
  const presets = recommended === false ? 'only `strict` (error)' : `\`recommended\` (${recommended}), \`strict\` (error)`;
  const edits = [
    ...meta.hasSuggestions === true ? ['suggestions in the editor'] : [],
    ...meta.fixable === undefined ? [] : ['`eslint --fix`, with the setting `autofix`'],
  ];
  return [
    `# ${name}`,
    '',
    `${description.charAt(0).toUpperCase()}${description.slice(1)}.`,
    '',
    `- Presets: ${presets}`,
    `- Edits: ${edits.length === 0 ? 'none' : edits.join('; ')}`,
    '',
  ].join('\n');
}

/** The row of a rule in the table of the README. */
export function renderRow(name: string, { meta }: DocumentedRule): string {
  const { description = '', recommended = false } = meta.docs ?? {};
  const preset = recommended === false ? '`strict`' : `\`recommended\`: ${recommended}`;
  return `| [${name}](docs/rules/${name}.md) | ${description} | ${preset} | ${meta.hasSuggestions === true ? 'yes' : ''} |`;
}

/** A code block of a page: its language, the file name that its first line may give (`// app/api/route.ts`), and its text. */
export interface CodeBlock {
  readonly language: string;
  readonly file: string | undefined;
  readonly code: string;
}

/** The text below each heading of the second level, by heading. */
export function splitSections(page: string): Map<string, string> {
  const sections = new Map<string, string>();
  for (const part of page.split(/^## /m).slice(1)) {
    const end = part.indexOf('\n');
    sections.set(part.slice(0, end).trim(), part.slice(end + 1));
  }
  return sections;
}

/** The code blocks in a piece of Markdown. */
export function collectCodeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    file: /^\/\/ ([\w./[\]-]+\.\w+)\n/.exec(code)?.[1],
    code,
  }));
}
