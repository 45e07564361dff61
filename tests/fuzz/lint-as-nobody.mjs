import { readFileSync } from 'node:fs';
import { Linter } from 'eslint';
import plugin from '../../dist/src/index.js';

/* `node lint-as-nobody.mjs <root> <file…>`: gives up the rights of root, lints with all rules, and prints what is reported as JSON. */

const nobody = 65_534;
const [root, ...files] = process.argv.slice(2);
const texts = files.map((file) => readFileSync(file, 'utf8'));
if (process.getuid() === 0) {
  // Everything is loaded by now: a nobody may not even read the folders above this one.
  const rules = { 'client-lifetime/no-unclosed-client': 'error' };
  new Linter().verify('new Client()', [{ plugins: { 'client-lifetime': plugin }, rules }]);
  process.setgid(nobody);
  process.setuid(nobody);
}
const linter = new Linter({ cwd: root });
console.log(JSON.stringify(files.flatMap((file, index) => linter.verify(texts[index], [{
  files: ['**/*.js'],
  plugins: { 'client-lifetime': plugin },
  rules: Object.fromEntries(Object.keys(plugin.rules).map((name) => [`client-lifetime/${name}`, 'error'])),
  settings: { 'client-lifetime': { root } },
}], { filename: file }).map(({ line, ruleId, message }) => ({ line, ruleId, message })))));
