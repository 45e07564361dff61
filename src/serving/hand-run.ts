import { matchesPackage } from '../catalog/match.js';
import {
  handRunFolders, handRunImports, handRunText, handRunTopFolders, handRunVerbs, sampleWords,
} from '../catalog/serving.js';
import { isServingScript } from '../project/starts/serving-script.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';

/*
 * Is a file run by hand, once, or by a build: a script, a command, a test, a migration, a sample? By its text and its imports, by the
 * manifest's `bin` and `scripts`, by what imports it, and, last, by its folders.
 * Output: why, as the end of a sentence, or `undefined`. Blind spot: scripts that look like every other file.
 */

/** Importers that are looked at, one behind the other. */
const MAX_IMPORTERS = 3;

export function handRunReason(program: Program, file: FileModel): string | undefined {
  const sample = wordsOf(program.projectName()).find((word) => sampleWords.has(word));
  if (sample !== undefined) return `the project is a collection of samples ("${sample}" in its name)`;
  return reasonAlone(program, file, 0, new Set()) ?? (isForHandRunOnly(program, file, 0, new Set()) ? 'only scripts import it' : undefined);
}

/** `depth` and `seen`: of the importers that are looked at already. */
function reasonAlone(program: Program, file: FileModel, depth: number, seen: ReadonlySet<FileModel>): string | undefined {
  if (handRunText.test(file.tree.text)) return 'its file is a program for the command line, or for a browser';
  const imported = file.specifiers.find((specifier) => handRunImports.some((pattern) => matchesPackage(pattern, specifier)));
  if (imported !== undefined) return `its file imports ${imported}`;
  const path = program.relativePath(file);
  const script = program.scriptsOf(file).find((one) => one.text.includes(path) && !isServingScript(one));
  if (script) return `the manifest runs its file as "${script.names[0]!}"`;
  const folders = path.split('/').map((part) => part.toLowerCase());
  const name = folders.pop()!;
  const folder = folders.find((part, depth) => handRunFolders.has(part) || (depth === 0 && handRunTopFolders.has(part)));
  if (folder !== undefined) return `it lies in the folder "${folder}"`;
  const [verb] = wordsOf(path.slice(path.lastIndexOf('/') + 1));
  if (verb === undefined || !(handRunVerbs.has(verb) || /\.(?:spec|test)\./.test(name))) return undefined;
  // A name says less than what imports the file: `routes/index.js` takes `test-drive.js` for what it is.
  const isTaken = program.countImporters(file) > 0 && !isForHandRunOnly(program, file, depth, new Set(seen));
  return isTaken ? undefined : `its file is called ${name}`;
}

function isForHandRunOnly(program: Program, file: FileModel, depth: number, seen: Set<FileModel>): boolean {
  if (depth >= MAX_IMPORTERS || seen.has(file)) return false;
  seen.add(file);
  const importers = program.importersOf(file).map((importer) => importer.file);
  return importers.length > 0 && importers.every((importer) => (
    reasonAlone(program, importer, depth + 1, seen) !== undefined || isForHandRunOnly(program, importer, depth + 1, seen)));
}

/** `createOrder-v2` → create, order, v2. */
function wordsOf(name: string): string[] {
  return name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter(Boolean).map((word) => word.toLowerCase());
}
