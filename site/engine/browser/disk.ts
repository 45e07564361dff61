import { MemoryFiles } from '../memory-files.js';

/** In the place of the disk, where there is none. The bundle of the playground takes this file for `src/file-system/disk.ts`. */
export const disk = new MemoryFiles();
