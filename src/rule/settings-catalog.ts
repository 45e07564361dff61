import { builtinCatalog } from '../catalog/builtin.js';
import { indexCatalog, mergeCatalog, selectFamilies, sharedFamily, type CatalogIndex } from '../catalog/merge.js';
import type { Catalog } from '../catalog/types.js';
import type { ReplaceableList, Settings } from './settings.js';

/** Indexing walks the whole catalog, and settings objects are few and live as long as their configuration. */
const indexes = new WeakMap<Settings, CatalogIndex>();

/** The catalog that the settings ask for: the built-in one without what they leave out or replace, and with what they add. */
export function catalogOf(settings: Settings): CatalogIndex {
  let index = indexes.get(settings);
  if (index === undefined) {
    const builtin = selectFamilies(withoutLists(builtinCatalog, settings.replace), settings.families);
    index = indexCatalog(mergeCatalog(mergeCatalog(builtin, settings.shared ?? {}, sharedFamily), settings));
    indexes.set(settings, index);
  }
  return index;
}

function withoutLists(catalog: Catalog, dropped: readonly ReplaceableList[]): Catalog {
  return {
    families: dropped.includes('clients') ? [] : catalog.families,
    frameworks: dropped.includes('frameworks') ? [] : catalog.frameworks,
    runtimes: dropped.includes('runtimes') ? [] : catalog.runtimes,
    memos: dropped.includes('memos') ? [] : catalog.memos,
  };
}
