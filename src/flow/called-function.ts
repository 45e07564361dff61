import type { TSESTree } from '@typescript-eslint/utils';
import { findMethod } from '../resolve/class-members.js';
import type { FileModel } from '../resolve/file-model.js';
import { isClass, isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { Program } from '../project/program.js';

/*
 * Which function of the project gets the arguments of a call, and from which of them on. Input: a call or `new`. Output: the function, or
 * the constructor. Blind spot: `apply`, whose arguments are a list, and what is called by a name that is known at run time only.
 */

export interface CalledFunction {
  readonly file: FileModel;
  readonly node: FunctionNode;
  /** So many arguments of the call are none of the function's: what `this` is to be. */
  readonly before: number;
  /** It is only prepared, and runs when somebody calls what comes out: `run.bind(null, options)`. */
  readonly isLater: boolean;
}

export function calledFunction(program: Program, file: FileModel, call: CallNode): CalledFunction | undefined {
  const named = unwrap(call.callee);
  const by = named.type === 'MemberExpression' ? propertyName(named) : undefined;
  const isIndirect = named.type === 'MemberExpression' && (by === 'bind' || by === 'call');
  const callee = program.evaluator.evaluate(file, isIndirect ? named.object : named);
  if (callee.kind !== 'local' || callee.path.length > 0) return undefined;
  if (isFunction(callee.node)) return { file: callee.file, node: callee.node, before: isIndirect ? 1 : 0, isLater: by === 'bind' };
  const made = isClass(callee.node) && !isIndirect ? findConstructor(program, callee.file, callee.node) : undefined;
  return made && { ...made, before: 0, isLater: false };
}

/** The function of the project that an expression stands for. */
export function functionNamed(program: Program, file: FileModel, node: Node): Pick<CalledFunction, 'file' | 'node'> | undefined {
  const value = program.evaluator.evaluate(file, node);
  return value.kind === 'local' && value.path.length === 0 && isFunction(value.node) ? { file: value.file, node: value.node } : undefined;
}

/** Base classes of base classes. Real ones are five deep. */
const MAX_BASES = 50;

/** The constructor that `new` of a class runs: its own or the nearest inherited one. */
export function findConstructor(
  program: Program, file: FileModel, node: ClassNode, depth = 0,
): { readonly file: FileModel; readonly node: FunctionNode } | undefined {
  const own = findMethod(node, 'constructor', false);
  if (own) return { file, node: own.value as TSESTree.FunctionExpression };
  if (!node.superClass) return undefined;
  const base = program.evaluator.evaluate(file, node.superClass);
  // Classes may extend one another in a circle.
  if (base.kind !== 'local' || !isClass(base.node) || depth > MAX_BASES) return undefined;
  return findConstructor(program, base.file, base.node, depth + 1);
}
