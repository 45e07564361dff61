import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction, propertyName, thisObject } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';

/** `this.name` in a method of an object literal that has a method of that name. */
export function findOwnMethod(access: TSESTree.MemberExpression, name: string): FunctionNode | undefined {
  const owner = access.object.type === 'ThisExpression' ? thisObject(access.object) : undefined;
  const method = owner && findProperty(owner, name);
  return isFunction(method) ? method : undefined;
}

export function findProperty(node: TSESTree.ObjectExpression, name: string): Node | undefined {
  for (const property of node.properties) {
    if (property.type === 'Property' && propertyName(property) === name) return property.value;
  }
  return undefined;
}

/** What an array literal has at a place. */
export function findElement(node: TSESTree.ArrayExpression, index: string): Node | undefined {
  if (!/^\d+$/.test(index)) return undefined;
  const before = node.elements.slice(0, Number(index) + 1);
  return before.some((element) => element?.type === 'SpreadElement') ? undefined : before[Number(index)] ?? undefined;
}
