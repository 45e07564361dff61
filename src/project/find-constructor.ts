import type { TSESTree } from '@typescript-eslint/utils';
import { findMethod } from '../resolve/class-members.js';
import type { FileModel } from '../resolve/file-model.js';
import { isClass } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode } from '../syntax/nodes.js';
import type { Program } from './program.js';

/** The constructor that `new` of a class runs: its own or the nearest inherited one. */
export function findConstructor(
  program: Program, file: FileModel, node: ClassNode,
): { readonly file: FileModel; readonly node: FunctionNode } | undefined {
  const own = findMethod(node, 'constructor', false);
  if (own) return { file, node: own.value as TSESTree.FunctionExpression };
  if (!node.superClass) return undefined;
  const base = program.evaluator.evaluate(file, node.superClass);
  return base.kind === 'local' && isClass(base.node) && base.node !== node ? findConstructor(program, base.file, base.node) : undefined;
}
