import { existsSync } from 'node:fs';
import { builtinCatalog } from '../catalog/builtin.js';
import { selfTests } from '../catalog/measured/self-tests.js';
import { indexCatalog } from '../catalog/merge.js';
import { UserError } from '../command/user-error.js';
import type { Target } from '../runtime/inspector/attach.js';
import { InspectorError } from '../runtime/inspector/inspector-error.js';
import { readDuration } from '../runtime/snapshot/duration.js';
import { refusalOf } from '../runtime/watch/refusal.js';
import { renderWatch } from '../runtime/watch/render-watch.js';
import type { PlaceVerdict } from '../runtime/watch/watch-report.js';
import { watch } from '../runtime/watch/watch.js';
import { editsAt } from './edits-at.js';
import { explainPlace } from './explain-place.js';
import { readTarget } from './target-words.js';
import { readWords } from '../command/read-words.js';

/* `client-lifetime watch <port> | --pid <pid>`: exit codes 0 counted, 1 nothing could be counted in it, 2 it could not be attached to. */

const help = `client-lifetime watch <port> | --pid <pid> [--for 60s] [--json]

Counts in a running Node.js process where clients of the catalog are constructed, by file, line and column,
and how many connections are open to which host before and after.

  <port>              where the inspector of the process listens (node --inspect): 9229 or localhost:9229
  --pid <pid>         a process of this machine, whose inspector is opened with SIGUSR1 and closed again
  --for <time>        how long: 30s, 5m (default: 60s). Ctrl-C ends it early, with the report
  --json              print the report as JSON, for diagnose --watch as well
  --untested          also count in versions of SDKs for which the self-test did not pass
  --allow-remote      <port> may be of another machine
  --help

Exit codes: 0 counted, 1 no constructor of the catalog could be counted in it, 2 it could not be attached to. See docs/watch.md.
`;

const DEFAULT_FOR = '60s';
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const options = {
  pid: { type: 'string' }, for: { type: 'string' }, json: { type: 'boolean' }, untested: { type: 'boolean' },
  'allow-remote': { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const;

export async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, options, 'client-lifetime watch --help');
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  for (const signal of signals) process.once(signal, interrupt);
  try {
    const forMs = readDuration(values.for ?? DEFAULT_FOR, '--for');
    const target = readTarget(positionals, values);
    say(intention(target, forMs));
    const report = await watch({
      target,
      forMs,
      index: indexCatalog(builtinCatalog),
      refusal: (counted, nodeVersion) => (values.untested ? undefined : refusalOf(counted, nodeVersion, selfTests)),
      signal: interruption.signal,
      onCounting(counted, refused) {
        const names = [...new Set(counted.map(({ package: name, version }) => (version === undefined ? name : `${name}@${version}`)))];
        say(`Counting constructors of ${names.join(', ') || 'nothing that is loaded so far'}.`);
        const untested = [...new Set(refused.map((each) => each.package))];
        if (untested.length > 0) say(`Not counted, because their self-test did not pass: ${untested.join(', ')}.`);
      },
    });
    const judged = { ...report, places: report.places.map((place) => {
      const verdict = judge(place.file, place.line, place.column);
      return { ...place, ...(verdict && { verdict }) };
    }) };
    process.stdout.write(values.json ? `${JSON.stringify(judged, null, 2)}\n` : `${renderWatch(judged, process.cwd())}`);
    return report.counted.length > 0 ? 0 : 1;
  } catch (error) {
    throw error instanceof InspectorError ? new UserError(error.message, { cause: error }) : error;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

function intention(target: Target, forMs: number): string {
  const attaching = target.kind === 'process'
    ? `Opens the inspector of process ${target.pid} with SIGUSR1 unless it is open, and closes it again.`
    : `Attaches to the inspector at port ${target.endpoint.port}, and leaves it open.`;
  return `${attaching} Sets breakpoints that only count, where catalogued constructors return, for ${forMs / 1000} s, and removes them. `
    + 'The process is not paused. Ctrl-C ends it early.';
}

/** What the linter says of the place, where its file is on this machine. */
function judge(file: string, line: number, column: number): PlaceVerdict | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { constructions: [found] } = explainPlace({ kind: 'explain', file, line, column, isJson: true, hasPasses: false });
    if (!found) return undefined;
    const [ending] = found.endings;
    return {
      ...(found.rule !== undefined && { rule: found.rule }),
      ...(found.silence !== undefined && { silence: found.silence }),
      trace: (ending?.trace ?? []).map((step) => `${step.file}:${step.line}  ${step.code}`),
      edits: found.rule === undefined ? [] : editsAt(file, line).offered.map(({ title }) => title),
    };
  } catch (error) {
    // A file that cannot be parsed: what was counted stands without a verdict.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Everything but the report goes to the error output. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
