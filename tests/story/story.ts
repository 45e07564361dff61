import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ESLint } from 'eslint';
import type { DiagnoseReport } from '../../src/runtime/diagnose/report.js';
import type { WatchReport } from '../../src/runtime/watch/watch-report.js';
import { startGrpcServer } from '../behaviour/servers/grpc.js';
import { startHttpServer } from '../behaviour/servers/http.js';
import type { LocalServer } from '../behaviour/servers/local-server.js';
import { startPostgresServer } from '../behaviour/servers/postgres.js';
import { startRedisServer } from '../behaviour/servers/redis.js';
import { startChild } from '../demo/child.mjs';
import { applySuggestion, lintService } from '../demo/lint-and-apply.mjs';
import type { Edit } from '../demo/lint-and-apply.mjs';
import { writeService } from '../runtime/diagnose/growing-service.js';
import { leaks, serviceOf } from './services.js';
import type { Format, Sdk } from './services.js';

/*
 * From a growing process to the repaired line, with the commands that people type: a service that leaks runs under uneven load in a process
 * of its own; `watch` names the line; `snapshot` and `diagnose` name the package and the line; the edit that ESLint offers is applied; and
 * under the same load nothing grows any more.
 */

export interface Look {
  readonly counted: WatchReport;
  readonly diagnosed: DiagnoseReport;
}

export interface Story {
  readonly folder: string;
  readonly before: Look;
  readonly edit: Edit;
  readonly after: Look;
}

export interface StoryOptions {
  readonly sdk: Sdk;
  readonly format: Format;
  readonly plugin: ESLint.Plugin;
  /** Requests in each of the intervals between snapshots. */
  readonly loads?: readonly number[];
  /** The Node.js that runs the service. */
  readonly node?: string;
  /** Hears what is done, and the text that a command prints for people. */
  readonly tell?: (text: string) => void;
}

const command = fileURLToPath(new URL('../../dist/src/bin/client-lifetime.js', import.meta.url));
const LOADS = [19, 33, 8];
/** Requests while `watch` counts. */
const COUNTED = 20;
/** Requests at a time. */
const AT_ONCE = 7;

const servers: Readonly<Record<Sdk, () => Promise<LocalServer>>> = {
  grpc: startGrpcServer, pg: startPostgresServer, ioredis: startRedisServer, undici: startHttpServer,
};

export async function tellStory(options: StoryOptions): Promise<Story> {
  const { sdk, format, plugin, tell = () => {} } = options;
  const service = serviceOf(sdk, format);
  const folder = writeService(service);
  const server = await servers[sdk]();
  try {
    if (format === 'bundle') await bundle(folder);
    tell(`A service constructs a client of ${leaks[sdk].package} for every request (${format}).`);
    const before = await lookAt(folder, service.main, server.environment, options);
    const results = await lintService(folder, plugin);
    const sources = results.filter(({ filePath }) => !filePath.startsWith('dist'));
    const edit = await applySuggestion({ results: sources, source: folder, target: `${folder}-edited` });
    // The same folder, so that nothing but the edit differs.
    writeFileSync(join(folder, edit.file), edit.after);
    rmSync(`${folder}-edited`, { recursive: true, force: true });
    tell(`The edit: ${edit.title}`);
    if (format === 'bundle') await bundle(folder);
    const after = await lookAt(folder, service.main, server.environment, options);
    return { folder, before, edit, after };
  } finally {
    await server.stop();
  }
}

async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: [join(folder, 'server.js')], outfile: join(folder, 'dist/server.cjs'), bundle: true, minify: true, sourcemap: true,
    platform: 'node', format: 'cjs', external: ['pg-native'], logLevel: 'silent',
  });
}

async function lookAt(
  folder: string, main: string, environment: Readonly<Record<string, string>>, { loads = LOADS, node, tell = () => {} }: StoryOptions,
): Promise<Look> {
  const child = startChild(join(folder, main), { environment, execArgv: ['--inspect-port=0'], ...(node !== undefined && { node }) });
  try {
    const address = `http://localhost:${await child.readPort()}`;
    let asked = 0;
    const load = async (requests: number): Promise<void> => {
      for (let left = requests; left > 0; left -= AT_ONCE) {
        await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, async () => {
          const response = await fetch(`${address}/?number=${asked++}`);
          if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
          await response.text();
        }));
      }
    };
    await load(AT_ONCE);

    const counts = join(folder, 'counts.json');
    const watching = ['watch', '--pid', String(child.pid), '--for', '6s', '--json'];
    tell(`$ client-lifetime ${watching.join(' ')}`);
    const counting = run(watching, folder, (line) => line.startsWith('Counting') ? load(COUNTED) : undefined);
    const counted = await counting;
    writeFileSync(counts, counted);

    const out = join(folder, 'heap');
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { mode: 0o700 });
    const taking = ['snapshot', '--pid', String(child.pid), '--count', String(loads.length + 1), '--every', '3s', '--out', out, '--yes'];
    tell(`$ client-lifetime ${taking.join(' ')}`);
    const left = [...loads];
    const taken = await run(taking, folder, (line) => line.startsWith('Waiting') ? load(left.shift() ?? 0) : undefined);
    const files = taken.trim().split('\n');

    const diagnosing = ['diagnose', ...files, '--project', folder, '--watch', counts];
    tell(`$ client-lifetime ${diagnosing.join(' ')}`);
    const text = await run(diagnosing, folder);
    tell(text);
    const diagnosed = JSON.parse(await run([...diagnosing, '--json'], folder)) as DiagnoseReport;
    return { counted: JSON.parse(readFileSync(counts, 'utf8')) as WatchReport, diagnosed };
  } finally {
    await child.stop();
  }
}

/** Runs a command of the package, and gives what it prints. `hear` is told each line of its error output. */
async function run(
  words: readonly string[], cwd: string, hear: (line: string) => Promise<void> | undefined = () => undefined,
): Promise<string> {
  const started = spawn(process.execPath, [command, ...words], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  const heard: Promise<void>[] = [];
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  let line = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
    const lines = (line + text).split('\n');
    line = lines.pop()!;
    for (const whole of lines) {
      const action = hear(whole);
      if (action) heard.push(action);
    }
  });
  const code = await new Promise<number | null>((resolve) => started.on('close', resolve));
  await Promise.all(heard);
  // `diagnose` answers 1 where something leaks.
  if (code !== 0 && (code !== 1 || output === '')) {
    throw new Error(`client-lifetime ${words.join(' ')} ended with ${code}:\n${errors}${output}`);
  }
  return output;
}
