import { readFileSync } from 'node:fs';
import typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
// The plugin loads it when there is something to resolve, and it then looks which C library there is.
import 'oxc-resolver';
import plugin from '../../dist/src/index.js';

/*
 * `node --require guard.cjs lint-guarded.mjs <root> <file…>`: lints with all rules while the guard looks, and prints what it saw as JSON.
 * The texts are read and everything is loaded before that.
 */

const [root, ...files] = process.argv.slice(2);
const texts = files.map((file) => readFileSync(file, 'utf8'));
const linter = new Linter({ cwd: root });
const configuration = (settings) => [{
  files: ['**/*.{js,mjs,cjs,ts}'],
  languageOptions: { parser: typescriptParser },
  plugins: { 'client-lifetime': plugin },
  rules: Object.fromEntries(Object.keys(plugin.rules).map((name) => [`client-lifetime/${name}`, 'error'])),
  settings: { 'client-lifetime': settings },
}];
const warmUp = "import pg from 'pg';\nexport const pool = new pg.Pool();";
linter.verify(warmUp, configuration({ project: false }), { filename: `${root}/warm-up.ts` });

globalThis.guarded = true;
const reports = files.flatMap((file, index) => linter.verify(texts[index], configuration({ root }), { filename: file })
  .map(({ line, ruleId, message }) => ({ file, line, ruleId, message })));
globalThis.guarded = false;
console.log(JSON.stringify({ reports, ...globalThis.seen(), loaded: globalThis.loaded ?? [] }));
