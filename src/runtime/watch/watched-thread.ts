/**
 * One thread in which constructions are counted.
 * In: its session. Out: counts by stack, and the functions they are of.
 * Invariant: whatever was put into the thread is taken out by `close`, and by V8 and the guard when the connection is lost.
 * Blind spot: what was constructed in the moment between the loading of a package and the setting of its logpoints.
 */
import type { CatalogIndex } from '../../catalog/merge.js';
import { callInProcess } from '../inspector/call-in-process.js';
import { startGuard } from '../inspector/inspector-guard.js';
import type { Guard } from '../inspector/inspector-guard.js';
import type { ProtocolSession } from '../inspector/protocol-session.js';
import type { CataloguedFunction } from './catalogued-function.js';
import { findBundled } from './find-bundled.js';
import { findConstructors } from './find-constructors.js';
import { findEntryModules } from './loaded-packages.js';
import { openLogpoints } from './logpoints.js';
import type { Logpoints } from './logpoints.js';
import { installRecorder, readRecorder, removeRecorder } from './recorder.js';
import type { RawCounts } from './recorder.js';
import { SourcePositions } from './source-positions.js';
import type { Script } from './source-positions.js';

/** Deep enough for a handler behind a framework's layers. */
const MAX_FRAMES = 50;
/** Different stacks that are told apart in one thread. */
const MAX_PLACES = 1000;
/** How long new scripts are waited for before they are looked at together. */
const SETTLE_MS = 100;

/** Which of the functions that were found may be counted. */
export type Admit = (functions: readonly CataloguedFunction[]) => readonly CataloguedFunction[];

export class WatchedThread {
  readonly positions = new SourcePositions();
  readonly logpoints: Logpoints;
  readonly #session: ProtocolSession;
  readonly #index: CatalogIndex;
  readonly #admit: Admit;
  readonly #scripts: Script[] = [];
  readonly #stops: (() => void)[] = [];
  #guard: Guard | undefined;
  #looking = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #lastCounts: RawCounts = { places: [], beyond: 0 };

  private constructor(session: ProtocolSession, index: CatalogIndex, admit: Admit) {
    this.#session = session;
    this.#index = index;
    this.#admit = admit;
    this.logpoints = openLogpoints(session);
  }

  /** Sets logpoints for all that is loaded, and keeps doing so for what is loaded later. */
  static async open(session: ProtocolSession, index: CatalogIndex, admit: Admit): Promise<WatchedThread> {
    const thread = new WatchedThread(session, index, admit);
    await thread.#start();
    return thread;
  }

  /** The counts so far; the last ones read when the thread is gone. */
  async read(): Promise<RawCounts> {
    if (this.#session.isClosed) return this.#lastCounts;
    try {
      this.#lastCounts = await callInProcess(this.#session, readRecorder);
    } catch {
      // The thread ended in this moment.
    }
    return this.#lastCounts;
  }

  /** Takes everything out of the thread. Its session stays open. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    for (const stop of this.#stops.splice(0)) stop();
    if (this.#session.isClosed) return;
    await this.#looking;
    await this.read();
    try {
      await this.logpoints.remove();
      await this.#session.call('Debugger.disable');
      await callInProcess(this.#session, removeRecorder);
      await this.#guard?.remove();
    } catch (error) {
      // A thread that ended in the meantime holds nothing any more.
      if (!this.#session.isClosed) throw error;
    }
  }

  async #start(): Promise<void> {
    this.#stops.push(
      this.#session.on<Script>('Debugger.scriptParsed', (script) => this.#addScript(script)),
      // A `debugger` statement of the application stops it as soon as a debugger is there.
      this.#session.on('Debugger.paused', () => void this.#session.call('Debugger.resume').catch(() => {})),
    );
    this.#guard = await startGuard(this.#session);
    await callInProcess(this.#session, installRecorder, MAX_FRAMES, MAX_PLACES);
    await this.#session.call('Debugger.enable');
    await this.#lookAgain();
  }

  #addScript(script: Script): void {
    if (script.url === '' || script.url.startsWith('node:')) return;
    this.#scripts.push(script);
    this.positions.add(script);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lookAgain().catch(() => {}), SETTLE_MS);
  }

  /** One look after the other: two at once would find, and count, the same functions. */
  #lookAgain(): Promise<void> {
    clearTimeout(this.#timer);
    const look = this.#looking.then(() => this.#look());
    this.#looking = look.catch(() => {});
    return look;
  }

  async #look(): Promise<void> {
    const modules = this.#scripts.filter(({ isModule, url }) => isModule && url.startsWith('file:')).map(({ url }) => url);
    const entries = await findEntryModules(this.#session, this.#index, modules);
    const known = new Set([...this.logpoints.functions.values()].map(keyOf));
    const found = [
      ...await findConstructors(this.#session, this.#index, entries),
      // Reading the source map of a large bundle takes seconds.
      ...await this.#guard!.during(() => findBundled(this.#session, this.#index, this.#scripts, this.positions)),
    ].filter((each) => !known.has(keyOf(each)));
    await this.logpoints.add(this.#admit(found));
  }
}

function keyOf({ location }: CataloguedFunction): string {
  return `${location.scriptId}:${location.lineNumber}:${location.columnNumber}`;
}
