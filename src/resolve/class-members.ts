import type { TSESTree } from '@typescript-eslint/utils';
import { isInside } from '../syntax/is-inside.js';
import { isFunction, propertyName, thisClass, unwrap } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { FileModel } from './file-model.js';
import { isEmptying, singleValueOf } from './values.js';

/** A member of a class: what it holds, as far as one expression tells, or each of several, and its declared type. */
export interface ClassField {
  readonly value?: Node;
  readonly values?: readonly Node[];
  readonly type?: Node;
  /** The function that gives it whenever it is read. */
  readonly getter?: FunctionNode;
}

/** The method, accessor, field, parameter property or `this.name = …` of a class. Without a value when it is assigned in several ways. */
export function findField(file: FileModel, node: ClassNode, name: string, isStatic: boolean): ClassField | undefined {
  let declared: Node | undefined;
  let type: Node | undefined;
  let isMember = false;
  let isAccessor = false;
  for (const element of node.body.body) {
    if (element.type === 'MethodDefinition' && element.kind === 'constructor' && !isStatic) {
      const property = findParameterProperty(node, name);
      if (property) {
        const { parameter: { parameter }, name: { typeAnnotation } } = property;
        const value = parameter.type === 'AssignmentPattern' ? parameter.right : undefined;
        return { ...(value && { value }), ...(typeAnnotation && { type: typeAnnotation }) };
      }
      continue;
    }
    if (!('key' in element) || element.static !== isStatic || propertyName(element as TSESTree.PropertyDefinition) !== name) continue;
    if (element.type === 'MethodDefinition') {
      if (element.kind === 'method') return { value: element.value };
      const { kind, value: { returnType } } = element;
      if (kind === 'get' && isFunction(element.value)) return { getter: element.value, ...(returnType && { type: returnType }) };
      isAccessor = true;
    }
    if (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') {
      isMember = true;
      type = element.typeAnnotation;
      if (element.value && !isEmptying(element.value)) declared = element.value;
    }
  }
  if (isAccessor) return {};
  const writes = fieldWrites(file, node, name, isStatic);
  const values = [...(declared ? [declared] : []), ...writes];
  if (!isMember && writes.length === 0) return undefined;
  return { ...(values.length === 1 ? { value: values[0]! } : { values }), ...(type && { type }) };
}

/** The right sides of `this.name = …` in the class (for static members also `ClassName.name = …`), emptyings left out. */
export function fieldWrites(file: FileModel, node: ClassNode, name: string, isStatic: boolean): Node[] {
  const writes: Node[] = [];
  for (const access of file.members.get(name) ?? []) {
    const assignment = access.parent;
    if (assignment.type !== 'AssignmentExpression' || assignment.left !== access) continue;
    if (!['=', '??=', '||='].includes(assignment.operator) || isEmptying(assignment.right)) continue;
    if (isAccessOf(file, access, node, isStatic)) writes.push(assignment.right);
  }
  return writes;
}

/**
 * The class of which `this` is an instance, or the class itself: `this` in a static method, `this.constructor`, and a name for that. Of a
 * class below, the last one is that class, which lives as long.
 */
export function ownClassOf(file: FileModel, object: Node): ReturnType<typeof thisClass> {
  if (object.type === 'ThisExpression') return thisClass(object);
  const variable = object.type === 'Identifier' ? file.variableOf(object) : undefined;
  const held = variable && singleValueOf(variable);
  const value = held && held.path.length === 0 ? unwrap(held.expression) : object;
  if (value.type !== 'MemberExpression' || propertyName(value) !== 'constructor') return undefined;
  const self = unwrap(value.object);
  const owner = self.type === 'ThisExpression' ? thisClass(self) : undefined;
  return owner && !owner.isStatic ? { node: owner.node, isStatic: true } : undefined;
}

/** Whether `access` reads or writes a member on `this` of the class, or on the class itself. */
export function isAccessOf(file: FileModel, access: TSESTree.MemberExpression, node: ClassNode, isStatic: boolean): boolean {
  const object = unwrap(access.object);
  const owner = ownClassOf(file, object);
  if (owner) return owner.node === node && owner.isStatic === isStatic;
  if (!isStatic || object.type !== 'Identifier' || !node.id) return false;
  return file.variableOf(object)?.identifiers.includes(node.id) ?? false;
}

/** A parameter of the constructor that becomes a field: `constructor(private readonly name)`. */
export interface ParameterProperty {
  readonly constructor: FunctionNode;
  readonly parameter: TSESTree.TSParameterProperty;
  readonly name: TSESTree.Identifier;
}

export function findParameterProperty(owner: ClassNode, name: string): ParameterProperty | undefined {
  const constructor = findMethod(owner, 'constructor', false)?.value;
  if (!isFunction(constructor)) return undefined;
  for (const parameter of constructor.params) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    if (target.type === 'Identifier' && target.name === name) return { constructor, parameter, name: target };
  }
  return undefined;
}

/** The method of a class under a name, its constructor under `constructor`. */
export function findMethod(node: ClassNode, name: string, isStatic: boolean): TSESTree.MethodDefinition | undefined {
  return node.body.body.find((element): element is TSESTree.MethodDefinition =>
    element.type === 'MethodDefinition' && element.static === isStatic && propertyName(element) === name);
}

/** Whether only the code of the class may name a member of its instances. */
export function isPrivateMember(node: ClassNode, name: string): boolean {
  if (name.startsWith('#')) return true;
  if (findParameterProperty(node, name)?.parameter.accessibility === 'private') return true;
  return node.body.body.some((element) => 'accessibility' in element && element.accessibility === 'private' && 'key' in element
    && !element.static && propertyName(element as TSESTree.PropertyDefinition) === name);
}

/** With a body: of several signatures, the last. */
export function constructorOf(owner: ClassNode): TSESTree.MethodDefinition | undefined {
  return owner.body.body.find((element): element is TSESTree.MethodDefinition => (
    element.type === 'MethodDefinition' && element.kind === 'constructor' && element.value.type === 'FunctionExpression'));
}

export function isInConstructorOf(owner: ClassNode, node: Node): boolean {
  const constructor = constructorOf(owner);
  return constructor !== undefined && isInside(node, constructor);
}
