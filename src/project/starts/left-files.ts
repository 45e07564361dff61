import {
  builtFolders, functionFiles, handRunFolders, handRunVerbs, handlerLoaders, leftoverFolders, listingNames,
} from '../../catalog/serving.js';
import type { FileModel } from '../../resolve/file-model.js';
import { hasWord } from '../../syntax/has-word.js';
import { LOADS } from '../files/loaded-files.js';
import type { ManifestScript, Program } from '../program.js';
import { startsServer } from './serving-script.js';
import { sourcesOf, startsOf } from './started-files.js';

/*
 * Does anything lead to a file? Nothing does where it is a copy of what was, or where the manifest starts the program by another file from
 * which no import leads there: `routes/users.js`, which only `routes/index.js` imports, which nobody imports.
 * Invariant: what may be loaded from folders, or by names that are computed, leaves the question open, and so does a file that nobody in
 * sight loads where nobody knows what the program is started by. Blind spot: programs that are started by what stands beside
 * the project.
 */

/** Whether nothing but tests, and files that are left themselves, imports a file, and nothing else leads to it. */
export function isLeftFile(program: Program, file: FileModel, isTestFile: (file: FileModel) => boolean): boolean {
  if (!program.seesOthers) return false;
  const above = new Set([file]);
  const isTrial = (each: FileModel): boolean => isLeftOver(program, each)
    || (isNamedAsTrial(program, each) && program.importersOf(each).every(({ file: other }) => (
      isTestFile(other) || isLeftOver(program, other) || isNamedAsTrial(program, other))));
  for (const each of above) {
    if (isTrial(each)) continue;
    if (!isStartedElsewhere(program, each)) return false;
    for (const importer of program.importersOf(each)) if (!isTestFile(importer.file)) above.add(importer.file);
  }
  // Nothing leads from where the program starts to any of them: where that file is not in sight, an import of it would not be, either.
  if (above.size > 1 && !seesStart(program, file)) return false;
  return [...above].every((each) => isTrial(each) || !mayBeLoaded(program, each));
}

/** A copy of what was: `api_backup/orders.js`. */
function isLeftOver(program: Program, file: FileModel): boolean {
  return program.relativePath(file).split('/').slice(0, -1).some((folder) => leftoverFolders.test(folder));
}

/** Something that was tried, where no other file takes it: `test-db.js`, and not `routes/test.js`, which the server mounts. */
function isNamedAsTrial(program: Program, file: FileModel): boolean {
  const [verb] = program.relativePath(file).split('/').at(-1)!.split(/[-_.]/);
  return handRunVerbs.has(verb!);
}

/** Whether it is known what starts the program, and nothing that does names this file. */
function isStartedElsewhere(program: Program, file: FileModel): boolean {
  if (functionFiles.some((name) => program.hasFileAbove(file, name))) return false;
  if (handlerLoaders.some((name) => program.dependsOn(file, name) !== false)) return false;
  const scripts = program.scriptsOf(file);
  if (scripts.some((script) => mayStart(program, file, script))) return false;
  const starts = startsOf(program, file);
  if (starts.texts.some((text) => namesStem(text, program, file))) return false;
  return scripts.some(startsServer) || (starts.isKnown && file.exports.size > 0);
}

/** Whether a source of what a command starts stands in a folder above the file. */
function seesStart(program: Program, file: FileModel): boolean {
  const words = program.scriptsOf(file).filter(startsServer).flatMap(({ text }) => text.match(/[^\s'"]+\.[cm]?[jt]sx?(?=$|[\s'"])/g) ?? []);
  return words.some((word) => sourcesOf(word).some((name) => program.hasFileAbove(file, name))) || startsOf(program, file).isKnown;
}

/** `require('../app')`, `CMD ["node", "dist/worker.js"]`, `web: node server` */
function namesStem(text: string, program: Program, file: FileModel): boolean {
  const stem = stemOf(program, file);
  return new RegExp(`(?<![\\w.-])${escaped(stem)}(?![\\w-])`).test(text);
}

/** Whether a command names the file: by its name, or, where every folder may have one of that name, by its path. */
function mayStart(program: Program, file: FileModel, { text, path }: ManifestScript): boolean {
  const stem = stemOf(program, file);
  if (!text.includes(stem)) return false;
  if (stem !== 'index') return true;
  const own = sourceFolders(path).join('/');
  return text.split(/[\s'"]+/).some((word) => /(?:^|\/)index(?:\.[cm]?[jt]sx?)?$/.test(word) && sourceFolders(word).join('/') === own);
}

/** Folders of a path, but for those that tell sources from what is built of them. */
function sourceFolders(path: string): readonly string[] {
  return path.split('/').slice(0, -1).filter((folder) => folder !== '.' && !builtFolders.has(folder));
}

/** Whether some file may load this one by a name that no import tells. */
export function mayBeLoaded(program: Program, file: FileModel): boolean {
  const path = program.relativePath(file);
  const folders = path.split('/').slice(0, -1);
  const mayList = (loader: FileModel): boolean => {
    const { text } = loader.tree;
    const from = program.relativePath(loader).split('/').slice(0, -1);
    return !KNOWS_ITS_PLACE.test(text) || from.every((folder, index) => folder === folders[index])
      || folders.some((folder) => text.includes(folder));
  };
  const isServing = (loader: FileModel): boolean => !isRunBeside(program, loader);
  const isListing = (name: string): boolean => (
    program.filesWith([name], (text) => hasWord(text, name) && LOADS.test(text)).filter(mayList).some(isServing));
  if (listingNames.some(isListing)) return true;
  const loaders = program.filesWith(['require('], loadsAny).filter(isServing);
  if (loaders.length === 0) return false;
  const stem = stemOf(program, file);
  const named = new RegExp(`["'\`/]${escaped(stem)}(?:\\.[cm]?[jt]sx?)?["'\`]`);
  return loaders.some(({ tree }) => READS_TABLES.test(tree.text))
    || program.filesWith([stem], (text) => named.test(text)).some((other) => other !== file);
}

/** `scripts/check-models.js`, which no command starts that serves and no file imports: what it loads, it loads for itself. */
function isRunBeside(program: Program, loader: FileModel): boolean {
  const folders = program.relativePath(loader).split('/').slice(0, -1);
  return folders.some((folder) => handRunFolders.has(folder)) && program.countImporters(loader) === 0
    && isStartedElsewhere(program, loader);
}

/** Whether a text loads what it does not name: `require(route.controller)`, a file that a table names. */
function loadsAny(text: string): boolean {
  return [...text.matchAll(LOADS_ANY)].some(([, name]) => (
    // `const account = path.join(__dirname, 'account.json'); require(account)`
    !new RegExp(`(?<![\\w$.])${name!.replaceAll('$', '\\$&')}\\s*=[^;\\n]*\\.json["'\`]`).test(text)));
}

function stemOf(program: Program, file: FileModel): string {
  return program.relativePath(file).split('/').at(-1)!.replace(/\.[^.]+$/, '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Paths that start at the loader's own folder. */
const KNOWS_ITS_PLACE = /\b__dirname\b|\b__filename\b|\bimport\.meta\b/;

const LOADS_ANY = /(?<![\w$.])require\(\s{0,9}([\w$]{1,60}(?:\.[\w$]{1,60}){0,4})\s{0,9}\)/g;

/** Names that stand in no source file. */
const READS_TABLES = /\.(?:json|ya?ml)["'`]/;
