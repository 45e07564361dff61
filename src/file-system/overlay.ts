import path from 'node:path';
import { disk } from './disk.js';
import type { FileSystem, FolderEntry, SpecifierResolver } from './file-system.js';
import { specifierResolver } from './specifier-resolver.js';

/*
 * The disk as it was before some files were changed, added and taken away. Input: the former texts by absolute path, and the paths that
 * were not there. Invariant: nothing is written, and what is in neither list is as it is on the disk. Blind spot: links among what changed,
 * and of `exports` of packages that changed, what the fallback resolver does not know.
 */
export interface FormerFiles {
  /** Without byte order marks. */
  readonly texts: ReadonlyMap<string, string>;
  readonly absent: ReadonlySet<string>;
}

/** A time that no file on the disk has. */
const FORMER = -1;

export function overlay({ texts, absent }: FormerFiles): FileSystem {
  const folders = foldersOf(texts);
  const isThere = (file: string, ask: (file: string) => boolean): boolean => texts.has(file) || (!absent.has(file) && ask(file));
  const files: FileSystem = {
    ...disk,
    readText: (file) => texts.get(file) ?? (absent.has(file) ? undefined : disk.readText(file)),
    list(folder) {
      const added = folders.get(folder);
      const listed = disk.list(folder);
      if (!listed && !added) return undefined;
      const kept = (listed ?? []).filter(({ name }) => !absent.has(path.join(folder, name)) && !added?.has(name));
      return [...kept, ...added?.values() ?? []];
    },
    exists: (name) => folders.has(name) || isThere(name, disk.exists),
    isFile: (file) => isThere(file, disk.isFile),
    changeTime: (file) => (texts.has(file) ? FORMER : absent.has(file) ? undefined : disk.changeTime(file)),
    createResolver(options) {
      const onDisk = disk.createResolver(options);
      const own = specifierResolver(files, options);
      const isConfigured = [...texts.keys(), ...absent].some((file) => /^(?:[tj]sconfig.*|package)\.json$/.test(path.basename(file)));
      const unlessAbsent: SpecifierResolver = (from, specifier) => {
        const found = onDisk?.(from, specifier);
        return found === undefined || absent.has(found) ? undefined : found;
      };
      // The native resolver reads the disk by itself, and with it the configurations of today.
      return (from, specifier) => (isConfigured
        ? own(from, specifier) ?? unlessAbsent(from, specifier) : unlessAbsent(from, specifier) ?? own(from, specifier));
    },
  };
  return files;
}

/** What stands in the folders of these files, by folder, up to the disk's root. */
function foldersOf(texts: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlyMap<string, FolderEntry>> {
  const folders = new Map<string, Map<string, FolderEntry>>();
  const add = (name: string, isFile: boolean): void => {
    const folder = path.dirname(name);
    if (folder === name) return;
    const entries = folders.get(folder) ?? new Map<string, FolderEntry>();
    folders.set(folder, entries);
    const base = path.basename(name);
    entries.set(base, { name: base, isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false });
    add(folder, false);
  };
  for (const file of texts.keys()) add(file, true);
  return folders;
}
