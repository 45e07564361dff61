import type { FileModel } from '../resolve/file-model.js';
import { lastingInit } from '../resolve/values.js';
import { unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/*
 * What leads to no object of the function around it: texts, what was caught, and what is put together of such. `{ error: error.message }`
 * says that something failed.
 * Blind spot: an error that somebody has put an object into.
 */

/** Whether nothing that the function has made can be reached from the value of an expression. `isKnown` are expressions that lead to it. */
export function isFreeOfObjects(file: FileModel, expression: Node, isKnown: (node: Node) => boolean): boolean {
  const node = unwrap(expression);
  if (isKnown(node)) return false;
  const isFree = (part: Node): boolean => isFreeOfObjects(file, part, isKnown);
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true;
    case 'Identifier':
      return isFreeName(file, node, isKnown);
    case 'MemberExpression':
      return isFree(node.object);
    case 'ConditionalExpression':
      return isFree(node.consequent) && isFree(node.alternate);
    case 'LogicalExpression':
      return isFree(node.left) && isFree(node.right);
    case 'ObjectExpression':
      return node.properties.every((property) => property.type === 'Property' && isFree(property.value));
    case 'ArrayExpression':
      return node.elements.every((element) => element === null || (element.type !== 'SpreadElement' && isFree(element)));
    case 'CallExpression':
      // `String(error)`, `error.toString()`, `reply({ error })` of another file.
      return isFree(node.callee) && node.arguments.every((argument) => isFree(argument));
    default:
      return false;
  }
}

/** What was caught, what another file or the language made, and a name for something else that is free. */
function isFreeName(file: FileModel, name: Node, isKnown: (node: Node) => boolean): boolean {
  const variable = file.variableOf(name);
  const definition = variable?.defs[0]?.type;
  if (!variable || definition === 'CatchClause' || definition === 'ImportBinding') return true;
  const init = lastingInit(variable);
  // `var shop = shop || {};`
  return init !== undefined && init.range[1] <= name.range[0] && isFreeOfObjects(file, init, isKnown);
}
