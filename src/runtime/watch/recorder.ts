/**
 * What counts in the process: a small object behind a symbol, which the conditions of logpoints call.
 * In: a client that was just constructed, or one that is being released. Out: counts by stack, read from time to time.
 * Invariant: it never throws into the application, never keeps a client alive, and `false` is all that its conditions give, so that
 * nothing pauses.
 * Blind spot: where the application froze `Error`, constructions are counted without a stack.
 */
import type { RequireBuiltin } from '../inspector/call-in-process.js';

/** A frame of a stack: function, script, line and column (1-based), and whether it is a constructor of the client's own classes. */
export type RawFrame = readonly [name: string, script: string, line: number, column: number, isConstructor: boolean];

export interface RawPlace {
  /** The number of the logpoint that counted. */
  readonly logpoint: number;
  /** Innermost first, without the recorder itself. */
  readonly frames: readonly RawFrame[];
  readonly constructed: number;
  readonly released: number;
}

export interface RawCounts {
  readonly places: readonly RawPlace[];
  /** Constructions at more different stacks than are kept. */
  readonly beyond: number;
}

const recorder = 'globalThis[Symbol.for("client-lifetime.recorder")]?';

/** The conditions of logpoints, for which the recorder answers `false`. */
export const conditions = {
  constructed: (logpoint: number) => `${recorder}.constructed(${logpoint}, this) === true`,
  /** Of a factory, which has no `this` that is the client. */
  called: (logpoint: number) => `${recorder}.constructed(${logpoint}) === true`,
  released: `${recorder}.released(this) === true`,
};

/** Puts the recorder into the thread. Runs there, so it names nothing of this module. */
export function installRecorder(_: RequireBuiltin, maxFrames: number, maxPlaces: number): void {
  interface Place { logpoint: number; frames: RawFrame[]; constructed: number; released: number }
  type Sites = (error: unknown, sites: NodeJS.CallSite[]) => unknown;
  const places = new Map<string, Place>();
  const placeOf = new WeakMap<object, Place>();
  let beyond = 0;
  const classesOf = (client: object | undefined): Set<string> => {
    const names = new Set<string>();
    for (let object = client; object && object !== Object.prototype; object = Object.getPrototypeOf(object) as object) {
      if (Object.hasOwn(object, 'constructor')) names.add(object.constructor.name);
    }
    return names;
  };
  const readFrames = (classes: Set<string>): RawFrame[] => {
    const holder = Error as { stackTraceLimit?: number; prepareStackTrace?: Sites };
    const { stackTraceLimit, prepareStackTrace } = holder;
    const hadPrepare = Object.hasOwn(Error, 'prepareStackTrace');
    try {
      holder.stackTraceLimit = maxFrames;
      holder.prepareStackTrace = (_error, sites) => sites.map((site): RawFrame => [
        site.getFunctionName() ?? '', site.getScriptNameOrSourceURL() ?? '', site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0,
        site.isConstructor() && classes.has(site.getFunctionName() ?? ''),
      ]);
      const target: { stack?: RawFrame[] } = {};
      Error.captureStackTrace(target);
      const frames = target.stack ?? [];
      // The recorder's own frames, and the one of the condition, belong to no file.
      const first = frames.findIndex(([, script]) => script !== '');
      return Array.isArray(frames) && first >= 0 ? frames.slice(first) : [];
    } catch {
      return [];
    } finally {
      if (stackTraceLimit !== undefined) holder.stackTraceLimit = stackTraceLimit;
      if (hadPrepare && prepareStackTrace) holder.prepareStackTrace = prepareStackTrace;
      else Reflect.deleteProperty(holder, 'prepareStackTrace');
    }
  };
  const recorder = {
    constructed(logpoint: number, client?: unknown): boolean {
      try {
        const object = typeof client === 'object' && client !== null ? client : undefined;
        const before = object && placeOf.get(object);
        // The constructor of a base class has counted it already: the outermost one returns last and tells best what it is.
        if (before) before.constructed -= 1;
        const frames = readFrames(classesOf(object));
        const key = JSON.stringify([logpoint, frames]);
        let place = places.get(key);
        if (!place && places.size >= maxPlaces) {
          beyond += 1;
          return false;
        }
        if (!place) {
          place = { logpoint, frames, constructed: 0, released: 0 };
          places.set(key, place);
        }
        place.constructed += 1;
        if (object) placeOf.set(object, place);
      } catch {
        // Whatever it is, it is not the application's concern.
      }
      return false;
    },
    released(client: unknown): boolean {
      try {
        const place = typeof client === 'object' && client !== null ? placeOf.get(client) : undefined;
        if (place) place.released += 1;
        if (place) placeOf.delete(client as object);
      } catch {
        // As above.
      }
      return false;
    },
    read: () => ({ places: [...places.values()].filter(({ constructed }) => constructed > 0), beyond }),
  };
  Object.defineProperty(globalThis, Symbol.for('client-lifetime.recorder'), { value: recorder, configurable: true });
}

/** Reads the counts. Runs in the thread. */
export function readRecorder(): RawCounts {
  const recorder = (globalThis as { [name: symbol]: { read(): RawCounts } | undefined })[Symbol.for('client-lifetime.recorder')];
  return recorder?.read() ?? { places: [], beyond: 0 };
}

/** Takes the recorder out again. Runs in the thread. */
export function removeRecorder(): void {
  Reflect.deleteProperty(globalThis, Symbol.for('client-lifetime.recorder'));
}
