import { callbackNames } from '../catalog/conventions/methods.js';
import { isErrorFirst } from '../control/callbacks.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { isBoundFunction } from '../syntax/bound-function.js';
import { isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { functionNamed } from './called-function.js';

/*
 * A call that opens something may be given a name of the function that gets it: `connect(url, opened)`. Input: the call. Output: that
 * function, or that it is one which nobody here sees, such as the callback of a task in a chain of them.
 * Blind spot: what is chosen among several functions.
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

/** So many arguments are none of the caller's: they were bound. */
export interface GivenFunction extends NamedCallback {
  readonly before: number;
}

/**
 * All functions that an argument may stand for which is none itself: one of a name, a method, a bound one, what a function of the project
 * makes, or what callers give under a parameter, which `callbacksOf` tells. `undefined` where that cannot be told.
 */
export function givenFunctions(
  program: Program, file: FileModel, argument: Node, callbacksOf: (file: FileModel, name: Node) => readonly NamedCallback[] | undefined,
): readonly GivenFunction[] | undefined {
  const given = unwrap(argument);
  const callee = given.type === 'CallExpression' ? unwrap(given.callee) : undefined;
  if (given.type === 'CallExpression' && callee?.type === 'MemberExpression' && propertyName(callee) === 'bind') {
    const bound = isBoundFunction(given) && given.arguments.every(({ type }) => type !== 'SpreadElement')
      ? functionNamed(program, file, callee.object) : undefined;
    return bound && [{ ...bound, before: Math.max(given.arguments.length - 1, 0) }];
  }
  const named = functionNamed(program, file, given);
  return named ? [{ ...named, before: 0 }] : callbacksOf(file, given)?.map((one) => ({ ...one, before: 0 }));
}

/**
 * The function that a method of a list is given by its name, to run for each element: `clients.map(close)`. What stands right there is
 * followed as it is. Of a function of the language, such as `Boolean`, nothing comes; of another one that is not seen nobody knows.
 */
export function givenToEach(program: Program, file: FileModel, { arguments: [given] }: CallNode): NamedCallback | 'unseen' | undefined {
  if (!given || isFunction(given)) return undefined;
  const named = functionNamed(program, file, given);
  return named ?? (program.evaluator.evaluate(file, given).kind === 'global' ? undefined : 'unseen');
}
