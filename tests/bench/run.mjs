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
 * `npm run bench`: what the plugin costs, as ratios of CPU time in one run, because times differ from machine to machine. Every figure of
 * the linter without rules and of `recommended` is the lowest of several processes that take turns (`BENCH_ROUNDS`). Prints tables, writes
 * them to docs/performance.md, and fails when a target is missed. `BENCH_SIZES=1` tries it on the smallest corpus, and writes nothing.
 */

const rounds = Number(process.env.BENCH_ROUNDS ?? 2);
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

/** By size: the cheapest process of each mode. */
const grown = sizes.map((size) => {
  const folder = corpusOf(size);
  const { base, nothing, preset, answers } = takeTurns(`${size}×`, {
    base: () => measure({ mode: bare, folder }),
    nothing: () => measure({ mode: idle, folder }),
    preset: () => measure({ mode: 'recommended', folder }),
    answers: () => measure({
      mode: 'recommended', folder, files: [warmUp, candidates[0], candidates[0], ...candidates, ...candidates],
    }),
  });
  check(folder, preset[0].runs.at(-1).reports, answers[0].runs);
  return {
    size, folder, ...measureCorpus(folder), base: cheapest(base), nothing: cheapest(nothing), preset: cheapest(preset),
    rules: lowest(preset.map(({ runs }) => runs.at(-1).rules), ({ plainShare }) => plainShare),
    ruleTime: Math.min(...preset.map(({ runs }) => runs.reduce((sum, { rules: { own } }) => sum + own, 0))),
    first: Math.min(...answers.map(({ runs }) => runs[1].cpu)),
    warm: Math.min(...answers.flatMap(({ runs }) => runs.slice(2).map(({ cpu }) => cpu))),
  };
});

const largest = grown.at(-1);
const { folder } = largest;

// Once: the differences are many times what runs differ by.
const compared = takeTurns(
  'others', Object.fromEntries(['strict', ...others].map((mode) => [mode, () => measure({ mode, folder })])), 1,
);
const workers = Math.max(2, Math.min(4, os.cpus().length));
const parallel = takeTurns(`${workers} workers`, {
  base: () => measure({ mode: bare, folder, workers }),
  preset: () => measure({ mode: 'recommended', folder, workers }),
}, 1);

const growth = [
  `| size | files | MB | ${bare} | ${idle} | \`recommended\` | its rules on files that name no client | peak memory | first answer |`
    + ' later answers |',
  '|---|---|---|---|---|---|---|---|---|---|',
  ...grown.map(({ size, files, bytes, base, nothing, preset, rules, first, warm }) => `| ${[
    `${size}×`, files, (bytes / 1e6).toFixed(1), `${(base.cpu / 1000).toFixed(1)} s = 1`, ratio(nothing.cpu, base.cpu),
    ratio(preset.cpu, base.cpu), rules.plainShare.toFixed(3), `${megabytes(nothing)} → ${megabytes(preset)}`,
    ratio(first, base.cpu, 3), ratio(warm, base.cpu, 4),
  ].join(' | ')} |`),
];

const comparison = [
  `| ${largest.files} files with | CPU time | peak memory |`,
  '|---|---|---|',
  ...[
    [bare, largest.base],
    [idle, largest.nothing],
    ['`recommended`', largest.preset],
    ['`strict`', cheapest(compared.strict)],
    ...others.map((mode) => [mode.replace(/^\S+/, '`$&`'), cheapest(compared[mode])]),
    [`${bare}, \`--concurrency ${workers}\``, cheapest(parallel.base)],
    [`\`recommended\`, \`--concurrency ${workers}\``, cheapest(parallel.preset)],
  ].map(([name, measured]) => `| ${name} | ${ratio(measured.cpu, largest.base.cpu)} | ${megabytes(measured)} |`),
];

const { rules } = largest;
const perFile = `Of the ${largest.files} files, the rules of \`recommended\` take ${rules.median.toFixed(2)} ms for the median and `
  + `${rules.p99.toFixed(1)} ms for the 99th percentile. With ${workers} workers the linter needs `
  + `${ratio(cheapest(parallel.base).wall, largest.base.wall)} of its time without rules, and with \`recommended\` `
  + `${ratio(cheapest(parallel.preset).wall, largest.preset.wall)} of its time with them: each worker builds an index of its own.`;

const [smallest] = grown;
const added = largest.preset.cpu - largest.base.cpu;
const sizeRatio = largest.bytes / smallest.bytes;
const targets = [
  ['once there is an index, the rules take on files that name no client at most 5 % of the time that the linter takes without them',
    rules.plainShare, 0.05],
  [`on the whole corpus, index included, \`recommended\` adds at most 12 % of the time without rules to that of ${idle}`,
    (largest.preset.cpu - largest.nothing.cpu) / largest.base.cpu, 0.12],
  ...others.map((mode) => [
    `it adds less than ${mode.replace(/^\S+/, '`$&`')} does`, added / (cheapest(compared[mode]).cpu - largest.base.cpu), 1,
  ]),
  ['the time of the rules grows as the sources do, or less',
    largest.ruleTime / smallest.ruleTime / sizeRatio, 1.2],
  ['so does the memory that they add',
    (largest.preset.memory - largest.nothing.memory) / Math.max(smallest.preset.memory - smallest.nothing.memory, 50) / sizeRatio, 1.2],
  ['the first answer at 2,000 files takes less than a fifth of parsing them', smallest.first / smallest.base.cpu, 0.2],
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

/** Each of several measurements, in turn. */
function takeTurns(name, measurements, turns = rounds) {
  const results = Object.fromEntries(Object.keys(measurements).map((key) => [key, []]));
  for (let turn = 0; turn < turns; turn++) {
    for (const [key, take] of Object.entries(measurements)) {
      const result = take();
      results[key].push(result);
      const { cpu } = sumOf(result);
      console.error(`${minutes()} min: ${name}, ${turn + 1} of ${turns}: ${key} (${(cpu / 1000).toFixed(1)} s, ${megabytes(result)})`);
    }
  }
  return results;
}

function measure(given) {
  const task = { files: everything, ...given };
  const { stdout, stderr, status } = spawnSync(
    process.execPath, ['--max-old-space-size=8192', path.join(here, 'measure.mjs'), JSON.stringify(task)],
    { encoding: 'utf8', maxBuffer: 1e8, env: { ...process.env, DEBUG: '' } },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The lowest of each: what is above it is other work of the machine, and garbage that nobody needed to collect. */
function cheapest(results) {
  const sums = results.map(sumOf);
  return Object.fromEntries(['cpu', 'wall', 'memory'].map((key) => [key, Math.min(...sums.map((sum) => sum[key]))]));
}

function sumOf({ runs, memory }) {
  const sum = (key) => runs.reduce((all, run) => all + run[key], 0);
  return { cpu: sum('cpu'), wall: sum('wall'), memory };
}

function lowest(list, by) {
  return list.reduce((best, other) => (by(other) < by(best) ? other : best));
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
  const turns = `the lowest of ${rounds} ${rounds === 1 ? 'run' : 'runs'}`;
  return `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run bench\`, in ${minutes()} minutes: `
    + `Node.js ${process.version} on ${os.platform()} ${os.arch()}, ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}); `
    + `${tools.join(', ')}; with no rules, with ${idle} and with \`recommended\` ${turns}, others once. `
    + `Corpus (kept in \`${path.basename(cacheFolder)}\` below the folder for temporary files): ${packageVersions.join(', ')}.`;
}
