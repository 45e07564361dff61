import path from 'node:path';
import { knowsExport } from '../catalog/exported-names.js';
import { matchesGlob, matchesPackage } from '../catalog/match.js';
import { generatedExports } from '../catalog/generated-modules.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { LeftOut } from '../catalog/types.js';
import { fileSystem } from '../file-system/current-file-system.js';
import { Evaluator } from '../resolve/evaluate.js';
import { WHOLE_MODULE } from '../resolve/file-model.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Step } from '../resolve/path.js';
import { fileEvaluatorOf } from './file-evaluator.js';
import { foldersAbove, isInside, readManifest } from './files/files.js';
import { declarationIn } from './files/module-text.js';
import type { TextDeclaration } from './files/module-text.js';
import { isPassedOver } from './files/passed-over.js';
import { lockedVersion } from './files/locked-version.js';
import type { Manifest } from './files/files.js';
import { importerOf, importersOfName } from './importer.js';
import type { Importer, ManifestScript, PackageUse, Program } from './program.js';
import { specifiersIn } from './files/index-entry.js';
import type { PackageTest } from './files/leading-files.js';
import type { FoundManifest } from './project-manifests.js';
import type { ProjectIndex } from './project-index.js';
import { hasWord } from '../syntax/has-word.js';
import { allowsUsing, lowestNode } from './files/using-support.js';

/** Classes that one inherits from, one after the other. */
const MAX_BASES = 8;

/** A project as one linted file sees it: that file's text as it stands in the editor, all others as they are on the disk. */
export class ProjectProgram implements Program {
  readonly evaluator: Evaluator;
  readonly seesOthers: boolean;
  readonly #ofIndex: (() => ProjectIndex) | undefined;
  readonly #linted: FileModel;
  readonly #catalog: CatalogIndex | undefined;
  readonly #importers = new Map<FileModel, Map<string | undefined, readonly Importer[]>>();
  readonly #relativePaths = new WeakMap<FileModel, string>();
  /** By folder and package. */
  readonly #versions = new Map<string, string | undefined>();
  readonly #depends = new Map<string, boolean | undefined>();
  /** By file and name. */
  readonly #written = new Map<string, boolean>();
  readonly #root: string;

  /** Without an index the program is the linted file alone. A function gives it when it is needed, which it may never be. */
  constructor(linted: FileModel, index: ProjectIndex | (() => ProjectIndex) | undefined, root: string, catalog?: CatalogIndex) {
    this.#linted = linted;
    this.#catalog = catalog;
    this.#ofIndex = typeof index === 'object' ? () => index : index;
    this.#root = root;
    this.seesOthers = index !== undefined;
    // Without other files it has nothing to say that the file alone does not.
    this.evaluator = index === undefined ? fileEvaluatorOf(linted) : new Evaluator(this);
  }

