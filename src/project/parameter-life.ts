import type { FileModel } from '../resolve/file-model.js';
import type { Path } from '../resolve/path.js';
import type { FunctionNode } from '../syntax/nodes.js';
import type { Obligation } from './client-calls.js';
import type { LocalLife } from './local-life.js';
import type { LocalLives } from './local-lives.js';

const pendingParameters = new WeakMap<FunctionNode, Set<string>>();

/** What a function does with a parameter that holds a client under `path`; `undefined` while that is being found out. */
export function parameterLife(
  lives: LocalLives, file: FileModel, fn: FunctionNode, index: number, path: Path, obligation: Obligation,
): LocalLife | undefined {
  // A function that hands its parameter to itself tells nothing more the second time.
  const key = `${index}${path.join('')}`;
  const pending = pendingParameters.get(fn) ?? new Set<string>();
  if (pending.has(key) || pending.size > 8) return undefined;
  pendingParameters.set(fn, pending.add(key));
  try {
    return lives.ofParameter(file, fn, index, path, obligation);
  } finally {
    // Also when the stack is too small: the function is looked at again for other files.
    pending.delete(key);
  }
}
