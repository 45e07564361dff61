/**
 * `npm run unseen -- --repositories LIST --mirrors FOLDER [--out FOLDER] [--seed N] [--count N]
 * [--per-repository N] [--jobs N] [--minutes N] [--memory MB]`
 * Lints whole repositories that nobody has looked at with all rules, and writes a sheet to be read. See docs/unseen.md.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../tools/published-packages.mjs';
import { readFiles } from '../tools/source-files.js';
import type { RepositoryFindings } from './findings.js';
import { digestOf, readList } from './mirrors.js';
import { folderOf, readAll } from './read-all.js';
import { renderSheet } from './sheet.js';

const { values } = parseArgs({
  options: {
    repositories: { type: 'string' },
    mirrors: { type: 'string' },
    out: { type: 'string', default: path.join(cacheFolder, 'unseen') },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    'per-repository': { type: 'string', default: '8' },
    jobs: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '20' },
    memory: { type: 'string', default: '3072' },
  },
});

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function run(): Promise<void> {
  const { repositories: list, mirrors } = values;
  if (list === undefined || !existsSync(list)) {
    throw new Error('Say with --repositories which file lists the repositories, as owner/name a line.');
  }
  if (mirrors === undefined || !existsSync(mirrors)) {
    throw new Error('Say with --mirrors which folder has the repositories as <owner>+<name>/repo, bare clones.');
  }
  const out = path.resolve(values.out);
  const number = (name: 'seed' | 'count' | 'per-repository' | 'jobs' | 'minutes' | 'memory'): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1, and not "${values[name]}".`);
    return value;
  };
  const drawn = { seed: number('seed'), count: number('count'), perRepository: number('per-repository') };
  const sources = [...readFiles('src', '.ts'), ...readFiles('rules', '.ts')];
  const digest = digestOf(sources.map(({ path: file, text }) => `${file}\n${text}`));
  const all = await readAll(readList(list), {
    mirrors, out, digest, jobs: number('jobs'), minutes: number('minutes'), memory: number('memory'), tell: (line) => console.error(line),
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'sheet.md'), renderSheet(all, { ...drawn, folderOf: (findings) => folderOf(out, findings) }));
  writeFileSync(path.join(out, 'reports.tsv'), reportsOf(all));
  console.log(path.join(out, 'sheet.md'));
}

/** All reports, one a line. */
function reportsOf(all: readonly RepositoryFindings[]): string {
  const rows = all.flatMap(({ repository, commit, files }) => files.flatMap(({ file, reports }) => reports.map((report) => [
    repository, commit, file, String(report.line), report.rule, String(report.edits.length), report.message,
  ].join('\t'))));
  return ['repository\tcommit\tfile\tline\trule\tedits\tmessage', ...rows, ''].join('\n');
}
