import { cutLoose } from '../../catalog/cut-loose.js';
import type { CatalogIndex } from '../../catalog/merge.js';

/*
 * Which files of a project may hand on something of a catalogued package: those that import one, and those that import them. Whatever is
 * not imported from one of these leads to no client, and nothing else needs to be asked about it.
 * Input: the specifiers of all files, and who imports whom. Invariant: no text is read and no file is parsed; a superset of what hands on.
 */
export class LeadingFiles {
  readonly files: ReadonlySet<string>;
  readonly #catalog: CatalogIndex;
  readonly #known = new Map<string, boolean>();

  constructor(
    catalog: CatalogIndex, all: readonly { readonly file: string; readonly specifiers: readonly string[] }[],
    importersOf: (file: string) => readonly string[],
  ) {
    this.#catalog = catalog;
    const files = new Set(all.filter(({ specifiers }) => specifiers.some(this.isCatalogued)).map(({ file }) => file));
    for (const file of files) for (const importer of importersOf(file)) files.add(importer);
    this.files = files;
    // Nearly all of them, and who asks later asks for a few.
    for (const [specifier, is] of this.#known) if (!is) this.#known.delete(specifier);
  }

  readonly isCatalogued = (specifier: string): boolean => {
    let is = this.#known.get(specifier);
    if (is === undefined) this.#known.set(cutLoose(specifier), is = this.#catalog.mentionsCatalogued(`'${specifier}'`));
    return is;
  };
}
