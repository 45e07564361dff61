/** Built-in and user entries, put together into one catalog, and that catalog indexed for lookups by package. */
import semver from 'semver';
import { lendsToCallback, unpromisified } from './conventions/promisified.js';
import { cutLoose } from './cut-loose.js';
import { generatedIn } from './generated-modules.js';
import { hasWildcard, matchesExportPath, matchesPackage, withoutNodePrefix } from './match.js';
import { mayNameAnyOf, mentionsAnyOf } from './mentions.js';
import { pluginPlaces } from './placed-values.js';
import type {
  BorrowerModel, Catalog, CheckoutModel, ClientFamily, ClientModel, ExportPattern, FrameworkModel, MemoModel, PackagePattern, RuntimeModel,
  SharedCloserModel, WrapperModel,
} from './types.js';

/** What a user, or a catalog package shared inside a company, adds to a catalog. */
export interface CatalogExtension {
  readonly clients?: readonly ClientModel[];
  readonly wrappers?: readonly WrapperModel[];
  readonly checkouts?: readonly CheckoutModel[];
  readonly borrowers?: readonly BorrowerModel[];
  readonly sharedClosers?: readonly SharedCloserModel[];
  readonly frameworks?: readonly FrameworkModel[];
  readonly runtimes?: readonly RuntimeModel[];
  readonly memos?: readonly MemoModel[];
}

/** The family under which entries from the settings stand. Its entries win over all others and no selection of families drops it. */
export const customFamily = 'custom';

/** The family under which entries from catalog files stand. They win over built-in ones, and no selection of families drops it. */
export const sharedFamily = 'shared';

/** A catalog that knows nothing: what a user extends who wants to replace the built-in one. */
export const emptyCatalog: Catalog = { families: [], frameworks: [], runtimes: [], memos: [] };

type ExtensionFamily = typeof customFamily | typeof sharedFamily;

const extensionTitles: Readonly<Record<ExtensionFamily, string>> = { [customFamily]: 'Your own', [sharedFamily]: 'Shared' };

/** How much an entry's origin weighs: more than anything else about it. */
const familyRanks: Readonly<Record<string, number>> = { [customFamily]: 8, [sharedFamily]: 4 };

/** The catalog with the entries of the extension before its own, so that a user's entry wins. */
export function mergeCatalog(base: Catalog, extension: CatalogExtension, family: ExtensionFamily = customFamily): Catalog {
  const { clients = [], wrappers = [], checkouts = [], borrowers = [], sharedClosers = [] } = extension;
  const isEmpty = [clients, wrappers, checkouts, borrowers, sharedClosers].every((list) => list.length === 0);
  const own: ClientFamily = { name: family, title: extensionTitles[family], clients, wrappers, checkouts, borrowers, sharedClosers };
  return {
    families: isEmpty ? base.families : [own, ...base.families],
    frameworks: [...(extension.frameworks ?? []), ...base.frameworks],
    runtimes: [...(extension.runtimes ?? []), ...base.runtimes],
    memos: [...(extension.memos ?? []), ...base.memos],
  };
}

/** The catalog with only the families of these names, and what users added. */
export function selectFamilies(catalog: Catalog, names: readonly string[]): Catalog {
  return { ...catalog, families: catalog.families.filter(({ name }) => Object.hasOwn(extensionTitles, name) || names.includes(name)) };
}

/** An entry of the catalog and the family it belongs to. */
export interface Catalogued<Model> {
  readonly model: Model;
  readonly family: string;
}

/** The installed version of a package, or the range its manifest asks for; `undefined` where neither is known. */
export type VersionOf = (packageName: string) => string | undefined;

