import plugin from '../../dist/src/index.js';
import { sourcesIn } from '../tools/published-packages.mjs';
import { lintFiles } from './lint-files.mjs';
import { largest } from './packages.mjs';

/*
 * One package in a process of its own: `node lint-package.mjs <folder>`. Prints a line of JSON per file, and before it the file's name, so
 * that who waits knows on which file it hangs.
 */

const [folder] = process.argv.slice(2);
const files = sourcesIn(folder, { largest });
console.log(JSON.stringify({ files: files.length }));
for (const file of files) {
  console.log(JSON.stringify({ begins: file }));
  for (const result of lintFiles(plugin, folder, [file])) console.log(JSON.stringify(result));
}
