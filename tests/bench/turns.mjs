import path from 'node:path';
import { ESLint } from 'eslint';
import { sourcesIn } from '../tools/published-packages.mjs';
import { optionsFor } from './modes.mjs';

/*
 * Several modes in one process, in turns of some files each: `node turns.mjs '{ "modes": […], "folder": … }'`. What else the machine does
 * slows all of them down alike, so that their ratios can be told apart where those of whole processes cannot. Prints the CPU time of each
 * mode in milliseconds as JSON.
 */

const { modes, folder } = JSON.parse(process.argv[2]);

/** Few enough for the machine to be the same for all modes, and for the plugin not to take the others' turn for a rest. */
const filesInTurn = 16;

const linters = modes.map((mode) => ({ mode, eslint: new ESLint({ ...optionsFor(mode, folder), stats: false }), cpu: 0 }));
const files = sourcesIn(folder, { isWanted: (part) => part !== 'node_modules', largest: Infinity }).map((file) => path.join(folder, file));

// Parsers, rules and the linter itself are loaded before anything is measured.
for (const { eslint } of linters) await eslint.lintText('export const x = 1;\n', { filePath: files[0] });

for (let start = 0; start < files.length; start += filesInTurn) {
  const turn = files.slice(start, start + filesInTurn);
  for (const linter of linters) {
    const before = process.cpuUsage();
    await linter.eslint.lintFiles(turn);
    const { user, system } = process.cpuUsage(before);
    linter.cpu += (user + system) / 1000;
  }
  // Each is first, second and last equally often: who comes after another one finds the file in memory, and collects its garbage.
  linters.push(linters.shift());
}
console.log(JSON.stringify({ cpu: Object.fromEntries(linters.map(({ mode, cpu }) => [mode, cpu])) }));
