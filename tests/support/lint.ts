import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterAll } from 'vitest';
import { rules } from '../../rules/index.js';
import plugin from '../../src/index.js';
import type { ClientLifetimeSettings } from '../../src/rule/settings.js';

/** What one rule says of one place. */
export interface Report {
  /** Without the name of the plugin. */
  readonly rule: string;
  readonly line: number;
  readonly messageId: string | undefined;
  readonly message: string;
  /** The source text of the reported node, so that a test sees which construction is meant. */
  readonly text: string;
}

export interface ProjectOptions {
  /** Files of the project beside the linted one, by path: `package.json`, `src/db.ts`. Objects are written as JSON. */
  readonly files?: Readonly<Record<string, string | object>>;
  readonly settings?: ClientLifetimeSettings;
  /** Without the name of the plugin; `*` for all of them. Default: the rule that this plugin exists for. */
  readonly rule?: string;
  /** Report what is certainly lost also where nothing says that the code serves requests, as the preset `strict` does. */
  readonly everywhere?: boolean;
}

/** A folder with the given files, in which texts are linted by ESLint with one rule of this plugin, straight from its sources. */
export interface LintProject {
  readonly root: string;
  /** What the rule reports when the text stands in the file. The file itself need not exist. Throws where the text does not parse. */
  lint(filename: string, code: string): Promise<Report[]>;
}

const TAKING_EVERYWHERE = new Set(['no-unclosed-client', 'require-client-close']);

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** One project, made for the test file that asks for it and removed after it. Keep it for many texts: it costs an ESLint. */
export function createProject(
  { files = {}, settings = {}, rule = 'no-client-per-request', everywhere = false }: ProjectOptions = {},
): LintProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'client-lifetime-')));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
        languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
        plugins: { 'client-lifetime': plugin },
        rules: Object.fromEntries((rule === '*' ? Object.keys(rules) : [rule]).map((name) => [
          `client-lifetime/${name}`, everywhere && TAKING_EVERYWHERE.has(name) ? ['error', { everywhere }] : 'error',
        ])),
        settings: { 'client-lifetime': { root, ...settings } },
      },
      { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: typescriptParser as Linter.Parser } },
    ],
  });
  return {
    root,
    async lint(filename, code) {
      const [result] = await eslint.lintText(code, { filePath: join(root, filename) });
      const messages = result?.messages ?? [];
      // A text that ESLint leaves out, or cannot parse, is silent for the wrong reason.
      const failure = messages.find(({ ruleId, fatal }) => fatal || ruleId === null);
      if (result === undefined || failure) throw new Error(`${filename} is not linted: ${failure?.message ?? 'no result'}\n${code}`);
      return messages.map((message) => ({
        rule: message.ruleId!.replace('client-lifetime/', ''),
        line: message.line, messageId: message.messageId, message: message.message, text: textAt(code, message),
      }));
    },
  };
}

function textAt(code: string, { line, column, endLine = line, endColumn = column }: Linter.LintMessage): string {
  const starts = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (atLine: number, atColumn: number): number => (starts[atLine - 1] ?? 0) + atColumn - 1;
  return code.slice(offset(line, column), offset(endLine, endColumn));
}
