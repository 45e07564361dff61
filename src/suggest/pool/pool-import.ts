import type { TSESTree } from '@typescript-eslint/utils';
import { isInside } from '../../syntax/is-inside.js';
import { propertyName } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';
import type { UniqueNames } from '../text/unique-name.js';

/*
 * `import { Pool } from 'pg'` where there is `import { Client } from 'pg'`; the same for `const { Client } = require('pg')`.
 * Input: the name that is constructed with, and what a package exports beside it. Output: its name here, and what has to be written for
 * that.
 * Invariant: what nothing else uses gives its place, what others use stays. Blind spot: none known.
 */

/**
 * `free` are nodes that go, with what they name; `isType`: only a type is to be named. `undefined` where the export is named in another
 * way.
 */
export function importBeside(
  source: Source, callee: TSESTree.Identifier, wanted: string, names: UniqueNames, free: readonly Node[], isType = false,
): { readonly name: string; readonly edits: readonly Edit[] } | undefined {
  const variable = source.file.variableOf(callee);
  const [definition, ...others] = variable?.defs ?? [];
  if (!variable || !definition || others.length > 0) return undefined;
  const named = namedPart(definition.node, variable.identifiers[0], isType);
  if (!named) return undefined;
  const { part, beside } = named;
  for (const other of beside) {
    const local = localName(other, wanted, isType);
    if (local !== undefined) return { name: local, edits: [] };
  }
  if (names.choose([wanted], [callee]) !== wanted) return undefined;
  const uses = variable.references.filter(({ identifier, init }) => (
    init !== true && identifier !== callee && !free.some((node) => isInside(identifier, node))));
  const end = part.range[1];
  const written = part.type === 'ImportSpecifier' && part.importKind === 'type' ? `type ${wanted}` : wanted;
  const edit: Edit = uses.length === 0 ? { range: part.range, text: written } : { range: [end, end], text: `, ${written}` };
  return { name: wanted, edits: [edit] };
}

interface NamedPart {
  /** `Client` among the names. */
  readonly part: Node;
  /** All names of the statement. */
  readonly beside: readonly Node[];
}

function namedPart(definition: Node, name: Node | undefined, isType: boolean): NamedPart | undefined {
  if (definition.type === 'ImportSpecifier') {
    const { parent } = definition;
    if (parent.type !== 'ImportDeclaration') return undefined;
    if (!isType && (parent.importKind === 'type' || definition.importKind === 'type')) return undefined;
    return { part: definition, beside: parent.specifiers };
  }
  if (definition.type !== 'VariableDeclarator' || definition.id.type !== 'ObjectPattern') return undefined;
  const { properties } = definition.id;
  const part = properties.find((property) => property.type === 'Property' && property.value === name);
  // What is left over would be another.
  return part && properties.every(({ type }) => type === 'Property') ? { part, beside: properties } : undefined;
}

/** What an export is called here. */
function localName(node: Node, wanted: string, isType: boolean): string | undefined {
  if (node.type === 'ImportSpecifier') {
    const isFitting = isType || node.importKind !== 'type';
    return node.imported.type === 'Identifier' && node.imported.name === wanted && isFitting ? node.local.name : undefined;
  }
  return node.type === 'Property' && propertyName(node) === wanted && node.value.type === 'Identifier' ? node.value.name : undefined;
}
