import type { TSESTree } from '@typescript-eslint/utils';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';
import type { UniqueNames } from '../text/unique-name.js';
import { importBeside } from './pool-import.js';

/*
 * `let connection: mysql.PoolConnection | undefined;` where it says `mysql.Connection`.
 * Input: the type that a variable is declared to have, and what the package calls the one of what is lent. Output: edits; `undefined` where
 * it is declared in another way.
 * Invariant: nothing else that is declared to be of that type changes. Blind spot: types of the same name from another package.
 */

/** `known`: names of the type of a connection. */
export function lentType(
  source: Source, annotation: TSESTree.TSTypeAnnotation, wanted: string, known: readonly string[], names: UniqueNames,
): readonly Edit[] | undefined {
  const { typeAnnotation } = annotation;
  const parts = typeAnnotation.type === 'TSUnionType' ? typeAnnotation.types : [typeAnnotation];
  const edits = parts.map((part): readonly Edit[] | undefined => {
    if (/^TS(?:Null|Undefined|Any)Keyword$/.test(part.type)) return [];
    if (part.type !== 'TSTypeReference' || part.typeArguments) return undefined;
    const { typeName } = part;
    if (typeName.type === 'TSQualifiedName') {
      return known.includes(typeName.right.name) ? [{ range: typeName.right.range, text: wanted }] : undefined;
    }
    if (typeName.type !== 'Identifier' || !known.includes(typeName.name)) return undefined;
    const named = importBeside(source, typeName, wanted, names, [], true);
    return named && [{ range: typeName.range, text: named.name }, ...named.edits];
  });
  return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
}
