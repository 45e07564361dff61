import type { ReleasePaths } from '../analysis/release-paths.js';
import type { Ending } from './lifetime.js';

/** On which paths of the function that ends up with a client it is released. */
export function releaseOf(ending: Extract<Ending, { keep: 'local' }>): ReleasePaths {
  const { life } = ending;
  if (life.isUsing) return { kind: 'everyPath' };
  if (life.releases.length === 0) return { kind: 'never' };
  return { kind: 'unknown' };
}
