import { walkReleasePaths } from '../analysis/release-paths.js';
import type { ReleasePaths, WalkedPaths } from '../analysis/release-paths.js';
import { isFunction } from '../syntax/nodes.js';
import { noteLimit } from './debug-log.js';
import type { Ending } from './lifetime.js';
import { MAX_RELEASE_STEPS } from './limits.js';

export type LocalEnding = Extract<Ending, { keep: 'local' }>;

/** On which paths of the function that ends up with a client it is released. */
export function releaseOf(ending: LocalEnding): ReleasePaths {
  return walkRelease(ending).answer;
}

/** The same with the paths, if there were any to walk. */
export function walkRelease({ life, origin, via }: LocalEnding): Pick<WalkedPaths, 'answer'> & Partial<WalkedPaths> {
  if (life.isUsing) return { answer: { kind: 'everyPath' } };
  if (life.releases.length === 0) return { answer: { kind: 'never' } };
  // Field initialisers have no paths: what releases the field is another method, which runs who knows when.
  if (!isFunction(life.boundary)) return { answer: { kind: 'unknown' } };
  // A nested function that assigns the client to a variable around it opens it where it does so.
  const start = origin.type === 'Identifier' ? via.at(-1)?.node ?? origin : origin;
  const { file, boundary, releases, quiet } = life;
  const onLimit = (): void => noteLimit('MAX_RELEASE_STEPS', file, boundary);
  return walkReleasePaths({ file, boundary, origin: start, releases, quiet, maxSteps: MAX_RELEASE_STEPS, onLimit });
}
