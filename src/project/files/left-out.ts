import { builtAs, machineMade } from '../../catalog/machine-made.js';
import type { MachineMade } from '../../catalog/machine-made.js';
import { note } from '../../limits/debug-log.js';
import { MAX_FILE_SIZE } from '../../limits/limits.js';

/*
 * Which files nobody looks into: what is minified or bundled as a whole is, for the index of a project, as if it could not be parsed, and
 * no rule looks at it, nor at what a generator says that it has written.
 * Input: a text. Invariant: ESLint, `check` and the index ask the same. Blind spot: that of `machine-made.ts`.
 */

/** Whether no file leads through this one. */
export function isBuilt(text: string): boolean {
  return text.length > MAX_FILE_SIZE || builtAs(text) !== undefined;
}

/** Whether rules look at a file with this text. */
export function isLeftOut(file: string, text: string): boolean {
  const as: MachineMade | undefined = text.length > MAX_FILE_SIZE ? 'bundle' : machineMade(text);
  if (as !== undefined) note(() => ({ kind: 'leftOut', file, as }));
  return as !== undefined;
}
