import type { Variable } from '../../resolve/file-model.js';
import { singleValueOf } from '../../resolve/values.js';
import { isFunction, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode } from '../../syntax/nodes.js';

/** The function that a variable stands for. */
export function functionOf(variable: Variable): FunctionNode | undefined {
  const definition = variable.defs[0];
  if (definition?.node.type === 'FunctionDeclaration' && definition.type === 'FunctionName') return definition.node;
  if (definition?.type !== 'Variable') return undefined;
  const held = singleValueOf(variable);
  const value = held?.path.length === 0 ? unwrap(held.expression) : undefined;
  return isFunction(value) ? value : undefined;
}
