import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { acceptKnown, readBaseline, writeBaseline } from '../baseline.js';
import type { CheckResult } from '../check-report.js';
import { checkProject } from '../check-project.js';
import { readEslintConfiguration, readOwnConfiguration } from '../check-settings.js';
import type { ConfigurationOf, Overrides } from '../check-settings.js';
import { countsOf } from '../formats/counts.js';
import type { FormatOptions } from '../formats/format.js';
import { makeChosenEdits, makeFixes } from '../fix/fix-reports.js';
import type { Repair } from '../fix/fix-reports.js';
import { filesOnDisk } from '../project-files.js';
import type { ProjectFiles } from '../project-files.js';
import { progressBar } from '../../command/progress-bar.js';
import { UserError } from '../../command/user-error.js';
import { isInside, relativePath } from '../../project/files/files.js';
import { endRun } from '../../project/files/linter-run.js';
import { hasColors } from '../../command/terminal.js';
import { readVersion } from '../../command/version.js';
import { help, readCheckWords } from './check-words.js';
import type { CheckWords } from './check-words.js';
import { filesOfPackage } from './package-files.js';
import { renderChanges } from './render-changes.js';

/* `client-lifetime check [paths…]`: exit codes as ESLint's, 0 no error, 1 errors or too many warnings, 2 it could not check. */

export async function run(words: readonly string[]): Promise<number> {
  const given = await readCheckWords(words, process.cwd());
  if (!given) {
    process.stdout.write(help);
    return 0;
  }
  const { format, output, maxWarnings } = given;
  const configurationOf = readConfiguration(given);
  const check = (): Promise<Checked> => checkOnce(given, configurationOf);
  const checked = await repair(given, await check(), check);
  const found = withBaseline(given, checked, true);
  const text = format(withoutQuiet(given, found), formatOptions(given, checked.files, output === undefined && hasColors()));
  if (output === undefined) process.stdout.write(text);
  else writeOutput(output, text, given.cwd);
  const { errors, warnings } = countsOf(found);
  if (errors === 0 && maxWarnings !== undefined && warnings > maxWarnings) {
    process.stderr.write(`client-lifetime: ${warnings} warnings are more than --max-warnings ${maxWarnings} allows.\n`);
    return 1;
  }
  return errors > 0 ? 1 : 0;
}

/** What was found, and in which files. */
interface Checked {
  readonly files: ProjectFiles;
  /** Absolute paths. */
  readonly paths: readonly string[];
  readonly result: CheckResult;
}

async function checkOnce(given: CheckWords, configurationOf: ConfigurationOf): Promise<Checked> {
  const { root, paths, cwd, changed } = given;
  endRun();
  const files = filesOnDisk(root);
  const checked = given.package === undefined ? readPaths(paths, files, cwd) : filesOfPackage(given.package, root, files.list());
  const bar = progressBar('Checking', checked.length);
  const result = await checkProject({ files, checked, cwd, configurationOf, onFile: () => bar.add(1) });
  bar.end();
  if (changed === undefined) return { files, paths: checked, result };
  const { compareWithBase } = await import('../changes/compare.js');
  const { preset, config } = given;
  const compared = await compareWithBase({
    result, files, given: changed === '' ? undefined : changed,
    root, cwd, preset, overrides: overridesOf(given), ...(config !== undefined && { config }),
  });
  return { files, paths: checked, result: compared };
}

/** What is left after the edits that are wanted. */
async function repair(given: CheckWords, first: Checked, check: () => Promise<Checked>): Promise<Checked> {
  let last = first;
  const shown = (file: string): string => relativePath(given.cwd, path.join(given.root, file));
  const wanted = (): CheckResult => withoutQuiet(given, withBaseline(given, last, false));
  const repairing = (): Repair => ({
    result: wanted(),
    check: async () => {
      last = await check();
      return wanted();
    },
    textOf: (file) => last.files.text(path.join(last.files.root, file)),
    onEdited: (edited) => void process.stderr.write(renderChanges(edited, shown, hasColors(process.stderr))),
  });
  if (given.makesFixes) await makeFixes(repairing());
  if (given.asksForEdits) {
    const [{ chooseEdit }, { formatReport }] = await Promise.all([import('./choose-edit.js'), import('../formats/text.js')]);
    await makeChosenEdits(repairing(), (report, result) => {
      process.stdout.write(`\n${formatReport(report, result, formatOptions(given, last.files, hasColors()))}\n`);
      return chooseEdit(report);
    });
  }
  return last;
}

function formatOptions({ cwd, root }: CheckWords, files: ProjectFiles, colors: boolean): FormatOptions {
  return { hasColors: colors, cwd, textOf: (file) => files.text(path.join(root, file)), version: readVersion() };
}

function withoutQuiet({ isQuiet }: CheckWords, result: CheckResult): CheckResult {
  const isShown = ({ severity }: { readonly severity: string }): boolean => !isQuiet || severity === 'error';
  return { ...result, reports: result.reports.filter(isShown), unusedDirectives: result.unusedDirectives.filter(isShown) };
}

/** The result without what is known. `isLast`: what is known is written down where it is to be, and what is outdated is said. */
function withBaseline({ baseline, cwd }: CheckWords, { result, paths }: Checked, isLast: boolean): CheckResult {
  if (!baseline || (baseline.isUpdated && !isLast)) return result;
  const { file: shown, isUpdated } = baseline;
  const file = path.resolve(cwd, shown);
  if (isUpdated) writeBaseline(file, shown, result.reports);
  const looked = new Set(paths);
  const isKnown = (name: string): boolean => looked.has(path.join(result.root, name)) || !existsSync(path.join(result.root, name));
  const { result: accepted, outdated } = acceptKnown(result, readBaseline(file, shown), isKnown);
  if (outdated > 0 && isLast) {
    const reports = outdated === 1 ? '1 report that is' : `${outdated} reports that are`;
    process.stderr.write(`client-lifetime: ${shown} has ${reports} not there any more. Write it anew with --update-baseline.\n`);
  }
  return accepted;
}

function overridesOf({ root, isRootGiven, makesFixes }: CheckWords): Overrides {
  return { ...(isRootGiven && { root }), ...(makesFixes && { autofix: true }) };
}

function readConfiguration(given: CheckWords): ConfigurationOf {
  const { root, config, cwd, preset } = given;
  const overrides = overridesOf(given);
  if (config !== undefined) return readEslintConfiguration(config, cwd, overrides);
  const own = readOwnConfiguration(root, overrides, cwd, preset);
  return () => own;
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

function writeOutput(file: string, output: string, cwd: string): void {
  try {
    writeFileSync(path.resolve(cwd, file), output);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${(error as Error).message}`, { cause: error });
  }
}
