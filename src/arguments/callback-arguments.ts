import { isErrorFirst } from '../control/callbacks.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { isFunction, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';

/* Functions among the arguments of a call. */

/**
 * `connect(url, (error, client) => { … })`, `new Pool(settings, (error) => { … })`: what is done with the client says nothing about what it
 * is made from.
 */
export function isCallback(call: CallNode, argument: Node): boolean {
  const callback = argument === call.arguments.at(-1) ? unwrap(argument) : undefined;
  return isFunction(callback) && (call.type === 'CallExpression' || isErrorFirst(callback));
}

/** Whether an expression is a function: where it is written, or by a name. */
export function isSameFunction(program: Program, file: FileModel, expression: Node, fn: FunctionNode): boolean {
  if (isInside(fn, expression)) return true;
  if (expression.type !== 'Identifier' && expression.type !== 'MemberExpression') return false;
  const value = program.evaluator.evaluate(file, expression);
  return value.kind === 'local' && value.node === fn && value.path.length === 0;
}
