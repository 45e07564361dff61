import type { CatalogIndex } from '../catalog/merge.js';

/**
 * The methods by which a client lends something that goes on using it, and is to be given back to it: `connect` of a pool. `segments` are
 * the export that makes the client.
 */
export function lendingMethods(index: CatalogIndex, specifier: string, segments: readonly string[]): readonly string[] {
  const made = [...segments.slice(0, -1), `${segments.at(-1) ?? ''}()`];
  const methods = index.checkoutsOf(specifier).flatMap(({ model }) => [model.export].flat().map((path) => path.split('.').at(-1)!));
  return [...new Set(methods)].filter((method) => index.findCheckout(specifier, [...made, method], 'call') !== undefined);
}
