/**
 * From a position in a script that runs to the position that somebody wrote.
 * In: the scripts of a thread, as `Debugger.scriptParsed` announces them. Out: positions in sources, by the script's source map.
 * Invariant: a source map is read from where the script names it: in itself, or beside it; nothing is downloaded.
 * Blind spot: a source map that is not of the script that runs.
 */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageOfPath } from './loaded-packages.js';

/** What the protocol tells of a script. */
export interface Script {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL?: string;
  readonly isModule?: boolean;
}

/** A place in a source, line and column 1-based. */
export interface SourcePosition {
  /** A path, or the address of a script that is no file. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface MappedScript {
  readonly payload: SourceMapPayload;
  readonly map: SourceMap;
  /** Sources as absolute paths, in the order of the payload. */
  readonly sources: readonly string[];
}

/** Source maps and positions of the scripts of a thread. */
export class SourcePositions {
  readonly #scripts = new Map<string, Script>();
  readonly #maps = new Map<string, MappedScript | undefined>();

  add(script: Script): void {
    // A script without a name belongs to no file; several threads may have the same one.
    if (script.url !== '') this.#scripts.set(toPath(script.url), script);
  }

  /** The source map of a script, given by its address or path; `undefined` where there is none that can be read. */
  mapOf(url: string): MappedScript | undefined {
    const file = toPath(url);
    if (!this.#maps.has(file)) this.#maps.set(file, readMap(file, this.#scripts.get(file)?.sourceMapURL));
    return this.#maps.get(file);
  }

  /** Where the position in the script, 1-based, was written. Of a package, whose sources seldom come with it, the position itself. */
  positionOf(url: string, line: number, column: number): SourcePosition {
    const file = toPath(url);
    if (packageOfPath(file.replaceAll('\\', '/'))) return { file, line, column };
    const mapped = this.mapOf(url);
    const entry = mapped?.map.findEntry(line - 1, column - 1);
    if (!mapped || !entry || !('originalSource' in entry)) return { file, line, column };
    const index = mapped.payload.sources.indexOf(entry.originalSource);
    return {
      file: mapped.sources[index] ?? entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1,
    };
  }
}

/** The path of a `file:` address; any other address as it is. */
export function toPath(url: string): string {
  if (!url.startsWith('file:')) return url;
  try {
    const { protocol, pathname } = new URL(url);
    return fileURLToPath(`${protocol}//${pathname}`);
  } catch {
    return url;
  }
}

function readMap(file: string, sourceMapURL: string | undefined): MappedScript | undefined {
  if (!sourceMapURL) return undefined;
  try {
    const payload = JSON.parse(readMapText(file, sourceMapURL)) as SourceMapPayload;
    const folder = path.resolve(path.dirname(file), sourceMapURL.startsWith('data:') ? '.' : path.dirname(mapFile(file, sourceMapURL)));
    const sources = payload.sources.map((source) => (
      /^[\w-]+:/.test(source) ? toPath(source) : path.resolve(folder, payload.sourceRoot ?? '', source)));
    return { payload, map: new SourceMap(payload), sources };
  } catch {
    // No such file, or no source map: positions stay those of the script.
    return undefined;
  }
}

function readMapText(file: string, sourceMapURL: string): string {
  const inline = /^data:[^,]*?(;base64)?,(.*)$/s.exec(sourceMapURL);
  if (!inline) return readFileSync(mapFile(file, sourceMapURL), 'utf8');
  return inline[1] === undefined ? decodeURIComponent(inline[2]!) : Buffer.from(inline[2]!, 'base64').toString();
}

function mapFile(file: string, sourceMapURL: string): string {
  return sourceMapURL.startsWith('file:') ? fileURLToPath(sourceMapURL) : path.resolve(path.dirname(file), decodeURI(sourceMapURL));
}
