import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../tools/published-packages.mjs';
import { candidates, corpusOf, measureCorpus, packageVersions, sizes } from './corpus.mjs';

/*
 * `npm run bench`: what the plugin costs, as ratios of CPU time in one run, because times differ from machine to machine. Every figure is
 * the lowest of several processes that take turns. Prints a table, and writes it to docs/performance.md.
 */

const rounds = 2;

const here = path.dirname(fileURLToPath(import.meta.url));
const page = path.join(here, '../../docs/performance.md');

/** A file without a construction, linted first, so that the start of the linter itself is not taken for the plugin's. */
const warmUp = 'services/api/routes/reviews.js';

const rows = sizes.map((size) => {
  const folder = corpusOf(size);
  const { files, bytes } = measureCorpus(folder);
  const parser = [];
  const rules = [];
  const answers = [];
  for (let round = 0; round < rounds; round++) {
    parser.push(measure('parser', folder)[0]);
    rules.push(measure('rules', folder)[0]);
    answers.push(measure('answers', folder, [warmUp, candidates[0], candidates[0], ...candidates, ...candidates]));
    console.error(`${size}×, round ${round + 1} of ${rounds}`);
  }
  check(folder, rules[0].reports, answers[0]);
  const base = Math.min(...parser.map(({ cpu }) => cpu));
  return {
    size: `${size}×`,
    files,
    megabytes: bytes / 1e6,
    parser: base,
    rules: Math.min(...rules.map(({ cpu }) => cpu)) / base,
    first: Math.min(...answers.map((list) => list[1].cpu)) / base,
    warm: Math.min(...answers.map((list) => Math.min(...list.slice(2).map(({ cpu }) => cpu)))) / base,
  };
});

const table = [
  '| size | files | MB | linter with parser, no rules | with `recommended` | first answer, index cold | later answers |',
  '|---|---|---|---|---|---|---|',
  ...rows.map(({ size, files, megabytes, parser, rules, first, warm }) => `| ${[
    size, files, megabytes.toFixed(1), `${(parser / 1000).toFixed(1)} s = 1`, rules.toFixed(2), first.toFixed(3), warm.toFixed(4),
  ].join(' | ')} |`),
].join('\n');

console.log(table);
const text = readFileSync(page, 'utf8');
writeFileSync(page, text.replace(/(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/, `$1${table}\n\n${describeRun()}\n$2`));

/** The issue's target: at 2,000 files the first answer costs less than a fifth of parsing the project. */
if (rows[0].first >= 0.2) {
  console.error(`The first answer takes ${rows[0].first.toFixed(3)} of the linter's CPU time, and should take less than 0.2.`);
  process.exitCode = 1;
}

function measure(mode, folder, files = []) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [path.join(here, 'measure.mjs'), mode, folder, ...files], {
    encoding: 'utf8', maxBuffer: 1e8, env: { ...process.env, DEBUG: '' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** A run that finds nothing measures nothing. */
function check(folder, reports, answers) {
  for (const file of candidates) {
    if (!reports.some((report) => report.startsWith(`${file}:`))) throw new Error(`Nothing is reported in ${file} of ${folder}.`);
  }
  if (answers[1].reports.length !== 1) throw new Error(`The first answer for ${candidates[0]} is not there.`);
}

function describeRun() {
  const versionOf = (name) => createRequire(import.meta.url)(`${name}/package.json`).version;
  return `Node.js ${process.version} on ${os.platform()} ${os.arch()}, ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}); `
    + `${['eslint', '@typescript-eslint/parser', 'oxc-parser'].map((name) => `${name} ${versionOf(name)}`).join(', ')}; `
    + `lowest of ${rounds} runs. Corpus (kept in \`${path.basename(cacheFolder)}\` below the folder for temporary files): `
    + `${packageVersions.join(', ')}.`;
}
