import { matchesGlob, matchesPackage } from '../catalog/match.js';
import type { FarSideAnswer } from '../catalog/measured/recipe.js';
import { recipes } from '../catalog/measured/recipes.js';
import { UserError } from '../command/user-error.js';
import { isThisMachine, readEndpoint } from '../runtime/inspector/endpoint.js';
import { InspectorError } from '../runtime/inspector/inspector-error.js';
import { protocols, startCounter, startFarSide } from '../runtime/probe/far-side.js';
import type { FarSide, Protocol } from '../runtime/probe/far-side.js';
import { takeFingerprint } from '../runtime/diagnose/fingerprints/take-fingerprint.js';
import { probe } from '../runtime/probe/probe.js';
import type { ProbeOptions } from '../runtime/probe/probe.js';
import type { Recipe } from '../runtime/probe/probe-task.js';
import { renderProbe } from '../runtime/probe/render-probe.js';
import { readDuration } from '../runtime/snapshot/duration.js';
import { readWords } from '../command/read-words.js';

/* `client-lifetime probe <package> <export>`: exit codes 0 measured, 2 it could not be measured. */

const help = `client-lifetime probe <package> <export> [--far-side http|https|grpc|web-socket|tcp] [--to <host>:<port>]

Measures what constructing a client costs: connections, memory and time, for clients that are kept, released and shared.
Each runs in a child process of its own, against a server of this machine that counts the connections that reach it.
Where each client keeps a connection, a fifth one takes heap snapshots, and tells which objects grow with the clients.
It runs the code of the package, which has to be installed here.

  --far-side <name>   which server to start: http, https, grpc (answers any call with an empty message, over TLS),
                      web-socket, tcp
  --to <host>:<port>  a server that runs already (a database); connections are counted on the way to it
  --construct <code>  JavaScript that gives a client. exported is the export, and host, port, address, url, certificate
                      are those of the server: "new exported({ host, port })"
  --call <code>       uses client once, may await: "client.ping()"
  --release <code>    releases client: "client.close()"
  --times <number>    how many clients (default: 20)
  --limit <time>      for each of the child processes (default: 60s)
  --allow-remote      the clients may connect to other machines
  --json, --help

For clients of the catalog that have been measured, what you leave out is known.
Exit codes: 0 measured, 2 it could not be measured. See docs/watch.md.
`;

const DEFAULT_TIMES = '20';
const MAX_TIMES = 10_000;

const options = {
  'far-side': { type: 'string' }, to: { type: 'string' }, construct: { type: 'string' }, call: { type: 'string' },
  release: { type: 'string' }, times: { type: 'string' }, limit: { type: 'string' }, 'allow-remote': { type: 'boolean' },
  json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const;

export async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, options, 'client-lifetime probe --help');
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [name, exported, ...others] = positionals;
  if (name === undefined || exported === undefined || others.length > 0) {
    throw new UserError('name a package and what it exports: client-lifetime probe <package> <export>. See --help.');
  }
  const known = recipes.find((each) => (
    [each.package].flat().some((pattern) => matchesPackage(pattern, name)) && matchesGlob(each.export, exported)));
  const recipe: Recipe = {
    construct: given(values.construct ?? known?.construct, '--construct', 'new exported({ host, port })'),
    call: given(values.call ?? known?.call, '--call', 'client.ping()'),
    release: values.release ?? known?.release ?? '',
  };
  const times = readTimes(values.times ?? DEFAULT_TIMES);
  const limitMs = readDuration(values.limit ?? '60s', '--limit');
  const farSide = await openFarSide(values.to, values['far-side'] ?? known?.farSide, values['allow-remote'] ?? false, known?.answer);
  try {
    const options: ProbeOptions = {
      ...recipe, package: name, export: exported, folder: process.cwd(), times, farSide, limitMs,
      allowRemote: values['allow-remote'] ?? false,
    };
    const result = await probe(options);
    // What shares its connections with others does not grow with its clients.
    const unit = result.modes.kept.open >= times ? await takeFingerprint(options) : undefined;
    process.stdout.write(values.json ? `${JSON.stringify({ ...result, ...(unit && { unit }) }, null, 2)}\n`
      : renderProbe(result, recipe, unit));
    return 0;
  } catch (error) {
    throw new UserError(`${exported} of ${name} could not be measured. ${(error as Error).message}`, { cause: error });
  } finally {
    farSide.close();
  }
}

function given(code: string | undefined, option: string, example: string): string {
  if (code === undefined) throw new UserError(`say with ${option} what to run, as in ${option} "${example}".`);
  return code;
}

function readTimes(text: string): number {
  const times = Number(text);
  if (!Number.isInteger(times) || times < 1 || times > MAX_TIMES) throw new UserError(`"${text}" is no number of clients. Write 20.`);
  return times;
}

async function openFarSide(
  to: string | undefined, name: string | undefined, allowRemote: boolean, answer: FarSideAnswer | undefined,
): Promise<FarSide> {
  if (to !== undefined) {
    try {
      const endpoint = readEndpoint(to, { allowRemote: true });
      if (!allowRemote && !isThisMachine(endpoint.host)) throw new UserError(`${endpoint.host} is another machine. Say --allow-remote.`);
      return await startCounter(endpoint);
    } catch (error) {
      throw error instanceof InspectorError ? new UserError(`--to: write <host>:<port>, not "${to}".`, { cause: error }) : error;
    }
  }
  const protocol = protocols.find((each) => each === name);
  if (protocol !== undefined) return startFarSide(protocol satisfies Protocol, answer);
  throw new UserError(name === undefined ? `say which server it talks to: --far-side ${protocols.join('|')}, or --to <host>:<port>.`
    : `it talks to ${name}: start one, and give its place with --to <host>:<port>. Or say --far-side ${protocols.join('|')}.`);
}
