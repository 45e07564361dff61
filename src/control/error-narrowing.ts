import type { TSESTree } from '@typescript-eslint/utils';
import { isErrorClass, outermost, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/**
 * Whether a variable is thrown or returned where a test says that it holds an error: `if (result instanceof Error) throw result;`. Nothing
 * else that it may hold gets there.
 */
export function isNarrowedToError(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): boolean {
  const leaving = outermost(identifier).parent;
  if (leaving?.type !== 'ThrowStatement' && leaving?.type !== 'ReturnStatement') return false;
  const branch: Node = leaving.parent.type === 'BlockStatement' ? leaving.parent : leaving;
  const { parent } = branch;
  if (parent?.type !== 'IfStatement' || parent.consequent !== branch) return false;
  const test = unwrap(parent.test);
  if (test.type !== 'BinaryExpression' || test.operator !== 'instanceof' || !isErrorClass(test.right)) return false;
  const tested = unwrap(test.left);
  return tested.type === 'Identifier' && tested.name === identifier.name;
}
