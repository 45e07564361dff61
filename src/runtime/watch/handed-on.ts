/**
 * Modules that only hand on what other files export: V8 lets go of their scripts, so that nothing tells that they were loaded.
 * In: the text of such a module. Out: under which names it exports what of which file.
 * Invariant: the module itself is neither loaded nor asked; its text says all there is, and only files that are loaded are looked at.
 * Blind spot: what it hands on of other packages, and what it computes (`export const Client = all.Client`).
 */
import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One name, or all but `default` where both are `*`. */
export interface HandedOn {
  readonly name: string;
  /** Path of the file that has it. */
  readonly file: string;
  /** Its name there; `*` for the namespace. */
  readonly imported: string;
}

/** A module hands on at most through so many others. */
const MAX_DEPTH = 5;

/** What the module at `file` exports of files that are loaded, directly or through others whose texts are known. */
export function handedOnBy(
  file: string, isLoaded: (path: string) => boolean, textOf: (path: string) => string | undefined, depth = MAX_DEPTH,
): readonly HandedOn[] {
  const text = depth > 0 ? textOf(file) : undefined;
  if (text === undefined) return [];
  return exportsOf(file, text).flatMap((each) => {
    if (isLoaded(each.file)) return [each];
    // Of a namespace that was forgotten, the names would have to be put together again.
    if (each.imported === '*' && each.name !== '*') return [];
    return handedOnBy(each.file, isLoaded, textOf, depth - 1).flatMap((inner): HandedOn[] => {
      if (each.name === '*') return inner.name === 'default' ? [] : [inner];
      return inner.name === each.imported ? [{ ...inner, name: each.name }] : [];
    });
  });
}

function exportsOf(file: string, text: string): readonly HandedOn[] {
  const { module: { staticExports, staticImports } } = parseSync(file, text, { sourceType: 'module' });
  const imports = new Map(staticImports.flatMap(({ moduleRequest, entries }) => entries.map(({ importName, localName }) => (
    [localName.value, { request: moduleRequest.value, imported: nameOf(importName.kind, importName.name) }]))));
  return staticExports.flatMap(({ entries }) => entries).flatMap(({ moduleRequest, importName, exportName, localName }): HandedOn[] => {
    const name = importName.kind === 'AllButDefault' ? '*' : nameOf(exportName.kind, exportName.name);
    const local = imports.get(moduleRequest ? importName.name ?? '' : localName.name ?? '');
    // The parser gives the local name of a default import that is exported again.
    const origin = moduleRequest && !(local?.request === moduleRequest.value && local.imported === 'default')
      ? { request: moduleRequest.value, imported: nameOf(importName.kind, importName.name) } : local;
    if (!origin?.request.startsWith('.')) return [];
    return [{ name, file: posix.join(posix.dirname(file), origin.request), imported: origin.imported }];
  });
}

function nameOf(kind: string, name: string | null | undefined): string {
  return kind === 'Default' ? 'default' : name ?? '*';
}
