import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FindOwner, Owner, SourcePlace } from './owner.js';
import { LocalFiles } from './local-files.js';
import { SourceMaps } from './source-maps.js';

/*
 * Whose code stands at a place of a script?
 * Input: the address of the script in the process that was looked at, and a place in it. Output: an `Owner`.
 * A path through `node_modules` names the package. Everything else is looked for below the project, by the end of its path, because the
 * process may have run in a container that had it elsewhere; where a source map lies beside it, that tells the original place.
 * Blind spot: bundles without a source map.
 */

/** `project`: an absolute path, of the folder in which the code of the process is to be found. */
export function ownersIn(project: string): FindOwner {
  const files = new LocalFiles(project);
  const maps = new SourceMaps();
  const known = new Map<string, Owner>();
  return (script, line, column) => {
    const key = `${script}:${line}:${column}`;
    let owner = known.get(key);
    if (!owner) known.set(key, owner = findOwner(script, { line, column }, files, maps));
    return owner;
  };
}

function findOwner(script: string, at: { readonly line: number; readonly column: number }, files: LocalFiles, maps: SourceMaps): Owner {
  if (script.startsWith('node:')) return { kind: 'node', module: script };
  const address = pathOf(script);
  if (address === undefined) return { kind: 'unknown' };
  const here = { file: address, line: at.line + 1, column: at.column + 1 };
  const packaged = packageOf(here);
  if (packaged) return packaged;
  const local = files.find(address);
  const original = local === undefined ? undefined : maps.originalOf(local, at.line, at.column);
  if (original) {
    return packageOf(original) ?? { kind: 'project', ...original, file: files.show(files.find(original.file) ?? original.file) };
  }
  return { kind: 'project', ...here, file: files.show(local ?? address) };
}

/** The path of a script that stands in a file. */
function pathOf(script: string): string | undefined {
  if (script.startsWith('file:')) {
    try {
      return fileURLToPath(script);
    } catch {
      return undefined;
    }
  }
  return path.posix.isAbsolute(script) || path.win32.isAbsolute(script) ? script : undefined;
}

/** `/app/node_modules/@scope/name/lib/x.js` is `lib/x.js` of `@scope/name`; of nested ones, the innermost. */
function packageOf({ file, line, column }: SourcePlace): Owner | undefined {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  const first = parts[at + 1];
  if (at === -1 || first === undefined) return undefined;
  const length = first.startsWith('@') ? 2 : 1;
  const name = parts.slice(at + 1, at + 1 + length).join('/');
  return { kind: 'package', package: name, file: parts.slice(at + 1 + length).join('/'), line, column };
}
