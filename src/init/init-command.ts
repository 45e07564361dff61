import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UserError } from '../command/user-error.js';
import { lineDiff } from '../command/line-diff.js';
import { makePlan } from './plan.js';
import type { Plan, PlannedFile } from './plan.js';
import { collectFacts } from './project-facts.js';
import { readWords } from '../command/read-words.js';

/*
 * `client-lifetime init`: writes the configuration for what a project has. Invariant: nothing is written before the diff was shown and
 * somebody said yes, and nothing is installed or run.
 */

const help = `client-lifetime init [--yes] [<folder>]

Writes the configuration for what it finds in the folder (default: this one): an entry in eslint.config.js or .oxlintrc.json, or
a new one, with a parser where there is TypeScript; and, beside other workflows of GitHub, one that lints. It shows the changes and asks
before it writes. It installs nothing and touches nothing else.

  --yes    write without asking, where nobody can answer
  --help

Exit codes: 0 written, or nothing to do; 1 not wanted; 2 it cannot ask, or the folder cannot be read.
`;

const options = { yes: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

export async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, options, 'client-lifetime init --help');
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length > 1) throw new UserError('give one folder, or none for this one. See client-lifetime init --help.');
  const folder = path.resolve(positionals[0] ?? '.');
  if (!existsSync(path.join(folder, 'package.json'))) {
    throw new UserError(`${folder} has no package.json. Run it in the folder of a project, or name one.`);
  }
  const plan = makePlan(collectFacts(folder));
  process.stdout.write(renderPlan(plan));
  if (plan.files.length > 0 && !await isWanted(values.yes ?? false, plan.files.length)) return 1;
  for (const file of plan.files) write(folder, file);
  process.stdout.write(renderNext(plan));
  return 0;
}

function renderPlan({ files, remarks }: Plan): string {
  const diffs = files.map(({ path: name, before, text }) => (
    [before === undefined ? `new file ${name}` : `changes of ${name}`, ...lineDiff(before ?? '', text.replace(/\n$/, '')), ''].join('\n')));
  return [...diffs, ...remarks.map((remark) => `${remark}\n`), ''].join('\n');
}

function renderNext({ files, install }: Plan): string {
  if (files.length === 0) return install === undefined ? 'Nothing to write.\n' : `Nothing to write. Install:\n\n  ${install}\n`;
  const written = `Written: ${files.map((file) => file.path).join(', ')}\n`;
  return install === undefined ? written : `${written}\nNow install what they use:\n\n  ${install}\n`;
}

async function isWanted(isGiven: boolean, count: number): Promise<boolean> {
  if (isGiven) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError('nobody can answer here, so that nothing is written. Give --yes to write what is shown.');
  }
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await reader.question(`Write ${count === 1 ? 'this file' : `these ${count} files`}? [y/N] `)).trim());
  } finally {
    reader.close();
  }
}

/** Throws where somebody else changed the file in the meantime. */
function write(folder: string, { path: name, before, text }: PlannedFile): void {
  const file = path.join(folder, name);
  const now = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (now !== before) throw new UserError(`${name} was changed in the meantime. Run it again.`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

