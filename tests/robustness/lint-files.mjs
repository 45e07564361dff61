import { readFileSync } from 'node:fs';
import path from 'node:path';
import typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

/**
 * Lints files of one project with all rules of the plugin, one after the other: what is reported, what it costs in milliseconds of CPU
 * time, and the error if there is one. Files that no parser accepts have `isParsed: false`.
 */
export function* lintFiles(plugin, root, files) {
  const linter = new Linter({ cwd: root });
  const shared = {
    files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
    plugins: { 'client-lifetime': plugin },
    rules: Object.fromEntries(Object.keys(plugin.rules).map((name) => [`client-lifetime/${name}`, 'error'])),
    settings: { 'client-lifetime': { root } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  };
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const before = process.cpuUsage();
    const result = { file: file.split(path.sep).join('/'), isParsed: false, reports: [] };
    try {
      for (const languageOptions of languagesOf(file, text)) {
        const messages = linter.verify(text, [{ ...shared, languageOptions }], {
          filename: path.join(root, file), allowInlineConfig: false,
        });
        result.isParsed = !messages.some(({ fatal }) => fatal);
        if (!result.isParsed) continue;
        const silent = messages.find(({ ruleId }) => ruleId === null);
        if (silent) throw new Error(`Not linted: ${silent.message}`);
        result.reports = messages.map(({ line, ruleId, message, suggestions = [] }) => ({
          line, rule: ruleId.replace('client-lifetime/', ''), message, suggestions: suggestions.map(({ desc }) => desc),
        }));
        break;
      }
    } catch (error) {
      result.error = String(error.stack ?? error);
    }
    const { user, system } = process.cpuUsage(before);
    yield { ...result, cpu: (user + system) / 1000 };
  }
}

/** What to parse a file as: first what its name says, then what published files turn out to be as well. */
function languagesOf(file, text) {
  const typescript = { parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx: /x$/.test(file) } } };
  if (/\.[cm]?tsx?$/.test(file)) return [typescript];
  const isModule = /\.mjs$/.test(file) || (!/\.cjs$/.test(file) && /^\s*(?:import|export)\b/m.test(text));
  const parserOptions = { ecmaFeatures: { jsx: true } };
  return [{ sourceType: isModule ? 'module' : 'commonjs', parserOptions }, { ...typescript, sourceType: 'script' }];
}
