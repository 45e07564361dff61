import { isBuiltin } from 'node:module';
import path from 'node:path';
import { cutLoose } from '../catalog/cut-loose.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { FolderEntry } from '../file-system/file-system.js';
import { fileSystem } from '../file-system/current-file-system.js';
import { findRoot, foldersAbove, readManifest } from './files/files.js';
import { MAX_REEXPORTS } from '../limits/limits.js';
import { isBuilt } from './files/left-out.js';
import { currentRun } from './files/linter-run.js';
import { ModuleResolver } from './files/module-resolver.js';
import { WHOLE, exportsOfText, importsOfText } from './files/module-text.js';
import type { Dependencies } from './dependencies.js';
import type { ProjectIndex } from './project-index.js';
import { workspaceManifests, workspaceManifestsAmong } from './files/workspace-manifests.js';

/*
 * Does a file construct or call what a project file hands on from a catalogued package: a re-export, an alias, a subclass? Asked of every
 * linted file that names no such package itself, so it reads texts only: those of the imports that are constructed or called, and on
 * from them what they pass on.
 * Output: true where it may. Invariant: each project file's text is read once, until it changes. Blind spot: constructors that reach the
 * file as parameters or through functions that return them.
 */

const SOURCE = /\.[cm]?[jt]sx?$/;

/** The names under which a module hands on something of a catalogued package; `*` is any. */
type Names = ReadonlySet<string>;

const NOTHING: Names = new Set();
const EVERYTHING: Names = new Set([WHOLE]);

/** What a module hands on. Not whole, if a file that it leads to is only being read. */
interface Answer {
  readonly names: Names;
  readonly isWhole: boolean;
}

/** Names in a folder. Symbolic links may be either. */
interface Listing {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** When the file had changed last at that time, and what the answer was made of if an index gave it. */
interface Known {
  readonly time: number | undefined;
  readonly names: Names;
  readonly dependencies: Dependencies | undefined;
  readonly revision: number | undefined;
}

const EMPTY: Listing = { files: NOTHING, folders: NOTHING };
const NONE: Answer = { names: NOTHING, isWhole: true };

export interface CatalogReexportsOptions {
  readonly index: CatalogIndex;
  readonly root?: string | undefined;
  readonly cwd?: string | undefined;
  /** The index of a root, if one was made and this run of the linter has looked at the disk for it. */
  readonly indexOf?: ((root: string) => ProjectIndex | undefined) | undefined;
}

export class CatalogReexports {
  readonly #index: CatalogIndex;
  readonly #cwd: string | undefined;
  readonly #givenRoot: string | undefined;
  readonly #indexOf: CatalogReexportsOptions['indexOf'];
  /** By file: what it hands on, and when the file had changed last at that time. */
  readonly #known = new Map<string, Known>();
  readonly #catalogued = new Map<string, boolean>();
  #folders = new Map<string, Listing>();
  #roots = new Map<string, string | undefined>();
  #dependencies = new Map<string, ReadonlySet<string>>();
  /** By folder: the packages that its manifest asks for. */
  #required = new Map<string, readonly string[]>();
  /** By root: resolvers where nobody has made an index, and names of the workspace's packages. */
  #resolvers = new Map<string, ModuleResolver>();
  #packages = new Map<string, ReadonlySet<string>>();
  #checkedIn = 0;

  constructor({ index, root, cwd, indexOf }: CatalogReexportsOptions) {
    this.#indexOf = indexOf;
    this.#index = index;
    this.#givenRoot = root;
    this.#cwd = cwd;
  }

  /** Whether the text, standing in `file`, constructs or calls something that another file of the project hands on. Ask `mayLead` first. */
  isUsedIn(file: string, text: string): boolean {
    if (!path.isAbsolute(file)) return false;
    this.#refresh();
    return importsOfText(text).some(({ specifier, imported, local }) => (
      (local === undefined || isConstructedOrCalled(text, local))
      && this.#isProjectLike(file, specifier)
      && isAmong(imported, this.#namesOf(file, specifier, []).names)
    ));
  }

  /** Whether imports of the text may lead to a catalogued package, as far as an index that is there tells. Makes none. */
  mayLead(file: string, text: string): boolean {
    return this.#indexFor(file)?.textLeadsToCatalogued(this.#index, file, text) ?? true;
  }

  /** The index of the project that a file belongs to, if somebody has made one: it has read and resolved everything already. */
  #indexFor(file: string): ProjectIndex | undefined {
    const root = path.isAbsolute(file) ? this.#rootOf(file) : undefined;
    return root === undefined ? undefined : this.#indexOf?.(root);
  }

