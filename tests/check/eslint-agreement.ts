import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterAll } from 'vitest';
import { checkProject } from '../../src/check/check-project.js';
import type { CheckReport, CheckResult, Replacement } from '../../src/check/check-report.js';
import { rulesOfPreset } from '../../src/check/chosen-rules.js';
import { filesOnDisk } from '../../src/check/project-files.js';
import { mergeEdits } from '../../src/check/rules/edits.js';
import plugin from '../../src/index.js';
import { repository } from '../support/sample-service.js';

/* The same folder, looked at by `check` and by ESLint, each report as a line of text that has all that is said of it. */

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export interface Compared {
  readonly check: readonly string[];
  readonly eslint: readonly string[];
  readonly result: CheckResult;
  /** Files that ESLint cannot parse with these parsers. */
  readonly unparsable: readonly string[];
}

/** A folder of this repository, or files, in a project of its own. */
export function copyProject(content: string | Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-agreement-')));
  folders.push(root);
  if (typeof content === 'string') {
    cpSync(path.join(repository, content), root, { recursive: true, filter: (from) => !from.includes('node_modules') });
    return root;
  }
  for (const [name, text] of Object.entries(content)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

export async function compareOn(root: string, more: object = {}): Promise<Compared> {
  // Fixtures lie in folders that are called like those of tests.
  const settings = { 'client-lifetime': { root, testFiles: [], autofix: true, ...more } };
  const files = filesOnDisk(root);
  const configuration = { rules: rulesOfPreset('strict'), settings, unusedDirectives: 'warning' } as const;
  const result = await checkProject({ files, checked: files.list(), cwd: root, configurationOf: () => configuration });
  const failed = new Set(result.failures.map(({ file }) => file));
  const { lines, unparsable } = await eslintLines(root, settings, files.list());
  const textOf = (file: string): string => files.text(path.join(root, file))!;
  const check = [
    ...result.reports.map((report) => lineOf(report, textOf(report.file))),
    ...result.suppressed.map((report) => `suppressed ${lineOf(report, textOf(report.file))}`),
    ...result.unusedDirectives.map(({ file, line, column, severity, message }) => `${file}:${line}:${column} ${severity} ${message}`),
  ];
  const isShared = (line: string): boolean => (
    ![...unparsable, ...failed].some((file) => line.replace('suppressed ', '').startsWith(`${file}:`)));
  return { check: check.filter(isShared).sort(), eslint: lines.filter(isShared).sort(), result, unparsable };
}

function lineOf(report: CheckReport, text: string): string {
  const merged = (replacements: readonly Replacement[]): string => {
    const edit = mergeEdits(replacements.map(({ start, end, text: inserted }) => ({ range: [start, end], text: inserted })), text);
    return JSON.stringify(edit);
  };
  const { file, line, column, endLine, endColumn, severity, rule, messageId, message, fix, suggestions } = report;
  return [
    `${file}:${line}:${column}-${endLine}:${endColumn} ${severity} ${rule} ${messageId} ${message}`,
    ...(fix ? [`fix ${merged(fix)}`] : []),
    // An edit of ESLint changes the file of its report.
    ...suggestions.filter(({ replacements }) => replacements[0]!.file === file)
      .map(({ id, title, replacements }) => `${id} ${title} ${merged(replacements)}`),
  ].join('\n  ');
}

async function eslintLines(
  root: string, settings: object, checked: readonly string[],
): Promise<{ readonly lines: string[]; readonly unparsable: string[] }> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        ...plugin.configs.strict,
        files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
        languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
        settings: settings as Linter.Config['settings'] & object,
        linterOptions: { reportUnusedDisableDirectives: 'warn' },
      },
      { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: typescriptParser as Linter.Parser } },
    ],
    ignore: false,
  });
  const lines: string[] = [];
  const unparsable: string[] = [];
  for (const { filePath, messages, suppressedMessages } of checked.length === 0 ? [] : await eslint.lintFiles([...checked])) {
    const file = path.relative(root, filePath).split(path.sep).join('/');
    if (messages.some(({ fatal }) => fatal)) unparsable.push(file);
    for (const message of [...messages, ...suppressedMessages]) {
      const start = `${file}:${message.line}:${message.column}`;
      const severity = message.severity === 2 ? 'error' : 'warning';
      // Directives of rules of others are none of check's.
      if (message.ruleId === null) {
        if (message.message.includes("from 'client-lifetime/")) lines.push(`${start} ${severity} ${message.message}`);
        continue;
      }
      lines.push([
        `${'suppressions' in message ? 'suppressed ' : ''}${start}-${message.endLine}:${message.endColumn} ${severity} ${message.ruleId} `
        + `${message.messageId} ${message.message}`,
        ...(message.fix ? [`fix ${JSON.stringify(message.fix)}`] : []),
        ...(message.suggestions ?? []).map(({ messageId, desc, fix }) => `${messageId} ${desc} ${JSON.stringify(fix)}`),
      ].join('\n  '));
    }
  }
  return { lines, unparsable };
}
