/**
 * Closes an inspector that was opened here when nobody is left who would.
 * In: the session through which it was opened. Out: a guard that lives in the process, and beats that keep it quiet.
 * Invariant: it counts turns of its own timer without a beat, not time, so that a process that stood still (a heap snapshot) is not taken
 * for one that was left.
 * Blind spot: an inspector that somebody else attached to in the meantime is closed under them.
 */
import type * as Inspector from 'node:inspector';
import { callInProcess } from './call-in-process.js';
import type { ProtocolSession } from './protocol-session.js';

export interface Guard {
  /** Takes the guard out of the process and closes its inspector, which ends the session. */
  closeInspector(): Promise<void>;
  /** Sends no more beats. */
  stop(): void;
}

const BEAT_MS = 500;
/** Turns without a beat after which the process is on its own: about five seconds. */
const MAX_SILENT_TURNS = 10;

/** Puts the guard into the process, and beats until it is stopped. */
export async function startGuard(session: ProtocolSession): Promise<Guard> {
  await callInProcess(session, installGuard, BEAT_MS, MAX_SILENT_TURNS);
  const beats = setInterval(() => {
    callInProcess(session, beat).catch(() => {});
  }, BEAT_MS);
  beats.unref();
  void session.closed.then(() => clearInterval(beats));
  return {
    closeInspector: () => callInProcess(session, removeGuard),
    stop: () => clearInterval(beats),
  };
}

interface Installed {
  silentTurns: number;
  end(): void;
}

function installGuard(require: (name: string) => unknown, beatMs: number, maxSilentTurns: number): void {
  const key = Symbol.for('client-lifetime.inspector-guard');
  const holder = globalThis as { [name: symbol]: Installed | undefined };
  const inspector = require('node:inspector') as typeof Inspector;
  holder[key]?.end();
  const timer = setInterval(() => {
    guard.silentTurns += 1;
    if (guard.silentTurns <= maxSilentTurns) return;
    guard.end();
    inspector.close();
  }, beatMs);
  timer.unref();
  const guard: Installed = {
    silentTurns: 0,
    end() {
      clearInterval(timer);
      Reflect.deleteProperty(holder, key);
    },
  };
  Object.defineProperty(holder, key, { value: guard, configurable: true });
}

function beat(): void {
  const guard = (globalThis as { [name: symbol]: Installed | undefined })[Symbol.for('client-lifetime.inspector-guard')];
  if (guard) guard.silentTurns = 0;
}

function removeGuard(require: (name: string) => unknown): void {
  (globalThis as { [name: symbol]: Installed | undefined })[Symbol.for('client-lifetime.inspector-guard')]?.end();
  const inspector = require('node:inspector') as typeof Inspector;
  // After the answer has gone out.
  setImmediate(() => inspector.close());
}
