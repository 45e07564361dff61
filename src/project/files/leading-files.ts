import { cutLoose } from '../../catalog/cut-loose.js';
import type { CatalogIndex } from '../../catalog/merge.js';

/**
 * Whether a package, named by an import specifier, has what a question asks for. Each question brings the same function whenever it is
 * asked: what leads to its packages is kept by it.
 */
export type PackageTest = (specifier: string) => boolean;

/*
 * Which files of a project may hand on something of a catalogued package: those that import one, and those that import them. Whatever is
 * not imported from one of these leads to no client, and nothing else needs to be asked about it. Nor does what leads to other packages
 * than those that a question is about: who borrows from a pool is not asked where no pool can come from.
 * Input: the specifiers of all files, and who imports whom. Invariant: no text is read and no file is parsed; a superset of what hands on.
 */
export class LeadingFiles {
  readonly files: ReadonlySet<string>;
  readonly #catalog: CatalogIndex;
  readonly #importersOf: (file: string) => readonly string[];
  readonly #known = new Map<string, boolean>();
  /** By catalogued specifier, the files that import it themselves. */
  readonly #direct = new Map<string, string[]>();
  readonly #leadingTo = new WeakMap<PackageTest, ReadonlySet<string>>();

  constructor(
    catalog: CatalogIndex, all: readonly { readonly file: string; readonly specifiers: readonly string[] }[],
    importersOf: (file: string) => readonly string[],
  ) {
    this.#catalog = catalog;
    this.#importersOf = importersOf;
    for (const { file, specifiers } of all) {
      for (const specifier of specifiers) {
        if (!this.isCatalogued(specifier)) continue;
        const files = this.#direct.get(specifier);
        if (files) files.push(file);
        else this.#direct.set(specifier, [file]);
      }
    }
    this.files = this.#withImporters([...this.#direct.values()]);
    // Nearly all of them, and who asks later asks for a few.
    for (const [specifier, is] of this.#known) if (!is) this.#known.delete(specifier);
  }

  isCatalogued(specifier: string): boolean {
    let is = this.#known.get(specifier);
    if (is === undefined) this.#known.set(cutLoose(specifier), is = this.#catalog.mentionsCatalogued(`'${specifier}'`));
    return is;
  }

  /** Whether imports may get something of a package of the catalog, or of one that passes the test. `resolve` gives the files they mean. */
  isLedTo(specifiers: readonly string[], resolve: (specifier: string) => string | undefined, isWanted?: PackageTest): boolean {
    const files = isWanted ? this.#leadingToOne(isWanted) : this.files;
    return specifiers.some((specifier) => {
      if (this.isCatalogued(specifier) && (isWanted?.(specifier) ?? true)) return true;
      const target = resolve(specifier);
      return target !== undefined && files.has(target);
    });
  }

  /** Whether any file imports a package that passes the test. */
  uses(isWanted: PackageTest): boolean {
    return this.#leadingToOne(isWanted).size > 0;
  }

  /** The files that may hand on something of a package that passes the test. */
  #leadingToOne(isWanted: PackageTest): ReadonlySet<string> {
    let files = this.#leadingTo.get(isWanted);
    if (!files) {
      const wanted = [...this.#direct].filter(([specifier]) => isWanted(specifier));
      files = wanted.length === this.#direct.size ? this.files : this.#withImporters(wanted.map(([, direct]) => direct));
      this.#leadingTo.set(isWanted, files);
    }
    return files;
  }

  #withImporters(lists: readonly (readonly string[])[]): ReadonlySet<string> {
    const files = new Set(lists.flat());
    for (const file of files) for (const importer of this.#importersOf(file)) files.add(importer);
    return files;
  }
}
