import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourcePlace } from './owner.js';

/** In the comment at the end of a file, before the address of its source map. */
const MARK = '# sourceMappingURL=';

/** Places in the original sources, for files beside which a source map lies. */
export class SourceMaps {
  readonly #maps = new Map<string, SourceMap | undefined>();

  /** Line and column begin with 0, those of the answer with 1. Its file is absolute where the map says where it is. */
  originalOf(file: string, line: number, column: number): SourcePlace | undefined {
    if (!this.#maps.has(file)) this.#maps.set(file, readMap(file));
    const entry = this.#maps.get(file)?.findEntry(line, column);
    // The types promise an entry; where nothing is mapped there is none.
    if (!entry || !('originalSource' in entry) || typeof entry.originalSource !== 'string') return undefined;
    return { file: sourcePath(file, entry.originalSource), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }
}

function readMap(file: string): SourceMap | undefined {
  try {
    const text = mapText(file);
    return text === undefined ? undefined : new SourceMap(JSON.parse(text) as ConstructorParameters<typeof SourceMap>[0]);
  } catch {
    // A map that is broken says as much as none: the place in the file itself is shown.
    return undefined;
  }
}

function mapText(file: string): string | undefined {
  const text = readFileSync(file, 'utf8');
  const at = text.lastIndexOf(MARK);
  const named = at === -1 ? undefined : /^[^\s*]+/.exec(text.slice(at + MARK.length))?.[0];
  if (named === undefined) return existsSync(`${file}.map`) ? readFileSync(`${file}.map`, 'utf8') : undefined;
  const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/.exec(named);
  if (inline) return inline[1] === undefined ? decodeURIComponent(inline[2]!) : Buffer.from(inline[2]!, 'base64').toString('utf8');
  return readFileSync(path.resolve(path.dirname(file), decodeURIComponent(named)), 'utf8');
}

/** `webpack://name/./src/a.ts` and `../src/a.ts` as paths. */
function sourcePath(file: string, source: string): string {
  if (source.startsWith('file:')) return fileURLToPath(source);
  const virtual = /^[\w.+-]+:\/\/[^/]*\/(.*)$/.exec(source);
  if (virtual) return virtual[1]!.replace(/^\.\//, '').replace(/\?\w*$/, '');
  return path.resolve(path.dirname(file), source);
}
