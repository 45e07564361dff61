import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../command/user-error.js';
import { optimizeLater } from '../../command/optimize-later.js';
import { hasColors } from '../../command/terminal.js';
import { readVersion } from '../../command/version.js';
import { disk } from '../../file-system/disk.js';
import { relativePath } from '../../project/files/files.js';
import { acceptKnown, readBaseline, writeBaseline } from '../baseline.js';
import { readKept } from '../cache/result-cache.js';
import type { CacheKey } from '../cache/result-cache.js';
import type { CheckResult } from '../check-report.js';
import type { Repair } from '../fix/fix-reports.js';
import { countsOf } from '../formats/counts.js';
import type { FormatOptions } from '../formats/format.js';
import { help, readCheckWords } from './check-words.js';
import type { CheckWords } from './check-words.js';
import type { Checked } from './run-check.js';

/* `client-lifetime check [paths…]`: exit codes as ESLint's, 0 no error, 1 errors or too many warnings, 2 it could not check. */

export async function run(words: readonly string[]): Promise<number> {
  const given = await readCheckWords(words, process.cwd());
  if (!given) {
    process.stdout.write(help);
    return 0;
  }
  if (given.watches) return watch(given);
  const { format, output, maxWarnings } = given;
  const check = (): Promise<Checked> => checkOnce(given);
  const checked = await repair(given, await check(), check);
  const found = withBaseline(given, checked, true);
  const text = format(withoutQuiet(given, found), formatOptions(given, checked, output === undefined && hasColors()));
  if (output === undefined) process.stdout.write(text);
  else writeOutput(output, text, given.cwd);
  const { errors, warnings } = countsOf(found);
  if (errors === 0 && maxWarnings !== undefined && warnings > maxWarnings) {
    process.stderr.write(`client-lifetime: ${warnings} warnings are more than --max-warnings ${maxWarnings} allows.\n`);
    return 1;
  }
  return errors > 0 ? 1 : 0;
}

/** What a check finds: what was kept of an earlier one where nothing that it is made of has changed, else by looking. */
async function checkOnce(given: CheckWords): Promise<Checked> {
  const key = keyOf(given);
  const kept = key && readKept(given.root, key);
  if (kept) return { ...kept, textOf: (file) => disk.readText(path.join(given.root, file)) };
  optimizeLater();
  const { runCheck } = await import('./run-check.js');
  return runCheck(given, key);
}

/** Until the process is told to end, which is no failure. */
async function watch(given: CheckWords): Promise<number> {
  const [{ runCheck }, { watchCheck }, { formatReport }] = await Promise.all([
    import('./run-check.js'), import('./watch-check.js'), import('../formats/text.js'),
  ]);
  let last: Checked | undefined;
  const options = (): FormatOptions => formatOptions(given, last!, hasColors());
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  await watchCheck({
    root: given.root,
    cwd: given.cwd,
    signal: ending.signal,
    check: async () => withoutQuiet(given, withBaseline(given, last = await runCheck(given, undefined), false)),
    renderAll: (result) => given.format(result, options()),
    renderReport: (report, result) => formatReport(report, result, options()),
    write: (text) => void process.stdout.write(text),
  });
  return 0;
}

/** `undefined`: the result depends on more than the files of the project, or on what is done with it. */
function keyOf({ usesCache, changed, config, makesFixes, asksForEdits, ...given }: CheckWords): CacheKey | undefined {
  if (!usesCache || changed !== undefined || config !== undefined || makesFixes || asksForEdits) return undefined;
  // What it wants to see is how the result comes about.
  if (process.env.DEBUG?.includes('client-lifetime')) return undefined;
  const { cwd, paths, preset, isRootGiven } = given;
  return [cwd, paths, preset, isRootGiven, given.package ?? null];
}

/** What is left after the edits that are wanted. */
async function repair(given: CheckWords, first: Checked, check: () => Promise<Checked>): Promise<Checked> {
  if (!given.makesFixes && !given.asksForEdits) return first;
  const [{ makeChosenEdits, makeFixes }, { renderChanges }] = await Promise.all([
    import('../fix/fix-reports.js'), import('./render-changes.js'),
  ]);
  let last = first;
  const shown = (file: string): string => relativePath(given.cwd, path.join(given.root, file));
  const wanted = (): CheckResult => withoutQuiet(given, withBaseline(given, last, false));
  const repairing = (): Repair => ({
    result: wanted(),
    check: async () => {
      last = await check();
      return wanted();
    },
    textOf: (file) => last.textOf(file),
    onEdited: (edited) => void process.stderr.write(renderChanges(edited, shown, hasColors(process.stderr))),
  });
  if (given.makesFixes) await makeFixes(repairing());
  if (given.asksForEdits) {
    const [{ chooseEdit }, { formatReport }] = await Promise.all([import('./choose-edit.js'), import('../formats/text.js')]);
    await makeChosenEdits(repairing(), (report, result) => {
      process.stdout.write(`\n${formatReport(report, result, formatOptions(given, last, hasColors()))}\n`);
      return chooseEdit(report);
    });
  }
  return last;
}

function formatOptions({ cwd }: CheckWords, { textOf }: Checked, colors: boolean): FormatOptions {
  return { hasColors: colors, cwd, textOf, version: readVersion() };
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

function writeOutput(file: string, output: string, cwd: string): void {
  try {
    writeFileSync(path.resolve(cwd, file), output);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${(error as Error).message}`, { cause: error });
  }
}
