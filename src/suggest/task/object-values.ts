import type { TSESTree } from '@typescript-eslint/utils';
import { configurationMethods, configurationTypes } from '../../catalog/conventions/methods.js';
import { constructorOf, findParameterProperty, isAccessOf, isInConstructorOf } from '../../resolve/class-members.js';
import { isEmptying } from '../../resolve/values.js';
import { enclosingFunction, isFunction, propertyName, thisClass } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { isMemberWritten } from './requirements.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * From when on does what code reads from `this` have the values that it keeps? Follows each `this.name` to the constructor's parameters,
 * the initialisers and the assignments of the class.
 * Invariant: `undefined` when one of the values could differ between two requests. Blind spot: assignments from outside of the class, and
 * configuration that changes while the process lives.
 */

export type ObjectValues =
  /** After these fields of the class, in initialisers. */
  | { readonly from: 'fields'; readonly after: readonly Node[] }
  /** In the constructor, after these statements of it. */
  | { readonly from: 'constructor'; readonly after: readonly Node[] }
  /** Some time after the construction, before the first request. */
  | { readonly from: 'later' };

export function objectValuesOf(source: Source, finding: Finding, owner: ClassNode, nodes: readonly Node[]): ObjectValues | undefined {
  const fields: Node[] = [];
  const statements: Node[] = [];
  let isInConstructor = false;
  let isLate = false;
  for (const node of nodes.flatMap((root) => [...nodesIn(source, root, true)])) {
    if (node.type !== 'ThisExpression') continue;
    const access = node.parent;
    const around = thisClass(node);
    if (around?.node !== owner || around.isStatic || access.type !== 'MemberExpression') return undefined;
    const origin = originOf(source, finding, owner, access);
    switch (origin?.kind) {
      case undefined:
        return undefined;
      case 'parameter':
        isInConstructor = true;
        break;
      case 'initialiser':
        fields.push(origin.node);
        break;
      case 'statement':
        isInConstructor = true;
        statements.push(origin.node);
        break;
      case 'later':
        isLate = true;
    }
  }
  if (isLate) return { from: 'later' };
  return isInConstructor ? { from: 'constructor', after: statements } : { from: 'fields', after: fields };
}

interface Origin {
  readonly kind: 'parameter' | 'initialiser' | 'statement' | 'later';
  readonly node: Node;
}

function originOf(source: Source, finding: Finding, owner: ClassNode, access: TSESTree.MemberExpression): Origin | undefined {
  const name = propertyName(access);
  if (name === undefined || isMethodOf(owner, name)) return undefined;
  const all = (source.file.members.get(name) ?? []).filter((candidate) => isAccessOf(source.file, candidate, owner, false));
  if (all.some((candidate) => isMemberWritten(candidate) && !isInConstructorOf(owner, candidate))) return undefined;
  const parameter = findParameterProperty(owner, name)?.parameter;
  if (isCalled(access) && !isConfiguration(source, parameter)) return undefined;
  const fills = all.flatMap((candidate) => (
    candidate.parent.type === 'AssignmentExpression' && candidate.parent.left === candidate ? [candidate.parent] : []));
  if (fills.some(({ right }) => isEmptying(right))) return undefined;
  const field = owner.body.body.find((element): element is TSESTree.PropertyDefinition => (
    element.type === 'PropertyDefinition' && !element.static && propertyName(element) === name));
  const hasInitialiser = field?.value !== undefined && field.value !== null && !isEmptying(field.value);
  if (fills.length === 0) {
    if (parameter) return { kind: 'parameter', node: parameter };
    return hasInitialiser && field && !isFunction(field.value) ? { kind: 'initialiser', node: field } : undefined;
  }
  const [fill] = fills;
  if (fills.length > 1 || parameter || hasInitialiser || !fill) return undefined;
  const statement = fill.parent;
  if (statement.type !== 'ExpressionStatement' || fill.operator !== '=') return undefined;
  if (statement.parent === constructorOf(owner)?.value.body) return { kind: 'statement', node: statement };
  const method = enclosingFunction(statement);
  return isFunction(method) && finding.around?.runsOnce(statement) ? { kind: 'later', node: statement } : undefined;
}

function isMethodOf(owner: ClassNode, name: string): boolean {
  return owner.body.body.some((element) => (element.type === 'MethodDefinition' || element.type === 'AccessorProperty')
    && propertyName(element) === name);
}

/** `this.config.get('x')`, `this.load()`. */
function isCalled(access: Node): boolean {
  const { parent } = access;
  if (parent?.type === 'CallExpression') return parent.callee === access;
  return (parent?.type === 'MemberExpression' || parent?.type === 'TSNonNullExpression' || parent?.type === 'ChainExpression')
    && isCalled(parent);
}

function isConfiguration(source: Source, parameter: TSESTree.TSParameterProperty | undefined): boolean {
  const target = parameter?.parameter.type === 'Identifier' ? parameter.parameter : undefined;
  const type = target?.typeAnnotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || !configurationTypes.test(type.typeName.name)) return false;
  return (source.file.members.get(target!.name) ?? []).every(({ parent }) => parent.type !== 'MemberExpression'
    || parent.parent.type !== 'CallExpression' || parent.parent.callee !== parent || configurationMethods.test(propertyName(parent) ?? ''));
}
