import { isProcessEnvironment } from '../control/process-environment.js';
import type { FileModel } from '../resolve/file-model.js';
import { singleValueOf } from '../resolve/values.js';
import { literalText, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/**
 * Whether an argument that holds a session is written down for the whole program: a text that is not empty, a variable of the environment,
 * or what is made of those (`new StringSession(process.env.SESSION)`). An empty text begins a session of its own, and of what comes from
 * elsewhere nobody knows.
 */
export function isNamedSession(file: FileModel, argument: Node | undefined, depth = 0): boolean {
  if (!argument || depth > MAX_STEPS) return false;
  const node = unwrap(argument);
  const names = (part: Node | undefined): boolean => isNamedSession(file, part, depth + 1);
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
      return (literalText(node) ?? '') !== '';
    case 'Identifier': {
      const variable = file.variableOf(node);
      const held = variable && singleValueOf(variable);
      return held?.path.length === 0 && names(held.expression);
    }
    case 'MemberExpression':
      return isProcessEnvironment(file, unwrap(node.object));
    case 'LogicalExpression':
      // What stands behind it is for a program that was told nothing.
      return node.operator !== '&&' && names(node.left);
    case 'NewExpression':
      return names(node.arguments[0]);
    default:
      return false;
  }
}

const MAX_STEPS = 8;
