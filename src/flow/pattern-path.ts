import { member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { propertyName } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/**
 * The path from what a parameter is given to what the name in its pattern holds: `.peers` of `({ peers })`. Of a rest, and of what has a
 * computed name, as far as it is known; `undefined` for what is no pattern.
 */
export function patternPath(pattern: Node, name: Node): Path | undefined {
  switch (pattern.type) {
    case 'Identifier':
      return pattern === name ? [] : undefined;
    case 'AssignmentPattern':
      return patternPath(pattern.left, name);
    case 'TSParameterProperty':
      return patternPath(pattern.parameter, name);
    case 'RestElement':
      return patternPath(pattern.argument, name) && [];
    case 'ArrayPattern':
      return pattern.elements.some((element) => element && patternPath(element, name)) ? [] : undefined;
    case 'ObjectPattern': {
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          if (patternPath(property, name)) return [];
          continue;
        }
        const inner = patternPath(property.value, name);
        const key = propertyName(property);
        if (inner) return key === undefined ? [] : [member(key), ...inner];
      }
      return undefined;
    }
    default:
      return undefined;
  }
}
