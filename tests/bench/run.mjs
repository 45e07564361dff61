import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../tools/published-packages.mjs';
import { candidates, corpusOf, measureCorpus, packageVersions, sizes as allSizes } from './corpus.mjs';
import { others } from './modes.mjs';

/*
 * `npm run bench`: what the plugin costs, as ratios of CPU time in one run, because times differ from machine to machine. Without rules,
 * with rules that do nothing and with `recommended` the time is taken in turns of some files; of all else once, since it differs by more
 * than runs do. Prints tables, writes them to docs/performance.md, and fails when a target is missed. `BENCH_SIZES=1` tries it on the
 * smallest corpus, and writes nothing.
 */

const sizes = process.env.BENCH_SIZES ? process.env.BENCH_SIZES.split(',').map(Number) : allSizes;
const isWhole = sizes.join() === allSizes.join();
const startedAt = Date.now();

const here = path.dirname(fileURLToPath(import.meta.url));
const page = path.join(here, '../../docs/performance.md');

/** A file without a construction, linted first, so that the start of the linter itself is not taken for the plugin's. */
const warmUp = 'services/api/routes/reviews.js';

const bare = 'no rules';
const idle = 'rules that do nothing';

/** The file that makes the index comes first, so that its price is not that of whatever file happens to be the first. */
const everything = [candidates[0], '.'];

/** By size: the CPU time of each mode, taken in turns, and what only processes of their own tell. */
const grown = sizes.map((size) => {
  const folder = corpusOf(size);
  const turns = run('turns.mjs', { modes: [bare, idle, 'recommended'], folder }).cpu;
  say(`${size}×, in turns: ${Object.entries(turns).map(([mode, cpu]) => `${mode} ${seconds(cpu)}`).join(', ')}`);
  const { nothing, preset, answers } = measureEach(`${size}×`, {
    nothing: { mode: idle, folder },
    preset: { mode: 'recommended', folder },
    answers: { mode: 'recommended', folder, files: [warmUp, candidates[0], candidates[0], ...candidates, ...candidates] },
  });
  check(folder, preset.runs.at(-1).reports, answers.runs);
  return {
    size, folder, ...measureCorpus(folder), turns, nothing, preset, rules: preset.runs.at(-1).rules,
    ruleTime: preset.runs.reduce((sum, { rules: { own } }) => sum + own, 0),
    first: answers.runs[1].cpu,
    warm: Math.min(...answers.runs.slice(2).map(({ cpu }) => cpu)),
  };
});

const largest = grown.at(-1);
const { folder } = largest;

const workers = Math.max(2, Math.min(4, os.cpus().length));
const compared = measureEach('others', Object.fromEntries([bare, 'strict', ...others].map((mode) => [mode, { mode, folder }])));
const parallel = measureEach(`${workers} workers`, {
  base: { mode: bare, folder, workers },
  preset: { mode: 'recommended', folder, workers },
});
const base = compared[bare];

const growth = [
  `| size | files | MB | ${bare} | ${idle} | \`recommended\` | its rules on files that name no client | peak memory | first answer |`
    + ' later answers |',
  '|---|---|---|---|---|---|---|---|---|---|',
  ...grown.map(({ size, files, bytes, turns, nothing, preset, rules, first, warm }) => `| ${[
    `${size}×`, files, (bytes / 1e6).toFixed(1), `${seconds(turns[bare])} = 1`, ratio(turns[idle], turns[bare]),
    ratio(turns.recommended, turns[bare]), rules.plainShare.toFixed(3), `${megabytes(nothing)} → ${megabytes(preset)}`,
    ratio(first, turns[bare], 3), ratio(warm, turns[bare], 4),
  ].join(' | ')} |`),
];

const comparison = [
  `| ${largest.files} files with | CPU time | peak memory |`,
  '|---|---|---|',
  `| ${bare} | 1.00 | ${megabytes(base)} |`,
  ...[[idle, largest.nothing], ['recommended', largest.preset]].map(([mode, { memory }]) => (
    `| ${quoted(mode)} | ${ratio(largest.turns[mode], largest.turns[bare])} | ${megabytes({ memory })} |`)),
  ...[
    ...['strict', ...others].map((mode) => [quoted(mode), compared[mode]]),
    [`${bare}, \`--concurrency ${workers}\``, parallel.base],
    [`\`recommended\`, \`--concurrency ${workers}\``, parallel.preset],
  ].map(([name, measured]) => `| ${name} | ${ratio(measured.cpu, base.cpu)} | ${megabytes(measured)} |`),
];

