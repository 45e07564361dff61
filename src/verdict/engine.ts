import type { CatalogIndex } from '../catalog/merge.js';
import { Flow } from '../flow/flow.js';
import { Lifetimes } from '../ownership/lifetime.js';
import { LocalLives } from '../ownership/lives/local-lives.js';
import type { Program } from '../project/program.js';
import { programOf } from '../project/program-of.js';
import type { ProgramOptions } from '../project/program-of.js';
import { EntryFinder } from '../reach/entries/entry-finder.js';
import { givenValue } from '../reach/given-value.js';
import { Reach } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';
import { testFileQuestion } from './test-file.js';

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
  const isTestFile = testFileQuestion(program, entries, testFiles);
  const flow = new Flow(program);
  const reach = new Reach(program, flow, entries, isTestFile);
  entries.receivers.askCallers((value) => givenValue({ program, reach }, value));
  const lives = new LocalLives(program, index, flow, reach);
  return { program, index, lifetimes: new Lifetimes(program, index, flow, lives, reach), reach, entries, lives, isTestFile };
}
