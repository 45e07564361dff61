import { createHash } from 'node:crypto';
import type { Format } from './format.js';

/** GitLab's report on code quality. */
export const formatGitlab: Format = ({ reports, unusedDirectives, failures }) => `${JSON.stringify([
  ...reports.map(({ rule, message, fingerprint, severity, file, line, endLine }) => (
    issue(rule, message, fingerprint, severity === 'error' ? 'major' : 'minor', file, line, endLine))),
  ...unusedDirectives.map(({ rule, message, severity, file, line, endLine }) => (
    issue(rule, message, nameOf(file, rule, String(line), message), severity === 'error' ? 'major' : 'info', file, line, endLine))),
  ...failures.map(({ file, message }) => issue('client-lifetime', `${message}.`, nameOf(file, message), 'blocker', file, 1, 1)),
], null, 2)}\n`;

function issue(
  rule: string, description: string, fingerprint: string, severity: 'blocker' | 'info' | 'major' | 'minor',
  path: string, begin: number, end: number,
) {
  return { type: 'issue', check_name: rule, description, fingerprint, severity, location: { path, lines: { begin, end } } };
}

function nameOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 32);
}
