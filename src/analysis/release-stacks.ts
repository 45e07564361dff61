import type { CallNode } from '../syntax/nodes.js';
import { describeStack } from './disposable-stacks.js';
import type { StackCall } from './disposable-stacks.js';
import type { Callable } from './release-facts.js';
import { blur } from './release-state.js';
import type { State } from './release-state.js';
import type { Walk } from './release-walk.js';

/** What `stack.use(client)` and `stack.dispose()` do to the client: what is put onto a stack is released where that is emptied. */
export function throughStack(
  walk: Walk, node: CallNode, { method, root }: StackCall, before: State, apply: (callable: Callable, state: State) => State,
): State {
  const { facts } = walk;
  const { emptied, entries } = describeStack(facts.file, root);
  if (method !== 'dispose') {
    if (!facts.isRelease(node) || emptied === 'manual') return before;
    if (emptied === 'using') return walk.release(before);
    walk.mayRelease = true;
    return blur(before);
  }
  let state = before;
  for (const entry of entries) {
    if (facts.isRelease(entry)) state = walk.release(state);
    for (const argument of entry.arguments) {
      const callable = facts.callableOf(argument);
      if (facts.matters(callable)) state = apply(callable, state);
    }
  }
  return state;
}