/** The catalog, indexed by package. Lookups take a package name or an import specifier. */
export interface CatalogIndex {
  readonly families: readonly ClientFamily[];
  /** Those that a manifest or an import must name come before conventions that hold without. */
  readonly frameworks: readonly FrameworkModel[];
  readonly runtimes: readonly RuntimeModel[];
  readonly memos: readonly MemoModel[];
  clientsOf(packageName: string): readonly Catalogued<ClientModel>[];
  wrappersOf(packageName: string): readonly Catalogued<WrapperModel>[];
  checkoutsOf(packageName: string): readonly Catalogued<CheckoutModel>[];
  borrowersOf(packageName: string): readonly Catalogued<BorrowerModel>[];
  sharedClosersOf(packageName: string): readonly Catalogued<SharedCloserModel>[];
  frameworksOf(packageName: string): readonly FrameworkModel[];
  /** The model of what `new` or a call of this export makes: exact names before patterns, non-owning before owning, as `versions` admit. */
  findClient(
    packageName: string, path: readonly string[], kind: 'new' | 'call', versionOf?: VersionOf,
  ): Catalogued<ClientModel> | undefined;
  findWrapper(packageName: string, path: readonly string[], kind: 'new' | 'call'): Catalogued<WrapperModel> | undefined;
  /** All wrappers that this call can be, as the client may be the argument or an option: `drizzle(pool)`, `drizzle({ client: pool })`. */
  findWrappers(packageName: string, path: readonly string[], kind: 'new' | 'call'): readonly Catalogued<WrapperModel>[];
  findCheckout(packageName: string, path: readonly string[], kind: 'new' | 'call'): Catalogued<CheckoutModel> | undefined;
  findBorrowers(packageName: string, path: readonly string[]): readonly Catalogued<BorrowerModel>[];
  findSharedCloser(packageName: string, path: readonly string[]): Catalogued<SharedCloserModel> | undefined;
  /** A quick test: whether the source text names, in quotes, a package that has clients, wrappers, checkouts or shared closers. */
  mentionsCatalogued(text: string): boolean;
  /** The same of packages of which the text also has the name of an export that makes, wraps, lends or closes a client. */
  mayUseCatalogued(text: string): boolean;
}

/** The catalog made fit for lookups. Index a catalog once and keep the index. */
export function indexCatalog(catalog: Catalog): CatalogIndex {
  const list = <Model extends { readonly package: PackagePattern | readonly PackagePattern[] }>(
    pick: (family: ClientFamily) => readonly Model[] | undefined,
  ): PackageIndex<Catalogued<Model>> => indexByPackage(
    catalog.families.flatMap((family) => (pick(family) ?? []).map((model) => ({ model, family: family.name }))),
    ({ model }) => asList(model.package),
  );
  const clients = list((family) => family.clients);
  const wrappers = list((family) => family.wrappers);
  const checkouts = list((family) => family.checkouts);
  const borrowers = list((family) => family.borrowers);
  const sharedClosers = list((family) => family.sharedClosers);
  const frameworks = indexByPackage(catalog.frameworks, ({ packages }) => packages);
  const made = (packageName: string, path: readonly string[]): readonly string[] => asMade(clients.of(packageName), path);

  const clues = indexByPackage(
    catalog.families.flatMap((family) => family.clues ?? []), ({ argument }) => asList(argument.package),
  );
  const indexes: readonly PackageIndex<Catalogued<Exporting>>[] = [clients, wrappers, checkouts, sharedClosers];
  // What a plugin puts onto a server comes by no other import.
  const names = [...indexes.flatMap((index) => index.names), ...pluginPlaces.map(({ plugin }) => plugin)];
  const exportsIn = (specifier: string): ExportPattern[] => [
    ...indexes.flatMap((index) => index.of(specifier)).flatMap(({ model }) => asList(model.export)),
    ...clues.of(specifier).flatMap(({ argument }) => asList(argument.export)),
  ];
  const known = new Map<string, (text: string) => boolean>();
  const mayName = (specifier: string, text: string): boolean => {
    let test = known.get(specifier);
    if (!test) known.set(cutLoose(specifier), test = mayNameAnyOf(exportsIn(specifier)));
    return test(text);
  };
  const isNamed = mentionsAnyOf(names);
  const generatedHere = (text: string): readonly string[] => generatedIn(text).filter((name) => clients.of(name).length > 0);

  return Object.freeze({
    families: catalog.families,
    frameworks: mostCertainFirst(catalog.frameworks),
    runtimes: catalog.runtimes,
    memos: catalog.memos,
    clientsOf: clients.of,
    wrappersOf: wrappers.of,
    checkoutsOf: checkouts.of,
    borrowersOf: borrowers.of,
    sharedClosersOf: sharedClosers.of,
    frameworksOf: frameworks.of,
    findClient: (packageName, path, kind, versionOf) => (
      chooseClient(clients.of(packageName), packageName, made(packageName, path), kind, versionOf)
    ),
    findWrapper: (packageName, path, kind) => (
      findMostSpecific(ofKind(wrappers.of(packageName), kind), packageName, made(packageName, path))
    ),
    findWrappers: (packageName, path, kind) => (
      ofKind(wrappers.of(packageName), kind).filter(({ model }) => exportsOf(model, made(packageName, path)).length > 0)
    ),
    findCheckout: (packageName, path, kind) => {
      const lending = ofKind(checkouts.of(packageName), kind);
      return findMostSpecific(lending, packageName, made(packageName, path))
        ?? findMostSpecific(lending.filter(({ model }) => lendsToCallback(model)), packageName, made(packageName, unpromisified(path)));
    },
    findBorrowers: (packageName, path) => borrowers.of(packageName).filter(({ model }) => exportsOf(model, path).length > 0),
    findSharedCloser: (packageName, path) => findMostSpecific(sharedClosers.of(packageName), packageName, made(packageName, path)),
    mentionsCatalogued: (text) => isNamed(text) || generatedHere(text).length > 0,
    mayUseCatalogued: (text) => isNamed(text, mayName) || generatedHere(text).some((name) => mayName(name, text)),
  } satisfies CatalogIndex);
}

