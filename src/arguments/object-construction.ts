import { enclosingFunction, isFunction } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';

/** What happens while an object is made: its constructor and the fields that are declared. */

/** The class that a function is the constructor of. */
export function constructedBy(fn: FunctionNode): ClassNode | undefined {
  const method = fn.parent;
  return method.type === 'MethodDefinition' && method.kind === 'constructor' ? method.parent.parent : undefined;
}

/** Whether something runs while an object of the class is made: in its constructor, or where a field is declared. */
export function isInConstructionOf(node: Node, owner: ClassNode): boolean {
  const around = enclosingFunction(node);
  return !around || around === owner || (isFunction(around) && constructedBy(around) === owner);
}
