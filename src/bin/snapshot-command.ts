import path from 'node:path';
import { progressBar } from '../command/progress-bar.js';
import type { ProgressBar } from '../command/progress-bar.js';
import { UserError } from '../command/user-error.js';
import { InspectorError } from '../runtime/inspector/inspector-error.js';
import { readDuration } from '../runtime/snapshot/duration.js';
import { takeSnapshots } from '../runtime/snapshot/take-snapshots.js';
import type { Plan, TakeReport } from '../runtime/snapshot/take-snapshots.js';
import { readTarget } from './target-words.js';
import { readWords } from '../command/read-words.js';

/* `client-lifetime snapshot <port> | --pid <pid>`: exit codes 0 all were taken, 2 they were not. */

const help = `client-lifetime snapshot <port> | --pid <pid> [--count 4] [--every 60s] [--out <dir>] --yes

Takes heap snapshots of a running Node.js process, one after another, for client-lifetime diagnose.
Without --yes it says what that costs the process, and does nothing.

  <port>              where the inspector of the process listens (node --inspect): 9229 or localhost:9229
  --pid <pid>         a process of this machine, whose inspector is opened with SIGUSR1 and closed again
  --count <number>    how many (default: 4; fewer than four cannot tell a leak from a pool that fills)
  --every <time>      from one to the next: 90s, 5m, 1h (default: 60s)
  --out <dir>         where to (default: this folder). Files are readable for their owner only
  --yes               do it
  --ignore-limit      also when the memory of the process or its container may not do
  --allow-remote      <port> may be of another machine
  --help

Exit codes: 0 all were taken, 2 they were not. See docs/diagnose.md, for Kubernetes as well.
`;

const DEFAULT_COUNT = '4';
const DEFAULT_EVERY = '60s';
const MEGABYTE = 1024 * 1024;

const options = {
  pid: { type: 'string' }, count: { type: 'string' }, every: { type: 'string' }, out: { type: 'string' },
  yes: { type: 'boolean' }, 'ignore-limit': { type: 'boolean' }, 'allow-remote': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, options, 'client-lifetime snapshot --help');
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  for (const signal of signals) process.once(signal, interrupt);
  try {
    const count = readCount(values.count ?? DEFAULT_COUNT);
    const everyMs = readDuration(values.every ?? DEFAULT_EVERY, '--every');
    const files = await takeSnapshots({
      target: readTarget(positionals, values),
      count,
      everyMs,
      folder: path.resolve(values.out ?? '.'),
      ignoresLimit: values['ignore-limit'] ?? false,
      signal: interruption.signal,
      report: reportTo(values.yes ?? false, count, everyMs),
    });
    if (files.length === 0) return 2;
    const shown = files.map((file) => path.relative('.', file));
    process.stdout.write(`${shown.join('\n')}\n`);
    say(`\nCompare them: npx client-lifetime diagnose ${shown.join(' ')} --project <the folder with the code>\n`);
    return 0;
  } catch (error) {
    throw error instanceof InspectorError ? new UserError(error.message, { cause: error }) : error;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 100) {
    throw new UserError(`"${text}" is no number of snapshots. Write 4, or up to 100.`);
  }
  return count;
}

/** Everything but the names of the files goes to the error output. */
function reportTo(isAgreed: boolean, count: number, everyMs: number): TakeReport {
  let bar: ProgressBar | undefined;
  let shown = 0;
  return {
    plan(plan) {
      say(describePlan(plan, count, everyMs));
      if (!isAgreed) say('\nNothing was done. Say --yes to take them.\n');
      return isAgreed;
    },
    begin(number, { pauseSeconds }) {
      say(`\nSnapshot ${number} of ${count}: the process stands still for about ${seconds(pauseSeconds)}.\n`);
      bar = progressBar('taking', 1);
      shown = 0;
    },
    progress(part) {
      bar?.add(part - shown);
      shown = part;
    },
    written(file, { pauseSeconds, extraMemory }) {
      bar?.end();
      say(`${path.relative('.', file)} after ${seconds(pauseSeconds)}; it took up to ${megabytes(extraMemory)} more memory.\n`);
    },
    waiting(ms) {
      say(`Waiting ${seconds(ms / 1000)}.\n`);
    },
  };
}

function describePlan({ pid, nodeVersion, memory, expectation, isTooLarge }: Plan, count: number, everyMs: number): string {
  return [
    `Process ${pid}, Node.js ${nodeVersion}: ${megabytes(memory.heapUsed)} of heap, ${megabytes(memory.rss)} in all.`,
    `${count} snapshots, ${seconds(everyMs / 1000)} apart. Each stops the process for about ${seconds(expectation.pauseSeconds)}, in which`
    + ` it answers nothing, and may take ${megabytes(expectation.extraMemory)} more memory;`
    + ` ${megabytes(memory.available)} of ${megabytes(memory.limit)} are free${isTooLarge ? ': too little' : ''}.`,
    'Take the instance out of the load balancer while a snapshot is made, and let it have load between them.',
    'Snapshots hold everything that is in memory, secrets and personal data as well: keep them as such.',
    '',
  ].join('\n');
}

function seconds(value: number): string {
  return value >= 120 ? `${Math.round(value / 60)} min` : `${value >= 10 ? Math.round(value) : value.toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}

function say(text: string): void {
  process.stderr.write(text);
}
