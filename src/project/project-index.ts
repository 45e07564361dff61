import { cutLoose } from '../catalog/cut-loose.js';
import type { CatalogIndex } from '../catalog/merge.js';
import { fileSystem } from '../file-system/current-file-system.js';
import type { FileModel } from '../resolve/file-model.js';
import type { ModuleLoad } from '../resolve/module-loads.js';
import { note } from '../limits/debug-log.js';
import { findFiles } from './files/files.js';
import type { Manifest } from './files/files.js';
import { DependencyTracker, isFoundBy, searchKey } from './dependencies.js';
import type { Dependencies } from './dependencies.js';
import { importerOf } from './importer.js';
import { MAX_UNUSED } from '../limits/limits.js';
import { currentRun, endRun, runOfLintedFile } from './files/linter-run.js';
import type { Moment } from './files/linter-run.js';
import { ProjectManifests } from './project-manifests.js';
import type { FoundManifest } from './project-manifests.js';
import { ModuleResolver } from './files/module-resolver.js';
import { Loaders } from './loaders.js';
import { LeadingFiles } from './files/leading-files.js';
import type { PackageTest } from './files/leading-files.js';
import { entryOf, importersAmong, importsTheSame, specifiersIn } from './files/index-entry.js';
import type { Entry } from './files/index-entry.js';
import { ParsedFiles } from './parsed-files.js';
import { isParsable, parseFile } from './files/parse.js';
import { takesWhole } from './taken-whole.js';
import type { Importer } from './program.js';

/*
 * The files of one project root, read once and kept by path and change time: texts, the specifiers that each file imports, who imports
 * whom, and parsed models of those that were asked for.
 * Invariant: a file is parsed only when somebody asks for it. Specifiers come from the text (a superset of the real imports), because
 * finding them so costs a fiftieth of parsing. Blind spot: module names put together at run time from what other files say.
 */

/** Words whose files are kept: many sites ask for the same names. */
const MAX_KNOWN_WORDS = 500;

/** What the index did so far. Tests hold it to doing no more than it must. */
export interface IndexCounters {
  /** At the disk, for what is new. */
  looks: number;
  textsRead: number;
  filesParsed: number;
}

export class ProjectIndex {
  readonly root: string;
  /** Linted files after which a parsed file that none of them needed is dropped. */
  maxUnused = MAX_UNUSED;
  /** Whether parsed files are held when a linted file is done with. Others stay until the whole heap is searched. */
  holdsModels = false;
  /** Told how many files there are, before those that are new are read. */
  onFound: ((count: number) => void) | undefined;
  readonly counters: IndexCounters = { looks: 0, textsRead: 0, filesParsed: 0 };
  readonly #entries = new Map<string, Entry>();
  readonly #models = new ParsedFiles();
  #manifests: ProjectManifests;
  #resolver!: ModuleResolver;
  #importers: ReturnType<typeof importersAmong> | undefined;
  #loaders: Loaders;
  /** By words. */
  readonly #filesWith = new Map<string, readonly string[]>();
  #leading = new WeakMap<CatalogIndex, LeadingFiles>();
  #checkedIn = 0;
  #isStale = false;
  readonly #tracker = new DependencyTracker();
  /** How often texts were read again. Who keeps what was made of them compares it. */
  revision = 0;

  constructor(root: string) {
    this.root = root;
    this.#manifests = new ProjectManifests(root, []);
    this.#loaders = new Loaders(root, this.#entries);
  }

  /** To be called for every linted file that asks: reads what changed since the last run of the linter. Whether anything did. */
  refresh(now?: Moment): boolean {
    this.#models.noteAsker(this.maxUnused);
    const run = currentRun(now);
    if (run === this.#checkedIn) return false;
    this.#checkedIn = run;
    this.counters.looks++;
    const readBefore = this.counters.textsRead;
    const startedAt = performance.now();
    const { sources: found, manifests, isComplete } = findFiles(this.root);
    const sources = found.map(cutLoose);
    this.onFound?.(sources.length);
    if (!isComplete) note(() => ({ kind: 'limit', limit: 'MAX_FILES', where: this.root }));
    let isChanged = this.#entries.size === 0 || this.#isStale;
    this.#isStale = false;
    const current = new Set(sources);
    for (const file of this.#entries.keys()) {
      if (current.has(file)) continue;
      this.#entries.delete(file);
      isChanged = true;
    }
    for (const file of sources) {
      const time = fileSystem().changeTime(file);
      const entry = time === undefined || this.#entries.get(file)?.time === time ? undefined : this.#read(file, time);
      if (!entry) continue;
      this.#entries.set(file, entry);
      isChanged = true;
    }
    if (isChanged) {
      this.#forgetLinks(sources, manifests);
      note(() => ({
        kind: 'index', root: this.root, files: this.#entries.size, read: this.counters.textsRead - readBefore,
        milliseconds: Math.round(performance.now() - startedAt),
      }));
    }
    return isChanged;
  }

  /** All that was made of several files. */
  #forgetLinks(sources: readonly string[], manifests: readonly string[]): void {
    // In the order in which a first look finds them, because where several answers are as good as each other the first one counts.
    const entries = sources.flatMap((file): [string, Entry][] => {
      const entry = this.#entries.get(file);
      return entry ? [[file, entry]] : [];
    });
    this.#entries.clear();
    for (const [file, entry] of entries) {
      entry.takesWhole = undefined;
      this.#entries.set(file, entry);
    }
    this.#importers = undefined;
    this.#loaders = new Loaders(this.root, this.#entries);
    this.#filesWith.clear();
    this.#models.forgetLinks();
    this.#leading = new WeakMap();
    this.#manifests = new ProjectManifests(this.root, manifests);
    this.#resolver = new ModuleResolver(this.root, manifests, (file) => this.#entries.has(file), () => this.#entries.keys());
    this.revision++;
  }