  /** Forgets what changed since the last look. */
  #refresh(): void {
    const run = currentRun();
    if (run === this.#checkedIn) return;
    this.#checkedIn = run;
    this.#folders = new Map();
    this.#roots = new Map();
    this.#dependencies = new Map();
    this.#required = new Map();
    this.#resolvers = new Map();
    this.#packages = new Map();
    // What a barrel hands on depends on other files, so that one change makes all answers doubtful.
    for (const [file, { time }] of this.#known) {
      if (fileSystem().changeTime(file) === time) continue;
      this.#known.clear();
      return;
    }
  }

  #isProjectLike(file: string, specifier: string): boolean {
    if (specifier.startsWith('.') || specifier.startsWith('/')) return true;
    if (isBuiltin(specifier)) return false;
    const root = this.#rootOf(file);
    if (root === undefined) return false;
    const name = packageOfSpecifier(specifier);
    return !this.#isDependency(file, root, name) || this.#packagesOf(root).has(name);
  }

  /** What a specifier leads to. `chain` are the files on the way, so that barrels that import each other end. */
  #namesOf(from: string, specifier: string, chain: readonly string[]): Answer {
    if (this.#isCatalogued(specifier)) return { names: EVERYTHING, isWhole: true };
    if (!this.#isProjectLike(from, specifier)) return NONE;
    const root = this.#rootOf(from);
    const index = this.#indexFor(from);
    const resolver = index ?? (root === undefined ? undefined : this.#resolverOf(root));
    const target = resolver?.resolve(from, specifier);
    if (target === undefined || index?.mayHandOn(this.#index, target) === false) return NONE;
    if (chain.includes(target) || chain.length > MAX_REEXPORTS) return { names: NOTHING, isWhole: false };
    const known = this.#known.get(target);
    if (known && known.revision === index?.revision) {
      if (known.dependencies) index?.noteDependencies(known.dependencies);
      return { names: known.names, isWhole: true };
    }
    const read = (): Answer => this.#read(target, [...chain, target]);
    const { result: answer, dependencies } = index?.track(read) ?? { result: read(), dependencies: undefined };
    // Inside a circle an answer is only a part, unless the circle begins here.
    if (answer.isWhole || chain.length === 0) this.#known.set(target, {
      time: fileSystem().changeTime(target), names: answer.names, dependencies, revision: index?.revision,
    });
    return answer;
  }

  #read(file: string, chain: readonly string[]): Answer {
    const text = this.#indexFor(file)?.textOf(file) ?? fileSystem().readText(file);
    if (text === undefined || isBuilt(text) || !/\bexports?\b/.test(text)) return NONE;
    const { reexports, links, exported } = exportsOfText(text);
    const names = new Set<string>();
    let isWhole = true;
    const leadsOn = (specifier: string): Names => {
      const answer = this.#namesOf(file, specifier, chain);
      isWhole &&= answer.isWhole;
      return answer.names;
    };
    for (const { specifier, imported, exported: name } of reexports) {
      const there = leadsOn(specifier);
      if (!isAmong(imported, there)) continue;
      if (name !== WHOLE) names.add(name);
      // `export *` leaves the default out, `module.exports = require()` does not; both are let through.
      else for (const each of imported === WHOLE ? there : EVERYTHING) names.add(each);
    }
    const heads = new Set([...links, ...exported].map(({ head }) => head));
    const carriers = new Set<string>();
    for (const { specifier, imported, local } of heads.size > 0 ? importsOfText(text) : []) {
      if (local !== undefined && heads.has(local) && isAmong(imported, leadsOn(specifier))) carriers.add(local);
    }
    for (let before = -1; before < carriers.size;) {
      before = carriers.size;
      for (const { name, head } of links) if (carriers.has(head)) carriers.add(name);
    }
    for (const { name, head } of exported) if (carriers.has(head)) names.add(name);
    // `import x from` a CommonJS module gives all that it exports.
    if (names.size > 0 && /\bexports\s*[.=]/.test(text)) names.add('default');
    return { names, isWhole };
  }

  #isCatalogued(specifier: string): boolean {
    let is = this.#catalogued.get(specifier);
    if (is === undefined) this.#catalogued.set(cutLoose(specifier), is = this.#index.mentionsCatalogued(`'${specifier}'`));
    return is;
  }

