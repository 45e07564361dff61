import { callbackNames } from '../catalog/conventions/methods.js';
import { isErrorFirst } from '../control/callbacks.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { isFunction, outermost, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';

/*
 * A call that opens something may be given a name of the function that gets it: `connect(url, opened)`. Input: the call. Output: that
 * function, or that it is one which nobody here sees, such as the callback of a task in a chain of them.
 * Blind spot: functions that are members of objects.
 */

export interface NamedCallback {
  readonly file: FileModel;
  readonly node: FunctionNode;
}

export function namedCallback(program: Program, file: FileModel, call: CallNode): NamedCallback | 'unseen' | undefined {
  const last = call.arguments.at(-1);
  const name = last && unwrap(last);
  if (call.type !== 'CallExpression' || name?.type !== 'Identifier') return undefined;
  const value = program.evaluator.evaluate(file, name);
  if (value.kind === 'local' && value.path.length === 0 && isFunction(value.node)) {
    return value.node.params.length > 1 && isErrorFirst(value.node) ? { file: value.file, node: value.node } : undefined;
  }
  const isGiven = file.variableOf(name)?.defs[0]?.type === 'Parameter';
  return isGiven && (callbackNames.test(name.name) ? !isTaken(call) : isDropped(call)) ? 'unseen' : undefined;
}

/** What the call gives is for nobody: what it opens goes another way, or nowhere. */
function isDropped(call: Node): boolean {
  return outermost(call).parent?.type === 'ExpressionStatement';
}

/** `const client = await connect(url, next)`: the call itself gives something. */
function isTaken(call: Node): boolean {
  const { parent } = outermost(call);
  return parent?.type === 'AwaitExpression' || parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression'
    || parent?.type === 'MemberExpression';
}
