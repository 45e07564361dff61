import type { FileModel, Variable } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';

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
