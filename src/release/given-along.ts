import type { LocalLife } from '../ownership/lives/local-life.js';
import { isInside } from '../syntax/is-inside.js';
import { declaredNameOf, enclosingFunction, isFunction, outermost, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';

/**
 * `keep({ client, close: () => client.end() })`: what is given away together with the client, at one of the nodes, releases it later, if
 * ever. Blind spot: functions that stand in an object before that is given away.
 */
export function isGivenAlong({ file, boundary }: LocalLife, release: Node, keeps: ReadonlySet<Node>): boolean {
  const isGiven = (node: Node): boolean => [...keeps].some((keep) => isInside(node, keep));
  for (let closure = enclosingFunction(release); closure && closure !== boundary; closure = enclosingFunction(closure)) {
    const named = isFunction(closure) ? nameOf(closure) : undefined;
    const uses = named && file.variableOf(named)?.references.filter((reference) => reference.isRead());
    if (isGiven(closure) || (uses && uses.length > 0 && uses.every(({ identifier }) => isGiven(identifier)))) return true;
  }
  return false;
}

function nameOf(closure: FunctionNode): Node | undefined {
  const { parent } = outermost(closure);
  return parent?.type === 'VariableDeclarator' ? parent.id : declaredNameOf(closure) ?? undefined;
}

/** The parts of what a function gives back that stand there by themselves: no code that runs to make it. */
export function partsOfResult(result: Node): Node[] {
  const node = unwrap(result);
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.flatMap((property) => (property.type === 'Property' ? partsOfResult(property.value) : []));
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element ? partsOfResult(element) : []));
    case 'ConditionalExpression':
      return [...partsOfResult(node.consequent), ...partsOfResult(node.alternate)];
    default:
      return isFunction(node) || node.type === 'Identifier' ? [node] : [];
  }
}
