import type { TSESTree } from '@typescript-eslint/utils';
import { findMethod } from '../resolve/class-members.js';
import type { FileModel } from '../resolve/file-model.js';
import { isClass } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode } from '../syntax/nodes.js';
import type { Program } from '../project/program.js';

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
