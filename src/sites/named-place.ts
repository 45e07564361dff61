import { placeReadingMethods } from '../catalog/placed-values.js';
import type { FileModel } from '../resolve/file-model.js';
import { singleValueOf } from '../resolve/values.js';
import { literalText, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/** A name under which an object has something that was put there. */
export interface NamedPlace {
  readonly holder: Node;
  readonly name: string;
}

/** Aliases of aliases. */
const MAX_NAMES = 3;

/** What an expression reads: `req.db`, `app.get('db')`, or a variable that holds such a thing. */
export function namedPlace(file: FileModel, expression: Node, depth = 0): NamedPlace | undefined {
  const node = unwrap(expression);
  if (node.type === 'MemberExpression') {
    const name = propertyName(node);
    return name === undefined ? undefined : { holder: unwrap(node.object), name };
  }
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee);
    const name = node.arguments.length === 1 ? literalText(node.arguments[0]) : undefined;
    const isRead = callee.type === 'MemberExpression' && placeReadingMethods.has(propertyName(callee) ?? '');
    return isRead && name !== undefined ? { holder: unwrap(callee.object), name } : undefined;
  }
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const held = variable?.defs[0]?.type === 'Variable' ? singleValueOf(variable) : undefined;
  if (!held || depth > MAX_NAMES) return undefined;
  const [step, ...rest] = held.path;
  if (step === undefined) return namedPlace(file, held.expression, depth + 1);
  return rest.length === 0 ? { holder: unwrap(held.expression), name: step.slice(1) } : undefined;
}