  get #index(): ProjectIndex | undefined {
    return this.#ofIndex?.();
  }

  resolve(from: FileModel, specifier: string, imported: Step | undefined): FileModel | undefined {
    const name = imported?.slice(1);
    const target = this.#targetOf(from.path, specifier, name);
    const model = target === undefined ? undefined : this.#model(target);
    return name === undefined && generatedExports(specifier).some((each) => model?.exports.has(each)) ? undefined : model;
  }

  /** The file of the project that the import of a name leads to, unless what it has under it is a package's. */
  #targetOf(from: string, specifier: string, name: string | undefined): string | undefined {
    const target = this.#index?.resolve(from, specifier);
    if (target === undefined || (name !== undefined && generatedExports(specifier).includes(name))) return undefined;
    return this.#catalog && knowsExport(this.#catalog, specifier, name) ? undefined : target;
  }

  isWrittenHere(file: FileModel, specifier: string, name: string): boolean {
    return this.#isWrittenAt(this.#targetOf(file.path, specifier, name), name, true, 0);
  }

  /** What the linted file has is seen in its tree. */
  #isWrittenAt(target: string | undefined, name: string, isExported: boolean, depth: number): boolean {
    if (target === undefined || target === this.#linted.path || depth > MAX_BASES) return false;
    const key = `${target}\n${name}`;
    let is = this.#written.get(key);
    if (is === undefined) {
      const declared = declarationIn(this.#index?.textOf(target) ?? '', name, isExported);
      is = declared !== undefined && (declared.kind === 'own' || this.#isBaseWritten(target, declared, depth + 1));
      this.#written.set(key, is);
    }
    return is;
  }

  #isBaseWritten(target: string, declared: Exclude<TextDeclaration, { kind: 'own' }>, depth: number): boolean {
    if (declared.kind === 'extends') return this.#isWrittenAt(target, declared.name, false, depth);
    const { specifier, imported } = declared.base;
    return this.#isWrittenAt(this.#targetOf(target, specifier, imported), imported, true, depth);
  }

  importersOf(file: FileModel, name?: string, isMeant?: (text: string) => boolean): readonly Importer[] {
    if (isMeant && name !== undefined) return importersOfName(this.#findImporters(file, name, isMeant), file, name);
    const known = this.#importers.get(file) ?? new Map<string | undefined, readonly Importer[]>();
    this.#importers.set(file, known);
    let importers = known.get(name);
    if (!importers) {
      const found = this.#findImporters(file, name);
      importers = name === undefined ? found : importersOfName(found, file, name);
      known.set(name, importers);
    }
    return importers;
  }

  countImporters(file: FileModel): number {
    return this.#index?.importersOf(file.path).length ?? 0;
  }

  filesWith(words: readonly string[], isMeant: (text: string) => boolean = () => true): readonly FileModel[] {
    const paths = (this.#index?.filesWith(words) ?? []).filter((file) => (
      file !== this.#linted.path && isMeant(this.#index?.textOf(file) ?? '')));
    const others = paths.flatMap((file) => this.#model(file) ?? []);
    const { text } = this.#linted.tree;
    return words.every((word) => text.includes(word)) && isMeant(text) ? [this.#linted, ...others] : others;
  }

  fewFilesWith(
    words: readonly string[], most: number, isMeant: (text: string) => boolean = () => true,
  ): Iterable<FileModel> | undefined {
    const index = this.#index;
    const others = (index?.filesWith(words) ?? []).filter((file) => file !== this.#linted.path && index?.isParsable(file) === true);
    const isLinted = words.every((word) => this.#linted.tree.text.includes(word));
    if (others.length + Number(isLinted) > most) return undefined;
    return this.#parsedInTurn(isLinted, others, (text) => hasWord(text, words[0]!) && isMeant(text));
  }

  *#parsedInTurn(isLinted: boolean, others: readonly string[], isMeant: (text: string) => boolean): Generator<FileModel> {
    if (isLinted) yield this.#linted;
    for (const file of others) {
      const model = isMeant(this.#index?.textOf(file) ?? '') ? this.#model(file) : undefined;
      if (model) yield model;
    }
  }

  mayLeadToCatalogued(file: FileModel, specifiers: readonly string[], isWanted?: PackageTest): boolean {
    const index = this.#index;
    return !index || !this.#catalog || index.leadsToCatalogued(this.#catalog, file.path, specifiers, isWanted);
  }

  mayUse(isWanted: PackageTest): boolean {
    const index = this.#index;
    if (!index || !this.#catalog || index.usesCatalogued(this.#catalog, isWanted)) return true;
    // What the linted file imports, as it stands in the editor.
    return this.mayLeadToCatalogued(this.#linted, specifiersIn(this.#linted.tree.text), isWanted);
  }

  relativePath(file: FileModel): string {
    let relative = this.#relativePaths.get(file);
    if (relative === undefined) {
      const shown = isInside(this.#root, file.path) ? path.relative(this.#root, file.path) : path.basename(file.path);
      this.#relativePaths.set(file, relative = shown.split(path.sep).join('/'));
    }
    return relative;
  }

  dependsOn(file: FileModel, packagePattern: string): boolean | undefined {
    const key = `${path.dirname(file.path)} ${packagePattern}`;
    if (!this.#depends.has(key)) this.#depends.set(key, this.#findDependency(file, packagePattern));
    return this.#depends.get(key);
  }

  #findDependency(file: FileModel, packagePattern: string): boolean | undefined {
    const manifests = this.#manifests(file);
    if (manifests.length === 0) return undefined;
    return manifests.some((manifest) => dependencyNames(manifest).some((name) =>
      matchesPackage(packagePattern, name) || packageOfSpecifier(packagePattern) === name));
  }

  manifestsAround(file: FileModel): readonly PackageUse[] {
    const own = this.#manifests(file).find((manifest) => dependencyNames(manifest).length > 0);
    if (!own) return [];
    const dependents = own.name === undefined ? [] : this.#index?.dependentsOf(own.name) ?? [];
    return [own, ...dependents].map((manifest) => (
      { name: manifest.name ?? 'its package', isOwn: manifest === own, packages: neededNames(manifest) }));
  }

  scriptsOf(file: FileModel): readonly ManifestScript[] {
    return this.#manifests(file).flatMap(({ scripts, bin, folder }) => {
      const below = path.relative(folder, file.path).split(path.sep).join('/');
      const bins = [bin ?? []].flatMap((value) => typeof value === 'string' ? [value] : Object.values(value));
      return [
        ...Object.entries(scripts ?? {}).map(([name, text]) => ({ names: [name], text: String(text), path: below })),
        ...bins.map((text) => ({ names: ['bin'], text: String(text), path: below })),
      ];
    });
  }

  projectName(): string {
    return `${path.basename(this.#root)} ${this.#index ? readManifest(path.join(this.#root, 'package.json'))?.name ?? '' : ''}`;
  }

  versionOf(file: FileModel, packageName: string): string | undefined {
    const key = `${path.dirname(file.path)} ${packageName}`;
    if (!this.#versions.has(key)) this.#versions.set(key, this.#findVersion(file, packageName));
    return this.#versions.get(key);
  }

  #findVersion(file: FileModel, packageName: string): string | undefined {
    const folders = [...foldersAbove(file.path, this.#root)];
    for (const folder of folders) {
      const installed = readManifest(path.join(folder, 'node_modules', packageName, 'package.json')) as { version?: string } | undefined;
      if (installed?.version) return installed.version;
    }
    for (const folder of folders) {
      const locked = lockedVersion(folder, packageName);
      if (locked !== undefined) return locked;
    }
    for (const manifest of this.#manifests(file)) {
      const range = manifest.dependencies?.[packageName]
        ?? manifest.devDependencies?.[packageName]
        ?? manifest.peerDependencies?.[packageName];
      if (range !== undefined) return range;
    }
    return undefined;
  }

  runtimeRangeOf(file: FileModel, packageName: string): string | undefined {
    return this.#manifests(file)[0]?.dependencies?.[packageName];
  }

  hasFileAbove(file: FileModel, name: string, upTo: 'project' | 'package' = 'project'): boolean {
    if (!path.isAbsolute(file.path)) return false;
    for (const folder of foldersAbove(file.path, this.#root)) {
      if (hasFile(folder, name)) return true;
      if (upTo === 'package' && fileSystem().exists(path.join(folder, 'package.json'))) return false;
    }
    return false;
  }

  textAbove(file: FileModel, name: string): string | undefined {
    if (!path.isAbsolute(file.path)) return undefined;
    for (const folder of foldersAbove(file.path, this.#root)) {
      const full = path.join(folder, name);
      if (fileSystem().isFile(full)) return fileSystem().readText(full);
    }
    return undefined;
  }

  isPrivate(file: FileModel): boolean {
    return this.#manifests(file)[0]?.private === true;
  }

  mainOf(file: FileModel): string | undefined {
    const main: unknown = this.#manifests(file)[0]?.main;
    return typeof main === 'string' ? main : undefined;
  }

  configurationOf(file: FileModel, names: readonly string[]): FileModel | undefined {
    if (!path.isAbsolute(file.path)) return undefined;
    for (const folder of foldersAbove(file.path, this.#root)) {
      const found = names.map((name) => path.join(folder, name)).find((candidate) => fileSystem().exists(candidate));
      if (found !== undefined) return this.#model(found);
      if (fileSystem().exists(path.join(folder, 'package.json'))) return undefined;
    }
    return undefined;
  }

  isPassedOver(file: FileModel, rules: readonly LeftOut[]): boolean {
    return isPassedOver(file.path, this.#root, rules);
  }

  allowsUsing(file: FileModel): boolean {
    return path.isAbsolute(file.path) && allowsUsing(file.path, this.#root, (packageName) => this.versionOf(file, packageName));
  }

  lowestNode(file: FileModel): string | undefined {
    return path.isAbsolute(file.path) ? lowestNode(file.path, this.#root)?.version : undefined;
  }

  #model(file: string): FileModel | undefined {
    return file === this.#linted.path ? this.#linted : this.#index?.model(file);
  }

  #manifests(file: FileModel): readonly FoundManifest[] {
    return this.#index?.manifestsFor(file.path) ?? [];
  }

  /** Those that cannot get anything called `name`, going by their texts, are not parsed. */
  #findImporters(file: FileModel, name: string | undefined, isMeant: (text: string) => boolean = () => true): Importer[] {
    const index = this.#index;
    if (!index) return [];
    const isAny = name === undefined || name === WHOLE_MODULE || name === 'default';
    const paths = new Set(index.importersOf(file.path).filter((importer) => isAny || index.mayTake(importer, name, file)));
    for (const loader of index.loadersOf(file.path)) paths.add(loader);
    for (const path of paths) if (!isMeant(index.textOf(path) ?? '')) paths.delete(path);
    // The linted file's imports are those of its present text.
    paths.delete(this.#linted.path);
    const own = importerOf(
      this.#linted, (specifier) => index.resolve(this.#linted.path, specifier) === file.path,
      (load) => index.isLoaded(load, this.#linted, file.path),
    );
    return [...[...paths].flatMap((importer) => index.importer(importer, file.path) ?? []), ...(own ? [own] : [])];
  }
}

function dependencyNames(manifest: Manifest): string[] {
  return [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies, manifest.optionalDependencies]
    .flatMap((dependencies) => Object.keys(dependencies ?? {}));
}

/** Without the peers that users may leave out: a library that can be used with a framework, and tests that it can, is no service of it. */
function neededNames(manifest: Manifest): string[] {
  const { dependencies, optionalDependencies, peerDependenciesMeta: peers } = manifest;
  return dependencyNames(manifest).filter((name) =>
    peers?.[name]?.optional !== true || Object.hasOwn({ ...dependencies, ...optionalDependencies }, name));
}

/** A name with `*` is looked for in the list of the folder. */
function hasFile(folder: string, name: string): boolean {
  if (!name.includes('*')) return fileSystem().exists(path.join(folder, name));
  return fileSystem().list(folder)?.some((entry) => matchesGlob(name, entry.name)) ?? false;
}
