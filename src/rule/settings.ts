import type { FamilyName } from '../catalog/family-name.js';
import type { CatalogExtension } from '../catalog/merge.js';
import { runtimes as builtinRuntimes } from '../catalog/runtimes.js';
import type {
  BorrowerModel, CheckoutModel, FrameworkModel, MemoModel, NonOwningClientModel, OwningClientModel, RuntimeModel,
  SharedCloserModel, WrapperModel,
} from '../catalog/types.js';
import { isStale, loadCatalogs, type CatalogFile, type LoadedCatalogs } from './catalog-files.js';
import { describeUnknownValue, inSettings, parseWith } from './settings-error.js';
import { testFiles as defaultTestFiles } from '../catalog/test-files.js';
import { allFamilies, createSettingsSchema, familyNames } from './settings-schema.js';
import { loadZod } from './zod/load-zod.js';

/** The key under which the settings stand in `settings` of an ESLint configuration. */
export const settingsKey = 'client-lifetime';

/** What of the catalog can be left out. Types of the package do not lead to its schemas: who installs it has no types of zod. */
export type ReplaceableList = 'clients' | 'frameworks' | 'runtimes' | 'memos';

/** A model of the catalog as users write it: some keys have a default. */
type Entry<Model, Defaulted extends PropertyKey> = Model extends unknown
  ? Omit<Model, Defaulted> & Partial<Pick<Model, Defaulted & keyof Model>>
  : never;

/** A client of your own. */
export type ClientEntry = Entry<OwningClientModel, 'connects' | 'cost' | 'docs'> | Entry<NonOwningClientModel, 'docs'>;

/** A framework of your own. */
export type FrameworkEntry = Entry<FrameworkModel, 'docs' | 'runtime'>;

/** `settings["client-lifetime"]` as users write it. */
export interface ClientLifetimeSettings {
  /** Clients of your own that own a connection, beside the built-in ones. */
  readonly clients?: readonly ClientEntry[];
  /** Functions and constructors whose result shares the obligation of a client. */
  readonly wrappers?: readonly Entry<WrapperModel, 'docs'>[];
  /** What is borrowed from a pool and must be given back. */
  readonly checkouts?: readonly Entry<CheckoutModel, 'docs'>[];
  /** Functions that use a client and neither keep nor release it. */
  readonly borrowers?: readonly BorrowerModel[];
  /** Calls that close a process-wide shared client or pool. */
  readonly sharedClosers?: readonly Entry<SharedCloserModel, 'docs'>[];
  /** Frameworks of your own: where requests enter. */
  readonly frameworks?: readonly FrameworkEntry[];
  /** Runtimes of your own: where code runs, and what that means for clients. */
  readonly runtimes?: readonly Entry<RuntimeModel, 'docs'>[];
  /** Functions that run their callback at most once, or once per key. */
  readonly memos?: readonly MemoModel[];
  /** Catalogs that files or packages hold: paths of .json files, names of packages. Entries in the settings win over them. */
  readonly catalogs?: readonly string[];
  /** SDK families that are looked for. When any is `true`, only those are; a `false` leaves one out. Default: all. */
  readonly families?: Readonly<Partial<Record<FamilyName | 'all', boolean>>>;
  /** Built-in lists to drop, so that only your own entries are left. Without it, your entries are added to the built-in ones. */
  readonly replace?: readonly ReplaceableList[];
  /** Look into the other files of the project. Default: `true`. */
  readonly project?: boolean;
  /** The folder whose files make up the project. Default: the nearest workspace root. */
  readonly root?: string;
  /** Turn the edits that provably keep behaviour into fixes for `eslint --fix`. Default: `false`. */
  readonly autofix?: boolean;
  /** Globs of files whose entry points do not count. Default: the usual names of tests. */
  readonly testFiles?: readonly string[];
}

/** The settings as rules read them: checked, with every default filled in, frozen. */
export interface Settings extends CatalogExtension {
  /** What the files in `catalogs` hold. */
  readonly shared?: CatalogExtension;
  /** Names of the built-in families that are looked for. */
  readonly families: readonly string[];
  /** Built-in lists that are left out. */
  readonly replace: readonly ReplaceableList[];
  readonly project: boolean;
  readonly root?: string;
  readonly autofix: boolean;
  readonly testFiles: readonly string[];
}

const defaults: Settings = freezeDeep({
  families: [...familyNames],
  replace: [],
  project: true,
  autofix: false,
  testFiles: [...defaultTestFiles],
});

interface Checked {
  readonly settings: Settings;
  readonly cwd: string | undefined;
  readonly catalogs?: LoadedCatalogs;
}

/** ESLint hands all files of one configuration the same settings object, so each is checked once, and again when a catalog file changes. */
const checked = new WeakMap<object, Checked>();

