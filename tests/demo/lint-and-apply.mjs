// Lints a service with the plugin and applies the suggestion that comes with the report, by ESLint's own means.
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';

/** One rule, in the form a project would write it into its eslint.config.js. */
function configFor(folder, plugin, rule) {
  return [
    { files: ['**/*.{ts,mts,cts}'], languageOptions: { parser: typescriptParser } },
    {
      files: ['**/*.{js,mjs,cjs,ts,mts,cts}'],
      plugins: { 'client-lifetime': plugin },
      // The service is a project of its own. Seen from the root of the checkout it is test code, which no rule reports on.
      settings: { 'client-lifetime': { root: folder } },
      rules: { [`client-lifetime/${rule}`]: 'error' },
    },
  ];
}

/** Lints all files of the folder, by default with the one rule of the demo; file paths in the results are relative to it. */
export async function lintService(folder, plugin, rule = 'no-client-per-request') {
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: configFor(folder, plugin, rule) });
  const results = await eslint.lintFiles(['.']);
  return results.map((result) => ({ ...result, filePath: relative(folder, result.filePath).replaceAll('\\', '/') }));
}

/** The report as `eslint` prints it. */
export async function formatReport(results) {
  const formatter = await new ESLint({ overrideConfigFile: true }).loadFormatter('stylish');
  return formatter.format(results);
}

/** Copies the service to `target` and applies there a suggestion of the only report, by default the first. Tells what was edited. */
export async function applySuggestion({ results, source, target, messageId }) {
  const reported = results.filter((result) => result.messages.length > 0);
  const [result] = reported;
  if (reported.length !== 1 || result.messages.length !== 1) {
    const found = reported.flatMap(({ messages }) => messages.map(({ message }) => message));
    throw new Error(`Expected exactly one report, found ${found.length}. ${found.join('\n')}`);
  }
  const suggestions = result.messages[0].suggestions ?? [];
  const suggestion = suggestions.find((candidate) => messageId === undefined || candidate.messageId === messageId);
  if (suggestion === undefined) {
    const offered = suggestions.map((candidate) => candidate.messageId).join(', ') || 'nothing';
    throw new Error(`${messageId ?? 'No suggestion'} is not offered, ${offered} is. ${result.messages[0].message}`);
  }

  await rm(target, { recursive: true, force: true });
  await cp(source, target, { recursive: true });
  const before = await readFile(join(source, result.filePath), 'utf8');
  const { range, text } = suggestion.fix;
  const after = before.slice(0, range[0]) + text + before.slice(range[1]);
  await writeFile(join(target, result.filePath), after);
  return { file: result.filePath, title: suggestion.desc, before, after };
}
