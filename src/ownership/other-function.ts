import type { Program } from '../project/program.js';
import type { CallSite, RunOwner } from '../reach/callers.js';
import { functionName, isCall, isFunction } from '../syntax/nodes.js';

/** Whether a call runs another function than `owner`: a closure, perhaps, that was made with it. */
export function isOtherFunction(program: Program, { file, node }: CallSite, owner: RunOwner): boolean {
  if (!isCall(node)) return false;
  const callee = program.evaluator.evaluate(file, node.callee);
  if (callee.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node) || callee.node === owner) return false;
  // A method and what overrides it go by one name.
  return functionName(callee.node) !== functionName(owner);
}
