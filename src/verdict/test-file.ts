import { matchesPackage } from '../catalog/match.js';
import {
  testFiles as defaultTestFiles, likelyTestFiles, testRunners, testText, toolFiles,
} from '../catalog/test-files.js';
import { pathGlobs } from '../project/files/path-glob.js';
import type { Importer, Program } from '../project/program.js';
import type { EntryFinder } from '../reach/entries/entry-finder.js';
import type { FileModel, ImportRecord } from '../resolve/file-model.js';
import { handRunReason } from '../serving/hand-run.js';

/*
 * Is a file a test, so that what runs it does not count? By the settings, by the runner that it imports, by its text, by its name, and,
 * last, by the folder that it lies in.
 * Invariant: a folder says less than what imports the file: code that serves takes nothing from tests. Who names a folder in the settings
 * means it. Blind spot: importers that no parser of the project reads (pages of `.vue`, `.astro`).
 */

/** Files of such folders that are looked at, from one to those that import it. */
const MAX_FILES = 20;

export function testFileQuestion(program: Program, entries: EntryFinder, testFiles: readonly string[]): (file: FileModel) => boolean {
  const defaults = testFiles.filter((glob) => defaultTestFiles.includes(glob));
  const isSaid = pathGlobs(testFiles.filter((glob) => !defaultTestFiles.includes(glob)), { dot: true });
  const isByDefault = pathGlobs(defaults, { dot: true });
  const isByName = pathGlobs(defaults.filter((glob) => !isOfFolder(glob)), { dot: true });
  const isLikely = pathGlobs(defaults.length > 0 ? likelyTestFiles : [], { dot: true });
  const isTool = pathGlobs(toolFiles, { dot: true });
  const isEvident = (file: FileModel, path: string): boolean => (
    isSaid(path) || (defaults.length > 0 && runsTests(file)) || (isLikely(path) && testText.test(file.tree.text)));

  /** Whether code that serves, and lies in no such folder, imports a file, or one of such a folder that imports it. */
  const isServed = (file: FileModel): boolean => {
    if (!program.seesOthers) return false;
    const files = new Set([file]);
    for (const each of files) {
      if (files.size > MAX_FILES) return false;
      for (const importer of program.importersOf(each)) {
        const path = program.relativePath(importer.file);
        if (!takesValues(importer) || isByName(path) || isEvident(importer.file, path)) continue;
        if (isByDefault(path)) files.add(importer.file);
        else if (!isTool(path) && handRunReason(program, importer.file) === undefined) return true;
      }
    }
    return false;
  };

  const known = new WeakMap<FileModel, boolean>();
  // Asked of the file of every spot.
  return (file) => {
    let is = known.get(file);
    if (is === undefined) {
      const path = program.relativePath(file);
      // `/api/config/test` is a route.
      is = isEvident(file, path)
        || (isByDefault(path) && !entries.isRegisteredBelow(file, isByDefault) && (isByName(path) || !isServed(file)));
      known.set(file, is);
    }
    return is;
  };
}

function isOfFolder(glob: string): boolean {
  return glob.endsWith('/**');
}

/** Types alone are no code. */
function takesValues({ records, reexports, passesOnAll }: Importer): boolean {
  return passesOnAll || reexports.length > 0 || records.some((record) => !isOfTypes(record));
}

function isOfTypes({ node }: ImportRecord): boolean {
  return (node.type === 'ImportSpecifier' && node.importKind === 'type')
    || (node.parent?.type === 'ImportDeclaration' && node.parent.importKind === 'type');
}

/** Of models, which many linted files ask for. */
const testRuns = new WeakMap<FileModel, boolean>();

function runsTests(file: FileModel): boolean {
  let is = testRuns.get(file);
  if (is === undefined) testRuns.set(file, is = importsTestRunner(file));
  return is;
}

function importsTestRunner({ specifiers, tree }: FileModel): boolean {
  // `import 'mocha'` takes nothing, and so is none of those that a file gets something from.
  const bare = tree.ast.body.flatMap((statement) => (
    statement.type === 'ImportDeclaration' && statement.specifiers.length === 0 ? statement.source.value : []));
  return [...specifiers, ...bare].some((specifier) => testRunners.some((pattern) => matchesPackage(pattern, specifier)));
}
