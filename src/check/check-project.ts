import { relativePath } from '../project/files/files.js';
import { noteAnswer } from '../project/files/linter-run.js';
import { catalogOf } from '../rule/settings-catalog.js';
import { readSettings } from '../rule/settings.js';
import { reportVersion } from './check-report.js';
import type { CheckResult, Failure, Severity, SuppressedReport, UnusedDirective } from './check-report.js';
import { ruleNamed } from './chosen-rules.js';
import { ReportWriter, withFingerprints } from './describe-reports.js';
import type { DescribedReport } from './describe-reports.js';
import type { ProjectFiles } from './project-files.js';
import { NO_DIRECTIVES, applyDirectives, mayName, readDirectives } from './rules/directives.js';
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
}

export async function checkProject({ files, checked, cwd, configurationOf, nameOf, onFile }: CheckInput): Promise<CheckResult> {
  const reports: DescribedReport[] = [];
  const suppressed: { readonly report: DescribedReport; readonly by: Directive }[] = [];
  const unusedDirectives: UnusedDirective[] = [];
  const failures: Failure[] = [];
  const relative = nameOf ?? ((file: string): string => relativePath(files.root, file));
  let filesChecked = 0;
  for (const file of checked) {
    const text = files.text(file);
    const configuration = await configurationOf(file);
    if (configuration && text === undefined) failures.push({ file: relative(file), message: 'it cannot be read' });
    if (!configuration || text === undefined) continue;
    filesChecked++;
    // Comments that name none of these rules matter only where something is reported.
    const named = mayName(PLUGIN, text) ? readDirectives(file, text) : undefined;
    const { settings } = configuration;
    const rules = named ? withSeverities(configuration.rules, named.severities) : configuration.rules;
    const run = runRules({ path: file, text, settings, cwd, rules, model: () => files.model(file) });
    const found: DescribedReport[] = [];
    switch (run.kind) {
      case 'passed':
        break;
      case 'unparsable':
        failures.push({ file: relative(file), message: 'it cannot be parsed' });
        break;
      case 'checked': {
        if (run.reports.length === 0) break;
        const writer = new ReportWriter(catalogOf(readSettings(settings, cwd)), relative);
        found.push(...run.reports.map((report) => writer.describe(run.source.model, report, run.analysis)));
      }
    }
    noteAnswer();
    const placed = found.map((report) => ({ ruleId: report.rule, line: report.line, column: report.column, report }));
    const { directives } = named ?? (placed.length > 0 ? readDirectives(file, text) : NO_DIRECTIVES);
    const applied = applyDirectives(placed, directives, PLUGIN);
    reports.push(...applied.kept.map(({ report }) => report));
    suppressed.push(...applied.suppressed.map(({ report: { report }, by }) => ({ report, by })));
    if (configuration.unusedDirectives !== undefined && run.kind !== 'unparsable') {
      const severity = configuration.unusedDirectives;
      unusedDirectives.push(...applied.unused.map((directive) => describeUnused(relative(file), directive, severity)));
    }
    onFile?.();
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
