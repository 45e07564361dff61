// `node tests/tools/run-typescript.mjs <file.ts> [arguments]` runs one of our TypeScript files without a build:
// Node.js 20 cannot strip types itself. `--help` shows the comment that the file begins with.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

register('./typescript-hooks.mjs', import.meta.url);
const [file = '', ...rest] = process.argv.slice(2);
process.argv.splice(1, process.argv.length, resolve(file), ...rest);
const help = rest.includes('--help') ? /^\/\*\*\n(.*?)\n \*\//s.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
if (help !== undefined) console.log(help.replace(/^ \* ?/gm, ''));
else await import(pathToFileURL(resolve(file)).href).catch(tell);

/** @param {Error & { code?: string }} error */
function tell(error) {
  if (!error.code?.startsWith('ERR_PARSE_ARGS_')) throw error;
  console.error(`${error.message} (--help shows the options)`);
  process.exitCode = 2;
}
