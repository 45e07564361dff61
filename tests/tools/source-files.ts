import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A file of the repository. */
export interface SourceFile {
  /** Below the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** All files with this ending below a folder of the repository, in the order of their paths. */
export function readFiles(folder: string, ending: string): SourceFile[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
}
