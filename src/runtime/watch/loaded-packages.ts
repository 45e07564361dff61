/**
 * Which packages a process has loaded, and by which specifiers their modules are imported.
 * In: the session of a thread and the addresses of its scripts. Out: the modules that are entry points of catalogued packages.
 * Invariant: nothing is loaded that the process has not loaded itself; manifests are read in the process, where the files are.
 * Blind spot: packages that are no folder under node_modules (workspaces, bundles, single-file builds).
 */
import { posix } from 'node:path';
import { matchesGlob, matchesPackage } from '../../catalog/match.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import { callInProcess } from '../inspector/call-in-process.js';
import type { RequireBuiltin } from '../inspector/call-in-process.js';
import type { ProtocolSession } from '../inspector/protocol-session.js';
import { handedOnBy } from './handed-on.js';

/** A module that only hands on is short. */
const MAX_TEXT = 100_000;

/** A module that is an entry point of a package. */
export interface EntryModule {
  readonly kind: 'commonjs' | 'esm' | 'builtin' | 'handingOn';
  /** The key under which the process keeps it: a path, an address, or the name of a builtin module; a path, where it keeps none. */
  readonly id: string;
  /** Of a module that only hands on: what it exports of which other. */
  readonly parts?: readonly Part[];
  /** What imports it: `pg`, `firebase-admin/firestore`, `node:https`. */
  readonly specifier: string;
  readonly package: string;
  /** Of the package; of Node.js for its own modules. */
  readonly version: string;
}

export interface Part {
  readonly name: string;
  readonly imported: string;
  readonly of: LoadedModule;
}

export interface LoadedModule {
  readonly kind: 'commonjs' | 'esm';
  readonly id: string;
}

/** What of a manifest says which file a specifier leads to. */
export interface Manifest {
  readonly version?: string;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly exports?: unknown;
}

/** A package folder and the modules in it. */
interface Installed {
  readonly name: string;
  readonly folder: string;
}

/** The entry points of catalogued packages among the loaded modules. `scripts` are the addresses of the thread's ECMAScript modules. */
export async function findEntryModules(
  session: ProtocolSession, index: CatalogIndex, scripts: readonly string[],
): Promise<readonly EntryModule[]> {
  const names = catalogPackages(index);
  const { files, builtins, nodeVersion } = await callInProcess(session, listLoaded, names.filter((name) => name.startsWith('node:')));
  const modules = [
    ...files.map((file) => ({ kind: 'commonjs' as const, id: file, path: toPosix(file) })),
    ...scripts.map((url) => ({ kind: 'esm' as const, id: url, path: decodeURI(new URL(url).pathname).replace(/^\/(?=[A-Za-z]:\/)/, '') })),
  ].flatMap((module) => {
    const installed = packageOfPath(module.path);
    return installed && isCatalogued(index, names, installed.name) ? [{ ...module, ...installed }] : [];
  });
  const folders = [...new Set(modules.map(({ folder }) => folder))];
  const manifests = new Map<string, Manifest>(await callInProcess(session, readManifests, folders));
  const ofPackages = modules.flatMap(({ kind, id, path, name: packageName, folder }) => {
    const manifest = manifests.get(folder);
    if (manifest?.version === undefined) return [];
    const { version } = manifest;
    return specifiersOf(packageName, manifest, path.slice(folder.length + 1))
      .filter((specifier) => names.some((name) => matchesPackage(name, specifier)))
      .map((specifier): EntryModule => ({ kind, id, specifier, package: packageName, version }));
  });
  const ofNode = builtins.map((name): EntryModule => (
    { kind: 'builtin', id: name, specifier: name, package: name, version: nodeVersion }));
  const loaded = new Map(modules.map(({ path, kind, id }): [string, LoadedModule] => [path, { kind, id }]));
  const isWanted = (specifier: string): boolean => names.some((name) => matchesPackage(name, specifier));
  const packages = new Map(modules.map(({ folder, name }) => [folder, name]));
  return [...ofPackages, ...await findHandingOn(session, packages, manifests, loaded, isWanted), ...ofNode];
}