/** The path with a value of a declared type (`Pool()`) as what makes such values (`createPool()`). */
function asMade(clients: readonly Catalogued<ClientModel>[], path: readonly string[]): readonly string[] {
  const end = path.findIndex((segment) => segment.endsWith('()'));
  if (end === -1) return path;
  const type = path.slice(0, end + 1).join('.').replace(/\(\)$/, '');
  const maker = clients.find(({ model }) => model.typedAs?.includes(type));
  const [made] = maker ? asList(maker.model.export) : [];
  return made === undefined ? path : [...`${made}()`.split('.'), ...path.slice(end + 1)];
}

/** Specifiers whose entries are kept. */
const MAX_KNOWN = 2000;

const NOTHING: readonly never[] = Object.freeze([]);

interface PackageIndex<Entry> {
  /** The entries for the package, in the order of the catalog. */
  readonly of: (specifier: string) => readonly Entry[];
  readonly names: readonly PackagePattern[];
}

function indexByPackage<Entry>(entries: readonly Entry[], packagesOf: (entry: Entry) => readonly PackagePattern[]): PackageIndex<Entry> {
  const exact = new Map<string, number[]>();
  const wild: { pattern: PackagePattern; position: number }[] = [];
  for (const [position, entry] of entries.entries()) {
    for (const pattern of packagesOf(entry)) {
      if (hasWildcard(pattern)) {
        wild.push({ pattern, position });
      } else {
        const name = withoutNodePrefix(pattern);
        const positions = exact.get(name);
        if (positions === undefined) {
          exact.set(name, [position]);
        } else {
          positions.push(position);
        }
      }
    }
  }
  const matching = (name: string): readonly Entry[] => {
    const positions = new Set([
      ...(exact.get(withoutNodePrefix(name)) ?? []),
      ...wild.filter(({ pattern }) => matchesPackage(pattern, name)).map(({ position }) => position),
    ]);
    return [...positions].sort((a, b) => a - b).flatMap((position) => entries[position] ?? []);
  };
  const known = new Map<string, readonly Entry[]>();
  const takesPaths = wild.some(({ pattern }) => pattern.startsWith('*'));
  return {
    names: [...exact.keys(), ...wild.map(({ pattern }) => pattern)],
    of: (specifier) => {
      // Files of the project are asked about as often as packages, and there are more of them.
      if (specifier.startsWith('.') && !takesPaths) return NOTHING;
      let found = known.get(specifier);
      if (found === undefined) {
        found = matching(specifier);
        if (found.length === 0) {
          // A deep import (`kafkajs/src/index.js`) hands out what the package does, unless the catalog knows that entry point itself.
          found = matching(packageOfSpecifier(specifier));
        }
        found = found.length === 0 ? NOTHING : Object.freeze([...found]);
        if (known.size >= MAX_KNOWN) known.clear();
        known.set(cutLoose(specifier), found);
      }
      return found;
    },
  };
}