/**
 * Reads `settings["client-lifetime"]` from the settings of a rule context. `cwd` is the folder in which the linter runs.
 * Throws an error that names every bad key and its fix: settings that are quietly ignored look like a plugin that finds nothing.
 */
export function readSettings(settings: unknown, cwd?: string): Settings {
  const own = typeof settings === 'object' && settings !== null && Object.hasOwn(settings, settingsKey)
    ? (settings as Record<string, unknown>)[settingsKey]
    : undefined;
  if (own === undefined) {
    return defaults;
  }
  if (typeof own !== 'object' || own === null || Array.isArray(own)) {
    return parseSettings(own, cwd).settings;
  }
  const known = checked.get(own);
  if (known !== undefined && (known.catalogs === undefined || (known.cwd === cwd && !isStale(known.catalogs)))) {
    return known.settings;
  }
  const plain = parsePlain(own);
  const parsed = plain === undefined ? parseSettings(own, cwd) : { settings: plain, cwd };
  checked.set(own, parsed.catalogs ? parsed : { ...parsed, settings: sameAsBefore(parsed.settings) });
  return checked.get(own)!.settings;
}

/** By what stands in them. */
const distinct = new Map<string, Settings>();

/** Settings objects kept. More come from an editor in which they are being written. */
const MAX_DISTINCT = 100;

/** Files of different globs get copies of the same settings, and what is made of one is not to be made again of the next. */
function sameAsBefore(settings: Settings): Settings {
  const key = JSON.stringify(settings);
  const known = distinct.get(key);
  if (known) {
    return known;
  }
  if (distinct.size >= MAX_DISTINCT) {
    distinct.clear();
  }
  distinct.set(key, settings);
  return settings;
}

/** What the presets set, and most people beside it. For that alone zod is not loaded, which takes longer than linting a small project. */
function parsePlain(own: object): Settings | undefined {
  const { families: value = {}, ...others }: { readonly families?: unknown } = own;
  const arePlain = Object.entries(others).every(([name, other]) => (
    (name === 'root' && typeof other === 'string' && other !== '')
    || ((name === 'project' || name === 'autofix') && typeof other === 'boolean')));
  if (!arePlain || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const known = [allFamilies, ...familyNames];
  const isValid = Object.entries(value).every(([name, on]) => typeof on === 'boolean' && known.includes(name));
  return isValid ? freezeDeep({ ...defaults, ...others, families: selectFamilyNames(value as Record<string, boolean>) }) : undefined;
}

function parseSettings(own: unknown, cwd: string | undefined): Checked {
  const z = loadZod();
  const { families = {}, replace = [], catalogs: names = [], ...rest } = parseWith(createSettingsSchema(z), own, inSettings);
  const catalogs = names.length === 0 ? undefined : loadCatalogs(z, names, { cwd: cwd ?? process.cwd(), root: rest.root });
  checkRuntimes([{ entries: rest, place: inSettings }, ...catalogs?.files ?? []]);
  const settings: Settings = {
    ...rest, replace, families: selectFamilyNames(families), ...catalogs && { shared: concatenate(catalogs.files) },
  };
  return { settings: freezeDeep(settings), cwd, ...catalogs && { catalogs } };
}

/** The runtimes of one catalog are named in another, so the schema of neither can know them. */
function checkRuntimes(catalogs: readonly CatalogFile[]): void {
  const known = [...builtinRuntimes, ...catalogs.flatMap(({ entries }) => entries.runtimes ?? [])].map(({ name }) => name);
  for (const { entries, place } of catalogs) {
    for (const [position, { runtime }] of (entries.frameworks ?? []).entries()) {
      if (!known.includes(runtime)) {
        throw new Error(describeUnknownValue(place(['frameworks', position, 'runtime']), runtime, known));
      }
    }
  }
}

function concatenate(catalogs: readonly CatalogFile[]): CatalogExtension {
  const all = catalogs.map(({ entries }) => entries);
  return {
    clients: all.flatMap(({ clients = [] }) => clients),
    wrappers: all.flatMap(({ wrappers = [] }) => wrappers),
    checkouts: all.flatMap(({ checkouts = [] }) => checkouts),
    borrowers: all.flatMap(({ borrowers = [] }) => borrowers),
    sharedClosers: all.flatMap(({ sharedClosers = [] }) => sharedClosers),
    frameworks: all.flatMap(({ frameworks = [] }) => frameworks),
    runtimes: all.flatMap(({ runtimes = [] }) => runtimes),
    memos: all.flatMap(({ memos = [] }) => memos),
  } satisfies Required<CatalogExtension>;
}

/** `true` selects, `false` leaves out, and without any `true` all are selected. */
function selectFamilyNames(families: Readonly<Partial<Record<string, boolean>>>): string[] {
  const isAll = families[allFamilies] ?? !Object.values(families).includes(true);
  return familyNames.filter((name) => families[name] ?? isAll);
}

function freezeDeep<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freezeDeep);
  }
  return value;
}
