import type { NapiResolveOptions } from 'oxc-resolver';

/*
 * Everything that linting asks of where files are kept: the disk, or, in a browser, an object in memory. Linting never writes.
 * Invariant: no question throws; what is not there, or may not be read, is `undefined` or false.
 */
export interface FileSystem {
  /** The text of a file, without its byte order mark. */
  readonly readText: (file: string) => string | undefined;
  /** What stands in a folder, in no order. */
  readonly list: (folder: string) => readonly FolderEntry[] | undefined;
  /** Whether there is a file or a folder. */
  readonly exists: (path: string) => boolean;
  readonly isFile: (path: string) => boolean;
  /** The time of the last change of a file, in milliseconds, or another number that changes whenever the file does. */
  readonly changeTime: (file: string) => number | undefined;
  /** The path without symbolic links; the path itself if it is not there. */
  readonly realPath: (path: string) => string;
  /** The folder of whoever is logged in, if there is such a thing. */
  readonly home: () => string | undefined;
  /** A resolver for the rules of packages and of tsconfig.json, where there is one that knows these files. */
  readonly createResolver: (options: NapiResolveOptions) => SpecifierResolver | undefined;
}

/** A file, a folder, or a link to either. */
export interface FolderEntry {
  readonly name: string;
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

/** From an import specifier in a file to the file that it means, links followed; `undefined` for what cannot be found. */
export type SpecifierResolver = (from: string, specifier: string) => string | undefined;
