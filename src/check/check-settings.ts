import { createRequire } from 'node:module';
import path from 'node:path';
import { fileSystem } from '../file-system/current-file-system.js';
import { UserError } from '../command/user-error.js';
import { readSettings, settingsKey } from '../rule/settings.js';
import type { FileConfiguration } from './check-project.js';
import { rulesOfConfiguration, rulesOfPreset } from './chosen-rules.js';
import type { Preset } from './preset.js';

/*
 * Where the settings of a check come from: `client-lifetime.config.json` in the root, else the key `client-lifetime` of its package.json,
 * else none. A configuration of ESLint is a program of the user, and is run only by who asks for it with `--config`.
 */

const CONFIGURATION_FILE = 'client-lifetime.config.json';

/** How a file is checked; `undefined`: not at all. */
export type ConfigurationOf = (file: string) => FileConfiguration | undefined | Promise<FileConfiguration | undefined>;

/** Settings that are given with the command, and count before those of the project. */
export interface Overrides {
  readonly root?: string;
  readonly autofix?: true;
}

/** What was read last, because what is known of settings is kept by the object that they are. */
let last: { readonly key: string; readonly configuration: FileConfiguration } | undefined;

/** The same configuration for all files of a root. Throws a `UserError` that names the file and the bad key. */
export function readOwnConfiguration(root: string, overrides: Overrides, cwd: string, preset: Preset): FileConfiguration {
  const { name, value } = findSettings(root);
  const key = JSON.stringify([root, overrides, cwd, preset, value]);
  if (last?.key === key) return last.configuration;
  const settings = overriding(overrides)(value === undefined ? {} : { [settingsKey]: value });
  try {
    readSettings(settings, cwd);
  } catch (error) {
    throw new UserError(`${name}: ${(error as Error).message}`, { cause: error });
  }
  const configuration: FileConfiguration = { rules: rulesOfPreset(preset), settings, unusedDirectives: 'warning' };
  last = { key, configuration };
  return configuration;
}

function findSettings(root: string): { readonly name: string; readonly value: unknown } {
  const own = readJson(path.join(root, CONFIGURATION_FILE), CONFIGURATION_FILE);
  if (own !== undefined) return { name: CONFIGURATION_FILE, value: withoutSchema(own) };
  const manifest = readJson(path.join(root, 'package.json'), 'package.json');
  const value = typeof manifest === 'object' && manifest !== null ? (manifest as Record<string, unknown>)[settingsKey] : undefined;
  return { name: 'package.json', value };
}

type EslintSettings = Readonly<Record<string, unknown>>;

/** Settings with the given ones. Of the same object it makes the same object, because what was read of one is kept by it. */
function overriding(overrides: Overrides): (settings: EslintSettings) => EslintSettings {
  const known = new WeakMap<object, EslintSettings>();
  return (settings) => {
    if (Object.keys(overrides).length === 0) return settings;
    let made = known.get(settings);
    const own = settings[settingsKey];
    // What is no object is left to who reads the settings, and says so.
    const isObject = own === undefined || (typeof own === 'object' && own !== null && !Array.isArray(own));
    if (!made) known.set(settings, made = isObject ? { ...settings, [settingsKey]: { ...own, ...overrides } } : settings);
    return made;
  };
}

/** Editors complete a JSON file by the schema that it names. */
function withoutSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'));
}

function readJson(file: string, shown: string): unknown {
  if (!fileSystem().exists(file)) return undefined;
  const text = fileSystem().readText(file);
  if (text === undefined) throw new UserError(`${shown} cannot be read.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${shown} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

const NO_SETTINGS: EslintSettings = {};

/** What is used of the class `ESLint`, of whichever version the project has. */
interface EslintInstance {
  isPathIgnored(file: string): Promise<boolean>;
  calculateConfigForFile(file: string): Promise<{
    readonly rules?: Readonly<Record<string, unknown>>;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly linterOptions?: { readonly reportUnusedDisableDirectives?: unknown };
  } | undefined>;
}

/** What a configuration of ESLint says of each file. Runs it, with the ESLint that is installed beside it. */
export function readEslintConfiguration(config: string, cwd: string, overrides: Overrides): ConfigurationOf {
  const override = overriding(overrides);
  const file = path.resolve(cwd, config);
  const require = createRequire(file);
  let found: string;
  try {
    found = require.resolve('eslint');
  } catch (error) {
    throw new UserError(`--config reads ${config} with ESLint, which is not installed beside it.`, { cause: error });
  }
  const { ESLint } = require(found) as { ESLint: new (options: object) => EslintInstance };
  const eslint = new ESLint({ cwd, overrideConfigFile: file });
  return async (checked) => {
    try {
      if (await eslint.isPathIgnored(checked)) return undefined;
      const calculated = await eslint.calculateConfigForFile(checked);
      const rules = rulesOfConfiguration(calculated?.rules ?? {});
      if (!calculated || rules.length === 0) return undefined;
      const { linterOptions } = calculated;
      const settings = override(calculated.settings ?? NO_SETTINGS);
      readSettings(settings, cwd);
      return { rules, settings, unusedDirectives: severityOf(linterOptions?.reportUnusedDisableDirectives) };
    } catch (error) {
      throw new UserError(`${config}: ${(error as Error).message}`, { cause: error });
    }
  };
}

function severityOf(given: unknown): FileConfiguration['unusedDirectives'] {
  if (given === 2 || given === 'error') return 'error';
  return given === 0 || given === 'off' || given === false ? undefined : 'warning';
}
