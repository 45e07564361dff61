/**
 * Whether a pattern of the catalog names a package or an export.
 * The globs are matched by hand: patterns come from settings too, and a regular expression made of them could backtrack without end.
 */
import type { ExportPattern, PackagePattern } from './types.js';

/** Whether the package, given by its name or import specifier, is meant by the pattern. `https` and `node:https` are one module. */
export function matchesPackage(pattern: PackagePattern, name: string): boolean {
  const wanted = withoutNodePrefix(pattern);
  const given = withoutNodePrefix(name);
  if (!wanted.includes('*')) {
    return wanted === given;
  }
  return matchesSegments(wanted.split('/'), given.split('/'));
}

/** Whether the export path (`['Kafka()', 'producer']`) is meant by the pattern (`Kafka().producer`). */
export function matchesExportPath(pattern: ExportPattern, path: readonly string[]): boolean {
  return matchesSegments(pattern.split('.'), path);
}

/** Exports of packages. */
export interface ExportsModel {
  readonly package: PackagePattern | readonly PackagePattern[];
  readonly export: ExportPattern | readonly ExportPattern[];
}

/** Whether an export path of a package, given by its name or import specifier, is meant. */
export function matchesExports(model: ExportsModel, name: string, path: readonly string[]): boolean {
  return [model.package].flat().some((pattern) => matchesPackage(pattern, name))
    && [model.export].flat().some((pattern) => matchesExportPath(pattern, path));
}

/** Whether the pattern can match more than one name. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*');
}

/** The module name without the `node:` that builtins may carry. */
export function withoutNodePrefix(name: string): string {
  return name.startsWith('node:') ? name.slice('node:'.length) : name;
}

/** Whether the text is meant by a glob in which `*` stands for any run of characters, and `single`, if given, for any one of them. */
export function matchesGlob(glob: string, text: string, { single }: { readonly single?: string } = {}): boolean {
  return matchesSequence(glob.length, text.length, {
    isWild: (i) => glob[i] === '*',
    isEqual: (i, j) => glob[i] === text[j] || (single !== undefined && glob[i] === single),
  });
}

function matchesSegments(pattern: readonly string[], path: readonly string[]): boolean {
  return matchesSequence(pattern.length, path.length, {
    isWild: (i) => pattern[i] === '**',
    isEqual: (i, j) => matchesGlob(pattern[i] ?? '', path[j] ?? ''),
  });
}

/** The usual greedy glob walk: on a mismatch only the last wildcard takes one element more, so it needs at most m × n steps. */
export function matchesSequence(
  patternLength: number,
  length: number,
  compare: {
    isWild(i: number): boolean;
    isEqual(i: number, j: number): boolean;
    /** Whether a wildcard may take this element. Default: any. */
    mayTake?(j: number): boolean;
  },
): boolean {
  let i = 0;
  let j = 0;
  let lastWild = -1;
  let resumeAt = 0;
  while (j < length) {
    if (i < patternLength && compare.isWild(i)) {
      lastWild = i;
      resumeAt = j;
      i += 1;
    } else if (i < patternLength && compare.isEqual(i, j)) {
      i += 1;
      j += 1;
    } else if (lastWild >= 0 && (compare.mayTake?.(resumeAt) ?? true)) {
      resumeAt += 1;
      j = resumeAt;
      i = lastWild + 1;
    } else {
      return false;
    }
  }
  while (i < patternLength && compare.isWild(i)) {
    i += 1;
  }
  return i === patternLength;
}
