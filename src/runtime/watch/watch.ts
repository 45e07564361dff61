/**
 * Counts constructions of catalogued clients in a running process, its worker threads and the children of its cluster.
 * In: which process, for how long, and what the catalog knows. Out: a report by place.
 * Invariant: whatever way it ends, nothing of it stays in any of the processes.
 * Blind spot: children that are no cluster's: give their own process ids.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CatalogIndex } from '../../catalog/merge.js';
import { attach, moveInspector } from '../inspector/attach.js';
import type { Attached, Target } from '../inspector/attach.js';
import { callInProcess } from '../inspector/call-in-process.js';
import type { RequireBuiltin } from '../inspector/call-in-process.js';
import type { CataloguedFunction } from './catalogued-function.js';
import { readSockets } from './open-sockets.js';
import type { OpenSockets } from './open-sockets.js';
import { mergePlaces, placesOf } from './places.js';
import type { CountedExport, PlaceVerdict, RefusedExport, SocketChange, WatchReport } from './watch-report.js';
import { WatchedThread } from './watched-thread.js';

export interface WatchOptions {
  readonly target: Target;
  /** How long to count. */
  readonly forMs: number;
  readonly index: CatalogIndex;
  /** Why a function of this version must not be counted; `undefined`: it may. */
  readonly refusal: (counted: CataloguedFunction, nodeVersion: string) => string | undefined;
  /** What the linter says of a place. */
  readonly judge?: (file: string, line: number, column: number) => PlaceVerdict | undefined;
  /** Ends the counting early; the report is of the time until then. */
  readonly signal?: AbortSignal;
  /** Called when all logpoints are set. */
  readonly onCounting?: (counted: readonly CountedExport[], refused: readonly RefusedExport[]) => void;
}

/** Children of a cluster are looked for this often. */
const CHILDREN_MS = 1000;

/** The worker threads that are there are waited for this long, so that what they construct from the start is counted. */
const WORKERS_MS = 5000;

/** Counts, cleans up, and reports. Throws an `InspectorError` when the process cannot be attached to. */
export async function watch(options: WatchOptions): Promise<WatchReport> {
  const watched = new WatchedProcesses(options);
  try {
    await watched.open(options.target);
    options.onCounting?.(watched.counted(), watched.refused());
    return await watched.count();
  } finally {
    await watched.close();
  }
}

interface WatchedProcess {
  readonly attached: Attached;
  readonly threads: WatchedThread[];
  readonly before: readonly OpenSockets[];
}

class WatchedProcesses {
  readonly #options: WatchOptions;
  readonly #processes: WatchedProcess[] = [];
  readonly #refused = new Map<string, RefusedExport>();
  readonly #notes: string[] = [];

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  async open(target: Target): Promise<void> {
    let attached = await attach(target);
    try {
      const children = await childrenOf(attached);
      // They open their inspectors at the same port.
      if (children.length > 0 && attached.isOpenedHere) attached = await moveInspector(attached);
      await this.#add(attached);
      await this.#addChildren();
    } catch (error) {
      await attached.detach();
      throw error;
    }
  }

