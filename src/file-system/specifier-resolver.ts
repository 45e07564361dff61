import path from 'node:path';
import type { NapiResolveOptions } from 'oxc-resolver';
import { withoutComments } from './commented-json.js';
import type { FileSystem, SpecifierResolver } from './file-system.js';

/*
 * From a specifier to the file that `baseUrl` and `paths` of a tsconfig.json mean: those of the nearest configuration above the file, or of
 * one that is named, with what it extends and the projects that it refers to; or `imports` of the nearest package.json. Input: the files,
 * and the options that the engine gives to its resolver on a disk. Blind spot: configurations of packages, and `include`.
 */

interface Mapping {
  readonly baseUrl: string | undefined;
  readonly paths: Readonly<Record<string, readonly string[]>> | undefined;
  /** What targets of `paths` are relative to. */
  readonly pathsBase: string;
}

/** Configurations that one leads to, one after the other. */
const MAX_DEPTH = 10;

export function specifierResolver(files: FileSystem, options: NapiResolveOptions): SpecifierResolver {
  const { tsconfig, extensions, extensionAlias, conditionNames } = options;
  return (from, specifier) => {
    if (/^[./]/.test(specifier)) return undefined;
    const config = tsconfig === 'auto' ? nearest(files, from, 'tsconfig.json') : tsconfig?.configFile;
    const targets = config === undefined ? [] : mappingsOf(files, config, MAX_DEPTH).flatMap((mapping) => targetsOf(mapping, specifier));
    targets.push(...ownTargets(files, from, specifier, conditionNames ?? []));
    return targets.flatMap((target) => candidatesOf(target, extensions ?? [], extensionAlias ?? {})).find(files.isFile);
  };
}

function nearest(files: FileSystem, from: string, name: string): string | undefined {
  for (let folder = path.dirname(from); ; folder = path.dirname(folder)) {
    const file = path.join(folder, name);
    if (files.isFile(file)) return file;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** `"imports": { "#db/*": { "node": "./src/db/*.js" } }` of a package, and its `exports` under its own name. */
function ownTargets(files: FileSystem, from: string, specifier: string, conditions: readonly string[]): string[] {
  const manifest = nearest(files, from, 'package.json');
  if (manifest === undefined) return [];
  const { name, imports, exports } = (readConfig(files, manifest) ?? {}) as Readonly<Record<'name' | 'imports' | 'exports', unknown>>;
  const isOwn = typeof name === 'string' && (specifier === name || specifier.startsWith(`${name}/`));
  if (!isOwn && !specifier.startsWith('#')) return [];
  const map = isOwn && (typeof exports === 'string' || !Object.keys(exports ?? {}).some((key) => key.startsWith('.')))
    ? { '.': exports } : isOwn ? exports : imports;
  const paths = Object.fromEntries(Object.entries(map ?? {}).map(([key, target]) => [key, targetFor(target, conditions)]));
  const asked = isOwn ? `.${specifier.slice(name.length)}` : specifier;
  return targetsOf({ baseUrl: undefined, paths, pathsBase: path.dirname(manifest) }, asked);
}

/** The first target whose condition holds. */
function targetFor(target: unknown, conditions: readonly string[]): string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap((each) => targetFor(each, conditions)).slice(0, 1);
  if (typeof target !== 'object' || target === null) return [];
  const found = Object.entries(target).find(([condition]) => condition === 'default' || conditions.includes(condition));
  return found ? targetFor(found[1], conditions) : [];
}

/** That of a configuration, and those of the projects that it refers to. */
function mappingsOf(files: FileSystem, config: string, depth: number): Mapping[] {
  const references = readConfig(files, config)?.references;
  const others = depth > 0 && Array.isArray(references) ? references as { readonly path?: unknown }[] : [];
  return [
    mappingOf(files, config, depth),
    ...others.flatMap(({ path: target }) => {
      if (typeof target !== 'string') return [];
      const base = path.resolve(path.dirname(config), target);
      return mappingsOf(files, files.isFile(base) ? base : path.join(base, 'tsconfig.json'), depth - 1);
    }),
  ];
}

function mappingOf(files: FileSystem, config: string, depth: number): Mapping {
  const folder = path.dirname(config);
  const read = depth > 0 ? readConfig(files, config) : undefined;
  const bases = [read?.extends ?? []].flat().filter((base): base is string => typeof base === 'string' && base.startsWith('.'));
  const inherited = bases.map((base) => path.resolve(folder, base)).map((base) => (
    mappingOf(files, [base, `${base}.json`, path.join(base, 'tsconfig.json')].find(files.isFile) ?? base, depth - 1)));
  const options = read?.compilerOptions ?? {};
  const own = typeof options.baseUrl === 'string' ? path.resolve(folder, options.baseUrl) : undefined;
  const baseUrl = own ?? inherited.findLast((each) => each.baseUrl !== undefined)?.baseUrl;
  const withPaths = inherited.findLast((each) => each.paths);
  return options.paths === undefined
    ? { baseUrl, paths: withPaths?.paths, pathsBase: withPaths?.pathsBase ?? folder }
    : { baseUrl, paths: options.paths, pathsBase: baseUrl ?? folder };
}

function targetsOf({ baseUrl, paths = {}, pathsBase }: Mapping, specifier: string): string[] {
  const patterns = Object.entries(paths).map(([pattern, targets]) => ({ parts: pattern.split('*'), targets }))
    .filter(({ parts: [start = '', end] }) => (end === undefined ? specifier === start
      : specifier.startsWith(start) && specifier.endsWith(end) && specifier.length >= start.length + end.length))
    .sort((a, b) => b.parts[0]!.length - a.parts[0]!.length);
  const mapped = patterns.flatMap(({ parts: [start = '', end = ''], targets }) => targets.map((target) => (
    path.resolve(pathsBase, target.replace('*', specifier.slice(start.length, specifier.length - end.length))))));
  return baseUrl === undefined ? mapped : [...mapped, path.resolve(baseUrl, specifier)];
}

function candidatesOf(target: string, extensions: readonly string[], aliases: Readonly<Record<string, readonly string[]>>): string[] {
  const extension = path.extname(target);
  return [
    ...(aliases[extension] ?? []).map((alias) => target.slice(0, -extension.length) + alias),
    target,
    ...extensions.map((each) => target + each),
    ...extensions.map((each) => path.join(target, `index${each}`)),
  ];
}

interface Config {
  readonly extends?: unknown;
  readonly references?: unknown;
  readonly compilerOptions?: { readonly baseUrl?: unknown; readonly paths?: Readonly<Record<string, readonly string[]>> };
}

function readConfig(files: FileSystem, config: string): Config | undefined {
  const text = files.readText(config);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(withoutComments(text)) as Config;
  } catch {
    return undefined;
  }
}
