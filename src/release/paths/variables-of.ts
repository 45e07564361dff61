import type { FileModel, Variable } from '../../resolve/file-model.js';
import { singleValueOf } from '../../resolve/values.js';
import { isFunction, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';

/** The variables that a pattern binds: `client`, `{ client, stop }`, `[client]`. Members, which it may assign to, are left out. */
export function variablesOf(file: FileModel, pattern: Node): Variable[] {
  switch (pattern.type) {
    case 'Identifier': {
      const variable = file.variableOf(pattern);
      return variable ? [variable] : [];
    }
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => (
        variablesOf(file, property.type === 'RestElement' ? property.argument : property.value)));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? variablesOf(file, element) : []));
    case 'AssignmentPattern':
      return variablesOf(file, pattern.left);
    default:
      return [];
  }
}

/** The function that a variable stands for. */
export function functionOf(variable: Variable): FunctionNode | undefined {
  const definition = variable.defs[0];
  if (definition?.node.type === 'FunctionDeclaration' && definition.type === 'FunctionName') return definition.node;
  if (definition?.type !== 'Variable') return undefined;
  const held = singleValueOf(variable);
  const value = held?.path.length === 0 ? unwrap(held.expression) : undefined;
  return isFunction(value) ? value : undefined;
}
