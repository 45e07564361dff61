import path from 'node:path';
import { literally } from '../../catalog/mentions.js';
import { fileSystem } from '../../file-system/current-file-system.js';

/*
 * Which version of a package does a lockfile name? Asked where the package is not installed beside the file.
 * Input: the folder with the lockfile, and the name. Output: one version, or `undefined`. Invariant: of several versions in one lockfile
 * only that of the root is taken, where the lockfile tells. Blind spot: lockfiles in binary, and versions that a workspace package has of
 * its own.
 */

/** "node_modules/pg": {\n "version": "8.0.0"; before npm 7 "pg": { "version": "8.0.0" */
const ofNpm = (name: string): RegExp => new RegExp(`"(?:node_modules/)?${name}": \\{\\s*"version": "([^"]+)"`);

/** What stands before the version in each kind of lockfile, with the name between. */
const LOCKFILES: readonly (readonly [string, (name: string) => RegExp])[] = [
  ['package-lock.json', ofNpm],
  ['npm-shrinkwrap.json', ofNpm],
  // pg@^8.0.0, pg@^8.1.0:\n  version "8.1.0"; since Yarn 2 "pg@npm:^8.0.0":\n  version: 8.1.0
  ['yarn.lock', (name) => new RegExp(`^"?${name}@[^\\n]*:\\n  version:? "?([^"\\n]+)"?`, 'm')],
  // /pg@8.0.0:, /pg/8.0.0:, pg@8.0.0:, with the versions of peers behind it in brackets
  ['pnpm-lock.yaml', (name) => new RegExp(`^  '?/?${name}[@/]([^\\s:'()_]+)[^\\n]*:`, 'm')],
  // "pg": ["pg@8.0.0", …]
  ['bun.lock', (name) => new RegExp(`"${name}": \\["${name}@([^"]+)"`)],
];

/** The version of a package that the lockfile in a folder names. */
export function lockedVersion(folder: string, packageName: string): string | undefined {
  for (const [file, entryOf] of LOCKFILES) {
    const text = fileSystem().readText(path.join(folder, file));
    if (text !== undefined) return entryOf(literally(packageName)).exec(text)?.[1];
  }
  return undefined;
}
