import type { CatalogIndex } from '../catalog/merge.js';
import type { Program } from '../project/program.js';
import { cannotFail } from './cannot-fail.js';
import { walkReleasePaths } from './paths/release-paths.js';
import type { WalkedPaths } from './paths/release-paths.js';
import type { OwningClientModel } from '../catalog/types.js';
import { isFunction } from '../syntax/nodes.js';
import type { CallNode } from '../syntax/nodes.js';
import { noteLimit } from '../limits/debug-log.js';
import { findFirstUse } from './first-use.js';
import type { LocalEnding } from '../ownership/ending.js';
import { releasesOf } from '../ownership/lives/local-life.js';
import { MAX_RELEASE_STEPS } from '../limits/limits.js';

/** When a client opens something. */
export type Connects = OwningClientModel['connects'];

/** The answer, with the paths if there were any to walk. */
export type ReleaseWalk = Pick<WalkedPaths, 'answer'> & Partial<WalkedPaths>;

/** On which paths of the function that ends up with a client it is released. `connects` says when it opens something. */
export function walkRelease(
  program: Program, index: CatalogIndex, { life, origin, via }: LocalEnding, connects: Connects = 'construction',
): ReleaseWalk {
  if (life.effects.has('boundByUsing')) return { answer: { kind: 'everyPath' } };
  if (!life.effects.has('released')) return { answer: { kind: 'never' } };
  // Field initialisers have no paths: what releases the field is another method, which runs who knows when.
  if (!isFunction(life.boundary)) return { answer: { kind: 'unknown' } };
  // A nested function that assigns the client to a variable around it opens it where it does so.
  const start = origin.type === 'Identifier' ? via.at(-1)?.node ?? origin : origin;
  const { file, boundary } = life;
  const releases = releasesOf(life);
  const wrapped = new Set<CallNode>(life.effects.of('wrapped').map(({ call }) => call));
  const isQuiet = (call: CallNode): boolean => wrapped.has(call) || cannotFail(program, index, file, call);
  const onLimit = (): void => noteLimit('MAX_RELEASE_STEPS', file, boundary);
  // What another function made may have been used there.
  const isOwn = connects !== 'construction' && via.length === 0 && start === origin;
  const firstUse = isOwn ? findFirstUse(file, origin, boundary, releases) : undefined;
  return walkReleasePaths({
    file, boundary, origin: start, ...(firstUse && { firstUse }), releases, isQuiet, maxSteps: MAX_RELEASE_STEPS, onLimit,
  });
}
