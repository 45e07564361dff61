import { relativePath } from '../project/files/files.js';
import { catalogOf } from '../rule/settings-catalog.js';
import { readSettings } from '../rule/settings.js';
import { reportVersion } from './check-report.js';
import type { CheckResult, Failure, Severity, SuppressedReport, UnusedDirective } from './check-report.js';
import { ruleNamed } from './chosen-rules.js';
import { ReportWriter, withFingerprints } from './describe-reports.js';
import type { DescribedReport } from './describe-reports.js';
import type { KnownOutcomes } from './known-outcomes.js';
import type { ProjectFiles } from './project-files.js';
import { applyDirectives, mayName, readDirectives } from './rules/directives.js';
import type { Directive, Directives } from './rules/directives.js';
import { runRules } from './rules/run-rules.js';
import type { ChosenRule } from './rules/run-rules.js';

/*
 * All rules over all files of a project, once, without ESLint.
 * Input: the files, which of them are meant, and the configuration of each. Output: a `CheckResult`.
 * Invariant: what is reported of a file is what ESLint reports of it with the same configuration, comments that disable rules included.
 * Blind spot: processors, and so the scripts in components of one file.
 */

/** What the names of its rules begin with. */
const PLUGIN = 'client-lifetime';

/** How a file is checked. */
export interface FileConfiguration {
  readonly rules: readonly ChosenRule[];
  /** The settings of ESLint, with those of the plugin under its name. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of comments that disable a rule in vain; `undefined`: they are not told. */
  readonly unusedDirectives: Severity | undefined;
}

export interface CheckInput {
  readonly files: ProjectFiles;
  /** Absolute paths that are checked, a part of those that the project has. */
  readonly checked: readonly string[];
  readonly cwd: string;
  /** `undefined`: the file is left out. */
  readonly configurationOf: (file: string) => FileConfiguration | undefined | Promise<FileConfiguration | undefined>;
  /** How a path is shown; by default relative to the root. */
  readonly nameOf?: (file: string) => string;
  /** To be told when a file is done. */
  readonly onFile?: () => void;
  /** What an earlier check found, as far as it holds. What this one finds is put there. */
  readonly known?: KnownOutcomes<FileOutcome>;
}

/** What came out for one file. */
export interface FileOutcome {
  readonly reports: readonly DescribedReport[];
  readonly suppressed: readonly { readonly report: DescribedReport; readonly by: Directive }[];
  readonly unusedDirectives: readonly UnusedDirective[];
  readonly failure: string | undefined;
  /** It is meant by the configuration, and can be read. */
  readonly isChecked: boolean;
}

export async function checkProject(input: CheckInput): Promise<CheckResult> {
  const { files, checked, configurationOf, nameOf, onFile, known } = input;
  const reports: DescribedReport[] = [];
  const suppressed: FileOutcome['suppressed'][number][] = [];
  const unusedDirectives: UnusedDirective[] = [];
  const failures: Failure[] = [];
  const relative = nameOf ?? ((file: string): string => relativePath(files.root, file));
  const outcomeOf = async (file: string): Promise<FileOutcome> => {
    const configuration = await configurationOf(file);
    const { result, dependencies } = files.track(() => (configuration ? checkFile(file, configuration, input, relative) : LEFT_OUT));
    known?.keep(file, result, dependencies);
    return result;
  };
  let filesChecked = 0;
  for (const file of checked) {
    const outcome = known?.get(file) ?? await outcomeOf(file);
    if (outcome.isChecked) filesChecked++;
    reports.push(...outcome.reports);
    suppressed.push(...outcome.suppressed);
    unusedDirectives.push(...outcome.unusedDirectives);
    if (outcome.failure !== undefined) failures.push({ file: relative(file), message: outcome.failure });
    if (outcome.isChecked) onFile?.();
  }
  // Numbered together, because a comment that goes must not give the others new names.
  const named = withFingerprints([...reports, ...suppressed.map(({ report }) => report)].sort(byPlace));
  const byKey = new Map(named.map((report) => [keyOf(report), report]));
  return {
    version: reportVersion,
    root: files.root,
    filesChecked,
    reports: reports.map((report) => byKey.get(keyOf(report))!),
    suppressed: suppressed.map(({ report, by }): SuppressedReport => (
      { ...byKey.get(keyOf(report))!, suppressedBy: 'inSource', justification: by.justification })),
    unusedDirectives,
    failures,
  };
}

const LEFT_OUT: FileOutcome = { reports: [], suppressed: [], unusedDirectives: [], failure: undefined, isChecked: false };

/** What nearly every file comes to. */
const NOTHING: FileOutcome = { ...LEFT_OUT, isChecked: true };

function checkFile(
  file: string, configuration: FileConfiguration, { files, cwd }: CheckInput, relative: (file: string) => string,
): FileOutcome {
  const text = files.text(file);
  if (text === undefined) return { ...LEFT_OUT, failure: 'it cannot be read' };
  // Comments that name none of these rules matter only where something is reported.
  const named = mayName(PLUGIN, text) ? readDirectives(file, text) : undefined;
  const { settings, unusedDirectives: severity } = configuration;
  const rules = named ? withSeverities(configuration.rules, named.severities) : configuration.rules;
  const run = runRules({ path: file, text, settings, cwd, rules, model: () => files.model(file) });
  if (run.kind === 'unparsable') return { ...NOTHING, failure: 'it cannot be parsed' };
  const found: DescribedReport[] = [];
  if (run.kind === 'checked' && run.reports.length > 0) {
    const writer = new ReportWriter(catalogOf(readSettings(settings, cwd)), relative);
    found.push(...run.reports.map((report) => writer.describe(run.source.model, report, run.analysis)));
  }
  if (found.length === 0 && !named) return NOTHING;
  const placed = found.map((report) => ({ ruleId: report.rule, line: report.line, column: report.column, report }));
  const { kept, suppressed, unused } = applyDirectives(placed, (named ?? readDirectives(file, text)).directives, PLUGIN);
  return {
    ...NOTHING,
    reports: kept.map(({ report }) => report),
    suppressed: suppressed.map(({ report: { report }, by }) => ({ report, by })),
    unusedDirectives: severity === undefined ? [] : unused.map((directive) => describeUnused(relative(file), directive, severity)),
  };
}

function withSeverities(rules: readonly ChosenRule[], severities: Directives['severities']): readonly ChosenRule[] {
  if (severities.size === 0) return rules;
  const chosen = new Map(rules.map((rule) => [rule.name, rule]));
  for (const [ruleId, severity] of severities) {
    const name = ruleId.replace(/^client-lifetime\//, '');
    const known = name === ruleId ? undefined : chosen.get(name) ?? (severity === 'off' ? undefined : ruleNamed(name, severity));
    if (known && severity === 'off') chosen.delete(name);
    else if (known && severity !== 'off') chosen.set(name, { ...known, severity });
  }
  return [...chosen.values()];
}

function describeUnused(file: string, { ruleId, comment: { start, end } }: Directive, severity: Severity): UnusedDirective {
  return {
    file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column, severity, rule: ruleId!,
    message: `Unused eslint-disable directive (no problems were reported from '${ruleId}').`,
  };
}

function keyOf({ file, line, column, rule }: Omit<DescribedReport, 'identity'>): string {
  return [file, line, column, rule].join('\u0000');
}

function byPlace(a: DescribedReport, b: DescribedReport): number {
  return (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column;
}
