import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cacheFolder, sourcesIn, unpack } from '../tools/published-packages.mjs';
import { largest, packages } from './packages.mjs';

/*
 * `npm run robustness [part of a name…]`: lints the sources of published packages with all rules. Fails for a crash, a hang, a file over
 * two seconds of CPU time, and a report that nobody has read: read ones stand in reviewed.tsv. A run over all packages writes its figures
 * to docs/robustness.md; with parts of names it looks at some packages only, and prints what is reported.
 */

/** CPU time of one file, in milliseconds. */
const limit = 2000;

/** A file that takes longer than this by the clock, in milliseconds, is taken to hang. */
const patience = 120_000;

/** Folders that the index of a project leaves out. In published packages they hold the sources. */
const outputFolder = /^(?:dist|build|out|coverage)$/;

const here = path.dirname(fileURLToPath(import.meta.url));
const page = path.join(here, '../../docs/robustness.md');
const parts = process.argv.slice(2);
const chosen = packages.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));

const reviewed = new Map(readFileSync(path.join(here, 'reviewed.tsv'), 'utf8').split('\n').slice(1).filter(Boolean)
  .map((line) => line.split('\t')).map(([place, rule, verdict]) => [`${place} ${rule}`, verdict]));

const results = [];
const failures = [];
const waiting = [...chosen];
const start = Date.now();
await Promise.all(Array.from({ length: Math.min(2, os.availableParallelism()) }, async () => {
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    const { files, failure } = await lintPackage(entry);
    results.push(...files);
    if (failure !== undefined) failures.push(`${entry.name}: ${failure}`);
    const cpu = files.reduce((sum, file) => sum + file.cpu, 0);
    console.error(`${entry.name}@${entry.version}: ${files.length} files, ${(cpu / 1000).toFixed(1)} s`);
    for (const report of reportsOf(files).filter((each) => !isReviewed(each))) console.error(`  ${report.place}\t${report.rule}`);
  }
}));
const minutes = Math.ceil((Date.now() - start) / 60_000);

const reports = reportsOf(results);
for (const { name, file, cpu, error } of results) {
  if (error !== undefined) failures.push(`${name}/${file} crashes: ${error}`);
  if (cpu > limit) failures.push(`${name}/${file} takes ${Math.round(cpu)} ms`);
}
const found = new Set(reports.map(({ place, rule }) => `${place} ${rule}`));
for (const { place, rule, message } of reports) {
  if (!isReviewed({ place, rule })) failures.push(`Not read yet: ${place}\t${rule}\t${message}`);
}
if (parts.length === 0) {
  for (const place of reviewed.keys()) if (!found.has(place)) failures.push(`No longer reported: ${place}`);
}

const times = results.map(({ cpu }) => cpu).sort((a, b) => a - b);
const quantile = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(1);
const countOf = new Map();
for (const { place, rule } of reports) {
  const verdict = reviewed.get(`${place} ${rule}`) ?? 'not read';
  countOf.set(verdict, (countOf.get(verdict) ?? 0) + 1);
}
const verdicts = [...countOf].map(([verdict, count]) => `${count} ${verdict}`);
const table = [
  '| | |',
  '|---|---|',
  `| packages | ${chosen.length} |`,
  `| files | ${results.length} (${(results.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6).toFixed(0)} MB) |`,
  `| accepted by no parser | ${results.filter(({ isParsed, error }) => !isParsed && error === undefined).length} |`,
  `| crashes | ${results.filter(({ error }) => error !== undefined).length} |`,
  `| CPU time of a file with its parsing, in ms: median, 99 %, 99.9 %, most | ${[0.5, 0.99, 0.999, 1].map(quantile).join(', ')} |`,
  `| reports | ${reports.length}${reports.length > 0 ? `: ${verdicts.join(', ')}` : ''} |`,
].join('\n');
console.log(table);
if (parts.length > 0) {
  for (const { place, rule, message, suggestions } of reports) {
    console.log(`\n${place} ${rule}\n  ${[message, ...suggestions].join('\n  ')}`);
  }
}
for (const { name, file, cpu } of [...results].sort((a, b) => b.cpu - a.cpu).slice(0, 12)) {
  console.error(`${Math.round(cpu)} ms ${name}/${file}`);
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

if (parts.length === 0) {
  const run = `${new Date().toISOString().slice(0, 10)}, Node.js ${process.version} on ${os.platform()} ${os.arch()}, `
    + `${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ${minutes} minutes. Packages: `
    + `${packages.map(({ name, version }) => `${name}@${version}`).join(', ')}.`;
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace(/(<!-- robustness -->\n)[\s\S]*?(<!-- \/robustness -->)/, `$1${table}\n\n${run}\n$2`));
}

function isReviewed({ place, rule }) {
  return reviewed.has(`${place} ${rule}`);
}

function reportsOf(files) {
  return files.flatMap(({ name, version, file, reports: list }) => list.map((report) => ({
    ...report, place: `${name}@${version}/${file}:${report.line}`,
  })));
}

/** The sources of a package, in a folder of their own. */
function projectOf(entry) {
  const folder = path.join(cacheFolder, 'robustness', `${entry.name.replace('/', '+')}@${entry.version}`);
  if (existsSync(folder)) return folder;
  const source = unpack(entry);
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const isWanted = (part) => part !== 'node_modules';
  const files = sourcesIn(source, { isWanted, largest }).filter((file) => !entry.leaveOut?.test(file.split(path.sep).join('/')));
  for (const file of ['package.json', ...files]) {
    const target = path.join(unfinished, ...file.split(path.sep).map((part) => part.replace(outputFolder, '$&-files')));
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(path.join(source, file), target);
  }
  renameSync(unfinished, folder);
  return folder;
}

async function lintPackage(entry) {
  const folder = projectOf(entry);
  const child = spawn(process.execPath, [path.join(here, 'lint-package.mjs'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const files = [];
  let expected;
  let current = '';
  let timer;
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), patience);
    const message = JSON.parse(line);
    if (message.files !== undefined) expected = message.files;
    else if (message.begins !== undefined) current = message.begins;
    else files.push({ ...message, ...entry, bytes: readFileSync(path.join(folder, message.file)).length });
  }
  clearTimeout(timer);
  const end = await ended;
  return { files, failure: end === 0 && files.length === expected ? undefined : `ends with ${end} in ${current}` };
}
