import path from 'node:path';
import type { LeftOut } from '../../catalog/types.js';
import { fileSystem } from '../../file-system/current-file-system.js';
import { pathGlobs } from './path-glob.js';
import { foldersAbove } from './files.js';

/*
 * Does a framework leave a file out that stands where its files do? It may take another folder of that name, or the project may list the
 * files that it is to take. Input: the path, and what the catalog says of the framework. Blind spot: lists that programs write.
 */

export function isPassedOver(file: string, root: string, rules: readonly LeftOut[]): boolean {
  if (!path.isAbsolute(file)) return false;
  return rules.some((rule) => (rule.kind === 'hidden' ? isHidden(file, root, rule) : isUnlisted(file, root, rule)));
}

/** `src/pages/api/x.ts`, where `pages` is taken. */
function isHidden(file: string, root: string, { inside, folders }: Extract<LeftOut, { kind: 'hidden' }>): boolean {
  const segments = path.relative(root, file).split(path.sep);
  const at = segments.findIndex((segment, index) => segment === inside && folders.includes(segments[index + 1]!));
  return at >= 0 && fileSystem().exists(path.join(root, ...segments.slice(0, at), segments[at + 1]!));
}

/** What does not stand in a list that is there. */
function isUnlisted(file: string, root: string, { list, key, member }: Extract<LeftOut, { kind: 'unlisted' }>): boolean {
  for (const folder of foldersAbove(file, root)) {
    const text = fileSystem().readText(path.join(folder, list));
    if (text === undefined) continue;
    const globs = listed(text, key, member);
    return globs.length > 0 && !pathGlobs(globs)(path.relative(folder, file).split(path.sep).join('/'));
  }
  return false;
}

function listed(text: string, key: string, member: string): string[] {
  try {
    const entries = (JSON.parse(text) as Record<string, unknown>)[key];
    return Array.isArray(entries) ? entries.flatMap((entry: Record<string, unknown> | null) => {
      const glob = entry?.[member];
      return typeof glob === 'string' ? glob.replace(/^\.?\//, '') : [];
    }) : [];
  } catch {
    // A file that is no JSON lists nothing.
    return [];
  }
}
