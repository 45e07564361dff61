import path from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { fileSystem } from '../../file-system/current-file-system.js';
import { MAX_FILES } from '../../limits/limits.js';

/*
 * Which files make up the project of a linted file? Root: the nearest workspace root above it, else the nearest folder with a manifest.
 * Files: JavaScript and TypeScript below the root, without node_modules, build output and what .gitignore names.
 * Invariant: nothing above the root is read but manifests.
 */

const SOURCE = /\.[cm]?[jt]sx?$/;
const BUILD_OUTPUT = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'bower_components', 'cdk.out']);

/**
 * The root of the project that a file belongs to: the nearest workspace root above it, else the repository's, else the folder in which
 * the linter runs, else the folder of the nearest manifest.
 */
export function findRoot(file: string, cwd?: string): string | undefined {
  let nearest: string | undefined;
  for (const folder of foldersAbove(file)) {
    if (isEverything(folder)) break;
    const manifest = readManifest(path.join(folder, 'package.json'));
    if (manifest) nearest ??= folder;
    if (isWorkspaceRoot(folder, manifest) || fileSystem().exists(path.join(folder, '.git'))) return folder;
  }
  return cwd !== undefined && isInside(cwd, file) && !isEverything(cwd) ? cwd : nearest;
}

/** The whole disk, or all that somebody has: no project, unless a manifest says so. */
function isEverything(folder: string): boolean {
  return folder === path.dirname(folder) || (folder === fileSystem().home() && !fileSystem().exists(path.join(folder, 'package.json')));
}

/** From a folder to a file, with `/` on all systems. */
export function relativePath(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}

/** Whether a file lies in a folder or below it. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  // From one drive to another no relative path leads.
  return relative !== '' && !/^\.\.(?:[\\/]|$)/.test(relative) && !path.isAbsolute(relative);
}

/** Whether a folder says that several packages below it belong together. */
export function isWorkspaceRoot(folder: string, manifest = readManifest(path.join(folder, 'package.json'))): boolean {
  return manifest?.workspaces !== undefined
    || fileSystem().exists(path.join(folder, 'pnpm-workspace.yaml')) || fileSystem().exists(path.join(folder, 'lerna.json'));
}

/** The folder of a file and the folders above it, innermost first, down to and including `last` if given. */
export function* foldersAbove(file: string, last?: string): Generator<string> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    yield folder;
    if (folder === last || folder === path.dirname(folder)) return;
  }
}

export interface Manifest {
  readonly name?: string;
  readonly main?: string;
  readonly private?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly workspaces?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly bin?: string | Readonly<Record<string, unknown>>;
  readonly engines?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: unknown } | null>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A manifest, or `undefined` if there is none that can be read. */
export function readManifest(file: string): Manifest | undefined {
  // Asked first, because most folders have none, and an error costs ten times as much.
  if (!fileSystem().exists(file)) return undefined;
  try {
    const manifest: unknown = JSON.parse(fileSystem().readText(file) ?? '');
    return typeof manifest === 'object' && manifest !== null ? manifest : undefined;
  } catch {
    return undefined;
  }
}

export interface FoundFiles {
  readonly sources: readonly string[];
  /** Paths of package.json files. */
  readonly manifests: readonly string[];
  readonly isComplete: boolean;
}

/** Walks the project once. Folders that cannot be read are left out. */
export function findFiles(root: string): FoundFiles {
  const sources: string[] = [];
  const manifests: string[] = [];
  interface Rule { readonly base: string; readonly ignores: Ignore }
  const folders: { readonly folder: string; readonly rules: readonly Rule[] }[] = [{ folder: path.normalize(root), rules: [] }];
  for (const { folder, rules: inherited } of folders) {
    const entries = fileSystem().list(folder) ?? [];
    const start = folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`;
    const ignores = entries.some((entry) => entry.name === '.gitignore') ? readIgnores(path.join(folder, '.gitignore')) : undefined;
    const rules = ignores ? [...inherited, { base: folder, ignores }] : inherited;
    const isIgnored = (full: string, isFolder: boolean): boolean => rules.some(({ base, ignores: rule }) =>
      rule.ignores(relativePath(base, full) + (isFolder ? '/' : '')));
    for (const entry of entries) {
      const full = `${start}${entry.name}`;
      // Symbolic links are not followed: they lead out of the root, in circles, or to a workspace package that is found anyway.
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !BUILD_OUTPUT.has(entry.name) && !isIgnored(full, true)) folders.push({ folder: full, rules });
      } else if (entry.isFile()) {
        if (entry.name === 'package.json') manifests.push(full);
        else if (SOURCE.test(entry.name) && !entry.name.endsWith('.min.js') && !isIgnored(full, false)) sources.push(full);
      }
    }
    if (sources.length > MAX_FILES) return { sources: sources.slice(0, MAX_FILES), manifests, isComplete: false };
  }
  return { sources, manifests, isComplete: true };
}

function readIgnores(file: string): Ignore | undefined {
  const text = fileSystem().readText(file);
  return text === undefined ? undefined : ignore().add(text);
}
