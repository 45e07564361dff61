import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import type * as Os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../command/user-error.js';
import { attach } from '../inspector/attach.js';
import type { Attached, Target } from '../inspector/attach.js';
import { callInProcess } from '../inspector/call-in-process.js';
import { expect, isTooLarge } from './expectation.js';
import type { Expectation, Experience, MemoryState } from './expectation.js';

/*
 * Takes heap snapshots of a running process, one after another, through one session of its inspector.
 * Input: a process, how many, how often, and where to. Output: files that only their owner may read.
 * Invariant: a file is whole or not there; the process is left as it was found. One session takes all, because ids of objects, by which
 * the snapshots are compared, may begin anew with the next one. Blind spot: worker threads have heaps of their own, which are not taken.
 */

export interface TakeOptions {
  readonly target: Target;
  readonly count: number;
  /** From the end of one to the beginning of the next. */
  readonly everyMs: number;
  /** Absolute path of a folder, which is made when it is not there. */
  readonly folder: string;
  /** Goes on when memory may not do. */
  readonly ignoresLimit: boolean;
  readonly signal: AbortSignal;
  readonly report: TakeReport;
}

/** What the person at the terminal is told. */
export interface TakeReport {
  /** Before the first one. False ends it, with nothing done. */
  plan(plan: Plan): boolean;
  begin(number: number, expectation: Expectation): void;
  /** Part of the snapshot that is made, 0 to 1. */
  progress(part: number): void;
  written(file: string, experience: Experience): void;
  waiting(ms: number): void;
}

export interface Plan {
  readonly pid: number;
  readonly nodeVersion: string;
  readonly memory: MemoryState;
  readonly expectation: Expectation;
  readonly isTooLarge: boolean;
}

const MEGABYTE = 1024 * 1024;

/** Gives the paths of the files. Rejects with a `UserError` or an `InspectorError`; what is whole by then stays. */
export async function takeSnapshots(options: TakeOptions): Promise<string[]> {
  const attached = await attach(options.target);
  try {
    options.signal.throwIfAborted();
    return await takeAll(attached, options);
  } catch (error) {
    if (!options.signal.aborted) throw error;
    throw new UserError('stopped. The process goes on; what was whole by then is kept.', { cause: error });
  } finally {
    await attached.detach();
  }
}

async function takeAll(attached: Attached, { count, everyMs, folder, ignoresLimit, signal, report }: TakeOptions): Promise<string[]> {
  const { pid, nodeVersion, session } = attached;
  const files: string[] = [];
  const started = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  let last: Experience | undefined;
  for (let number = 1; number <= count; number += 1) {
    const memory = await callInProcess(session, readMemory);
    const expectation = expect(memory, last);
    const tooLarge = isTooLarge(memory, expectation);
    if (number === 1 && !report.plan({ pid, nodeVersion, memory, expectation, isTooLarge: tooLarge })) return [];
    if (tooLarge && !ignoresLimit) {
      const inMegabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;
      throw new UserError(`snapshot ${number} may take ${inMegabytes(expectation.extraMemory)} more memory, and the process has `
        + `${inMegabytes(memory.available)} left of ${inMegabytes(memory.limit)}: it could be killed. `
        + `${files.length === 0 ? 'Nothing was taken.' : `${files.length} were taken.`} Give it more memory, or say --ignore-limit.`);
    }
    report.begin(number, expectation);
    const file = path.join(folder, `heap-${pid}-${started}-${number}.heapsnapshot`);
    last = await takeOne(attached, file, memory, { signal, onProgress: (part) => report.progress(part) });
    files.push(file);
    report.written(file, last);
    if (number === count) break;
    report.waiting(everyMs);
    await sleep(everyMs, undefined, { signal });
  }
  return files;
}

async function takeOne(
  { session }: Attached, file: string, before: MemoryState,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (part: number) => void },
): Promise<Experience> {
  const opened = create(file);
  let failure: Error | undefined;
  const stops = [
    session.on<{ chunk: string }>('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
      try {
        if (!failure) writeSync(opened, chunk);
      } catch (error) {
        failure = error as Error;
      }
    }),
    session.on<{ done: number; total: number }>('HeapProfiler.reportHeapSnapshotProgress', ({ done, total }) => {
      onProgress(total > 0 ? Math.min(1, done / total) : 0);
    }),
  ];
  // Whoever presses Ctrl-C does not wait for a snapshot that is being made; the session ends, and the process drops it.
  const abort = (): void => void session.close();
  signal.addEventListener('abort', abort, { once: true });
  const start = performance.now();
  try {
    await session.call('HeapProfiler.takeHeapSnapshot', { reportProgress: true }, { limitMs: Infinity });
    if (failure) throw new UserError(`cannot write ${file}: ${failure.message}.`, { cause: failure });
    const pauseSeconds = (performance.now() - start) / 1000;
    const highest = await callInProcess(session, readHighestMemory);
    closeSync(opened);
    return { heapUsed: before.heapUsed, pauseSeconds, extraMemory: Math.max(MEGABYTE, highest - before.rss) };
  } catch (error) {
    closeSync(opened);
    rmSync(file, { force: true });
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    for (const stop of stops) stop();
  }
}

/** Snapshots hold all that the process has in memory, secrets among it. */
function create(file: string): number {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${(error as Error).message}.`, { cause: error });
  }
}

function readMemory(require: (name: string) => unknown): MemoryState {
  const { totalmem, freemem } = require('node:os') as typeof Os;
  const { heapUsed, rss } = process.memoryUsage();
  const constrained = process.constrainedMemory?.() ?? 0;
  // Without a limit it is 0, or a number beyond all memory.
  const isConstrained = constrained > 0 && constrained < totalmem();
  const limit = isConstrained ? constrained : totalmem();
  return { heapUsed, rss, limit, available: isConstrained ? Math.min(limit - rss, freemem()) : freemem() };
}

/** The most that it ever used, in bytes: while the snapshot was made, unless it was more before. */
function readHighestMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}
