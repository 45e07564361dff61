import { disk } from './disk.js';
import type { FileSystem } from './file-system.js';

let inUse: FileSystem = disk;

/** Where linting finds files: the disk, unless somebody said otherwise. */
export function fileSystem(): FileSystem {
  return inUse;
}

/** Lints the files of another file system from now on. */
export function useFileSystem(other: FileSystem): void {
  inUse = other;
}
