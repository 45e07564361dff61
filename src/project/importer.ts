import { WHOLE_MODULE } from '../resolve/file-model.js';
import type { FileModel, ImportRecord } from '../resolve/file-model.js';
import { moduleLoads } from '../resolve/module-loads.js';
import type { ModuleLoad } from '../resolve/module-loads.js';
import type { Importer } from './program.js';

/** What `importer` gets from another file, to which the specifiers lead that `leadsThere` says. `undefined`: nothing. */
export function importerOf(
  importer: FileModel, leadsThere: (specifier: string) => boolean, isLoadedBy: (load: ModuleLoad) => boolean,
): Importer | undefined {
  const loaded = moduleLoads(importer).filter(isLoadedBy)
    .map(({ node, within }): ImportRecord => ({ specifier: '', kind: 'expression', node, within }));
  const records = [...importer.imports.filter((record) => leadsThere(record.specifier)), ...loaded];
  const reexports = [...importer.exports].flatMap(([exported, record]) => (
    record.kind === 'from' && leadsThere(record.specifier) ? [{ imported: record.imported, exported }] : []));
  const passesOnAll = importer.starExports.some(leadsThere);
  return records.length > 0 || reexports.length > 0 || passesOnAll ? { file: importer, records, reexports, passesOnAll } : undefined;
}

/** Those importers of `file`, with those of their records, that may get what it exports as `name`. */
export function importersOfName(importers: readonly Importer[], file: FileModel, name: string): readonly Importer[] {
  if (name === WHOLE_MODULE) return importers;
  // `import lib from` a CommonJS module gives all that it exports.
  const isMeant = (imported: string | undefined): boolean => (
    imported === undefined || imported === '*' || imported === name || (imported === 'default' && file.isCommonJs));
  return importers.flatMap((importer) => {
    const records = importer.records.filter(({ kind, imported }) => isMeant(kind === 'named' ? imported : undefined));
    const reexports = importer.reexports.filter(({ imported }) => isMeant(imported));
    return records.length > 0 || reexports.length > 0 || importer.passesOnAll ? [{ ...importer, records, reexports }] : [];
  });
}
