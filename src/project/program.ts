import type { LeftOut } from '../catalog/types.js';
import type { ModuleLinks } from '../resolve/collection-elements.js';
import type { Evaluator } from '../resolve/evaluate.js';
import type { FileModel, ImportRecord } from '../resolve/file-model.js';
import type { PackageTest } from './files/leading-files.js';

/** A file that imports another one, and the records that do so. */
export interface Importer {
  readonly file: FileModel;
  readonly records: readonly ImportRecord[];
  /** What it passes on of that file by name: the name there (`*`: all of them as a namespace), and its own. */
  readonly reexports: readonly { readonly imported: string; readonly exported: string }[];
  /** It passes on all names of that file. */
  readonly passesOnAll: boolean;
}

/** A manifest, as far as it says what a package is for. */
export interface PackageUse {
  /** Of the package. */
  readonly name: string;
  /** It is the one that the file belongs to, and not one that depends on that. */
  readonly isOwn: boolean;
  /** Names of the packages that it depends on. */
  readonly packages: readonly string[];
}

/** A command of a manifest: an entry of `scripts`, or of `bin`. */
export interface ManifestScript {
  /** "seed", or "bin". */
  readonly names: readonly string[];
  readonly text: string;
  /** Of the file that was asked about, from the folder of the manifest, with `/`. */
  readonly path: string;
}

/** Many files seen as one: what analyses ask of a project. A single file without a project is the smallest one. */
export interface Program extends ModuleLinks {
  readonly evaluator: Evaluator;
  /** Whether other files than the linted one can be asked. */
  readonly seesOthers: boolean;
  /**
   * Files that import `file`, parsed. With a name: those that may get what it exports under it, and no more of their records. Those whose
   * texts `isMeant` says no to are left out, and are not parsed.
   */
  importersOf(file: FileModel, name?: string, isMeant?: (text: string) => boolean): readonly Importer[];
  /** How many files import `file`, at most. Parses none. */
  countImporters(file: FileModel): number;
  /**
   * Files whose text contains every one of `words`, parsed. For look-ups by name, where no import leads. `isMeant`: whether a text with the
   * words may have what is looked for.
   */
  filesWith(words: readonly string[], isMeant?: (text: string) => boolean): readonly FileModel[];
  /**
   * The same where a name that is too common says nothing: `undefined` if there are more than `most`. Those whose texts have the first word
   * only as a part of longer ones are left out, and those whose texts `isMeant` says no to, and each is parsed when its turn comes.
   */
  fewFilesWith(words: readonly string[], most: number, isMeant?: (text: string) => boolean): Iterable<FileModel> | undefined;
  /**
   * Whether imports of `file` may get something from a catalogued package, or from one that passes the test. They may, where there is no
   * project to ask.
   */
  mayLeadToCatalogued(file: FileModel, specifiers: readonly string[], isWanted?: PackageTest): boolean;
  /**
   * Whether what `file` imports under a name is certainly a function of the project, or a class that extends none of a package, going by
   * texts alone.
   */
  isWrittenHere(file: FileModel, specifier: string, name: string): boolean;
  /** Whether any file of the project may get something from a package that passes the test. Callers may give what no import leads to. */
  mayUse(isWanted: PackageTest): boolean;
  /** Path of a file below the project root, with `/`. */
  relativePath(file: FileModel): string;
  /** Whether the manifest of the file's package, or of the workspace root, names the package. `undefined` without a manifest. */
  dependsOn(file: FileModel, packageName: string): boolean | undefined;
  /** The manifest nearest to the file that names dependencies, and those of workspace packages that depend on its package. */
  manifestsAround(file: FileModel): readonly PackageUse[];
  /** Commands of the manifests above the file. */
  scriptsOf(file: FileModel): readonly ManifestScript[];
  /** The name of the root's folder, and that of its package. */
  projectName(): string;
  /** The version of a package that is installed for `file`, or the range its manifest asks for. */
  versionOf(file: FileModel, packageName: string): string | undefined;
  /** The range under which the manifest nearest to the file has a package among those that it needs to run. */
  runtimeRangeOf(file: FileModel, packageName: string): string | undefined;
  /**
   * Whether a file of this name, with `*` for any part of it, stands beside `file` or in a folder above it, up to the root of the project,
   * or of the file's package.
   */
  hasFileAbove(file: FileModel, name: string, upTo?: 'project' | 'package'): boolean;
  /** The text of the file of this name, or path, that stands beside `file` or in the nearest folder above it. */
  textAbove(file: FileModel, name: string): string | undefined;
  /** Whether the manifest nearest to the file says that its package is published nowhere. */
  isPrivate(file: FileModel): boolean;
  /** What the manifest nearest to the file calls its `main`. */
  mainOf(file: FileModel): string | undefined;
  /** The first file of these names that stands beside `file` or in a folder above it, up to its package, parsed. */
  configurationOf(file: FileModel, names: readonly string[]): FileModel | undefined;
  /** Whether a framework leaves a file out that stands where its files do. */
  isPassedOver(file: FileModel, rules: readonly LeftOut[]): boolean;
  /** Whether the project says that `file` may declare with `using` and `await using`. */
  allowsUsing(file: FileModel): boolean;
  /** The lowest version of Node.js that the file's package is for, as far as its manifest says so. */
  lowestNode(file: FileModel): string | undefined;
}
