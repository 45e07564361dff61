/** Which names of a package the catalog has something to say of. */
import { hasWildcard, matchesGlob } from './match.js';
import type { CatalogIndex } from './merge.js';
import type { EntryModel, FrameworkModel, OnceEntry } from './types.js';

/**
 * Whether an entry means the export of a package, or something below it. Without a name the whole module is meant.
 * What the catalog says of an export is worth more than its source, which may be native code, generated, or a fork in the same workspace.
 */
export function knowsExport(index: CatalogIndex, specifier: string, name: string | undefined): boolean {
  if (specifier.startsWith('.')) {
    return false;
  }
  const models = [
    ...index.clientsOf(specifier), ...index.wrappersOf(specifier), ...index.checkoutsOf(specifier),
    ...index.borrowersOf(specifier), ...index.sharedClosersOf(specifier),
  ];
  const patterns = [
    ...models.flatMap(({ model }) => model.export), ...index.clientsOf(specifier).flatMap(({ model }) => model.typedAs ?? []),
    ...index.frameworksOf(specifier).flatMap(exportsOfFramework),
  ];
  // The default export of a CommonJS module is the whole of it.
  if (name === undefined || name === 'default') {
    return patterns.length > 0;
  }
  return patterns.some((pattern) => {
    const first = (pattern.split('.')[0] ?? '').replace(/(?:\(\))+$/, '');
    return hasWildcard(first) ? matchesGlob(first, name) : first === name;
  });
}

function exportsOfFramework({ entries, once = [], containers = [] }: FrameworkModel): string[] {
  return [...[...entries, ...once].flatMap(exportsOfEntry), ...containers.flatMap(({ decorators }) => decorators)];
}

function exportsOfEntry(entry: EntryModel | OnceEntry): readonly string[] {
  switch (entry.kind) {
    case 'call':
      if (typeof entry.firstArgument === 'object' && 'export' in entry.firstArgument) return [entry.firstArgument.export];
      return entry.receivers || entry.receiverTypes ? [...entry.receivers ?? [], ...entry.receiverTypes ?? []] : entry.methods;
    case 'decorator':
      return [...entry.method, ...entry.class ?? []];
    case 'classMethod':
      return [...entry.extends ?? [], ...entry.implements ?? [], ...entry.decorator ?? []];
    case 'typedParameter':
    case 'typedFunction':
    case 'typedObject':
      return entry.types;
    case 'export':
    case 'directive':
    case 'signature':
      return [];
  }
}
