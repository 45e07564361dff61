import { findMethod } from '../resolve/class-members.js';
import { enclosingFunction, isFunction } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';

/** What happens while an object is made: its constructor, the fields that are declared, the parameters that become fields. */

/** The class that a function is the constructor of. */
export function constructedBy(fn: FunctionNode): ClassNode | undefined {
  const method = fn.parent;
  return method.type === 'MethodDefinition' && method.kind === 'constructor' ? method.parent.parent : undefined;
}

/** Whether something runs while an object of the class is made: in its constructor, or where a field is declared. */
export function isInConstructor(node: Node, owner: ClassNode): boolean {
  const around = enclosingFunction(node);
  return !around || around === owner || (isFunction(around) && constructedBy(around) === owner);
}

/** `constructor(private readonly name)`. */
export function findParameterProperty(
  owner: ClassNode, name: string,
): { readonly constructor: FunctionNode; readonly name: Node } | undefined {
  const constructor = findMethod(owner, 'constructor', false)?.value;
  if (!isFunction(constructor)) return undefined;
  for (const parameter of constructor.params) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    if (target.type === 'Identifier' && target.name === name) return { constructor, name: target };
  }
  return undefined;
}
