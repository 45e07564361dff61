import type { CatalogIndex } from '../catalog/merge.js';

/**
 * The export path of what a client is, without the methods on the way that give the client itself:
 * `DataSource().initialize().createQueryRunner` is `DataSource().createQueryRunner`.
 */
export function withoutOwnSteps(index: CatalogIndex, specifier: string, segments: readonly string[]): string[] {
  const own: string[] = [];
  for (const segment of segments) {
    const method = segment.endsWith('()') ? segment.slice(0, -2) : undefined;
    const maker = own.at(-1);
    const isOwn = method !== undefined && maker?.endsWith('()') === true && givesItself(index, specifier, own, method);
    if (!isOwn) own.push(segment);
  }
  return own;
}

function givesItself(index: CatalogIndex, specifier: string, maker: readonly string[], method: string): boolean {
  if (index.findWrapper(specifier, [...maker, method], 'call')?.model.argument === 'receiver') return true;
  const made = [...maker.slice(0, -1), maker.at(-1)!.slice(0, -2)];
  const { model } = index.findClient(specifier, made, 'new') ?? index.findClient(specifier, made, 'call') ?? {};
  return model !== undefined && model.holds !== 'nothing' && model.setup?.includes(method) === true;
}
