import { collectingMethods } from '../../catalog/conventions/collections.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { singleValueOf, writtenValues } from '../../resolve/values.js';
import { isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
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

/** Adds what holds the same as one of the names, and never anything else: `let winner; … winner = candidate;`. */
export function addCopies(file: FileModel, names: Set<Variable>): void {
  // What is added while a set is walked is walked as well.
  for (const name of names) {
    for (const { identifier } of name.references) {
      const copy = copyOf(file, identifier);
      const written = copy && writtenValues(copy);
      const isCopy = written?.isComplete && written.values.every(({ expression, path }) => {
        const value = unwrap(expression);
        const source = value.type === 'Identifier' ? file.variableOf(value) : undefined;
        return path.length === 0 && source !== undefined && names.has(source);
      });
      if (copy && isCopy) names.add(copy);
    }
  }
}

/** The variable that an expression is assigned to. */
function copyOf(file: FileModel, expression: Node): Variable | undefined {
  const node = outermost(expression);
  const { parent } = node;
  const target = parent?.type === 'VariableDeclarator' && parent.init === node ? parent.id
    : parent?.type === 'AssignmentExpression' && parent.right === node && parent.operator === '=' ? parent.left : undefined;
  const variable = target?.type === 'Identifier' ? file.variableOf(target) : undefined;
  return variable?.defs[0]?.type === 'Variable' ? variable : undefined;
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

/** Whether what a node gives, or one of its names, is put into a collection: a list, a map, a field of some object. */
export function isCollected(opening: Node, names: Iterable<Variable>): boolean {
  const spots: Node[] = [opening];
  for (const variable of names) spots.push(...variable.references.map(({ identifier }) => identifier));
  return spots.some((spot) => {
    const node = outermost(spot);
    const { parent } = node;
    if (parent?.type === 'ArrayExpression') return true;
    if (parent?.type === 'AssignmentExpression') return parent.right === node && parent.left.type === 'MemberExpression';
    if (parent?.type !== 'CallExpression' || parent.callee === node) return false;
    const callee = unwrap(parent.callee);
    return callee.type === 'MemberExpression' && collectingMethods.has(propertyName(callee) ?? '');
  });
}
