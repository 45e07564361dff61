import path from 'node:path';
import { fileSystem } from '../../file-system/current-file-system.js';
import { readManifest, relativePath } from './files.js';
import { pathGlobs } from './path-glob.js';

/*
 * The manifests of a workspace's packages, found by what its root declares instead of a walk over all its files.
 * Blind spot: packages that no pattern of the root names.
 */

/** Folders below a workspace root that may be a package: real ones lie at most three deep. */
const MAX_DEPTH = 4;
const MAX_FOLDERS = 5000;

/** Paths of the manifests of the packages that the root's `workspaces`, or its pnpm-workspace.yaml, name. */
export function workspaceManifests(root: string): string[] {
  const own = path.join(root, 'package.json');
  const isPackage = packageTest(root);
  const found = readManifest(own) ? [own] : [];
  if (!isPackage) return found;
  const folders = [{ folder: root, depth: 0 }];
  for (const { folder, depth } of folders) {
    if (folders.length > MAX_FOLDERS) break;
    if (isPackage(folder)) found.push(path.join(folder, 'package.json'));
    if (depth >= MAX_DEPTH) continue;
    for (const name of foldersIn(folder)) folders.push({ folder: path.join(folder, name), depth: depth + 1 });
  }
  return found;
}

/** The same, out of all manifests below the root, which somebody has found. */
export function workspaceManifestsAmong(root: string, manifests: readonly string[]): string[] {
  const isPackage = packageTest(root);
  return manifests.filter((manifest) => {
    const folder = path.dirname(manifest);
    return folder === root || isPackage?.(folder) === true;
  });
}

/** Whether a folder below the root is one of its packages. Without any: `undefined`. */
function packageTest(root: string): ((folder: string) => boolean) | undefined {
  const patterns = workspacePatterns(root);
  if (patterns.length === 0) return undefined;
  const isNamed = pathGlobs(patterns.filter((pattern) => !pattern.startsWith('!')));
  const isExcluded = pathGlobs(patterns.flatMap((pattern) => (pattern.startsWith('!') ? [pattern.slice(1)] : [])), { dot: true });
  return (folder) => {
    const relative = relativePath(root, folder);
    return relative !== '' && relative.split('/').length <= MAX_DEPTH && isNamed(relative) && !isExcluded(relative);
  };
}

function workspacePatterns(root: string): string[] {
  const workspaces = readManifest(path.join(root, 'package.json'))?.workspaces;
  const declared = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown } | undefined)?.packages;
  const listed = Array.isArray(declared) ? declared.filter((pattern): pattern is string => typeof pattern === 'string') : [];
  const pnpm = fileSystem().readText(path.join(root, 'pnpm-workspace.yaml')) ?? '';
  const block = /^packages:[ \t]*\r?\n((?:[ \t]*(?:-.*|#.*)?\r?\n?)*)/m.exec(pnpm)?.[1] ?? '';
  const items = [...block.matchAll(/^[ \t]*-[ \t]*(["']?)(.{1,300}?)\1[ \t]*(?:#.*)?\r?$/gm)].map((match) => match[2]!);
  return [...listed, ...items].map((pattern) => pattern.replace(/^(!?)\.\//, '$1').replace(/\/$/, ''));
}

function foldersIn(folder: string): string[] {
  return (fileSystem().list(folder) ?? [])
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}
