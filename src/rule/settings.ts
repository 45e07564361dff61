import { createRequire } from 'node:module';
import type { z as Zod } from 'zod';
import type { FamilyName } from '../catalog/family-name.js';
import type { CatalogExtension } from '../catalog/merge.js';
import type {
  BorrowerModel, CheckoutModel, FrameworkModel, MemoModel, NonOwningClientModel, OwningClientModel, RuntimeModel,
  SharedCloserModel, WrapperModel,
} from '../catalog/types.js';
import { describeSettingsIssue } from './settings-error.js';
import { allFamilies, createSettingsSchema, defaultTestFiles, familyNames, type replaceableLists } from './settings-schema.js';

/** The key under which the settings stand in `settings` of an ESLint configuration. */
export const settingsKey = 'client-lifetime';

export type ReplaceableList = (typeof replaceableLists)[number];

/** A model of the catalog as users write it: some keys have a default. */
type Entry<Model, Defaulted extends PropertyKey> = Model extends unknown
  ? Omit<Model, Defaulted> & Partial<Pick<Model, Defaulted & keyof Model>>
  : never;

/** `settings["client-lifetime"]` as users write it. */
export interface ClientLifetimeSettings {
  /** Clients of your own that own a connection, beside the built-in ones. */
  readonly clients?: readonly (Entry<OwningClientModel, 'connects' | 'cost' | 'docs'> | Entry<NonOwningClientModel, 'docs'>)[];
  /** Functions and constructors whose result shares the obligation of a client. */
  readonly wrappers?: readonly Entry<WrapperModel, 'docs'>[];
  /** What is borrowed from a pool and must be given back. */
  readonly checkouts?: readonly Entry<CheckoutModel, 'docs'>[];
  /** Functions that use a client and neither keep nor release it. */
  readonly borrowers?: readonly BorrowerModel[];
  /** Calls that close a process-wide shared client or pool. */
  readonly sharedClosers?: readonly Entry<SharedCloserModel, 'docs'>[];
  /** Frameworks of your own: where requests enter. */
  readonly frameworks?: readonly Entry<FrameworkModel, 'docs' | 'runtime'>[];
  /** Runtimes of your own: where code runs, and what that means for clients. */
  readonly runtimes?: readonly Entry<RuntimeModel, 'docs'>[];
  /** Functions that run their callback at most once, or once per key. */
  readonly memos?: readonly MemoModel[];
  /** SDK families that are looked for. When any is `true`, only those are; a `false` leaves one out. Default: all. */
  readonly families?: Readonly<Partial<Record<FamilyName | typeof allFamilies, boolean>>>;
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

/** ESLint hands all files of one configuration the same settings object, so each is checked once. */
const checked = new WeakMap<object, Settings>();

/**
 * Reads `settings["client-lifetime"]` from the settings of a rule context.
 * Throws an error that names every bad key and its mend: settings that are quietly ignored look like a plugin that finds nothing.
 */
export function readSettings(settings: unknown): Settings {
  const own = typeof settings === 'object' && settings !== null && Object.hasOwn(settings, settingsKey)
    ? (settings as Record<string, unknown>)[settingsKey]
    : undefined;
  if (own === undefined) {
    return defaults;
  }
  if (typeof own !== 'object' || own === null || Array.isArray(own)) {
    return parseSettings(own);
  }
  const known = checked.get(own);
  if (known !== undefined) {
    return known;
  }
  const parsed = parseFamiliesOnly(own) ?? parseSettings(own);
  checked.set(own, parsed);
  return parsed;
}

/** The presets set `families` and nothing else; for that alone zod is not loaded. */
function parseFamiliesOnly(own: object): Settings | undefined {
  const { families: value = {}, ...others }: { readonly families?: unknown } = own;
  if (Object.keys(others).length > 0 || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const known = [allFamilies, ...familyNames];
  const isValid = Object.entries(value).every(([name, on]) => typeof on === 'boolean' && known.includes(name));
  return isValid ? freezeDeep({ ...defaults, families: selectFamilyNames(value as Record<string, boolean>) }) : undefined;
}

function parseSettings(own: unknown): Settings {
  const { z } = createRequire(import.meta.url)('zod') as { z: typeof Zod };
  const result = createSettingsSchema(z).safeParse(own, { error: (issue) => describeSettingsIssue(issue), reportInput: true });
  if (!result.success) {
    throw new Error(result.error.issues.map(({ message }) => message).join('\n'));
  }
  const { families = {}, replace = [], ...rest } = result.data;
  return freezeDeep({ ...rest, replace, families: selectFamilyNames(families) });
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
