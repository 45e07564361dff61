import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/*
 * Published packages at fixed versions, to measure and to try things on. They do not change, so they are fetched once and kept outside
 * the repository.
 */

export const cacheFolder = path.join(tmpdir(), 'client-lifetime-bench');

const sourceName = /(?<!\.d)(?<!\.min)\.[cm]?[jt]sx?$/;

/** The folder with the contents of a package, fetched when it is not there. */
export function unpack({ name, version }) {
  const folder = path.join(cacheFolder, 'packages', `${name.replace('/', '+')}@${version}`);
  if (existsSync(folder)) return folder;
  const archives = path.join(cacheFolder, 'archives');
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(archives, { recursive: true });
  mkdirSync(unfinished, { recursive: true });
  const isWindows = process.platform === 'win32';
  const known = path.join(archives, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  if (!existsSync(known)) {
    execFileSync(isWindows ? 'npm.cmd' : 'npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', archives], {
      encoding: 'utf8', shell: isWindows,
    });
  }
  execFileSync('tar', ['-xzf', known, '-C', unfinished, '--strip-components=1']);
  renameSync(unfinished, folder);
  return folder;
}

/**
 * Paths of the sources below a folder, relative to it and sorted. `isWanted` is asked for each name in a path and its depth; larger files
 * than `largest` (in bytes) are bundles or tables.
 */
export function sourcesIn(folder, { isWanted = () => true, largest = 100_000 } = {}) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && sourceName.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => file.split(path.sep).every(isWanted))
    .filter((file) => statSync(path.join(folder, file)).size <= largest)
    .sort();
}
