import { knownIndexOf } from '../project/program-of.js';
import type { Dependencies } from '../project/dependencies.js';
import { MAX_UNUSED_IN_CHECK } from '../limits/limits.js';
import type { FileModel } from '../resolve/file-model.js';

/** The files that `check` looks at. What they hold stays the same while one check runs. */
export interface ProjectFiles {
  readonly root: string;
  /** Absolute paths, in alphabetical order. */
  list(): readonly string[];
  /** Without a byte order mark; `undefined` if there is none. */
  text(file: string): string | undefined;
  /** `undefined` if no parser accepts it. */
  model(file: string): FileModel | undefined;
  /** What `compute` gives, and which files it was made of. */
  track<Result>(compute: () => Result): { readonly result: Result; readonly dependencies: Dependencies };
}

interface LookOptions {
  readonly onFound?: (count: number) => void;
  readonly isAgain?: boolean;
}

/**
 * Those on the disk below a root: JavaScript and TypeScript, without what is built or ignored. `onFound` is told how many there are, before
 * they are read. `isAgain`: they are looked at again after each save, so that what is parsed is kept for then.
 */
export function filesOnDisk(root: string, { onFound, isAgain = false }: LookOptions = {}): ProjectFiles {
  const index = knownIndexOf(root);
  index.onFound = onFound;
  index.maxUnused = isAgain ? Infinity : MAX_UNUSED_IN_CHECK;
  index.holdsModels = true;
  index.refresh();
  return {
    root,
    list: () => [...index.files()].sort(),
    text: (file) => index.textOf(file),
    model: (file) => index.model(file),
    track: (compute) => index.track(compute),
  };
}
