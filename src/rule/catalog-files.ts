import path from 'node:path';
import type { CatalogExtension } from '../catalog/merge.js';
import { fileSystem } from '../file-system/current-file-system.js';
import { findRoot, foldersAbove } from '../project/files/files.js';
import { createCatalogSchema } from './catalog-schema.js';
import type { Zod } from './zod/load-zod.js';
import { inSettings, inside, parseWith, type Place } from './settings-error.js';

/*
 * From the names in `catalogs` to entries. A name is the path of a .json file of the project, or a package whose manifest names one.
 * Files are read as JSON and never imported: a linter must not run code of the project that it looks at.
 * Invariant: outside the project nothing is read but the manifest and the catalog of a package that is named.
 * Blind spot: packages that no folder `node_modules` holds.
 */

/** The key of a package's manifest that names its catalog. */
const manifestKey = 'client-lifetime';
const defaultFile = 'catalog.json';
const packageName = /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/;

/** What a catalog file holds, and how to name a key in it. */
export interface CatalogFile {
  readonly entries: CatalogExtension;
  readonly place: Place;
}

/** The files in `catalogs`, and the times at which these and the manifests that name them were changed. */
export interface LoadedCatalogs {
  readonly files: readonly CatalogFile[];
  readonly times: ReadonlyMap<string, number | undefined>;
}

/** Where names are looked up. */
export interface CatalogPlaces {
  /** The folder in which the linter runs. */
  readonly cwd: string;
  /** The setting `root`. */
  readonly root?: string | undefined;
}

/** Reads the catalogs of these names. Throws an error that names the file, the key and the fix. */
export function loadCatalogs(z: Zod, names: readonly string[], places: CatalogPlaces): LoadedCatalogs {
  const times = new Map<string, number | undefined>();
  const read = (file: string): unknown => {
    times.set(file, fileSystem().changeTime(file));
    return readJson(file, displayed(file, places.cwd));
  };
  const schema = createCatalogSchema(z);
  const files = names.map((name, position) => {
    const at = `${inSettings(['catalogs', position])} is ${JSON.stringify(name)}`;
    const file = name.endsWith('.json') ? findFile(name, places, at) : findInPackage(name, places, at, read);
    const place = inside(displayed(file, places.cwd));
    return { entries: parseWith(schema, read(file), place), place };
  });
  return { files, times };
}

/** Whether a file was changed since it was read. */
export function isStale({ times }: LoadedCatalogs): boolean {
  return [...times].some(([file, time]) => fileSystem().changeTime(file) !== time);
}

function findFile(name: string, { cwd, root }: CatalogPlaces, at: string): string {
  // Linters run in the root of a workspace or in one of its packages, and the same path should work in both.
  const projectRoot = root ?? findRoot(path.join(cwd, defaultFile), cwd) ?? cwd;
  const bases = [...new Set([root ?? cwd, cwd, projectRoot].map((folder) => path.resolve(cwd, folder)))];
  const candidates = [...new Set(bases.map((base) => path.resolve(base, name)))];
  const file = candidates.find(isFile);
  if (file === undefined) {
    throw new Error(`${at}, which is not there. Looked for ${candidates.join(', ')}.`);
  }
  if (!bases.some((base) => isInsideRealFolder(file, base))) {
    throw new Error(`${at}, which is outside the project (${bases.at(-1)}). Move it there, or share it as a package.`);
  }
  return file;
}

function findInPackage(name: string, { cwd, root }: CatalogPlaces, at: string, read: (file: string) => unknown): string {
  if (!packageName.test(name)) {
    const reason = path.extname(name) === '' ? '' : ' Only JSON is read.';
    throw new Error(`${at}. Give the path of a .json file, or the name of a package.${reason}`);
  }
  const starts = [...new Set([path.resolve(cwd, root ?? ''), cwd])];
  const folder = starts.flatMap((start) => [...foldersAbove(path.join(start, 'package.json'))])
    .map((above) => path.join(above, 'node_modules', name))
    .find((candidate) => isFile(path.join(candidate, 'package.json')));
  if (folder === undefined) {
    const where = `no node_modules above ${starts.join(' or ')} holds that package`;
    throw new Error(`${at}, and ${where}. Install it, or give the path of a .json file.`);
  }
  const manifestFile = path.join(folder, 'package.json');
  const manifest = read(manifestFile);
  const shown = displayed(manifestFile, cwd);
  const named = typeof manifest === 'object' && manifest !== null && Object.hasOwn(manifest, manifestKey)
    ? (manifest as Record<string, unknown>)[manifestKey]
    : undefined;
  if (named === undefined) {
    const file = path.join(folder, defaultFile);
    if (!isFile(file)) {
      throw new Error(`${at}, and ${shown} names no catalog. Add "${manifestKey}": "./${defaultFile}" to it, or another path there.`);
    }
    return withinPackage(file, folder, shown);
  }
  if (typeof named !== 'string' || !named.endsWith('.json') || !isFile(path.resolve(folder, named))) {
    throw new Error(`${shown}: ${manifestKey} is ${JSON.stringify(named)}. Give the path of a .json file of the package.`);
  }
  return withinPackage(path.resolve(folder, named), folder, shown);
}

function withinPackage(file: string, folder: string, manifest: string): string {
  if (!isInsideRealFolder(file, folder)) {
    throw new Error(`${manifest}: ${manifestKey} leads out of the package. Give the path of a .json file of the package.`);
  }
  return file;
}

/** Whether the file lies below the folder when all symbolic links are followed. */
function isInsideRealFolder(file: string, folder: string): boolean {
  const relative = path.relative(fileSystem().realPath(folder), fileSystem().realPath(file));
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}

function isFile(file: string): boolean {
  return fileSystem().isFile(file);
}

function readJson(file: string, shown: string): unknown {
  const text = fileSystem().readText(file);
  if (text === undefined) throw new Error(`${shown} cannot be read. See whether its permissions allow it.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${shown} is no valid JSON: ${(error as Error).message}. Comments and trailing commas are not allowed there.`);
  }
}

function displayed(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.split(path.sep)[0] === '..' || path.isAbsolute(relative) ? file : relative.split(path.sep).join('/');
}
