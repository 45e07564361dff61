import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../tools/published-packages.mjs';
import { corpusOf, measureCorpus, sizes } from './corpus.mjs';

/*
 * `npm run bench:large -- [copies…]`: how `client-lifetime check` grows with a repository. The largest corpus again and again in one
 * workspace, each copy with packages and a service of names of its own, up to more than 100,000 files; their texts are the same files on
 * the disk (hard links). Prints a table: CPU time of whole processes, also for each copy as a ratio to the first row, and peak memory.
 */

const here = path.dirname(fileURLToPath(import.meta.url));
const command = path.join(here, '../../dist/src/bin/client-lifetime.js');
const corpus = corpusOf(sizes.at(-1));

/** The workspace with so many copies, made when it is not there. */
function workspaceOf(copies) {
  const folder = path.join(cacheFolder, `copies-${copies}`);
  const stamp = path.join(folder, '.complete');
  const wanted = readFileSync(path.join(corpus, '.complete'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  for (let copy = 1; copy <= copies; copy++) {
    for (const part of ['packages', 'services']) copyNamed(path.join(corpus, part), path.join(folder, part, `copy-${copy}`), copy);
  }
  const workspaces = ['packages/*/*', 'packages/*/@*/*', 'services/*/*'];
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', workspaces }));
  writeFileSync(stamp, wanted);
  return folder;
}

/** A folder with its files, whose manifests get names with the number of the copy in them. */
function copyNamed(from, to, copy) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) copyNamed(source, target, copy);
    else if (entry.name !== 'package.json') linkSync(source, target);
    else {
      const manifest = JSON.parse(readFileSync(source, 'utf8'));
      writeFileSync(target, JSON.stringify({ ...manifest, name: `${manifest.name}-${copy}` }));
    }
  }
}

/** Writes what the process took when it ends. */
const meter = `data:text/javascript,${encodeURIComponent(`
import { writeSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1000 }));
});`)}`;

function check(folder) {
  const { output, status, stderr } = spawnSync(process.execPath, [
    '--import', meter, command, 'check', '--root', folder, '--format', 'json', '--no-cache', folder,
  ], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'], maxBuffer: 1e9, env: { ...process.env, DEBUG: '' } });
  if (status === null || status > 1) throw new Error(stderr);
  return { ...JSON.parse(output[3]), result: JSON.parse(output[1]) };
}

const rows = [];
let first;
for (const copies of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 2, 4, 8, 12, 16]) {
  const folder = workspaceOf(copies);
  const { cpu, memory, result } = check(folder);
  const { files } = measureCorpus(folder);
  if (result.filesChecked !== files) throw new Error(`${result.filesChecked} of ${files} files were checked.`);
  first ??= cpu / copies;
  rows.push(`| ${[
    `${copies}×`, files, result.reports.length, `${cpu.toFixed(1)} s`, (cpu / copies / first).toFixed(2), `${Math.round(memory)} MB`,
  ].join(' | ')} |`);
}
console.log(['| copies | files | reports | CPU | for each copy | memory |', '|---|---|---|---|---|---|', ...rows].join('\n'));
