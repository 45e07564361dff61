import { unwrap } from './nodes.js';
import type { Node } from './nodes.js';

/** A number, or a product of some: `60 * 60 * 1000`. `written` gives what stands for a node: the value of the constant that it names. */
export function productOf(expression: Node, written: (node: Node) => Node = unwrap): number | undefined {
  const node = written(expression);
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined;
  if (node.type !== 'BinaryExpression' || node.operator !== '*') return undefined;
  const [left, right] = [productOf(node.left, written), productOf(node.right, written)];
  return left === undefined || right === undefined ? undefined : left * right;
}
