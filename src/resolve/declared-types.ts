import type { TSESTree } from '@typescript-eslint/utils';
import { isClass, propertyName } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { FileModel, Variable } from './file-model.js';
import { CALL, isMember, member } from './path.js';
import type { Path, Step } from './path.js';
import { UNKNOWN, isUntoldByType } from './value.js';
import type { Value } from './value.js';

/*
 * What a declared type says of the values that have it: `(pool: Pool)` holds what `new Pool()` gives, and so does the `pool` of
 * `(o: { pool: Pool })`, by an interface, an alias, an intersection, or what a method is declared to return.
 * Input: a type annotation. Output: a `Value`; the type's own node followed by `()`, where it is one of the project that is no class.
 * Invariant: a union of several types, and a type parameter, say nothing. Blind spot: mapped and conditional types, and JSDoc.
 */

/** The way from names to what they mean, which leads back here. */
export interface TypeScope {
  ofVariable(file: FileModel, variable: Variable): Value;
  follow(value: Value, path: Path): Value;
  /** What a module exports under a path. */
  imported(file: FileModel, specifier: string, path: Path): Value;
}

type LocalValue = Extract<Value, { kind: 'local' }>;

/** What the values of a type are. */
export function valueOfType(scope: TypeScope, file: FileModel, type: Node | undefined): Value {
  switch (type?.type) {
    case 'TSTypeAnnotation':
      return valueOfType(scope, file, type.typeAnnotation);
    case 'TSUnionType': {
      const real = type.types.filter((part) => !['TSNullKeyword', 'TSUndefinedKeyword'].includes(part.type));
      return real.length === 1 ? valueOfType(scope, file, real[0]) : UNKNOWN;
    }
    case 'TSTypeOperator':
      return type.operator === 'readonly' ? valueOfType(scope, file, type.typeAnnotation) : UNKNOWN;
    case 'TSTypeQuery': {
      const { exprName: name } = type;
      if (name.type !== 'TSImportType') return namedType(scope, file, name);
      // `typeof import('pg').Client`: the class itself, or the module.
      const path = name.qualifier ? pathOfName(name.qualifier) : [];
      return path ? scope.imported(file, name.source.value, path) : UNKNOWN;
    }
    case 'TSTypeReference': {
      const name = type.typeName.type === 'Identifier' ? type.typeName.name : undefined;
      const inner = type.typeArguments?.params[0];
      if (inner && name !== undefined && SAME_MEMBERS.has(name)) return valueOfType(scope, file, inner);
      if (inner && (name === 'ReturnType' || name === 'InstanceType')) {
        return scope.follow(valueOfType(scope, file, inner), [CALL]);
      }
      return scope.follow(namedType(scope, file, type.typeName), [CALL]);
    }
    case 'TSImportType': {
      const path = pathOfName(type.qualifier);
      return path ? scope.imported(file, type.source.value, [...path, CALL]) : UNKNOWN;
    }
    case 'TSIndexedAccessType': {
      const key = type.indexType.type === 'TSLiteralType' ? type.indexType.literal : undefined;
      const name = key?.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
      return name === undefined ? UNKNOWN : known(scope.follow(valueOfType(scope, file, type.objectType), [member(name)]));
    }
    case 'TSTypeLiteral':
    case 'TSIntersectionType':
      return { kind: 'local', file, node: type, path: [CALL] };
    case 'TSFunctionType':
      return { kind: 'local', file, node: type, path: [] };
    default:
      return UNKNOWN;
  }
}

/** Types of the language whose values have the members of their first argument, as far as they have any. */
export const SAME_MEMBERS = new Set([
  'Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Pick', 'Omit']);

/** What the name of a type, or of a value behind `typeof`, stands for. */
function namedType(scope: TypeScope, file: FileModel, name: Node): Value {
  if (name.type === 'TSQualifiedName') return scope.follow(namedType(scope, file, name.left), [member(name.right.name)]);
  const variable = name.type === 'Identifier' ? file.variableOf(name) : undefined;
  if (!variable) return UNKNOWN;
  const declared = typeDeclaration(variable);
  return declared ? { kind: 'local', file, node: declared, path: [] } : scope.ofVariable(file, variable);
}

/** The interface, or alias of a type, that a name is declared as in the first place. */
export function typeDeclaration(variable: Variable): TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration | undefined {
  const definition = variable.defs[0];
  const node = definition?.type === 'Type' ? definition.node : undefined;
  return node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration' ? node : undefined;
}

