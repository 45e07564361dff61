import { existsSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { progressBar } from '../../command/progress-bar.js';
import { UserError } from '../../command/user-error.js';
import { fileSystem, useFileSystem } from '../../file-system/current-file-system.js';
import { isInside } from '../../project/files/files.js';
import { endRun } from '../../project/files/linter-run.js';
import { projectIndexes } from '../../project/program-of.js';
import type { KnownOutcomes } from '../known-outcomes.js';
import { RepeatedCheck } from '../cache/repeated-check.js';
import { recording } from '../cache/recorded-answers.js';
import { keep } from '../cache/result-cache.js';
import type { CacheKey } from '../cache/result-cache.js';
import { checkProject } from '../check-project.js';
import type { FileOutcome } from '../check-project.js';
import { readEslintConfiguration, readOwnConfiguration } from '../check-settings.js';
import type { ConfigurationOf, Overrides } from '../check-settings.js';
import type { CheckResult } from '../check-report.js';
import { filesOnDisk } from '../project-files.js';
import type { ProjectFiles } from '../project-files.js';
import type { CheckWords } from './check-words.js';
import { filesOfPackage } from './package-files.js';

/*
 * One check of a project as the disk is now: the part of the command that loads the engine.
 * Invariant: what is kept for the next process is the first check of this one, because later ones ask the disk for changes only.
 */

/** Files from which on garbage is searched for when the heap has grown by 40 %, and not only when it has become four times as large. */
const MANY_FILES = 20_000;

/** What was found, and in which files. */
export interface Checked {
  /** By its path in the result; `undefined` if it cannot be read. */
  readonly textOf: (file: string) => string | undefined;
  /** Absolute paths. */
  readonly paths: readonly string[];
  readonly result: CheckResult;
}

/** `key`: under which the result is kept, if it is to be. */
export async function runCheck(given: CheckWords, key: CacheKey | undefined): Promise<Checked> {
  if (given.watches) return repeatedCheck(given).check();
  if (key === undefined || projectIndexes().size > 0) {
    endRun();
    return checkNow(given);
  }
  const disk = fileSystem();
  const { files, answers } = recording(disk);
  useFileSystem(files);
  try {
    const checked = await checkNow(given);
    const { paths, result } = checked;
    keep(given.root, key, { paths, result }, answers());
    return checked;
  } finally {
    useFileSystem(disk);
  }
}

/** By what the words say. */
const repeated = new WeakMap<CheckWords, RepeatedCheck<Checked>>();

function repeatedCheck(given: CheckWords): RepeatedCheck<Checked> {
  const known = repeated.get(given) ?? new RepeatedCheck((outcomes) => checkNow(given, outcomes));
  repeated.set(given, known);
  return known;
}

async function checkNow(given: CheckWords, known?: KnownOutcomes<FileOutcome>): Promise<Checked> {
  const { root, paths, cwd, changed } = given;
  const configurationOf = readConfiguration(given);
  const files = filesOnDisk(root, {
    isAgain: given.watches,
    onFound(count) {
      // Before the first of them is read: the heap's next limit is set by the search before it.
      if (count > MANY_FILES) setFlagsFromString('--heap-growing-percent=40');
    },
  });
  const checked = given.package === undefined ? readPaths(paths, files, cwd) : filesOfPackage(given.package, root, files.list());
  const bar = progressBar('Checking', checked.length);
  const result = await checkProject({ files, checked, cwd, configurationOf, onFile: () => bar.add(1), ...(known && { known }) });
  bar.end();
  const textOf = (file: string): string | undefined => files.text(path.join(root, file));
  if (changed === undefined) return { textOf, paths: checked, result };
  const { compareWithBase } = await import('../changes/compare.js');
  const { preset, config } = given;
  const compared = await compareWithBase({
    result, files, given: changed === '' ? undefined : changed,
    root, cwd, preset, overrides: overridesOf(given), ...(config !== undefined && { config }),
  });
  return { textOf, paths: checked, result: compared };
}

function overridesOf({ root, isRootGiven, makesFixes }: CheckWords): Overrides {
  return { ...(isRootGiven && { root }), ...(makesFixes && { autofix: true }) };
}

/** By what the words say, so that ESLint is started once. */
const configurations = new WeakMap<CheckWords, ConfigurationOf>();

function readConfiguration(given: CheckWords): ConfigurationOf {
  const known = configurations.get(given);
  if (known) return known;
  const { root, config, cwd, preset } = given;
  const overrides = overridesOf(given);
  if (config === undefined) {
    const own = readOwnConfiguration(root, overrides, cwd, preset);
    return () => own;
  }
  const made = readEslintConfiguration(config, cwd, overrides);
  configurations.set(given, made);
  return made;
}

/** The files of the project that the paths mean. */
function readPaths(paths: readonly string[], files: ProjectFiles, cwd: string): readonly string[] {
  const all = files.list();
  const wanted = (paths.length === 0 ? ['.'] : paths).map((given) => {
    const full = path.resolve(cwd, given);
    if (!existsSync(full)) throw new UserError(`there is no file or folder ${given} (looked for ${full}).`);
    if (full !== files.root && !isInside(files.root, full)) {
      throw new UserError(`${given} lies outside of the project in ${files.root}. Name its folder with --root.`);
    }
    const meant = all.filter((file) => file === full || isInside(full, file));
    if (meant.length === 0 && paths.length > 0) {
      throw new UserError(`${given} has no JavaScript or TypeScript of the project: what .gitignore names and what is built is left out.`);
    }
    return meant;
  });
  return [...new Set(wanted.flat())].sort();
}
