import { existsSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { foldersAbove, readManifest } from '../../../project/files/files.js';

/*
 * Which packages may run when one is used? Its dependencies, theirs, and so on, as they are installed.
 * Input: a package's name and the folder that imports it. Output: names with itself; `undefined` where it is not installed.
 * Blind spot: packages that are bundled into another one, or loaded by a path that is computed.
 */

export class PackageClosures {
  readonly #known = new Map<string, ReadonlySet<string> | undefined>();

  closureOf(packageName: string, folder: string): ReadonlySet<string> | undefined {
    if (isBuiltin(packageName)) return new Set();
    const start = findPackage(packageName, folder);
    if (start === undefined) return undefined;
    if (!this.#known.has(start)) this.#known.set(start, collect(packageName, start));
    return this.#known.get(start);
  }
}

function collect(packageName: string, start: string): ReadonlySet<string> {
  const names = new Set([packageName]);
  const folders = new Set([start]);
  for (const folder of folders) {
    const manifest = readManifest(path.join(folder, 'package.json'));
    const dependencies = { ...manifest?.peerDependencies, ...manifest?.optionalDependencies, ...manifest?.dependencies };
    for (const name of Object.keys(dependencies)) {
      const found = findPackage(name, folder);
      if (found === undefined) continue;
      names.add(name);
      folders.add(found);
    }
  }
  return names;
}

/** The folder of a package, as Node.js looks for it: symbolic links are followed, so that pnpm's neighbours are found. */
function findPackage(name: string, from: string): string | undefined {
  for (const folder of foldersAbove(path.join(from, 'file'))) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return realpathSync(candidate);
  }
  return undefined;
}
