import { MAX_CALLERS } from '../limits/limits.js';
import type { CallSite } from '../reach/callers.js';
import type { Reach } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';
import { isDescendant } from '../syntax/is-inside.js';
import { methodOf } from '../syntax/method-of.js';
import { enclosingFunction, isFunction } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import type { Hand } from './ending.js';

/*
 * An object holds what a method of it opens only where somebody calls that method: `createAdapter(config).test()` has no pool if only
 * `connect()` makes one. Input: the function that ends up with the object, and those it came through. Output: whether none of them leads to
 * that method. Invariant: a method that nobody is known to call may be called by whoever has the object, and so may one that a function on
 * the way names. Blind spot: a method that is called under a name known at run time.
 */

/** A function on the way of the object. */
interface Start {
  readonly file: FileModel;
  readonly owner: Node;
}

export function isNeverOpened(reach: Reach, last: Start, via: readonly Hand[]): boolean {
  return via.some(({ file, owner, field }, position) => field !== undefined && isOpener(owner)
    && !isRunBy(reach, file, owner, [last, ...via.slice(0, position)]));
}

/** Whether it runs when somebody calls it, and not where the object is constructed. */
function isOpener(owner: Node): owner is FunctionNode {
  return isFunction(owner) && methodOf(owner)?.isStatic === false;
}

/** Whether one of some functions, or one that stands in it, is among those that make a method run. */
function isRunBy(reach: Reach, file: FileModel, method: FunctionNode, starts: readonly Start[]): boolean {
  const { entries, calls } = reach.callersOf(file, method);
  if (entries.length > 0 || calls.length === 0) return true;
  const seen = new Set<Node>([method]);
  const queue: CallSite[] = [...calls];
  for (const call of queue) {
    if (seen.size > MAX_CALLERS) return true;
    // Where it is given to a function that calls it, and not all that give that function something.
    if (starts.some(({ owner }) => isDescendant(call.node, owner))) return true;
    const caller = enclosingFunction(call.node);
    if (!caller || seen.has(caller)) continue;
    seen.add(caller);
    queue.push(...reach.callersOf(call.file, caller).calls);
  }
  return starts.some((start) => [...seen].some((runner) => isNamedIn(start, runner)));
}

/** `retry(adapter.open.bind(adapter))` */
function isNamedIn({ file, owner }: Start, runner: Node): boolean {
  const name = isFunction(runner) ? methodOf(runner)?.name : undefined;
  return name !== undefined && (file.members.get(name) ?? []).some((access) => isDescendant(access, owner));
}
