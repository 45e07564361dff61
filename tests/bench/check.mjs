import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpusOf, measureCorpus, sizes } from './corpus.mjs';

/*
 * `npm run bench:check -- [size…]`: what `client-lifetime check` costs, as ratios of CPU time to ESLint with its parser
 * and no rules, one after the other. All of a process counts, its start and the loading of modules too. Prints a table.
 */

const here = path.dirname(fileURLToPath(import.meta.url));
const command = path.join(here, '../../dist/src/bin/client-lifetime.js');

/** Writes what the process took when it ends. */
const meter = `data:text/javascript,${encodeURIComponent(`
import { writeSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1000 }));
});`)}`;

function measure(...words) {
  const { output, status, stderr } = spawnSync(process.execPath, ['--import', meter, ...words], {
    encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'], maxBuffer: 1e8, env: { ...process.env, DEBUG: '' },
  });
  if (status === null || status > 1) throw new Error(stderr);
  return { ...JSON.parse(output[3]), text: output[1] };
}

const rows = (process.argv.length > 2 ? process.argv.slice(2).map(Number) : sizes).map((size) => {
  const folder = corpusOf(size);
  const kept = path.join(folder, 'node_modules');
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept);
  const check = () => measure(command, 'check', '--root', folder, '--format', 'json', folder);
  const cold = check();
  const warm = check();
  rmSync(kept, { recursive: true, force: true });
  if (warm.text !== cold.text || JSON.parse(cold.text).reports.length === 0) throw new Error('The two checks differ, or find nothing.');
  const bare = measure('--max-old-space-size=8192', path.join(here, 'measure.mjs'), JSON.stringify({ mode: 'no rules', folder }));
  const megabytes = ({ memory }) => `${Math.round(memory)} MB`;
  return `| ${[
    `${size}×`, measureCorpus(folder).files, `${(bare.cpu / 1000).toFixed(1)} s = 1`, (cold.cpu / bare.cpu).toFixed(3), megabytes(cold),
    (warm.cpu / bare.cpu).toFixed(3), megabytes(warm),
  ].join(' | ')} |`;
});

console.log([
  '| size | files | ESLint, no rules | `check` | memory | `check` again | memory |',
  '|---|---|---|---|---|---|---|', ...rows,
].join('\n'));
