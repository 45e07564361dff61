import path from 'node:path';
import { moduleFolders } from '../../catalog/module-folders.js';
import { slashes } from '../../resolve/computed-path.js';
import { STARTED_IN, matchesPattern } from '../../resolve/path-pattern.js';
import { foldersAbove } from './files.js';

/*
 * Which files of a project may a file load whose paths are put together at run time? First by text, so that only the loaders whose text
 * names a folder of the file are parsed, then by the patterns of the paths. Blind spot: folders whose names come from other files.
 */

const LOADERS = moduleFolders.filter(({ gives }) => gives === 'modules').flatMap(({ packages }) => packages)
  .map((name) => name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));

/** `require(path.join(…))`, ``import(`./apps/${key}`)``, `import.meta.glob()`, `require.context()`, and packages that load folders. */
export const LOADS = new RegExp([
  '\\b(?:require|import)\\s{0,9}\\(\\s{0,99}(?:/\\*[^*]{0,200}\\*/\\s{0,99}){0,4}(?:[\\w$`]|["\'][^"\'\\n]{0,300}["\']\\s{0,9}\\+)',
  '\\bimport\\.meta\\.glob|\\brequire\\.context\\b', `["'](?:${LOADERS.join('|')})["']`,
].join('|'));

/** Those of the loaders that lie beside the file, or name a folder that it is in. `naming`: those with a name in their texts. */
export function mayLoad(
  loaders: readonly string[], root: string, file: string, naming: (name: string) => ReadonlySet<string>,
): readonly string[] {
  if (loaders.length === 0) return [];
  const folder = path.dirname(file);
  const named = path.relative(root, folder).split(path.sep).filter((name) => name !== '').map(naming);
  return loaders.filter((loader) => (
    loader !== file && (named.some((those) => those.has(loader)) || path.dirname(loader) === folder)));
}

/** Whether a pattern of a loader means a file: as it is called, without its extension, or as the index of its folder. */
export function isLoadedPath(pattern: string, loader: string, root: string, file: string): boolean {
  const target = slashes(file);
  const stem = target.replace(/\.[cm]?[jt]sx?$/, '');
  // A compiled file is asked for by the name of what is built of it.
  const names = [target, stem, stem.replace(/\/index$/, ''), ...['.js', '.mjs', '.cjs'].map((extension) => stem + extension)];
  const isMeant = (rooted: string): boolean => names.some((name) => matchesPattern(rooted, name));
  if (!pattern.startsWith(STARTED_IN)) return isMeant(pattern);
  const rest = pattern.slice(STARTED_IN.length).replace(/^\/+/, '');
  return [...foldersAbove(loader, root)].some((folder) => isMeant(path.posix.join(slashes(folder), rest)));
}
