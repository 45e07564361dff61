import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../../resolve/file-model.js';
import { isFunction, propertyName } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';

/** The type of a variable, or of what stands under `path` in it, if its annotation or its default says that it is a text or a number. */
export function scalarType(variable: Variable, path: readonly string[]): 'string' | 'number' | 'unknown' | undefined {
  const identifier = variable.identifiers[0];
  const definition = variable.defs[0];
  if (identifier?.type !== 'Identifier') return undefined;
  const annotated = annotationOf(identifier) ?? destructuredType(identifier, definition?.node);
  return annotated ? kindOf(typeAt(annotated, path)) : path.length === 0 ? kindOfDefault(identifier) : undefined;
}

/** `(node = 'wss://localhost')`: what a parameter is without an argument tells what it is with one. */
function kindOfDefault({ parent }: Node): 'string' | 'number' | undefined {
  const isParameter = parent?.type === 'AssignmentPattern' && isFunction(parent.parent);
  const kind = isParameter && parent.right.type === 'Literal' ? typeof parent.right.value : undefined;
  return kind === 'string' || kind === 'number' ? kind : undefined;
}

function annotationOf(node: Node): TSESTree.TypeNode | undefined {
  return 'typeAnnotation' in node && node.typeAnnotation?.type === 'TSTypeAnnotation' ? node.typeAnnotation.typeAnnotation : undefined;
}

/** `({ region }: { region: string })`. */
function destructuredType(identifier: Node, owner: Node | undefined): TSESTree.TypeNode | undefined {
  const property = identifier.parent;
  const pattern = property?.parent;
  if (property?.type !== 'Property' || property.value !== identifier || pattern?.type !== 'ObjectPattern' || !owner) return undefined;
  const annotation = annotationOf(pattern);
  const name = propertyName(property);
  return annotation && name !== undefined ? typeAt(annotation, [name]) : undefined;
}

function typeAt(type: TSESTree.TypeNode, path: readonly string[]): TSESTree.TypeNode | undefined {
  let found: TSESTree.TypeNode | undefined = type;
  for (const name of path) {
    const members: readonly TSESTree.TypeElement[] = found.type === 'TSTypeLiteral' ? found.members : [];
    const member = members.find((one): one is TSESTree.TSPropertySignature => one.type === 'TSPropertySignature' && !one.optional
      && one.key.type === 'Identifier' && !one.computed && one.key.name === name);
    found = member?.typeAnnotation?.typeAnnotation;
    if (!found) return undefined;
  }
  return found;
}

function kindOf(type: TSESTree.TypeNode | undefined): 'string' | 'number' | 'unknown' | undefined {
  switch (type?.type) {
    case 'TSStringKeyword':
      return 'string';
    case 'TSNumberKeyword':
      return 'number';
    case 'TSBooleanKeyword':
    case 'TSUndefinedKeyword':
    case 'TSNullKeyword':
      return 'unknown';
    case 'TSLiteralType':
      return type.literal.type === 'Literal' && typeof type.literal.value === 'string' ? 'string' : 'unknown';
    case 'TSUnionType': {
      const kinds = type.types.map(kindOf);
      if (kinds.includes(undefined)) return undefined;
      return kinds.every((kind) => kind === kinds[0]) ? kinds[0] : 'unknown';
    }
    default:
      return undefined;
  }
}
