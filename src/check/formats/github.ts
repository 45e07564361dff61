import type { CheckReport } from '../check-report.js';
import { describeEdge } from '../describe-edge.js';
import type { Format } from './format.js';

/** Annotations: commands for the log of a GitHub Action, one a line. */
export const formatGithub: Format = ({ reports, unusedDirectives, failures }) => [
  ...[...reports.map(withEdge), ...unusedDirectives].map(({ severity, rule, message, file, line, column, endLine, endColumn }) => (
    // GitHub takes columns only of what stands on one line.
    command(severity, { title: rule, file, line, endLine, ...(line === endLine && { col: column, endColumn }) }, message))),
  ...failures.map(({ file, message }) => command('error', { title: 'client-lifetime', file }, `${message}.`)),
].map((line) => `${line}\n`).join('');

/** An annotation stands where the client is constructed, in a file that the change may not touch. */
function withEdge(report: CheckReport): CheckReport {
  const { message, newEdge } = report;
  return newEdge ? { ...report, message: `${describeEdge(newEdge)} (${newEdge.file}:${newEdge.line}). ${message}` } : report;
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${name} ${written}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