  #rootOf(file: string): string | undefined {
    if (this.#givenRoot !== undefined) return this.#givenRoot;
    const folder = path.dirname(file);
    if (!this.#roots.has(folder)) this.#roots.set(folder, findRoot(file, this.#cwd));
    return this.#roots.get(folder);
  }

  #resolverOf(root: string): ModuleResolver {
    let resolver = this.#resolvers.get(root);
    if (!resolver) {
      resolver = new ModuleResolver(root, workspaceManifests(root), (file) => this.#isSource(file));
      this.#resolvers.set(root, resolver);
    }
    return resolver;
  }

  #packagesOf(root: string): ReadonlySet<string> {
    let names = this.#packages.get(root);
    if (!names) {
      const found = this.#indexOf?.(root)?.manifests;
      const manifests = found ? workspaceManifestsAmong(root, found) : workspaceManifests(root);
      names = new Set(manifests.flatMap((manifest) => readManifest(manifest)?.name ?? []));
      this.#packages.set(root, names);
    }
    return names;
  }

  #isSource(file: string): boolean {
    const at = file.lastIndexOf(path.sep);
    return this.#listingOf(file.slice(0, at)).files.has(file.slice(at + 1)) && SOURCE.test(file)
      && !file.includes(`${path.sep}node_modules${path.sep}`);
  }

  #listingOf(folder: string): Listing {
    let listing = this.#folders.get(folder);
    if (!listing) {
      // Most folders that are asked for do not exist, and what holds them knows.
      const above = this.#folders.get(path.dirname(folder));
      listing = above && !above.folders.has(path.basename(folder)) ? EMPTY : listFolder(folder);
      this.#folders.set(folder, listing);
    }
    return listing;
  }

  /** Whether a manifest from the file's folder up to the root's asks for the package. */
  #isDependency(file: string, root: string, name: string): boolean {
    const folder = path.dirname(file);
    let names = this.#dependencies.get(folder);
    if (!names) {
      names = new Set([...foldersAbove(file, root)].reverse().flatMap((above) => this.#requiredIn(above)));
      this.#dependencies.set(folder, names);
    }
    return names.has(name);
  }

  #requiredIn(folder: string): readonly string[] {
    let names = this.#required.get(folder);
    if (!names) {
      const manifest = this.#listingOf(folder).files.has('package.json') ? readManifest(path.join(folder, 'package.json')) : undefined;
      names = [manifest?.dependencies, manifest?.devDependencies, manifest?.peerDependencies, manifest?.optionalDependencies]
        .flatMap((dependencies) => Object.keys(dependencies ?? {}));
      this.#required.set(folder, names);
    }
    return names;
  }
}

function isAmong(imported: string, names: Names): boolean {
  return names.has(imported) || names.has(WHOLE) || (imported === WHOLE && names.size > 0);
}

/** `new X(…)`, `new X.Y(…)`, `X(…)`, `X.y(…)`, `extends X`. */
function isConstructedOrCalled(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (/[\w$]/.test(text[at + name.length] ?? '')) continue;
    if (/[\w$.]/.test(text[at - 1] ?? '') && !text.startsWith('...', at - 3)) continue;
    if (/\b(?:new|extends)\s+$/.test(text.slice(Math.max(0, at - 12), at))) return true;
    const after = text.slice(at + name.length, at + name.length + 300);
    if (/^(?:\s*\??\.\s*[\w$]+)*\s*(?:<[^()]{0,200}>\s*)?(?:\?\.)?\(/.test(after)) return true;
  }
  return false;
}

function listFolder(folder: string): Listing {
  const entries = fileSystem().list(folder);
  if (!entries) return EMPTY;
  const isFolder = (entry: FolderEntry): boolean => entry.isDirectory() || entry.isSymbolicLink();
  return {
    files: new Set(entries.flatMap((entry) => (entry.isDirectory() ? [] : entry.name))),
    folders: new Set(entries.flatMap((entry) => (isFolder(entry) ? entry.name : []))),
  };
}
