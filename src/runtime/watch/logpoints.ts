/**
 * Logpoints: conditional breakpoints whose conditions count and are never true.
 * In: catalogued functions of a thread. Out: what was set, so that it can be taken out again.
 * Invariant: a constructor is counted where it returns, never where it begins: evaluating anything in a derived one before `super()`
 * returned breaks the application ("Super constructor may only be called once").
 * Blind spot: an asynchronous factory is counted when it is called, because its caller is not on the stack any more when it returns.
 */
import type { ProtocolSession } from '../inspector/protocol-session.js';
import type { CataloguedFunction, ScriptLocation } from './catalogued-function.js';
import { conditions } from './recorder.js';

interface BreakLocation extends ScriptLocation {
  readonly type?: 'debuggerStatement' | 'call' | 'return';
}

export interface Logpoints {
  /** Those that count, by the number that the recorder gives. */
  readonly functions: ReadonlyMap<number, CataloguedFunction>;
  /** Sets logpoints for functions that have none yet. */
  add(functions: readonly CataloguedFunction[]): Promise<void>;
  remove(): Promise<void>;
}

/** Makes an empty set of logpoints in the thread, whose debugger is enabled. */
export function openLogpoints(session: ProtocolSession): Logpoints {
  const functions = new Map<number, CataloguedFunction>();
  const breakpoints: string[] = [];
  const taken = new Set<string>();

  async function set(location: ScriptLocation, condition: string): Promise<boolean> {
    const key = `${location.scriptId}:${location.lineNumber}:${location.columnNumber}`;
    // V8 takes one breakpoint at a place: the function and its release method do not share one.
    if (taken.has(key)) return true;
    taken.add(key);
    try {
      const { breakpointId } = await session.call<{ breakpointId: string }>('Debugger.setBreakpoint', { location, condition });
      breakpoints.push(breakpointId);
      return true;
    } catch {
      // Nothing can be set there: a script that is gone.
      return false;
    }
  }

  return {
    functions,
    async add(found) {
      for (const each of found) {
        const number = functions.size + 1;
        const { locations, condition } = await whereToCount(session, each, number);
        let isSet = false;
        for (const location of locations) isSet = await set(location, condition) || isSet;
        if (!isSet) continue;
        functions.set(number, each);
        for (const { location } of each.releases) {
          const [first] = await breakLocations(session, location);
          if (first) await set(first, conditions.released);
        }
      }
    },
    async remove() {
      for (const breakpointId of breakpoints.splice(0)) {
        if (!session.isClosed) await session.call('Debugger.removeBreakpoint', { breakpointId });
      }
    },
  };
}

async function whereToCount(
  session: ProtocolSession, { model, location, end }: CataloguedFunction, number: number,
): Promise<{ readonly locations: readonly ScriptLocation[]; readonly condition: string }> {
  const locations = await breakLocations(session, location, end);
  const returns = locations.filter(({ type }) => type === 'return');
  switch (model.kind) {
    case 'class':
      return { locations: returns, condition: conditions.constructed(number) };
    case 'factory':
      return { locations: returns, condition: conditions.called(number) };
    case 'asyncFactory':
      return { locations: locations.slice(0, 1), condition: conditions.called(number) };
  }
}

async function breakLocations(session: ProtocolSession, start: ScriptLocation, end?: ScriptLocation): Promise<readonly BreakLocation[]> {
  try {
    const { locations } = await session.call<{ locations: readonly BreakLocation[] }>('Debugger.getPossibleBreakpoints', {
      start, ...(end && { end }), restrictToFunction: true,
    });
    return locations;
  } catch {
    // A function of V8 or of native code has none.
    return [];
  }
}
