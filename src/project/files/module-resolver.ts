import { isBuiltin } from 'node:module';
import path from 'node:path';
import { cutLoose } from '../../catalog/cut-loose.js';
import { mountedFolders } from '../../catalog/mounted-folders.js';
import type { SpecifierResolver } from '../../file-system/file-system.js';
import { fileSystem } from '../../file-system/current-file-system.js';
import { ownOptionsIn } from './tsconfig.js';
import type { CompilerOptions } from './tsconfig.js';
import { foldersAbove, isInside, isWorkspaceRoot, readManifest } from './files.js';

/*
 * From an import specifier to a file of the project: relative paths, tsconfig paths, package imports, and the workspace's own packages,
 * which are followed to their sources instead of their build output, and what a platform puts under a path of its own.
 */

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const OPTIONS = {
  extensions: [...EXTENSIONS, '.json'],
  extensionAlias: { '.js': ['.ts', '.tsx', '.js', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'], '.jsx': ['.tsx', '.jsx'] },
  conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
  mainFields: ['source', 'module', 'main', 'types'],
};

/** The folder in a path of build output whose place the sources' folder takes. */
const BUILD_FOLDER = /(^|\/)(?:dist|build|lib|out)\//;

export class ModuleResolver {
  readonly #root: string;
  readonly #isSource: (file: string) => boolean;
  /** Folders of the workspace's packages, by name. */
  readonly #packages = new Map<string, string>();
  readonly #withConfig = fileSystem().createResolver({ ...OPTIONS, tsconfig: 'auto' });
  readonly #plain = fileSystem().createResolver(OPTIONS);
  /** By folder and specifier. */
  readonly #known = new Map<string, Map<string, string | undefined>>();
  readonly #isWorkspace: boolean;
  /** By folder, those of its own configuration. */
  readonly #options = new Map<string, CompilerOptions | undefined>();
  #realRoot: string | undefined;
  /** By folder. */
  readonly #scriptResolvers = new Map<string, SpecifierResolver | undefined>();

  readonly #sources: () => Iterable<string>;
  /** Source files below the folder of that name, by their paths in it. */
  readonly #mounted = new Map<string, Map<string, string[]>>();

  /** Without `sources`, what lies in a folder that a platform puts elsewhere is not found. */
  constructor(
    root: string, manifests: readonly string[], isSource: (file: string) => boolean, sources: () => Iterable<string> = () => [],
  ) {
    this.#root = root;
    this.#sources = sources;
    this.#isSource = isSource;
    this.#isWorkspace = isWorkspaceRoot(root);
    for (const manifest of manifests) {
      const name = readManifest(manifest)?.name;
      if (name !== undefined) this.#packages.set(name, path.dirname(manifest));
    }
  }

  /** The project's source file that `specifier` names in `from`, or `undefined` for packages, builtins and what is not there. */
  resolve(from: string, specifier: string): string | undefined {
    // It depends on the folder alone.
    const folder = path.dirname(from);
    let known = this.#known.get(folder);
    if (!known) this.#known.set(folder, known = new Map<string, string | undefined>());
    let found = known.get(specifier);
    if (found !== undefined || known.has(specifier)) return found;
    if (specifier.startsWith('.') || specifier.startsWith('/')) found = this.#resolveRelative(folder, specifier);
    else if (!isBuiltin(specifier)) found = this.#resolveBare(from, specifier);
    if (found !== undefined) found = cutLoose(found);
    known.set(cutLoose(specifier), found);
    return found;
  }

  #resolveRelative(folder: string, specifier: string): string | undefined {
    const base = path.resolve(folder, specifier);
    for (const candidate of candidatesFor(base)) if (this.#isSource(candidate)) return candidate;
    return this.#resolveMounted(specifier);
  }

  /** `/opt/nodejs/db.mjs`, if one such folder of the project has that file. */
  #resolveMounted(specifier: string): string | undefined {
    const mounted = mountedFolders.find(({ at }) => specifier.startsWith(at));
    if (!mounted) return undefined;
    const files = this.#filesBelow(mounted.folder);
    for (const candidate of candidatesFor(specifier.slice(mounted.at.length))) {
      const found = files.get(candidate.split(path.sep).join('/'));
      if (found) return found.length === 1 ? found[0] : undefined;
    }
    return undefined;
  }

  #filesBelow(folder: string): ReadonlyMap<string, readonly string[]> {
    const known = this.#mounted.get(folder);
    if (known) return known;
    const files = new Map<string, string[]>();
    this.#mounted.set(folder, files);
    for (const file of this.#sources()) {
      const segments = path.relative(this.#root, file).split(path.sep);
      for (const [index, segment] of segments.entries()) {
        if (segment !== folder || index === segments.length - 1) continue;
        const inner = segments.slice(index + 1).join('/');
        files.set(inner, [...files.get(inner) ?? [], file]);
      }
    }
    return files;
  }

  #resolveBare(from: string, specifier: string): string | undefined {
    const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    const folder = this.#packages.get(name);
    // An example that is called like the package that it shows is not what other examples import.
    if (folder !== undefined && (this.#isWorkspace || this.#isLinked(from, name))) {
      const own = this.#resolveWorkspace(folder, specifier.slice(name.length + 1));
      if (own !== undefined) return own;
    }
    for (const resolver of [this.#withConfig, this.#forScripts(from), this.#plain]) {
      const result = resolver && this.#tryResolve(resolver, from, specifier);
      if (result !== undefined && this.#isSource(result)) return result;
    }
    return this.#resolveByOwnPaths(from, specifier) ?? this.#resolveToBuild(from, specifier) ?? this.#resolveByConvention(from, specifier);
  }

  /** `paths` of the nearest configuration that has some, also where what it extends is not installed. */
  #resolveByOwnPaths(from: string, specifier: string): string | undefined {
    for (const folder of foldersAbove(from, this.#root)) {
      const options = this.#ownOptions(folder);
      if (typeof options?.paths !== 'object' || options.paths === null) continue;
      const base = path.join(folder, typeof options.baseUrl === 'string' ? options.baseUrl : '');
      const targets = patternTargets(options.paths as Record<string, unknown>, specifier);
      return this.#firstSource(targets.map((target) => path.resolve(base, target)));
    }
    return undefined;
  }

  /** `"imports": { "#src/*": "./build/*" }` leads to the sources that the build is made of. */
  #resolveToBuild(from: string, specifier: string): string | undefined {
    if (!specifier.startsWith('#')) return undefined;
    for (const folder of foldersAbove(from, this.#root)) {
      const imports = readManifest(path.join(folder, 'package.json'))?.imports;
      if (typeof imports !== 'object' || imports === null) continue;
      const { outDir, rootDir } = this.#ownOptions(folder) ?? {};
      const built = typeof outDir === 'string' ? `${path.normalize(outDir).replace(/[\\/]+$/, '')}${path.sep}` : undefined;
      return this.#firstSource(patternTargets(imports as Record<string, unknown>, specifier).flatMap((target) => {
        const plain = path.normalize(target);
        const own = built !== undefined && plain.startsWith(built)
          ? [path.join(typeof rootDir === 'string' ? rootDir : 'src', plain.slice(built.length)), plain.slice(built.length)] : [];
        return [...own, ...['$1src/', '$1'].map((place) => target.replace(BUILD_FOLDER, place))];
      }).map((target) => path.join(folder, target)));
    }
    return undefined;
  }

  #firstSource(targets: readonly string[]): string | undefined {
    for (const target of targets) for (const candidate of candidatesFor(target)) if (this.#isSource(candidate)) return candidate;
    return undefined;
  }

  #ownOptions(folder: string): CompilerOptions | undefined {
    if (!this.#options.has(folder)) this.#options.set(folder, ownOptionsIn(folder));
    return this.#options.get(folder);
  }

  /** Whether the manifest nearest to the file that names the package takes it from the disk. */
  #isLinked(from: string, name: string): boolean {
    for (const folder of foldersAbove(from, this.#root)) {
      const manifest = readManifest(path.join(folder, 'package.json'));
      const range = manifest?.dependencies?.[name] ?? manifest?.devDependencies?.[name] ?? manifest?.peerDependencies?.[name];
      if (range !== undefined) return /^(?:file|link|workspace|portal):/.test(range);
    }
    return false;
  }

  /** JavaScript takes its paths from jsconfig.json, or from a tsconfig.json that is not said to be for JavaScript as well. */
  #forScripts(from: string): SpecifierResolver | undefined {
    return /\.[cm]?jsx?$/.test(from) ? this.#forScriptsIn(path.dirname(from)) : undefined;
  }

  #forScriptsIn(folder: string): SpecifierResolver | undefined {
    if (this.#scriptResolvers.has(folder)) return this.#scriptResolvers.get(folder);
    const configFile = ['jsconfig.json', 'tsconfig.json'].map((name) => path.join(folder, name)).find((file) => fileSystem().exists(file));
    const isOutermost = folder === this.#root || !isInside(this.#root, folder);
    const resolver = configFile !== undefined ? fileSystem().createResolver({ ...OPTIONS, tsconfig: { configFile } })
      : isOutermost ? undefined : this.#forScriptsIn(path.dirname(folder));
    this.#scriptResolvers.set(folder, resolver);
    return resolver;
  }

  #tryResolve(resolver: SpecifierResolver, from: string, specifier: string): string | undefined {
    return this.#asFound(resolver(from, specifier));
  }

  /** The resolver follows symbolic links; files of a root that is one are known by the path under which they were found. */
  #asFound(file: string | undefined): string | undefined {
    this.#realRoot ??= fileSystem().realPath(this.#root);
    if (file === undefined || this.#realRoot === this.#root || !isInside(this.#realRoot, file)) return file;
    return path.join(this.#root, path.relative(this.#realRoot, file));
  }

  /** A package of the workspace: its entry point as written, or the source that its build output is made from. */
  #resolveWorkspace(folder: string, subpath: string): string | undefined {
    const manifest = readManifest(path.join(folder, 'package.json'));
    const targets = subpath === ''
      ? [...exportTargets(manifest?.exports, '.'), manifest?.main ?? 'index', 'src/index', 'index']
      : [...exportTargets(manifest?.exports, `./${subpath}`), subpath, `src/${subpath}`];
    for (const target of targets) {
      for (const variant of [target, target.replace(BUILD_FOLDER, '$1src/'), target.replace(BUILD_FOLDER, '$1')]) {
        for (const candidate of candidatesFor(path.join(folder, variant))) if (this.#isSource(candidate)) return candidate;
      }
    }
    return undefined;
  }

  /** `@/x`, `~/x` and `src/x` without a readable tsconfig (it may extend a package that is not installed). */
  #resolveByConvention(from: string, specifier: string): string | undefined {
    const rest = /^(?:@|~|#|\$lib)\/(.+)$/.exec(specifier)?.[1] ?? (/^(?:src|app|lib|server)\//.test(specifier) ? specifier : undefined);
    if (rest === undefined) return undefined;
    const isLib = specifier.startsWith('$lib');
    for (const folder of foldersAbove(from, this.#root)) {
      for (const base of isLib ? ['src/lib'] : ['src', '', 'app']) {
        for (const candidate of candidatesFor(path.join(folder, base, rest))) if (this.#isSource(candidate)) return candidate;
      }
    }
    return undefined;
  }
}

/** The files that a path without, or with another, extension may mean. */
function* candidatesFor(base: string): Generator<string> {
  yield base;
  const extension = /\.([cm]?)jsx?$/.exec(base);
  if (extension) {
    const stem = base.slice(0, -extension[0].length);
    yield `${stem}.${extension[1]}ts`;
    yield `${stem}.tsx`;
  }
  for (const suffix of EXTENSIONS) yield base + suffix;
  const index = path.join(base, 'index');
  for (const suffix of EXTENSIONS) yield index + suffix;
}

/** The targets of a manifest's `exports` for a subpath, in the order in which conditions are written. */
function exportTargets(exports: unknown, subpath: string): string[] {
  if (typeof exports === 'string') return subpath === '.' ? [exports] : [];
  if (typeof exports !== 'object' || exports === null) return [];
  const map = exports as Record<string, unknown>;
  const isConditions = !Object.keys(map).some((key) => key.startsWith('.'));
  if (isConditions) return subpath === '.' ? flattenTargets(map) : [];
  return patternTargets(map, subpath);
}

/** The targets under a name, or under the pattern with `*` that means it. */
function patternTargets(map: Readonly<Record<string, unknown>>, subpath: string): string[] {
  if (map[subpath] !== undefined) return flattenTargets(map[subpath]);
  for (const [pattern, target] of Object.entries(map)) {
    const [start, end] = pattern.split('*');
    if (end === undefined || !subpath.startsWith(start!) || !subpath.endsWith(end)) continue;
    const middle = subpath.slice(start!.length, subpath.length - end.length);
    return flattenTargets(target).map((text) => text.replace('*', middle));
  }
  return [];
}

function flattenTargets(target: unknown): string[] {
  if (typeof target === 'string') return [target];
  if (typeof target !== 'object' || target === null) return [];
  return Object.values(target).flatMap(flattenTargets);
}
