import type { TSESTree } from '@typescript-eslint/utils';
import type { ProcessContext } from '../../catalog/types.js';
import { referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import type { Place } from './process-places.js';

/*
 * `let context: BrowserContext | null` in place of `let browser: Browser | null`, with the type imported beside the other.
 * Input: the annotation of a variable. Output: edits, none where there is no annotation, or none that says anything;
 * `undefined` where it is not understood.
 * Invariant: the name comes from where the client's comes from. Blind spot: types of the project that extend the package's.
 */

export function partTypeEdits(
  source: Source, { types }: ProcessContext, { annotation, made }: Place, packageName: string,
): Edit[] | undefined {
  if (!annotation || annotation.type === 'TSAnyKeyword') return [];
  const parts = annotation.type === 'TSUnionType' ? annotation.types : [annotation];
  const [type, ...others] = parts.filter((one) => !/^TS(?:Null|Undefined)Keyword$/.test(one.type));
  // `Awaited<ReturnType<typeof puppeteer.launch>>`, of what starts it.
  const started = type && /^Awaited<\s*ReturnType<\s*typeof ([\w$.]+)\s*>\s*>$/.exec(source.file.textOf(type))?.[1];
  if (types && started !== undefined && started === source.file.textOf(made.callee)) {
    return others.length > 0 ? undefined : [{ range: type!.range, text: `import('${packageName}').${types.part}` }];
  }
  if (!types || type?.type !== 'TSTypeReference' || type.typeArguments || others.length > 0) return undefined;
  const { typeName } = type;
  if (typeName.type === 'TSQualifiedName') {
    return typeName.right.name === types.client ? [{ range: typeName.right.range, text: types.part }] : undefined;
  }
  const variable = referencesIn(source, type).find(({ identifier }) => identifier === typeName)?.resolved;
  const specifier = variable?.defs[0]?.node;
  if (!variable || specifier?.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') return undefined;
  if (specifier.imported.name !== types.client || specifier.local.name !== types.client) return undefined;
  const named: Edit = { range: typeName.range, text: types.part };
  const siblings = (specifier.parent as TSESTree.ImportDeclaration).specifiers;
  if (siblings.some(({ type: kind, local }) => kind === 'ImportSpecifier' && local.name === types.part)) return [named];
  if (new UniqueNames(source).choose([types.part], [typeName]) !== types.part) return undefined;
  const isOnly = variable.references.every(({ identifier }) => identifier === typeName);
  const kind = specifier.importKind === 'type' ? 'type ' : '';
  return [named, isOnly ? { range: specifier.imported.range, text: types.part }
    : { range: [specifier.range[1], specifier.range[1]], text: `, ${kind}${types.part}` }];
}
