/**
 * From counts by stack to counts by place.
 * In: the raw counts of a thread and what its logpoints are of. Out: places in the application, with the way from there to the client.
 * Invariant: a client that a package constructs as a part of its own client (an agent's pools) is no construction of the application.
 * Blind spot: a package that constructs from a callback of its own leaves no function of the application on the stack.
 */
import type { CataloguedFunction } from './catalogued-function.js';
import { packageOfPath } from './loaded-packages.js';
import type { RawFrame, RawPlace } from './recorder.js';
import type { SourcePositions } from './source-positions.js';
import type { StackLine, WatchedPlace } from './watch-report.js';

/** What the report adds later. */
export type CountedPlace = Omit<WatchedPlace, 'perSecond' | 'verdict'>;

/** The places at which the functions' clients were constructed. */
export function placesOf(
  raw: readonly RawPlace[], functions: ReadonlyMap<number, CataloguedFunction>, positions: SourcePositions,
): readonly CountedPlace[] {
  return raw.flatMap((place) => {
    const counted = functions.get(place.logpoint);
    if (!counted) return [];
    const stack = place.frames.map((frame) => lineOf(frame, positions));
    const caller = stack.findIndex((line, index) => index > 0 && !isConstructorOf(counted, place.frames[index], line));
    const outside = stack[caller];
    // It is the first function on its stack, or its own package constructs it as a part of something.
    if (outside && ownerOf(outside.file) === counted.package) return [];
    const own = stack.findIndex((line) => isOfApplication(line.file));
    const at = stack[own] ?? outside ?? stack[0];
    if (!at) return [];
    const between = own < 0 ? stack.slice(1) : stack.slice(1, own);
    const through = [...new Set(between.flatMap(({ file }) => packageOfPath(toPosix(file))?.name ?? []))];
    const last = stack.findLastIndex((line) => isOfApplication(line.file));
    return [{
      package: counted.package, ...(counted.version !== undefined && { version: counted.version }), export: counted.export,
      constructed: place.constructed,
      ...(counted.releases.length > 0 && { released: place.released }),
      file: at.file, line: at.line, column: at.column,
      through: through.filter((name) => name !== counted.package),
      stack: own < 0 ? stack.slice(1) : stack.slice(own, last + 1).filter((line) => isOfApplication(line.file)),
    }];
  });
}

/** Adds up what is constructed at the same place; the stack of the most frequent way there stands for all. */
export function mergePlaces(places: readonly CountedPlace[]): readonly CountedPlace[] {
  const merged = new Map<string, CountedPlace>();
  for (const place of [...places].sort((a, b) => b.constructed - a.constructed)) {
    const key = JSON.stringify([place.package, place.export, place.file, place.line, place.column]);
    const before = merged.get(key);
    merged.set(key, before ? {
      ...before, constructed: before.constructed + place.constructed,
      ...(before.released !== undefined && { released: before.released + (place.released ?? 0) }),
    } : place);
  }
  return [...merged.values()].sort((a, b) => b.constructed - a.constructed);
}

/** A class of the package that the client is of, too: `new` runs the constructors of all of them. */
function isConstructorOf(counted: CataloguedFunction, frame: RawFrame | undefined, line: StackLine): boolean {
  return frame?.[4] === true && ownerOf(line.file) === counted.package;
}

function ownerOf(file: string): string | undefined {
  return file.startsWith('node:') ? file : packageOfPath(toPosix(file))?.name;
}

function isOfApplication(file: string): boolean {
  return file !== '' && !file.startsWith('node:') && packageOfPath(toPosix(file)) === undefined;
}

function lineOf([name, script, line, column]: RawFrame, positions: SourcePositions): StackLine {
  return { function: name, ...positions.positionOf(script, line, column) };
}

const toPosix = (path: string): string => path.replaceAll('\\', '/');
