import type { FileModel } from '../resolve/file-model.js';
import { moduleLoads } from '../resolve/module-loads.js';
import type { ModuleLoad } from '../resolve/module-loads.js';
import type { Entry } from './files/index-entry.js';
import { LOADS, isLoadedPath, mayLoad } from './files/loaded-files.js';

/*
 * Which files of a project load others by paths that they put together? By their texts; what was found in one that was parsed is kept with
 * its entry. Input: the entries. Invariant: no file is parsed for the answer. To be made anew when files come or go, or import others.
 */
export class Loaders {
  readonly #root: string;
  readonly #entries: ReadonlyMap<string, Entry>;
  #all: readonly string[] | undefined;
  /** By a name that their texts have. */
  readonly #naming = new Map<string, ReadonlySet<string>>();

  constructor(root: string, entries: ReadonlyMap<string, Entry>) {
    this.#root = root;
    this.#entries = entries;
  }

  /** Paths of those that may load `file`: whose text does so, and names a folder that it is in. */
  of(file: string): readonly string[] {
    this.#all ??= [...this.#entries].flatMap(([path, entry]) => (
      (entry.isLoader ??= LOADS.test(entry.text.toString())) ? path : []));
    const all = this.#all;
    return mayLoad(all, this.#root, file, (name) => {
      let found = this.#naming.get(name);
      if (!found) {
        found = new Set(all.filter((loader) => this.#entries.get(loader)!.text.includes(name)));
        this.#naming.set(name, found);
      }
      return found;
    });
  }

  /** Whether a load of one file takes another one. */
  isLoaded({ patterns }: Pick<ModuleLoad, 'patterns'>, loader: string, file: string): boolean {
    return loader !== file && patterns.some((pattern) => isLoadedPath(pattern, loader, this.#root, file));
  }

  /** Whether a loader may load a file, as far as is known: most have a place for one folder, and are asked about all files elsewhere. */
  mayBeLoaded(loader: string, file: string): boolean {
    const patterns = this.#entries.get(loader)?.loads;
    return !patterns || this.isLoaded({ patterns }, loader, file);
  }

  /** To be told of what was parsed of a file. */
  note(model: FileModel): void {
    const entry = this.#entries.get(model.path);
    if (entry) entry.loads ??= moduleLoads(model).flatMap(({ patterns }) => patterns);
  }
}
