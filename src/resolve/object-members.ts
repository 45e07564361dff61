import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction, isModuleExports, outermost, propertyName, targetOf, thisObject, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import type { FileModel } from './file-model.js';
import { assignedValue, singleValueOf } from './values.js';
import type { HeldValue } from './values.js';

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

/**
 * `const db = {}; db.pool = createPool();`: what the file puts under a name into an object that one variable holds, or that is all that the
 * file exports.
 */
export function laterProperties(file: FileModel, node: TSESTree.ObjectExpression, name: string): HeldValue[] {
  const holder = targetOf(node);
  const variable = holder?.type === 'Identifier' ? file.variableOf(holder) : undefined;
  const isExports = (access: Node | undefined): boolean => access?.type === 'MemberExpression' && isModuleExports(access);
  if (variable ? singleValueOf(variable)?.expression !== outermost(node) : !isExports(holder)) return [];
  return assignedMembers(file, name, (object) => (
    variable ? object.type === 'Identifier' && file.variableOf(object) === variable : isExports(object)));
}

/** `global.pool = createPool()`: what the file puts under a name into an object. */
export function assignedMembers(file: FileModel, name: string, isObject: (object: Node) => boolean): HeldValue[] {
  return (file.members.get(name) ?? []).flatMap((access) => (isObject(unwrap(access.object)) ? assignedValue(access) ?? [] : []));
}

/** What an array literal has at a place. */
export function findElement(node: TSESTree.ArrayExpression, index: string): Node | undefined {
  if (!/^\d+$/.test(index)) return undefined;
  const before = node.elements.slice(0, Number(index) + 1);
  return before.some((element) => element?.type === 'SpreadElement') ? undefined : before[Number(index)] ?? undefined;
}
