import type { NapiResolveOptions } from 'oxc-resolver';
import type { FileSystem, FolderEntry, SpecifierResolver } from '../../src/file-system/file-system.js';
import { specifierResolver } from '../../src/file-system/specifier-resolver.js';

/*
 * Files that stand in memory, by their absolute paths with `/`. Invariant: a text that is put there anew counts as changed, also where the
 * clock did not move. Blind spot: empty folders and links, of which there are none.
 */
export class MemoryFiles implements FileSystem {
  readonly #files = new Map<string, { readonly text: string; readonly time: number }>();
  #changes = 0;

  /** Makes these the only files. Those whose text is the same as before count as unchanged. */
  replace(files: Readonly<Record<string, string>>): void {
    for (const file of this.#files.keys()) if (!Object.hasOwn(files, file)) this.#files.delete(file);
    for (const [file, text] of Object.entries(files)) {
      if (this.#files.get(file)?.text !== text) this.#files.set(file, { text, time: ++this.#changes });
    }
  }

  readonly readText = (file: string): string | undefined => this.#files.get(file)?.text;

  readonly exists = (path: string): boolean => this.#files.has(path) || this.list(path) !== undefined;

  readonly isFile = (path: string): boolean => this.#files.has(path);

  readonly changeTime = (file: string): number | undefined => this.#files.get(file)?.time;

  readonly realPath = (path: string): string => path;

  readonly home = (): undefined => undefined;

  /** Packages are not there, so that what a tsconfig.json and `imports` of a package.json say is all that is left to resolve. */
  readonly createResolver = (options: NapiResolveOptions): SpecifierResolver => specifierResolver(this, options);

  readonly list = (folder: string): readonly FolderEntry[] | undefined => {
    const start = folder.endsWith('/') ? folder : `${folder}/`;
    const isFolder = new Map<string, boolean>();
    for (const file of this.#files.keys()) {
      if (!file.startsWith(start)) continue;
      const [name = '', ...rest] = file.slice(start.length).split('/');
      isFolder.set(name, rest.length > 0);
    }
    if (isFolder.size === 0) return undefined;
    return [...isFolder].map(([name, is]) => ({ name, isFile: () => !is, isDirectory: () => is, isSymbolicLink: () => false }));
  };
}
