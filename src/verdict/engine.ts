import type { CatalogIndex } from '../catalog/merge.js';
import { matchesPackage } from '../catalog/match.js';
import { testFiles as defaultTestFiles, likelyTestFiles, testRunners, testText } from '../catalog/test-files.js';
import { Flow } from '../flow/flow.js';
import { Lifetimes } from '../ownership/lifetime.js';
import { LocalLives } from '../ownership/lives/local-lives.js';
import { pathGlobs } from '../project/files/path-glob.js';
import type { Program } from '../project/program.js';
import { programOf } from '../project/program-of.js';
import type { ProgramOptions } from '../project/program-of.js';
import { EntryFinder } from '../reach/entries/entry-finder.js';
import { givenValue } from '../reach/given-value.js';
import { Reach } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';

/* What answers the questions about one file, put together once: for verdicts and for explanations alike. */

export interface EngineOptions extends ProgramOptions {
  /** Globs of files whose callers and entry points do not count. */
  readonly testFiles: readonly string[];
}

export interface FileEngine {
  readonly program: Program;
  readonly index: CatalogIndex;
  readonly lifetimes: Lifetimes;
  readonly reach: Reach;
  readonly entries: EntryFinder;
  readonly lives: LocalLives;
  readonly isTestFile: (file: FileModel) => boolean;
}

export function engineFor(file: FileModel, options: EngineOptions): FileEngine {
  return engineOf(programOf(file, options), options);
}

export function engineOf(program: Program, { index, testFiles }: EngineOptions): FileEngine {
  const entries = new EntryFinder(program, index);
  const isSaidToBeTest = pathGlobs(testFiles.filter((glob) => !defaultTestFiles.includes(glob)), { dot: true });
  const defaults = testFiles.filter((glob) => defaultTestFiles.includes(glob));
  const isTestByDefault = pathGlobs(defaults, { dot: true });
  const isLikely = pathGlobs(defaults.length > 0 ? likelyTestFiles : [], { dot: true });
  const tests = new WeakMap<FileModel, boolean>();
  // Asked of the file of every spot.
  const isTestFile = (candidate: FileModel): boolean => {
    let is = tests.get(candidate);
    if (is === undefined) {
      const path = program.relativePath(candidate);
      // `/api/config/test` is a route. Whoever names the folder in the settings means it.
      is = isSaidToBeTest(path) || (defaults.length > 0 && runsTests(candidate))
        || (isLikely(path) && testText.test(candidate.tree.text))
        || (isTestByDefault(path) && !entries.isRegisteredBelow(candidate, isTestByDefault));
      tests.set(candidate, is);
    }
    return is;
  };
  const flow = new Flow(program);
  const reach = new Reach(program, flow, entries, isTestFile);
  entries.receivers.askCallers((value) => givenValue({ program, reach }, value));
  const lives = new LocalLives(program, index, flow, reach);
  return { program, index, lifetimes: new Lifetimes(program, lives, reach), reach, entries, lives, isTestFile };
}

function runsTests({ specifiers, tree }: FileModel): boolean {
  // `import 'mocha'` takes nothing, and so is none of those that a file gets something from.
  const bare = tree.ast.body.flatMap((statement) => (
    statement.type === 'ImportDeclaration' && statement.specifiers.length === 0 ? statement.source.value : []));
  return [...specifiers, ...bare].some((specifier) => testRunners.some((pattern) => matchesPackage(pattern, specifier)));
}
