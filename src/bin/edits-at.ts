import { readFileSync } from 'node:fs';
import path from 'node:path';
import { relativePath } from '../project/files/files.js';
import { rulesOfPreset } from '../check/chosen-rules.js';
import { ReportWriter } from '../check/describe-reports.js';
import type { DescribedReport } from '../check/describe-reports.js';
import { runRules } from '../check/rules/run-rules.js';
import { parseFile } from '../project/files/parse.js';
import { catalogOf } from '../rule/settings-catalog.js';
import { readSettings, settingsKey } from '../rule/settings.js';
import type { ConstructionReport, Edits, Report } from './report.js';

/** The edits for what is reported on a line, as the preset `strict` offers them. `settings`: those of the plugin. */
export function editsAt(file: string, line: number, settings: unknown = {}): Edits {
  return editsOf(reportsOf(file, path.dirname(file), settings).filter((report) => report.line === line));
}

/** The same report with the edits for what is reported. `settings`: those of the plugin. */
export function withEdits(report: Report, file: string, settings: unknown): Report {
  // Running the rules is the most of it, and in vain where nothing is reported.
  if (report.constructions.every(({ rule }) => rule === undefined)) return report;
  const reports = reportsOf(path.resolve(file), report.root, settings);
  const constructions = report.constructions.map((construction): ConstructionReport => (construction.rule === undefined ? construction : {
    ...construction, edits: editsOf(reports.filter(({ line, column }) => line === construction.line && column === construction.column)),
  }));
  return { ...report, constructions };
}

/**
 * Comments that disable a rule count as little here as a configuration does: who asks is told what the engine says of the place.
 * `root`: where the paths in edits begin.
 */
function reportsOf(file: string, root: string, settings: unknown): readonly DescribedReport[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const all = { [settingsKey]: settings };
  const cwd = process.cwd();
  const run = runRules({ path: file, text, settings: all, cwd, rules: rulesOfPreset('strict'), model: () => parseFile(file, text) });
  if (run.kind !== 'checked') return [];
  const writer = new ReportWriter(catalogOf(readSettings(all, cwd)), (name) => relativePath(root, name));
  return run.reports.map((report) => writer.describe(run.source.model, report, run.analysis));
}

function editsOf(reports: readonly DescribedReport[]): Edits {
  return { offered: reports.flatMap(({ suggestions }) => suggestions), withheld: reports.flatMap(({ withheld }) => withheld) };
}