  async count(): Promise<WatchReport> {
    const { forMs, signal, judge } = this.#options;
    const start = performance.now();
    const [first] = this.#processes;
    const ended = new AbortController();
    void first?.attached.session.closed.then(() => ended.abort());
    const stop = AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]);
    while (!stop.aborted) {
      const left = forMs - (performance.now() - start);
      if (left <= 0) break;
      await sleep(Math.min(left, CHILDREN_MS), undefined, { signal: stop }).catch(() => {});
      if (!stop.aborted) await this.#addChildren();
      // Kept in case that the process ends before its time.
      await Promise.all(this.#threads().map((thread) => thread.read()));
    }
    const seconds = (performance.now() - start) / 1000;
    if (ended.signal.aborted) this.#notes.push('The process ended, or closed its inspector, before the time was over.');
    const places = mergePlaces((await Promise.all(this.#threads().map(async (thread) => {
      const { places: raw, beyond } = await thread.read();
      if (beyond > 0) this.#notes.push(`${beyond} constructions happened at more different stacks than are told apart.`);
      return placesOf(raw, thread.logpoints.functions, thread.positions);
    }))).flat());
    const sockets = await this.#socketChanges();
    return {
      seconds: Math.round(seconds * 10) / 10,
      processes: this.#processes.map(({ attached, threads }) => ({
        pid: attached.pid, nodeVersion: attached.nodeVersion, threads: threads.length,
      })),
      counted: this.counted(),
      refused: this.refused(),
      places: places.map((place) => {
        const verdict = judge?.(place.file, place.line, place.column);
        return {
          ...place, perSecond: seconds > 0 ? Math.round((place.constructed / seconds) * 100) / 100 : 0, ...(verdict && { verdict }),
        };
      }),
      sockets,
      notes: [...new Set(this.#notes)],
    };
  }

  counted(): readonly CountedExport[] {
    const all = this.#threads().flatMap((thread) => [...thread.logpoints.functions.values()]).map((each): CountedExport => ({
      package: each.package, ...(each.version !== undefined && { version: each.version }), export: each.export,
      releasedBy: each.releases.map(({ method }) => method),
    }));
    return [...new Map(all.map((each) => [JSON.stringify([each.package, each.version, each.export]), each])).values()];
  }

  refused(): readonly RefusedExport[] {
    return [...this.#refused.values()];
  }

  async close(): Promise<void> {
    for (const { attached, threads } of [...this.#processes].reverse()) {
      // Threads before the main one, whose session theirs go through.
      for (const thread of [...threads].reverse()) await thread.close().catch(() => {});
      await attached.detach();
    }
  }

  async #add(attached: Attached): Promise<void> {
    const { session, nodeVersion } = attached;
    const threads: WatchedThread[] = [];
    this.#processes.push({ attached, threads, before: await readSockets(session) });
    const admit = (found: readonly CataloguedFunction[]): readonly CataloguedFunction[] => this.#admit(found, nodeVersion);
    threads.push(await WatchedThread.open(session, this.#options.index, admit));
    const workers: Promise<unknown>[] = [];
    session.on<{ sessionId: string }>('NodeWorker.attachedToWorker', ({ sessionId }) => {
      workers.push(WatchedThread.open(session.threadSession(sessionId), this.#options.index, admit).then((thread) => {
        threads.push(thread);
      }, () => this.#notes.push('A worker thread ended before anything could be counted in it.')));
    });
    await session.call('NodeWorker.enable', { waitForDebuggerOnStart: false });
    // The workers that are there are announced before this is answered. One that computes without a pause answers when it comes to an
    // end, and the others are not to wait for it: its logpoints are set then.
    const waiting = new AbortController();
    await Promise.race([Promise.all(workers), sleep(WORKERS_MS, undefined, { signal: waiting.signal }).catch(() => {})]);
    waiting.abort();
  }

  async #addChildren(): Promise<void> {
    const [first] = this.#processes;
    if (!first || first.attached.session.isClosed) return;
    const known = new Set(this.#processes.map(({ attached }) => attached.pid));
    for (const pid of await childrenOf(first.attached).catch(() => [])) {
      if (known.has(pid)) continue;
      try {
        await this.#add(await attach({ kind: 'process', pid }, { isolated: true }));
      } catch (error) {
        this.#notes.push(`Process ${pid} of the cluster is not counted: ${(error as Error).message}`);
      }
    }
  }

  #admit(found: readonly CataloguedFunction[], nodeVersion: string): readonly CataloguedFunction[] {
    return found.filter((each) => {
      const reason = this.#options.refusal(each, nodeVersion);
      if (reason === undefined) return true;
      const { package: name, version, export: path } = each;
      this.#refused.set(`${name} ${path}`, { package: name, ...(version !== undefined && { version }), export: path, reason });
      return false;
    });
  }

  #threads(): readonly WatchedThread[] {
    return this.#processes.flatMap(({ threads }) => threads);
  }

  async #socketChanges(): Promise<readonly SocketChange[]> {
    const changes = new Map<string, { before: number; after: number }>();
    for (const { attached, before } of this.#processes) {
      const after = attached.session.isClosed ? [] : await readSockets(attached.session).catch(() => []);
      const add = (key: 'before' | 'after') => ({ remote, open }: OpenSockets): void => {
        const change = changes.get(remote) ?? { before: 0, after: 0 };
        change[key] += open;
        changes.set(remote, change);
      };
      before.forEach(add('before'));
      after.forEach(add('after'));
    }
    return [...changes].map(([remote, change]) => ({ remote, ...change })).sort((a, b) => (b.after - b.before) - (a.after - a.before));
  }
}

function childrenOf({ session }: Attached): Promise<readonly number[]> {
  return callInProcess(session, listChildren);
}

/** Runs in the process. */
function listChildren(require: RequireBuiltin): number[] {
  const { workers } = require('node:cluster') as { workers?: Record<string, { process: { pid?: number } }> };
  return Object.values(workers ?? {}).flatMap(({ process: { pid } }) => pid ?? []);
}
