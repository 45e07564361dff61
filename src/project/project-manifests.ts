import path from 'node:path';
import { foldersAbove, readManifest } from './files/files.js';
import type { Manifest } from './files/files.js';

/** A manifest, and the folder that it stands in. */
export interface FoundManifest extends Manifest {
  readonly folder: string;
}

/* The manifests of one project, each read when it is asked for first. Who keeps this makes it anew when one of them has changed. */
export class ProjectManifests {
  readonly #root: string;
  /** Of all manifests below the root. */
  readonly paths: readonly string[];
  /** By folder. */
  readonly #known = new Map<string, FoundManifest | undefined>();
  readonly #dependents = new Map<string, readonly Manifest[]>();

  constructor(root: string, paths: readonly string[]) {
    this.#root = root;
    this.paths = paths;
  }

  /** From the one nearest to the file up to the root's. */
  of(file: string): FoundManifest[] {
    const found: FoundManifest[] = [];
    for (const folder of foldersAbove(file, this.#root)) {
      if (!this.#known.has(folder)) {
        const read = readManifest(path.join(folder, 'package.json'));
        this.#known.set(folder, read && { ...read, folder });
      }
      const manifest = this.#known.get(folder);
      if (manifest) found.push(manifest);
    }
    return found;
  }

  /** Of the project's packages that depend on a package of it, directly or through others. */
  dependentsOf(name: string): readonly Manifest[] {
    let found = this.#dependents.get(name);
    if (!found) {
      const all = this.paths.flatMap((file) => readManifest(file) ?? []);
      const names = new Set([name]);
      const dependents: Manifest[] = [];
      for (const wanted of names) {
        for (const manifest of all) {
          if (dependents.includes(manifest) || manifest.dependencies?.[wanted] === undefined) continue;
          dependents.push(manifest);
          if (manifest.name !== undefined) names.add(manifest.name);
        }
      }
      this.#dependents.set(name, found = dependents);
    }
    return found;
  }
}
