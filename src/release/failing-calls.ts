import { failingNames } from '../catalog/conventions/errors.js';
import type { FileModel } from '../resolve/file-model.js';
import { isCaught } from '../control/failure-handlers.js';
import { isCopyOfData } from '../control/non-throwing-calls.js';
import { constructorOf } from '../resolve/class-members.js';
import { calledName, isCall, isClass, isFunction } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import type { Program } from '../project/program.js';

/*
 * Which calls that nothing waits for are known to fail now and then: those that read what somebody sent (`JSON.parse()`,
 * `schema.parse()`), and functions of the project that throw. That any other one throws is a mistake in the program, and no path that is
 * taken every day.
 * Blind spot: what is thrown by functions of packages under other names.
 */

/** Functions that call each other. */
const MAX_CALLS = 2;

export function mayFail(program: Program, file: FileModel, call: CallNode, depth = 0): boolean {
  if (isCopyOfData(file, call)) return false;
  if (failingNames.test(calledName(call) ?? '')) return true;
  const value = program.evaluator.evaluate(file, call.callee);
  if (value.kind !== 'local' || value.path.length > 0) return false;
  const fn = functionOf(value.node);
  if (!fn || fn.generator) return false;
  // Whoever is given the promise may wait for it.
  if (fn.async) return true;
  for (const node of ownNodes(fn.body, value.file.tree.visitorKeys)) {
    const fails = node.type === 'ThrowStatement' || (isCall(node) && depth < MAX_CALLS && mayFail(program, value.file, node, depth + 1));
    if (fails && !isCaught(node, fn)) return true;
  }
  return false;
}

function functionOf(node: Node): FunctionNode | undefined {
  const made = isClass(node) ? constructorOf(node)?.value : node;
  return made && isFunction(made) ? made : undefined;
}
