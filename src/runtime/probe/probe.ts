/**
 * What constructing a client costs, measured.
 * In: an export of an installed package, how it is constructed, used and released, and a far side. Out: a measurement per mode.
 * Invariant: each mode runs in a child process of its own that always ends: with its task, its time limit, or this process.
 * Blind spot: what a client does later than a moment after its last call (reconnecting, idle time-outs).
 */
import { fork } from 'node:child_process';
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { packageOfSpecifier } from '../../catalog/merge.js';
import type { Measured, Mode, ProbeResult } from '../../catalog/measured/measurement.js';
import type { FarSide } from './far-side.js';
import type { ChildReport, ChildTask, HeapTask, Recipe } from './probe-task.js';

export interface ProbeOptions extends Recipe {
  readonly package: string;
  readonly export: string;
  readonly folder: string;
  /** Clients, or calls of the shared one. */
  readonly times: number;
  readonly farSide: FarSide;
  /** For each child process. */
  readonly limitMs: number;
  readonly allowRemote: boolean;
  /** The program of the child; another one where this runs from sources. */
  readonly childFile?: string;
}

const modes: readonly Mode[] = ['unused', 'kept', 'released', 'shared'];

/** How long connections may take to be closed after they were released. */
const SETTLE_MS = 300;

/** Measures each mode in a child process. Throws an `Error` that says which mode failed, and why. */
export async function probe(options: ProbeOptions): Promise<ProbeResult> {
  const measured: Partial<Record<Mode, Measured>> = {};
  for (const mode of modes) measured[mode] = await measure(options, mode);
  const all = measured as Record<Mode, Measured>;
  const isReached = options.farSide.counts().opened > 0;
  return {
    package: options.package, version: versionOf(options), export: options.export, times: options.times,
    node: process.versions.node, modes: all,
    connects: all.unused.opened > 0 ? 'construction' : all.kept.opened > 0 ? 'firstUse' : isReached ? 'process' : 'never',
  };
}

/** Keeps clients in a child process, and writes snapshots of its heap: one before, and one after each of these numbers of clients. */
export async function snapshotClients(options: ProbeOptions, heap: HeapTask): Promise<void> {
  const report = await inChild(options, { mode: 'kept', heap }, {});
  if (report.failedCalls > 0 && options.farSide.counts().opened === 0) throw new Error(`no call reached the far side: ${report.failure}`);
}

async function measure(options: ProbeOptions, mode: Mode): Promise<Measured> {
  const { farSide, times } = options;
  let before = farSide.counts();
  let after = before;
  const report = await inChild(options, { mode }, {
    onWarm: () => {
      before = farSide.counts();
    },
    onDone: async () => {
      await sleep(SETTLE_MS);
      after = farSide.counts();
    },
  });
  return {
    opened: after.opened - before.opened, open: Math.max(0, after.open - before.open),
    rss: Math.round(report.rss / times), heap: Math.round(report.heap / times), milliseconds: round(report.elapsed / times),
    failedCalls: report.failedCalls, ...(report.failure !== undefined && { failure: report.failure }),
  };
}

type Done = Extract<ChildReport, { kind: 'done' }>;

/** Runs a task in a child process. It is there until `onDone` is, and gone afterwards. */
async function inChild(
  options: ProbeOptions, { mode, heap }: Pick<ChildTask, 'mode' | 'heap'>,
  { onWarm, onDone }: { readonly onWarm?: () => void; readonly onDone?: () => Promise<void> },
): Promise<Done> {
  const { farSide, limitMs, childFile = fileURLToPath(new URL('probe-child.js', import.meta.url)) } = options;
  const temporary = mkdtempSync(path.join(tmpdir(), 'client-lifetime-'));
  const certificateFile = path.join(temporary, 'certificate.pem');
  if (farSide.certificate !== undefined) writeFileSync(certificateFile, farSide.certificate);
  const child = fork(childFile, {
    cwd: options.folder,
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      ...(farSide.certificate !== undefined && { GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: certificateFile, NODE_EXTRA_CA_CERTS: certificateFile }),
    },
  });
  // It ends with this process even where its channel is kept open by what it loaded.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  try {
    const { package: name, export: exported, folder, construct, call, release, times, allowRemote } = options;
    child.send({
      package: name, export: exported, folder, construct, call, release: release || 'undefined', mode, times, allowRemote,
      scope: scopeOf(farSide), ...(heap && { heap }),
    } satisfies ChildTask);
    const report = await new Promise<Done>((resolve, reject) => {
      let failure = '';
      const timer = setTimeout(() => reject(new Error(`${mode}: not finished within ${limitMs / 1000} s. ${failure}`.trim())), limitMs);
      child.on('message', (message: ChildReport) => {
        if (message.kind === 'done') resolve(message);
        else if (message.kind === 'warm') {
          setTimeout(() => {
            onWarm?.();
            child.send({});
          }, SETTLE_MS);
        }
        else if (message.isFatal) reject(new Error(`${mode}: ${message.message}`));
        else failure = message.message;
      });
      child.once('error', reject).once('exit', () => reject(new Error(`${mode}: the process ended. ${failure}`.trim())));
      child.once('exit', () => clearTimeout(timer));
    });
    await onDone?.();
    return report;
  } finally {
    process.off('exit', end);
    end();
    rmSync(temporary, { recursive: true, force: true });
    await waitForNone(farSide);
  }
}

async function waitForNone(farSide: FarSide): Promise<void> {
  for (const deadline = performance.now() + 2000; farSide.counts().open > 0 && performance.now() < deadline;) await sleep(20);
}

function scopeOf({ port, certificate }: FarSide): Readonly<Record<string, unknown>> {
  return { host: 'localhost', port, address: `localhost:${port}`, url: `http://localhost:${port}`, certificate: certificate ?? '' };
}

function versionOf({ folder, package: specifier }: ProbeOptions): string {
  if (isBuiltin(specifier)) return process.versions.node;
  const name = packageOfSpecifier(specifier);
  for (const base of createRequire(path.join(folder, 'probe.cjs')).resolve.paths(name) ?? []) {
    try {
      return (JSON.parse(readFileSync(path.join(base, name, 'package.json'), 'utf8')) as { version: string }).version;
    } catch {
      // Not in this one.
    }
  }
  return 'unknown';
}

const round = (value: number): number => Math.round(value * 100) / 100;