/** One step from a type of the project. `undefined` where the type says nothing of it. */
export function stepIntoType(scope: TypeScope, { file, node, path }: LocalValue, step: Step): Value | undefined {
  const isInstance = path.length === 1 && path[0] === CALL && isMember(step);
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
      // An alias says nothing that its type does not say.
      return path.length === 0 && step === CALL ? valueOfType(scope, file, node.typeAnnotation) : UNKNOWN;
    case 'TSFunctionType':
    case 'TSMethodSignature':
      return path.length === 0 && step === CALL ? known(valueOfType(scope, file, node.returnType)) : undefined;
    case 'TSInterfaceDeclaration': {
      if (!isInstance) return undefined;
      const inherited = node.extends.map(({ expression }) => () => scope.follow(namedType(scope, file, expression), [CALL, step]));
      return memberOf(scope, file, node.body.body, step) ?? firstKnown(inherited);
    }
    case 'TSTypeLiteral':
      return isInstance ? memberOf(scope, file, node.members, step) : undefined;
    case 'TSIntersectionType':
      return isInstance ? firstKnown(node.types.map((part) => () => scope.follow(valueOfType(scope, file, part), [step]))) : undefined;
    default:
      return undefined;
  }
}

/** What a call of a method gives that a class leaves to others: `abstract client(): Kafka`. */
export function abstractResult(scope: TypeScope, { file, node, path }: LocalValue, step: Step): Value | undefined {
  const [first, method, ...rest] = path;
  if (!isClass(node) || step !== CALL || first !== CALL || method === undefined || rest.length > 0) return undefined;
  const found = node.body.body.filter((each) => each.type === 'TSAbstractMethodDefinition' && propertyName(each) === method.slice(1));
  const [only] = found;
  if (found.length !== 1 || only?.type !== 'TSAbstractMethodDefinition') return undefined;
  const value = valueOfType(scope, file, only.value.returnType);
  return value.kind === 'package' ? value : undefined;
}

function memberOf(scope: TypeScope, file: FileModel, members: readonly Node[], step: Step): Value | undefined {
  const found = members.filter((each) => isSignature(each)).filter((each) => propertyName(each) === step.slice(1));
  const [only] = found;
  // Of a method with several signatures nobody can tell which one is called.
  if (!only || found.length > 1) return undefined;
  if (only.type === 'TSMethodSignature') return { kind: 'local', file, node: only, path: [] };
  const value = valueOfType(scope, file, only.typeAnnotation);
  return value.kind === 'unknown' ? undefined : value;
}

function isSignature(node: Node): node is TSESTree.TSPropertySignature | TSESTree.TSMethodSignature {
  return node.type === 'TSPropertySignature' || node.type === 'TSMethodSignature';
}

/** What the project declares tells more than what a package may have. */
function firstKnown(ways: readonly (() => Value)[]): Value | undefined {
  const values = ways.map((way) => way()).filter((value) => value.kind !== 'unknown' && !isUntoldByType(value));
  const packages = values.filter(({ kind }) => kind === 'package');
  return values.find(({ kind }) => kind !== 'package') ?? (packages.length === 1 ? packages[0] : undefined);
}

function known(value: Value): Value {
  return isUntoldByType(value) ? UNKNOWN : value;
}

/** What a binding is declared to hold: `(pool: Pool)`, `({ pool }: Options)`. */
export function declaredValue(scope: TypeScope, file: FileModel, binding: TSESTree.Identifier): Value {
  if (binding.typeAnnotation) return valueOfType(scope, file, binding.typeAnnotation);
  const path: Step[] = [];
  let node: Node = binding;
  for (let { parent } = node; parent; node = parent, { parent } = node) {
    if (parent.type === 'Property') {
      const name = propertyName(parent);
      if (name === undefined || parent.value !== node) return UNKNOWN;
      path.unshift(member(name));
    } else if (parent.type === 'AssignmentPattern') {
      if (parent.left !== node) return UNKNOWN;
    } else if (parent.type !== 'ObjectPattern') {
      return UNKNOWN;
    } else if (parent.typeAnnotation) {
      return known(scope.follow(valueOfType(scope, file, parent.typeAnnotation), path));
    }
  }
  return UNKNOWN;
}

/** `A.B` of `import('x').A.B`. */
function pathOfName(name: Node | null): Path | undefined {
  if (name?.type === 'Identifier') return [member(name.name)];
  if (name?.type !== 'TSQualifiedName') return undefined;
  const left = pathOfName(name.left);
  return left && [...left, member(name.right.name)];
}