const { rules } = largest;
const perFile = `Of the ${largest.files} files, the rules of \`recommended\` take ${rules.median.toFixed(2)} ms for the median and `
  + `${rules.p99.toFixed(1)} ms for the 99th percentile. With ${workers} workers the linter needs `
  + `${ratio(parallel.base.wall, base.wall)} of its time without rules, and with \`recommended\` `
  + `${ratio(parallel.preset.wall, largest.preset.wall)} of its time with them: each worker builds an index of its own.`;

const [smallest] = grown;
const { turns } = largest;
const added = (turns.recommended - turns[bare]) / turns[bare];
const sizeRatio = largest.bytes / smallest.bytes;
const targets = [
  ['once there is an index, the rules take on files that name no client at most 5 % of the time that the linter takes without them',
    rules.plainShare, 0.05],
  [`on the whole corpus, index included, \`recommended\` adds at most 12 % of the time without rules to that of ${idle}`,
    (turns.recommended - turns[idle]) / turns[bare], 0.12],
  ...others.map((mode) => [`it adds less than ${quoted(mode)} does`, added / ((compared[mode].cpu - base.cpu) / base.cpu), 1]),
  ['the time of the rules grows as the sources do, or less',
    largest.ruleTime / smallest.ruleTime / sizeRatio, 1.2],
  ['so does the memory that they add',
    (largest.preset.memory - largest.nothing.memory) / Math.max(smallest.preset.memory - smallest.nothing.memory, 50) / sizeRatio, 1.2],
  ['the first answer at 2,000 files takes less than a fifth of parsing them', smallest.first / smallest.turns[bare], 0.2],
].map(([target, measured, limit]) => ({ target, measured, limit, isMet: measured <= limit }));

const verdicts = [
  '| target | limit | measured | |',
  '|---|---|---|---|',
  ...targets.map(({ target, measured, limit, isMet }) => (
    `| ${target} | ${limit} | ${measured.toFixed(3)} | ${isMet ? 'met' : '**missed**'} |`)),
];

const text = [...growth, '', ...comparison, '', perFile, '', ...verdicts, '', describeRun()].join('\n');
console.log(text);
if (isWhole) {
  const before = readFileSync(page, 'utf8');
  writeFileSync(page, before.replace(/(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/, (_, start, end) => `${start}${text}\n${end}`));
}
for (const { target, measured, limit, isMet } of targets) {
  if (!isMet) console.error(`Missed: ${target}: ${measured.toFixed(3)} instead of ${limit}.`);
}
if (targets.some(({ isMet }) => !isMet)) process.exitCode = 1;

/** Each of several measurements, in a process of its own. */
function measureEach(name, tasks) {
  return Object.fromEntries(Object.entries(tasks).map(([key, task]) => {
    const { runs, memory } = run('measure.mjs', { files: everything, ...task });
    const sum = (what) => runs.reduce((all, each) => all + each[what], 0);
    const measured = { runs, memory, cpu: sum('cpu'), wall: sum('wall') };
    say(`${name}: ${key} ${seconds(measured.cpu)}, ${megabytes(measured)}`);
    return [key, measured];
  }));
}

function run(script, task) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath, ['--max-old-space-size=8192', path.join(here, script), JSON.stringify(task)],
    { encoding: 'utf8', maxBuffer: 1e8, env: { ...process.env, DEBUG: '' } },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function say(text) {
  console.error(`${minutes()} min: ${text}`);
}

function seconds(cpu) {
  return `${(cpu / 1000).toFixed(1)} s`;
}

function quoted(mode) {
  return mode === bare || mode === idle ? mode : mode.replace(/^\S+/, '`$&`');
}

function ratio(value, whole, digits = 2) {
  return (value / whole).toFixed(digits);
}

function minutes() {
  return ((Date.now() - startedAt) / 60_000).toFixed(0);
}

function megabytes({ memory }) {
  return `${Math.round(memory)} MB`;
}

/** A run that finds nothing measures nothing. */
function check(folderOfRun, reports, answers) {
  for (const file of candidates) {
    if (!reports.some((report) => report.startsWith(`${file}:`))) throw new Error(`Nothing is reported in ${file} of ${folderOfRun}.`);
  }
  if (answers[1].reports.length !== 1) throw new Error(`The first answer for ${candidates[0]} is not there.`);
}

function describeRun() {
  const versionOf = (name) => createRequire(import.meta.url)(`${name}/package.json`).version;
  const tools = [
    'eslint', '@typescript-eslint/parser', 'typescript', 'eslint-plugin-import-x', 'eslint-plugin-sonarjs', 'oxc-parser',
  ].map((name) => `${name} ${versionOf(name)}`);
  return `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run bench\`, in ${minutes()} minutes: `
    + `Node.js ${process.version} on ${os.platform()} ${os.arch()}, ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}); `
    + `${tools.join(', ')}. `
    + `Corpus (kept in \`${path.basename(cacheFolder)}\` below the folder for temporary files): ${packageVersions.join(', ')}.`;
}
