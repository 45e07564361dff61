import { addressNames } from '../catalog/conventions/texts.js';
import { isProcessEnvironment } from '../control/process-environment.js';
import type { Evaluator } from '../resolve/evaluate.js';
import type { FileModel } from '../resolve/file-model.js';
import { isOpaque } from '../resolve/value.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/*
 * Is an expression a text, as far as the source shows? By what is written out, by where it comes from (the environment), by its declared
 * type, or by its name, where that is what texts are called that tell an address. Blind spot: an object with such a name.
 */

/** Methods of texts, and what makes a text of something. */
const MAKING = new Set(['toString', 'trim', 'replace', 'replaceAll', 'concat', 'join', 'toLowerCase']);

export function isText(evaluator: Evaluator, file: FileModel, expression: Node): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'TemplateLiteral':
      return true;
    case 'Literal':
      return typeof node.value === 'string';
    case 'BinaryExpression':
      return node.operator === '+' && (isText(evaluator, file, node.left) || isText(evaluator, file, node.right));
    case 'LogicalExpression':
      return isText(evaluator, file, node.left) || (node.operator !== '&&' && isText(evaluator, file, node.right));
    case 'ConditionalExpression':
      return isText(evaluator, file, node.consequent) || isText(evaluator, file, node.alternate);
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      if (callee.type === 'Identifier') return callee.name === 'String' && !file.variableOf(callee);
      return callee.type === 'MemberExpression' && MAKING.has(propertyName(callee) ?? '');
    }
    case 'MemberExpression':
    case 'Identifier':
      return isNamedText(evaluator, file, node);
    default:
      return false;
  }
}

function isNamedText(evaluator: Evaluator, file: FileModel, node: Node): boolean {
  if (node.type === 'MemberExpression' && isProcessEnvironment(file, unwrap(node.object))) return true;
  const value = evaluator.evaluate(file, node);
  // What it is made of tells more than its name.
  if (value.kind === 'local' && value.path.length === 0 && !isOpaque(value) && value.node !== node) {
    return isText(evaluator, value.file, value.node);
  }
  const definition = node.type === 'Identifier' ? file.variableOf(node)?.defs[0] : undefined;
  const binding = definition?.name;
  if (binding?.type === 'Identifier' && binding.typeAnnotation?.typeAnnotation.type === 'TSStringKeyword') return true;
  const init = definition?.node.type === 'VariableDeclarator' && definition.node.id === binding ? definition.node.init : undefined;
  if (init) return isText(evaluator, file, init);
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? propertyName(node) : undefined;
  return name !== undefined && addressNames.test(name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase());
}
