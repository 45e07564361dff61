import { isLogging } from '../../control/non-throwing-calls.js';
import { isFunction } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { childrenOf } from '../../syntax/walk.js';
import type { State } from './release-state.js';
import type { Walk } from './release-walk.js';

/*
 * The arguments of a call that logs: `logger.error(`failed: ${format(error)}`)`. What makes the text there is no throw that loses a client.
 * Invariant: what is waited for there may fail as anywhere else. Blind spot: formatters that do more than that.
 */

/** Evaluates the arguments of a call. */
export function throughLog(walk: Walk, call: CallNode, evaluate: () => State): State {
  if (!isLogging(call) || call.arguments.some((argument) => isWaiting(walk, argument))) return evaluate();
  const { normal, exits } = walk.within(evaluate);
  exits.take('throw');
  for (const [exit, state] of exits) walk.exits.add(exit, state);
  return normal;
}

function isWaiting(walk: Walk, node: Node): boolean {
  if (isFunction(node)) return false;
  return node.type === 'AwaitExpression' || node.type === 'YieldExpression'
    || [...childrenOf(node, walk.facts.file.tree.visitorKeys)].some((child) => isWaiting(walk, child));
}
