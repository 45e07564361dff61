import { existsSync } from 'node:fs';
import path from 'node:path';

/** Files of the project, looked for under the paths that they had where the process ran. */
export class LocalFiles {
  readonly #project: string;
  readonly #found = new Map<string, string | undefined>();

  /** `project`: an absolute path. */
  constructor(project: string) {
    this.#project = project;
  }

  /** The file with this path, or the one below the project with the longest part of its end: `/app/dist/x.js` as `dist/x.js`. */
  find(address: string): string | undefined {
    if (!this.#found.has(address)) this.#found.set(address, this.#look(address));
    return this.#found.get(address);
  }

  #look(address: string): string | undefined {
    const parts = address.split(/[\\/]/).filter(Boolean);
    // The project first: what has the same path on this machine may be another program.
    if (this.#contains(address) && existsSync(address)) return address;
    for (let left = 0; left < parts.length; left += 1) {
      const candidate = path.join(this.#project, ...parts.slice(left));
      if (existsSync(candidate)) return candidate;
    }
    return existsSync(address) ? address : undefined;
  }

  /** A path as people of the project say it. */
  show(file: string): string {
    return this.#contains(file) ? path.relative(this.#project, file).split(path.sep).join('/') : file;
  }

  #contains(file: string): boolean {
    if (!path.isAbsolute(file)) return false;
    const relative = path.relative(this.#project, file);
    return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  }
}
