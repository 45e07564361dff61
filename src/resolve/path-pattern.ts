import { matchesGlob } from '../catalog/match.js';

/*
 * Paths of which parts are known when the program is read: `/app/jobs/` and any name. A part that is known only at run time is one
 * character that no path has.
 */

/** Any run of characters within a segment. */
export const ANY_NAME = '\uE000';
/** As a segment of its own: any number of segments. */
export const ANY_FOLDERS = '\uE001';
/** At the beginning: the folder in which the program is started. */
export const STARTED_IN = '\uE002';

/** A glob as a pattern. Alternatives count as any text. */
export function patternOfGlob(glob: string): string {
  return glob.split('/').map((segment) => (
    segment === '**' ? ANY_FOLDERS : segment.replace(/\{[^{}]{0,200}\}|\[[^[\]]{0,200}\]|[?@+!*]\([^()]{0,200}\)|\*+|\?/g, ANY_NAME)
  )).join('/');
}

/** Whether a path, with `/` between its segments, is one that the pattern means. */
export function matchesPattern(pattern: string, path: string): boolean {
  return matchesFrom(pattern.split('/'), 0, path.split('/'), 0);
}

function matchesFrom(pattern: readonly string[], at: number, path: readonly string[], from: number): boolean {
  if (at === pattern.length) return from === path.length;
  if (pattern[at] === ANY_FOLDERS) {
    // Two of them in a row say no more than one: the time stays small.
    if (pattern[at + 1] === ANY_FOLDERS) return matchesFrom(pattern, at + 1, path, from);
    for (let next = from; next <= path.length; next++) if (matchesFrom(pattern, at + 1, path, next)) return true;
    return false;
  }
  return from < path.length && matchesGlob(pattern[at]!.replaceAll(ANY_NAME, '*'), path[from]!)
    && matchesFrom(pattern, at + 1, path, from + 1);
}
