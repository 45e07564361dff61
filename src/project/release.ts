import { findReleasePaths } from '../analysis/release-paths.js';
import type { ReleasePaths } from '../analysis/release-paths.js';
import { isFunction } from '../syntax/nodes.js';
import { noteLimit } from './debug-log.js';
import type { Ending } from './lifetime.js';
import { MAX_RELEASE_STEPS } from './limits.js';

/** On which paths of the function that ends up with a client it is released. */
export function releaseOf(ending: Extract<Ending, { keep: 'local' }>): ReleasePaths {
  const { life, origin, via } = ending;
  if (life.isUsing) return { kind: 'everyPath' };
  if (life.releases.length === 0) return { kind: 'never' };
  // Field initialisers have no paths: what releases the field is another method, which runs who knows when.
  if (!isFunction(life.boundary)) return { kind: 'unknown' };
  // A nested function that assigns the client to a variable around it opens it where it does so.
  const start = origin.type === 'Identifier' ? via.at(-1)?.node ?? origin : origin;
  const { file, boundary, releases } = life;
  const onLimit = (): void => noteLimit('MAX_RELEASE_STEPS', file, boundary);
  return findReleasePaths({ file, boundary, origin: start, releases, maxSteps: MAX_RELEASE_STEPS, onLimit });
}
