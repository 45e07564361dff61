import type { Variable } from '../../resolve/file-model.js';
import { enclosingFunction } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { describeStack, stackRootOf } from '../../control/disposable-stacks.js';
import type { StackCall } from '../../control/disposable-stacks.js';
import type { Callable, ReleaseFacts } from './release-facts.js';
import { blur, stackedBy } from './release-state.js';
import type { State } from './release-state.js';
import type { Walk } from './release-walk.js';

/*
 * What stacks of things to be disposed of do to the client: what is put onto a stack is released where that is emptied, by a call or at the
 * end of the block of its `using` declaration.
 * Invariant: what a path with an open client has not put onto a stack is not released by it. Blind spot: before it is opened, what only
 * some of several joined paths have put there counts for all of them.
 */

type Apply = (callable: Callable, state: State) => State;

/** What `stack.use(client)` and `stack.defer(close)` do to the client. */
export function throughStack(walk: Walk, node: CallNode, { root }: StackCall, before: State): State {
  if (describeStack(walk.facts.file, root).emptied !== 'unclear') return stackedBy(before, node);
  if (!walk.facts.isRelease(node)) return before;
  walk.mayRelease = true;
  return blur(before);
}

/** Everything that is on a stack is disposed of, the last first. */
export function emptyStack(walk: Walk, root: Variable, before: State, apply: Apply): State {
  const { facts } = walk;
  let state = before;
  for (const entry of [...describeStack(facts.file, root).entries].reverse()) {
    // What a nested function puts there may have run, though it was not walked through.
    if (!before.stacked?.has(entry) && enclosingFunction(entry) === facts.boundary) continue;
    if (facts.isRelease(entry)) state = apply({ kind: 'release' }, state);
    for (const argument of entry.arguments) {
      const callable = facts.callableOf(argument);
      if (facts.matters(callable)) state = apply(callable, state);
    }
  }
  return state;
}

/** The stack that is emptied at the end of the block in which a statement declares it with `using`. */
export function stackUsedBy({ file }: ReleaseFacts, statement: Node): Variable | undefined {
  if (statement.type !== 'VariableDeclaration' || !/using/.test(statement.kind)) return undefined;
  const [declaration] = statement.declarations;
  const variable = declaration.id.type === 'Identifier' ? file.variableOf(declaration.id) : undefined;
  const root = variable && stackRootOf(file, variable);
  return root && describeStack(file, root).emptied === 'using' ? root : undefined;
}