/** The package that an import specifier is of: `firebase-admin` of `firebase-admin/app`. */
export function packageOfSpecifier(specifier: string): string {
  if (specifier.startsWith('node:')) {
    return specifier;
  }
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

const WITH_PRERELEASES = { includePrerelease: true };

function chooseClient(
  entries: readonly Catalogued<ClientModel>[],
  packageName: string,
  path: readonly string[],
  kind: 'new' | 'call',
  versionOf: VersionOf | undefined,
): Catalogued<ClientModel> | undefined {
  const candidates = ofKind(entries, kind)
    .map((entry) => ({ entry, rank: rankOf(entry, packageName, path) }))
    .filter(({ entry, rank }) => rank !== undefined && !asList(entry.model.except ?? []).some((name) => matchesExportPath(name, path)));
  const ranks = [...new Set(candidates.flatMap(({ rank }) => rank ?? []))].sort((a, b) => b - a);
  const hasVersions = candidates.some(({ entry }) => entry.model.versions !== undefined);
  const version = hasVersions ? versionOf?.(packageOfSpecifier(packageName)) : undefined;
  for (const rank of ranks) {
    const equals = candidates.filter((candidate) => candidate.rank === rank).map(({ entry }) => entry);
    const chosen = chooseByVersion(equals, version);
    if (chosen !== undefined) {
      return chosen;
    }
  }
  return undefined;
}

/** `version` is the one that is there, or the range of those that may be. Of a range the newest, which is what an installation brings. */
function chooseByVersion(entries: readonly Catalogued<ClientModel>[], version: string | undefined): Catalogued<ClientModel> | undefined {
  const range = version === undefined ? undefined : rangeOf(version);
  if (range !== undefined) {
    const possible = entries.filter(({ model }) => (
      model.versions === undefined || semver.intersects(range, model.versions, WITH_PRERELEASES)));
    const newest = possible.map(({ model }) => firstOf(model)).sort(semver.rcompare)[0];
    return nonOwningFirst(possible.filter(({ model }) => model.versions === undefined || firstOf(model) === newest));
  }
  // Nobody knows the version: an entry for all versions is the safest; else the newest, which stands last.
  return nonOwningFirst(entries.filter(({ model }) => model.versions === undefined)) ?? entries.at(-1);
}

/** The lowest version that an entry is meant for. */
function firstOf({ versions }: ClientModel): string {
  return (versions === undefined ? undefined : lowestVersion(versions)) ?? '0.0.0';
}

/** Whether a version, or the lowest that a range admits, is one of the versions that are meant; not so where nobody knows it. */
export function isInRange(versionOrRange: string | undefined, meant: string): boolean {
  const lowest = versionOrRange === undefined ? undefined : lowestVersion(versionOrRange);
  return lowest !== undefined && semver.satisfies(lowest, meant, WITH_PRERELEASES);
}

/** The version, or the lowest that the range admits; `undefined` for what is neither (`workspace:*`, a URL, a tag). */
export function lowestVersion(versionOrRange: string): string | undefined {
  const range = rangeOf(versionOrRange);
  return range === undefined ? undefined : semver.minVersion(range)?.version;
}

/** A range that says something: neither any version, nor what is no range. */
function rangeOf(versionOrRange: string): string | undefined {
  const range = semver.validRange(versionOrRange);
  return range === null || range === '*' ? undefined : range;
}

function nonOwningFirst(entries: readonly Catalogued<ClientModel>[]): Catalogued<ClientModel> | undefined {
  return entries.find(({ model }) => model.holds === 'nothing') ?? entries[0];
}

interface Exporting {
  readonly package: PackagePattern | readonly PackagePattern[];
  readonly export: ExportPattern | readonly ExportPattern[];
}

function findMostSpecific<Model extends Exporting>(
  entries: readonly Catalogued<Model>[], packageName: string, path: readonly string[],
): Catalogued<Model> | undefined {
  let best: { entry: Catalogued<Model>; rank: number } | undefined;
  for (const entry of entries) {
    const rank = rankOf(entry, packageName, path);
    if (rank !== undefined && (best === undefined || rank > best.rank)) {
      best = { entry, rank };
    }
  }
  return best?.entry;
}

/** How specifically the entry means this export: users' entries, exact export names, exact package names. `undefined`: not at all. */
function rankOf({ model, family }: Catalogued<Exporting>, packageName: string, path: readonly string[]): number | undefined {
  const exports = exportsOf(model, path);
  if (exports.length === 0) {
    return undefined;
  }
  const isExactExport = exports.some((pattern) => !hasWildcard(pattern));
  const isExactPackage = asList(model.package).some((pattern) => !hasWildcard(pattern) && matchesPackage(pattern, packageName));
  return (familyRanks[family] ?? 0) + (isExactExport ? 2 : 0) + (isExactPackage ? 1 : 0);
}

function exportsOf(model: Exporting, path: readonly string[]): readonly ExportPattern[] {
  return asList(model.export).filter((pattern) => matchesExportPath(pattern, path));
}

function ofKind<Model extends { readonly kind: ClientModel['kind'] }>(
  entries: readonly Catalogued<Model>[], kind: 'new' | 'call',
): readonly Catalogued<Model>[] {
  return entries.filter(({ model }) => (model.kind === 'class') === (kind === 'new'));
}

function asList(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** A folder called `api` says less than a framework that the manifest names. */
function mostCertainFirst(frameworks: readonly FrameworkModel[]): readonly FrameworkModel[] {
  return [...frameworks].sort((a, b) => Number(a.packages.length === 0) - Number(b.packages.length === 0));
}
