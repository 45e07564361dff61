import path from 'node:path';
import typescriptParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import plugin from '../../dist/src/index.js';

/*
 * One measurement in a process of its own: `node measure.mjs <mode> <folder> <file…>`. Prints CPU times in milliseconds as JSON, loading
 * of modules left out.
 */

const [mode, folder, ...files] = process.argv.slice(2);

const parsing = { parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx: true } } };

const eslint = new ESLint({
  cwd: folder,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], languageOptions: parsing, linterOptions: { reportUnusedDisableDirectives: 'off' } },
    ...(mode === 'parser' ? [] : [plugin.configs.recommended, { settings: { 'client-lifetime': { root: folder } } }]),
  ],
  allowInlineConfig: false,
});

/** The CPU time that linting takes, and the reports of the plugin. */
async function lint(pattern) {
  const before = process.cpuUsage();
  const results = await eslint.lintFiles([pattern]);
  const { user, system } = process.cpuUsage(before);
  const reports = results.flatMap(({ filePath, messages }) => messages
    .filter(({ ruleId }) => ruleId?.startsWith('client-lifetime/'))
    .map(({ line, ruleId }) => `${path.relative(folder, filePath).split(path.sep).join('/')}:${line} ${ruleId}`));
  return { cpu: (user + system) / 1000, files: results.length, reports };
}

const runs = [];
for (const file of mode === 'answers' ? files : ['.']) runs.push(await lint(file));
console.log(JSON.stringify(runs));
