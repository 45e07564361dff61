import path from 'node:path';
import { withoutComments } from '../../file-system/commented-json.js';
import { fileSystem } from '../../file-system/current-file-system.js';
import { foldersAbove } from './files.js';

/*
 * Which compiler options hold for a file? Those of the nearest tsconfig.json, on top of those that it extends.
 * Input: a file and the root of its project. Output: options as they are written, or `undefined`: there is no configuration, or a part of
 * it cannot be read. Blind spot: whether the configuration includes the file, and which one the build is given.
 */

/** The options that something here asks for, unchecked. */
export interface CompilerOptions {
  readonly target?: unknown;
  readonly lib?: unknown;
  readonly types?: unknown;
  readonly noEmit?: unknown;
  readonly emitDeclarationOnly?: unknown;
  readonly baseUrl?: unknown;
  readonly paths?: unknown;
  readonly rootDir?: unknown;
  readonly outDir?: unknown;
}

/** Configurations that one extends, one after the other. Real ones have up to four. */
const MAX_EXTENDS = 10;

/** Characters of a configuration. Written ones have a few thousand. */
const MAX_TEXT = 100_000;

export function compilerOptionsFor(file: string, root: string): CompilerOptions | undefined {
  for (const folder of foldersAbove(file, root)) {
    const config = path.join(folder, 'tsconfig.json');
    if (fileSystem().exists(config)) return optionsOf(config, root, MAX_EXTENDS);
  }
  return undefined;
}

/** What a configuration says itself, whether or not what it extends can be read. */
export function ownOptionsIn(folder: string): CompilerOptions | undefined {
  const files = ['tsconfig.json', 'jsconfig.json'].map((name) => path.join(folder, name));
  const file = files.find((candidate) => fileSystem().exists(candidate));
  const options = file === undefined ? undefined : readConfig(file)?.compilerOptions;
  return isRecord(options) ? options : undefined;
}

function optionsOf(file: string, root: string, depth: number): CompilerOptions | undefined {
  const config = depth > 0 ? readConfig(file) : undefined;
  if (!config) return undefined;
  // It only names the configurations that hold.
  if (Array.isArray(config.references) && Array.isArray(config.files) && config.files.length === 0) return undefined;
  const bases = typeof config.extends === 'string' ? [config.extends] : config.extends ?? [];
  if (!Array.isArray(bases)) return undefined;
  let options: CompilerOptions = {};
  for (const base of bases) {
    const found = typeof base === 'string' ? findBase(file, root, base) : undefined;
    const inherited = found === undefined ? undefined : optionsOf(found, root, depth - 1);
    // What cannot be read may say anything.
    if (!inherited) return undefined;
    options = { ...options, ...inherited };
  }
  return { ...options, ...(isRecord(config.compilerOptions) ? config.compilerOptions : {}) };
}

/** `../tsconfig.base`, `@tsconfig/node22/tsconfig.json`, `@acme/config` */
function findBase(from: string, root: string, specifier: string): string | undefined {
  const isPath = /^\.{1,2}(?:\/|$)/.test(specifier) || path.isAbsolute(specifier);
  const folders = isPath ? [path.dirname(from)] : [...foldersAbove(from, root)].map((folder) => path.join(folder, 'node_modules'));
  for (const folder of folders) {
    const base = path.resolve(folder, specifier);
    const candidates = base.endsWith('.json') ? [base] : [`${base}.json`, path.join(base, 'tsconfig.json')];
    const found = candidates.find((candidate) => fileSystem().exists(candidate));
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Config {
  readonly extends?: unknown;
  readonly files?: unknown;
  readonly references?: unknown;
  readonly compilerOptions?: unknown;
}

function readConfig(file: string): Config | undefined {
  try {
    const text = fileSystem().readText(file) ?? '';
    const config: unknown = text.length > MAX_TEXT ? undefined : JSON.parse(withoutComments(text));
    return isRecord(config) ? config : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
