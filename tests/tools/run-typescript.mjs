// `node tests/tools/run-typescript.mjs <file.ts> [arguments]` runs one of our TypeScript files without a build:
// Node.js 20 cannot strip types itself.
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

register('./typescript-hooks.mjs', import.meta.url);
const [file = '', ...rest] = process.argv.slice(2);
process.argv.splice(1, process.argv.length, resolve(file), ...rest);
await import(pathToFileURL(resolve(file)).href);
