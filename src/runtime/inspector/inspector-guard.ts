/**
 * Cleans up in a thread when nobody is left who would.
 * In: a session. Out: a guard that lives in the thread, and beats that keep it quiet.
 * Invariant: it counts turns of its own timer without a beat, not time, so that a process that stood still (a heap snapshot) is not taken
 * for one that was left. What it cleans up is whatever we keep behind symbols of the global object, and the inspector if it was opened
 * here.
 * Blind spot: an inspector that somebody else attached to in the meantime is closed under them.
 */
import type * as Inspector from 'node:inspector';
import { callInProcess } from './call-in-process.js';
import type { RequireBuiltin } from './call-in-process.js';
import type { ProtocolSession } from './protocol-session.js';

export interface Guard {
  /** Takes the guard out of the thread. */
  remove(): Promise<void>;
  /** Takes it out and closes the inspector of the process, which ends the session. */
  closeInspector(): Promise<void>;
  /** Does what keeps this process too busy for beats. The guard waits for a minute while it does. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Sends no more beats, where the connection is lost anyway. */
  stop(): void;
}

const BEAT_MS = 500;
/** Turns without a beat after which the process is on its own: about five seconds. */
const MAX_SILENT_TURNS = 10;
/** Turns that are allowed beside them while this process is known to be busy. */
const BUSY_TURNS = 110;

/** Puts a guard into the thread, and beats until it is removed. Guards count: a thread is cleaned up when the last was left alone. */
export async function startGuard(session: ProtocolSession, { closesInspector = false } = {}): Promise<Guard> {
  await callInProcess(session, installGuard, BEAT_MS, MAX_SILENT_TURNS, closesInspector);
  const beats = setInterval(() => {
    callInProcess(session, beat).catch(() => {});
  }, BEAT_MS);
  beats.unref();
  const stop = (): void => clearInterval(beats);
  void session.closed.then(stop);
  return {
    stop,
    async during(work) {
      await callInProcess(session, setSilentTurns, -BUSY_TURNS);
      try {
        return await work();
      } finally {
        if (!session.isClosed) await callInProcess(session, setSilentTurns, 0);
      }
    },
    async remove() {
      stop();
      await callInProcess(session, removeGuard);
    },
    async closeInspector() {
      stop();
      await callInProcess(session, closeInspector);
    },
  };
}

interface Installed {
  guards: number;
  silentTurns: number;
  closesInspector: boolean;
  end(): void;
}

function installGuard(require: RequireBuiltin, beatMs: number, maxSilentTurns: number, closesInspector: boolean): void {
  const key = Symbol.for('client-lifetime.guard');
  const holder = globalThis as { [name: symbol]: Installed | undefined };
  const before = holder[key];
  if (before) {
    before.guards += 1;
    before.closesInspector ||= closesInspector;
    return;
  }
  const timer = setInterval(() => {
    guard.silentTurns += 1;
    if (guard.silentTurns <= maxSilentTurns) return;
    guard.end();
    for (const symbol of Object.getOwnPropertySymbols(holder)) {
      if (Symbol.keyFor(symbol)?.startsWith('client-lifetime.')) Reflect.deleteProperty(holder, symbol);
    }
    if (guard.closesInspector) (require('node:inspector') as typeof Inspector).close();
  }, beatMs);
  timer.unref();
  const guard: Installed = {
    guards: 1,
    silentTurns: 0,
    closesInspector,
    end() {
      clearInterval(timer);
      Reflect.deleteProperty(holder, key);
    },
  };
  Object.defineProperty(holder, key, { value: guard, configurable: true });
}

/** What is allowed beside stays so. */
function beat(): void {
  const guard = (globalThis as { [name: symbol]: Installed | undefined })[Symbol.for('client-lifetime.guard')];
  if (guard && guard.silentTurns > 0) guard.silentTurns = 0;
}

function setSilentTurns(_require: RequireBuiltin, turns: number): void {
  const guard = (globalThis as { [name: symbol]: Installed | undefined })[Symbol.for('client-lifetime.guard')];
  if (guard) guard.silentTurns = turns;
}

function removeGuard(): void {
  const guard = (globalThis as { [name: symbol]: Installed | undefined })[Symbol.for('client-lifetime.guard')];
  if (!guard) return;
  guard.guards -= 1;
  if (guard.guards === 0) guard.end();
}

function closeInspector(require: RequireBuiltin): void {
  (globalThis as { [name: symbol]: Installed | undefined })[Symbol.for('client-lifetime.guard')]?.end();
  const inspector = require('node:inspector') as typeof Inspector;
  // After the answer has gone out.
  setImmediate(() => inspector.close());
}
