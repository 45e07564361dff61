import type { FileModel } from '../../resolve/file-model.js';
import type { Path } from '../../resolve/path.js';
import type { FunctionNode } from '../../syntax/nodes.js';
import type { Obligation } from '../../sites/client-calls.js';
import type { LocalLife, OtherLives } from './local-life.js';
import { isOfOwn } from './own-release.js';

/** A look at a parameter that is not over: what it looks for, and whether the function has handed the parameter to itself meanwhile. */
interface Look {
  readonly obligation: Obligation;
  isMetAgain: boolean;
}

/** By function, by parameter and path. */
const pendingParameters = new WeakMap<FunctionNode, Map<string, Look>>();

/**
 * What a function does with a parameter that holds a client under `path`. `pending` while that is being found out: the look that is not
 * over sees it. `undefined` if it cannot be told.
 */
export function parameterLife(
  lives: OtherLives, file: FileModel, fn: FunctionNode, index: number, path: Path, obligation: Obligation,
): LocalLife | 'pending' | undefined {
  const key = `${index}${path.join('')}`;
  const pending = pendingParameters.get(fn) ?? new Map<string, Look>();
  const met = pending.get(key);
  if (met?.obligation === obligation) {
    met.isMetAgain = true;
    return 'pending';
  }
  if (met || pending.size > 8) return undefined;
  const look: Look = { obligation, isMetAgain: false };
  pendingParameters.set(fn, pending.set(key, look));
  try {
    const life = lives.ofParameter(file, fn, index, path, obligation);
    // What it gives back, the call of itself gives back as well, and there nobody has followed it.
    if (life && look.isMetAgain && life.effects.has('returned')) life.effects.add({ kind: 'handedOver', file, node: fn });
    if (!life || path.length > 0) return life;
    const released = life.effects.of('released');
    const given = released.filter(({ node }) => !isOfOwn(file, fn, index, node));
    return given.length === released.length ? life : { ...life, effects: life.effects.without('released').and(given) };
  } finally {
    // Also when the stack is too small: the function is looked at again for other files.
    pending.delete(key);
  }
}
