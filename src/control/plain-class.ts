import { isClass, isFunction } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/** A class whose constructor only keeps what it is given, and so cannot throw. One that inherits may run anything. */
export function isPlainClass(node: Node | undefined): boolean {
  if (!isClass(node) || node.superClass || (node.decorators?.length ?? 0) > 0) return false;
  return node.body.body.every((element) => {
    switch (element.type) {
      case 'PropertyDefinition':
        return element.static || !element.value || isPlainValue(element.value);
      case 'MethodDefinition':
        if (element.kind !== 'constructor') return true;
        return element.value.params.every(isPlainParameter) && (element.value.body?.body ?? []).every(isKeeping);
      case 'TSIndexSignature':
        return true;
      default:
        return false;
    }
  });
}

function isPlainParameter(node: Node): boolean {
  return node.type === 'Identifier' || (node.type === 'TSParameterProperty' && node.parameter.type === 'Identifier');
}

/** `this.client = client;` */
function isKeeping(statement: Node): boolean {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') return false;
  const { left, right } = statement.expression;
  return left.type === 'MemberExpression' && left.object.type === 'ThisExpression' && !left.computed && isPlainValue(right);
}

/** Nothing that runs code or reads a member. */
function isPlainValue(node: Node): boolean {
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
      return true;
    case 'ArrayExpression':
      return node.elements.length === 0;
    case 'ObjectExpression':
      return node.properties.length === 0;
    default:
      return isFunction(node);
  }
}
