import type { TSESTree } from '@typescript-eslint/utils';
import { SAME_MEMBERS } from '../resolve/declared-types.js';
import { ANY_MEMBER, CALL, member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isOpaque } from '../resolve/value.js';
import { lastingInit, returnedExpressions } from '../resolve/values.js';
import { isClass, isFunction, propertyName } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { declaredParameter, flowIntoPattern } from './flow-bindings.js';
import type { StepBuilder } from './step-builder.js';

/**
 * Where the instances of a class or interface are, by what is declared to be one: bindings, fields, properties of other types, and what
 * functions give whose results tell nothing themselves.
 */

/** Whether an identifier names a type. */
export function isTypePosition(identifier: Node): boolean {
  const parent = identifier.parent?.type;
  return parent === 'TSTypeReference' || parent === 'TSQualifiedName' || parent === 'TSInterfaceHeritage' || parent === 'TSClassImplements';
}

/** A class, interface or alias named as a type. */
export function flowOfType(step: StepBuilder, name: Node, path: Path): void {
  if (path[0] === CALL) flowOfTypeNode(step, name, path.slice(1));
}

/** Types whose values hold values of their last argument. */
const HOLDING = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Map', 'ReadonlyMap', 'Record']);

/** Values of the type have what is looked for under `path`. */
function flowOfTypeNode(step: StepBuilder, type: Node, path: Path): void {
  const { parent } = type;
  switch (parent?.type) {
    case 'TSTypeReference':
      if (parent.typeArguments !== type) flowOfTypeNode(step, parent, path);
      return;
    case 'TSTypeParameterInstantiation': {
      const reference = parent.parent;
      const generic = reference.type === 'TSTypeReference' && reference.typeName.type === 'Identifier' ? reference.typeName.name : '';
      if (SAME_MEMBERS.has(generic) && parent.params[0] === type) flowOfTypeNode(step, reference, path);
      else if (HOLDING.has(generic) && parent.params.at(-1) === type) flowOfTypeNode(step, reference, [ANY_MEMBER, ...path]);
      return;
    }
    case 'TSArrayType':
      return flowOfTypeNode(step, parent, [ANY_MEMBER, ...path]);
    case 'TSQualifiedName':
    case 'TSUnionType':
    case 'TSIntersectionType':
    case 'TSTypeOperator':
      return flowOfTypeNode(step, parent, path);
    case 'TSTypeAliasDeclaration':
      return step.go(parent, [CALL, ...path]);
    case 'TSTypeAnnotation':
      return flowOfAnnotation(step, parent, path);
    default:
      return;
  }
}

function flowOfAnnotation(step: StepBuilder, annotation: TSESTree.TSTypeAnnotation, path: Path): void {
  const owner = annotation.parent;
  if (isFunction(owner) && owner.returnType === annotation) {
    if (!tellsResults(step, owner)) step.results(owner, path);
    return;
  }
  switch (owner.type) {
    case 'PropertyDefinition':
      return step.go(owner.parent.parent, [CALL, member(propertyName(owner) ?? '*'), ...path]);
    case 'Identifier':
      if (!tellsValue(step, owner)) flowIntoPattern(step, declaredParameter(owner), path);
      return;
    case 'ObjectPattern':
      return flowIntoPattern(step, owner, path);
    case 'TSPropertySignature':
      return flowOfMember(step, owner, [member(propertyName(owner) ?? '*'), ...path]);
    case 'TSMethodSignature':
      return flowOfMember(step, owner, [member(propertyName(owner) ?? '*'), CALL, ...path]);
    case 'TSFunctionType':
      return flowOfTypeNode(step, owner, [CALL, ...path]);
    case 'TSEmptyBodyFunctionExpression': {
      const method = owner.parent;
      const isAbstract = method.type === 'TSAbstractMethodDefinition';
      if (isAbstract) step.go(method.parent.parent, [CALL, member(propertyName(method) ?? '*'), CALL, ...path]);
      return;
    }
    default:
      return;
  }
}

/** A property of an interface, or of a type that is written out, holds it. */
function flowOfMember(step: StepBuilder, signature: Node, path: Path): void {
  const holder = signature.parent;
  if (holder?.type === 'TSInterfaceBody') step.go(holder.parent, [CALL, ...path]);
  else if (holder?.type === 'TSTypeLiteral') flowOfTypeNode(step, holder, path);
}

/** Whether what a function returns says what its results are, and its declared type nothing more. */
function tellsResults(step: StepBuilder, fn: FunctionNode): boolean {
  const results = returnedExpressions(fn, step.file.tree.visitorKeys);
  return results.length > 0 && results.every((expression) => isTold(step, expression));
}

/** Whether what a variable is made of says what it is, for good. */
function tellsValue(step: StepBuilder, binding: TSESTree.Identifier): boolean {
  const init = lastingInit(step.file.variableOf(binding));
  return init !== undefined && isTold(step, init);
}

function isTold(step: StepBuilder, expression: Node): boolean {
  const value = step.program.evaluator.evaluate(step.file, expression);
  return value.kind === 'local' && !isOpaque(value)
    && (!isClass(value.node) || value.path.length <= 1) && (!isFunction(value.node) || value.path.length === 0);
}
