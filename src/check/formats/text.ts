import path from 'node:path';
import { styleText } from 'node:util';
import { relativePath } from '../../project/files/files.js';
import type { CheckReport, CheckResult, CodePlace, Step, UnusedDirective } from '../check-report.js';
import { describeWithheld } from '../describe-withheld.js';
import { describeEdge } from '../describe-edge.js';
import { codeFrame } from './code-frame.js';
import type { Paint } from './code-frame.js';
import { countLine, countsOf } from './counts.js';
import type { Format, FormatOptions } from './format.js';

/** For people: by file, each report with its code, the way of the request to it, and the edits that are offered. */
export const formatText: Format = (result, options) => {
  const paint = painter(options);
  const shown = shower(result, options);
  const files = [...new Set([...result.reports, ...result.unusedDirectives].map(({ file }) => file))].sort();
  const parts = files.map((file) => [
    paint('underline', shown(file)),
    ...result.reports.filter((report) => report.file === file).map((report) => renderReport(report, shown, paint, options)),
    ...result.unusedDirectives.filter((directive) => directive.file === file).map((directive) => renderUnused(directive, paint)),
  ].join('\n\n'));
  const failures = result.failures.map(({ file, message }) => `${shown(file)}: ${paint('red', 'error')}: ${message}.`);
  if (failures.length > 0) parts.push(failures.join('\n'));
  parts.push(lastLine(result, paint));
  return `${parts.join('\n\n')}\n`;
};

/** One report with the name of its file, for who asks about it. */
export function formatReport(report: CheckReport, result: CheckResult, options: FormatOptions): string {
  const paint = painter(options);
  const shown = shower(result, options);
  return `${paint('underline', shown(report.file))}\n\n${renderReport(report, shown, paint, options)}\n`;
}

function painter({ hasColors }: FormatOptions): Paint {
  return hasColors ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

/** Paths as people see them from the folder they are in. */
function shower({ root }: CheckResult, { cwd }: FormatOptions): (file: string) => string {
  return (file) => relativePath(cwd, path.join(root, file));
}

function renderReport(report: CheckReport, shown: (file: string) => string, paint: Paint, { textOf }: FormatOptions): string {
  const { line, column, severity, rule, message, trace, entry, newEdge, witness, suggestions, withheld, fix } = report;
  const label = paint(severity === 'error' ? 'red' : 'yellow', severity);
  const text = textOf(report.file);
  const at = (place: CodePlace): string => `${shown(place.file)}:${place.line}`;
  const lines = [
    `${paint('bold', `${line}:${column}`)}  ${label}  ${paint('dim', rule)}`,
    message,
    ...(text === undefined ? [] : ['', ...codeFrame(text, report, paint)]),
  ];
  if (newEdge) lines.push('', `${paint('bold', 'new')}  ${describeEdge(newEdge)}  ${paint('cyan', at(newEdge))}`);
  if (entry) lines.push('', ...renderTrace(entry.label, entry, trace, at, paint), ...renderOthers(report, at, paint));
  if (witness) lines.push('', `${WITNESS[witness.kind]}  ${paint('cyan', at(witness))}  ${witness.code}`);
  if (suggestions.length > 0) {
    lines.push('', ...suggestions.map(({ title }, index) => (
      `${paint('green', 'edit')}  ${title}${fix && index === 0 ? ' (--fix does it)' : ''}`)));
  }
  if (suggestions.length === 0 && withheld.length > 0) {
    lines.push('', `${paint('dim', 'no edit')}  ${withheld.map(describeWithheld).join(`\n  ${' '.repeat('no edit  '.length)}`)}`);
  }
  return lines.map((one) => `  ${one}`.trimEnd()).join('\n');
}

const WITNESS = {
  throw: 'lost if this throws:', return: 'lost when it leaves here:', end: 'lost at the end, after:', overwritten: 'lost when replaced:',
} as const;

/** A step a line, each further in than the one before, with the code that stands there. */
function renderTrace(
  label: string, entry: CodePlace, trace: readonly Step[], at: (place: CodePlace) => string, paint: Paint,
): string[] {
  return [
    `${paint('bold', label)}  ${paint('cyan', at(entry))}  ${entry.code}`,
    ...trace.map((step, depth) => {
      const name = step.function === undefined ? '(anonymous function)' : `${step.function}()`;
      return `${'  '.repeat(depth)}└ ${name}  ${paint('cyan', at(step))}  ${step.code}`;
    }),
  ];
}

/** What else leads to the same place. */
function renderOthers({ otherEntries = [], furtherEntries = 0 }: CheckReport, at: (place: CodePlace) => string, paint: Paint): string[] {
  return [
    ...otherEntries.map((entry) => `also ${paint('bold', entry.label)}  ${paint('cyan', at(entry))}`),
    ...(furtherEntries > 0 ? [`and ${furtherEntries} more`] : []),
  ];
}

function renderUnused({ line, column, severity, message }: UnusedDirective, paint: Paint): string {
  return `  ${paint('bold', `${line}:${column}`)}  ${paint(severity === 'error' ? 'red' : 'yellow', severity)}  ${message}`;
}

function lastLine(result: CheckResult, paint: Paint): string {
  const counts = countsOf(result);
  const { base } = result;
  const since = base ? ` since ${base.name} (${base.commit.slice(0, 7)})` : '';
  const known = base && base.known > 0 ? ` ${base.known} ${base.known === 1 ? 'report was' : 'reports were'} there before.` : '';
  if (counts.errors + counts.warnings > 0) {
    return `${paint('bold', `${base ? `New${since}: ` : ''}${countLine(counts)}`)}${known && `.${known}`}`;
  }
  return `${paint('green', base ? 'Nothing new' : 'Nothing to report')}${since} in ${result.filesChecked} files.${known}`;
}