/** Entry points that are not among the loaded modules, and hand on what loaded ones export. `packages`: names by folder. */
async function findHandingOn(
  session: ProtocolSession, packages: ReadonlyMap<string, string>, manifests: ReadonlyMap<string, Manifest>,
  loaded: ReadonlyMap<string, LoadedModule>, isWanted: (specifier: string) => boolean,
): Promise<readonly EntryModule[]> {
  const texts = new Map<string, string | undefined>();
  const candidates = [...packages].flatMap(([folder, name]) => {
    const manifest = manifests.get(folder);
    return manifest?.version === undefined ? [] : entryFilesOf(manifest)
      .map((file) => ({ path: `${folder}/${file}`, specifiers: specifiersOf(name, manifest, file).filter(isWanted), name, manifest }))
      .filter(({ path, specifiers }) => !loaded.has(path) && specifiers.length > 0);
  });
  for (let missing = candidates.map(({ path }) => path); missing.length > 0;) {
    for (const [path, text] of await callInProcess(session, readTexts, missing, MAX_TEXT)) texts.set(path, text ?? undefined);
    const asked = new Set<string>();
    for (const { path } of candidates) {
      handedOnBy(path, (file) => loaded.has(file), (file) => {
        if (!texts.has(file)) asked.add(file);
        return texts.get(file);
      });
    }
    missing = [...asked];
  }
  return candidates.flatMap(({ path, specifiers, name, manifest }): EntryModule[] => {
    const parts = handedOnBy(path, (file) => loaded.has(file), (file) => texts.get(file))
      .map((each): Part => ({ name: each.name, imported: each.imported, of: loaded.get(each.file)! }));
    return parts.length === 0 ? [] : specifiers.map((specifier): EntryModule => (
      { kind: 'handingOn', id: path, parts, specifier, package: name, version: manifest.version! }));
  });
}

/** Files that a manifest names as ECMAScript modules which others may import. */
function entryFilesOf({ main, module, exports }: Manifest): readonly string[] {
  const targets = exports === undefined || exports === null ? [main, module] : targetsOf(exports, '.').map(({ target }) => target);
  const files = targets.flatMap((target) => (typeof target === 'string' && /^[^*]+\.m?js$/.test(target) ? [posix.normalize(target)] : []));
  return [...new Set(files)];
}

/** The specifiers under which a package hands out one of its files, given by its path in the package. */
export function specifiersOf(name: string, { main, module, exports }: Manifest, file: string): readonly string[] {
  if (exports !== undefined && exports !== null) {
    const targets = targetsOf(exports, '.').filter(({ target }) => matchesGlob(target.replace(/^\.\//, ''), file));
    return [...new Set(targets.map(({ subpath }) => `${name}${subpath.slice(1)}`))];
  }
  const mains = [main, module, 'index.js'].flatMap((each) => (typeof each === 'string' ? [each.replace(/^\.\//, '')] : []));
  const isMain = mains.slice(0, Math.max(1, mains.length - 1)).some((each) => (
    [each, `${each}.js`, `${each}.cjs`, `${each.replace(/\/$/, '')}/index.js`].includes(file)));
  return [isMain ? name : `${name}/${file.replace(/(?:\/index)?\.[cm]?js$/, '')}`];
}

function targetsOf(exports: unknown, subpath: string): readonly { readonly subpath: string; readonly target: string }[] {
  if (typeof exports === 'string') return [{ subpath, target: exports }];
  if (Array.isArray(exports)) return exports.flatMap((each) => targetsOf(each, subpath));
  if (typeof exports !== 'object' || exports === null) return [];
  return Object.entries(exports).flatMap(([key, value]) => targetsOf(value, key.startsWith('.') ? key : subpath));
}

/** The package whose folder under node_modules the path is in; the innermost one. */
export function packageOfPath(path: string): Installed | undefined {
  const found = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/@][^/]*))\/(?!.*\/node_modules\/)/.exec(path);
  return found?.[1] === undefined || found[2] === undefined ? undefined : { folder: found[1], name: found[2] };
}

function catalogPackages(index: CatalogIndex): readonly string[] {
  return [...new Set(index.families.flatMap(({ clients }) => clients.flatMap((client) => client.package)))];
}

function isCatalogued(index: CatalogIndex, names: readonly string[], name: string): boolean {
  return index.clientsOf(name).length > 0 || names.some((each) => each.startsWith(`${name}/`));
}

const toPosix = (path: string): string => path.replaceAll('\\', '/');

/** Runs in the thread. */
function listLoaded(require: RequireBuiltin, builtins: readonly string[]): {
  files: readonly string[]; builtins: readonly string[]; nodeVersion: string;
} {
  const module = require('node:module') as { _cache: object; builtinModules: readonly string[] };
  return {
    files: Object.keys(module._cache),
    builtins: builtins.filter((name) => module.builtinModules.includes(name.slice('node:'.length))),
    nodeVersion: process.version.slice(1),
  };
}

/** Runs in the thread. */
function readManifests(require: RequireBuiltin, folders: readonly string[]): [string, Manifest][] {
  const fs = require('node:fs') as { readFileSync(file: string, encoding: string): string };
  return folders.flatMap((folder): [string, Manifest][] => {
    try {
      const { version, main, module, exports } = JSON.parse(fs.readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
      return [[folder, { ...(version !== undefined && { version }), main, module, exports }]];
    } catch {
      return [];
    }
  });
}

/** Runs in the thread. */
function readTexts(require: RequireBuiltin, files: readonly string[], maximum: number): [string, string | null][] {
  const fs = require('node:fs') as { readFileSync(file: string, encoding: string): string; statSync(file: string): { size: number } };
  return files.map((file): [string, string | null] => {
    try {
      return [file, fs.statSync(file).size > maximum ? null : fs.readFileSync(file, 'utf8')];
    } catch {
      return [file, null];
    }
  });
}