  /** To be told when a linted file is done with. */
  letGo(): void {
    if (!this.holdsModels) this.#models.letGo();
  }

  /** The next look reads these files again, and finds out anew what is made of several of them. */
  invalidate(files: Iterable<string>): void {
    this.#isStale = true;
    for (const file of files) {
      const entry = this.#entries.get(file);
      if (entry) this.#entries.set(file, { ...entry, time: NaN });
      this.#models.delete(file);
    }
    endRun();
  }

  /**
   * Takes the texts of these files anew where nothing else of the project has changed, and says what may have changed by that. `undefined`:
   * they import or load something else than before, so that all has to be looked at.
   */
  update(files: readonly string[]): ((dependencies: Dependencies) => boolean) | undefined {
    const changed = files.map((file) => (
      { file, before: this.#entries.get(file), after: this.#read(file, fileSystem().changeTime(file)) }));
    if (!changed.every(({ before, after }) => before && after && importsTheSame(before, after))) {
      this.invalidate(files);
      return undefined;
    }
    for (const { file, before, after } of changed) {
      this.#entries.set(file, { ...after!, number: before!.number });
      this.#models.delete(file);
    }
    const isSearched = (key: string): boolean => changed.some(({ before, after }) => (
      isFoundBy(key, before!.text) !== isFoundBy(key, after!.text)));
    for (const key of this.#filesWith.keys()) if (isSearched(key)) this.#filesWith.delete(key);
    this.revision++;
    this.counters.looks++;
    this.#checkedIn = currentRun();
    return ({ files: asked, searches }) => files.some((file) => asked.has(file)) || [...searches].some(isSearched);
  }

  #read(file: string, time: number | undefined): Entry | undefined {
    const text = time === undefined ? undefined : fileSystem().readText(file);
    if (text === undefined) return undefined;
    this.counters.textsRead++;
    return entryOf(text, time!);
  }

  /** What `compute` gives, and which files it was made of. */
  track<Result>(compute: () => Result): { readonly result: Result; readonly dependencies: Dependencies } {
    return this.#tracker.track(compute);
  }

  /** To be told when something is given again that was made of these. */
  noteDependencies(dependencies: Dependencies): void {
    this.#tracker.add(dependencies);
  }

  /** Whether this run of the linter has looked at the disk already. */
  isCurrent(): boolean {
    return runOfLintedFile() === this.#checkedIn;
  }

  /** Whether a file with this text may get anything from a package of the catalog, itself or through other files of the project. */
  textLeadsToCatalogued(catalog: CatalogIndex, file: string, text: string): boolean {
    // In a run over many files the text is nearly always the one that was read from the disk: one of the same length that has it.
    this.#tracker.file(file);
    const known = this.#entries.get(file)?.text;
    if (known?.length === text.length && known.includes(text)) return this.mayHandOn(catalog, file);
    return this.leadsToCatalogued(catalog, file, specifiersIn(text));
  }

  /** The same of a file with these imports, and of the packages that pass the test. */
  leadsToCatalogued(catalog: CatalogIndex, from: string, specifiers: readonly string[], isWanted?: PackageTest): boolean {
    return this.#leadingFor(catalog).isLedTo(specifiers, (specifier) => this.resolve(from, specifier), isWanted);
  }

  /** Whether any of its files imports a package that passes the test. */
  usesCatalogued(catalog: CatalogIndex, isWanted: PackageTest): boolean {
    return this.#leadingFor(catalog).uses(isWanted);
  }

  /** Whether one of its files imports a catalogued package, or a file that does, through whatever files. */
  mayHandOn(catalog: CatalogIndex, file: string): boolean {
    return this.#leadingFor(catalog).files.has(file);
  }

  #leadingFor(catalog: CatalogIndex): LeadingFiles {
    let leading = this.#leading.get(catalog);
    if (!leading) {
      const files = [...this.#entries].map(([file, entry]) => ({ file, specifiers: entry.specifiers }));
      this.#leading.set(catalog, leading = new LeadingFiles(catalog, files, (file) => this.importersOf(file)));
    }
    return leading;
  }

  has(file: string): boolean {
    return this.#entries.has(file);
  }

  /** Paths of all files, in no order. */
  files(): readonly string[] {
    return [...this.#entries.keys()];
  }

  textOf(file: string): string | undefined {
    this.#tracker.file(file);
    return this.#entries.get(file)?.text.toString();
  }

  /** The parsed file, or `undefined` if it is none of the project's, cannot be parsed, or is built of others. */
  model(file: string): FileModel | undefined {
    this.#tracker.file(file);
    const entry = this.#entries.get(file);
    if (!entry || entry.isBuilt) return undefined;
    const known = this.#models.get(file);
    if (known?.time === entry.time) return known.model;
    this.counters.filesParsed++;
    const model = parseFile(file, entry.text.toString());
    if (this.#models.set(file, { time: entry.time, model, importing: new Map() })) {
      note(() => ({ kind: 'limit', limit: 'MAX_PARSED', where: `${this.root}, for ${file}` }));
    }
    return model;
  }

  resolve(from: string, specifier: string): string | undefined {
    return this.#resolver.resolve(from, specifier);
  }

  /** Paths of the files that may import `file`. */
  importersOf(file: string): readonly string[] {
    this.#importers ??= importersAmong(this.#entries, (from, specifier) => this.resolve(from, specifier));
    return this.#importers(this.#entries.get(file));
  }

  /** Whether a load of one file takes another one. */
  isLoaded(load: ModuleLoad, loader: FileModel, file: string): boolean {
    return this.#loaders.isLoaded(load, loader.path, file);
  }

  /** Paths of the files that may load `file` by a path that they put together. */
  loadersOf(file: string): readonly string[] {
    return this.#loaders.of(file).filter((loader) => {
      this.#tracker.file(loader);
      return this.#loaders.mayBeLoaded(loader, file) || this.specifiersFor(loader, file).length > 0;
    });
  }

  /** Whether a file may take what another one exports under a name: its text has it, or it takes the other one as a whole. */
  mayTake(importer: string, name: string, { path: file, isCommonJs }: FileModel): boolean {
    this.#tracker.file(importer);
    const entry = this.#entries.get(importer);
    if (!entry) return false;
    if (entry.text.includes(name)) return true;
    entry.takesWhole ??= new Map();
    const key = isCommonJs ? file : `${file}\n`;
    let is = entry.takesWhole.get(key);
    if (is === undefined) {
      is = takesWhole(entry.text.toString(), this.specifiersFor(importer, file), isCommonJs);
      entry.takesWhole.set(key, is);
    }
    return is;
  }

  /** What the file at the path of an importer gets from `file`, as both stand on the disk. `undefined`: nothing. */
  importer(importerPath: string, file: string): Importer | undefined {
    const model = this.model(importerPath);
    if (!model) return undefined;
    this.#loaders.note(model);
    const known = this.#models.get(importerPath)?.importing;
    if (known?.has(file)) return known.get(file);
    const made = importerOf(
      model, (specifier) => this.resolve(importerPath, specifier) === file, (load) => this.isLoaded(load, model, file),
    );
    known?.set(file, made);
    return made;
  }

  /** Specifiers under which `importer` may import `file`. */
  specifiersFor(importer: string, file: string): readonly string[] {
    return (this.#entries.get(importer)?.specifiers ?? []).filter((specifier) => this.resolve(importer, specifier) === file);
  }

  /** Paths of the files whose text holds every word. */
  filesWith(words: readonly string[]): readonly string[] {
    const key = searchKey(words);
    this.#tracker.search(key);
    const known = this.#filesWith.get(key);
    if (known) return known;
    const found: string[] = [];
    for (const [file, { text }] of this.#entries) if (words.every((word) => text.includes(word))) found.push(file);
    if (this.#filesWith.size >= MAX_KNOWN_WORDS) this.#filesWith.clear();
    this.#filesWith.set(key, found);
    return found;
  }

  /** Whether a file of the project is one that a parser is asked about. */
  isParsable(file: string): boolean {
    this.#tracker.file(file);
    const entry = this.#entries.get(file);
    return entry !== undefined && !entry.isBuilt && isParsable(file, entry.text.length);
  }

  /** Paths of all manifests. */
  get manifests(): readonly string[] {
    return this.#manifests.paths;
  }

  manifestsFor(file: string): FoundManifest[] {
    return this.#manifests.of(file);
  }

  dependentsOf(name: string): readonly Manifest[] {
    return this.#manifests.dependentsOf(name);
  }
}
