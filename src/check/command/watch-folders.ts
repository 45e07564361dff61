import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../command/user-error.js';

/*
 * Tells when something changes in folders that are named one by one: those of a project, without what is installed and built, which
 * a watcher of everything below a folder could not leave out.
 * Invariant: changes that come together are told once. Blind spot: file systems of other machines, which tell nobody.
 */

/** Editors write a file in several steps, and formatters write it again. In milliseconds. */
const REST = 30;

/** What can change a result: sources, JSON, lists of what is ignored and of packages, and whatever may be a folder. */
const MATTERS = /\.(?:[cm]?[jt]sx?|json|ya?ml)$|^\.gitignore$|^[^.]+$/;

export class FolderWatcher {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  readonly #onChange: (paths: readonly string[]) => void;
  readonly #onError: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(onChange: (paths: readonly string[]) => void, onError: (error: Error) => void) {
    this.#onChange = onChange;
    this.#onError = onError;
  }

  /** Watches these from now on, and no others. Whether some of them were not watched before. */
  follow(folders: ReadonlySet<string>): boolean {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    const isNew = [...folders].filter((folder) => !this.#watchers.has(folder));
    for (const folder of isNew) this.#add(folder);
    return isNew.length > 0;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #add(folder: string): void {
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || MATTERS.test(name)) this.#note(path.join(folder, name ?? ''));
      });
      // It is taken away: the folder above says so, too.
      watcher.on('error', () => this.#note(folder));
      this.#watchers.set(folder, watcher);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Gone since it was listed.
      if (code === 'ENOENT' || code === 'ENOTDIR') return;
      this.#onError(new UserError(code === 'ENOSPC' || code === 'EMFILE'
        ? `the system does not watch as many folders as the project has (${code}). On Linux, raise fs.inotify.max_user_watches.`
        : `${folder} cannot be watched: ${(error as Error).message}`, { cause: error }));
    }
  }

  #note(changed: string): void {
    this.#changed.add(changed);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const paths = [...this.#changed].sort();
      this.#changed.clear();
      this.#onChange(paths);
    }, REST);
  }
}
