import type { CheckResult } from '../check-report.js';

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  /** By rule, the most frequent first. */
  readonly byRule: ReadonlyMap<string, number>;
  /** By SDK, the most frequent first; what is about none of them is left out. */
  readonly byFamily: ReadonlyMap<string, number>;
}

export function countsOf({ reports, unusedDirectives, failures }: Pick<CheckResult, 'reports' | 'unusedDirectives' | 'failures'>): Counts {
  const all = [...reports, ...unusedDirectives];
  const errors = all.filter(({ severity }) => severity === 'error').length + failures.length;
  return {
    errors,
    warnings: all.length + failures.length - errors,
    byRule: count(reports.map(({ rule }) => rule)),
    byFamily: count(reports.flatMap(({ client }) => client?.family ?? [])),
  };
}

function count(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1)));
}

/** `3 problems (2 errors, 1 warning): no-client-per-request 2, prefer-shared-client 1; pg 2, ioredis 1` */
export function countLine({ errors, warnings, byRule, byFamily }: Counts): string {
  const plural = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const list = (counts: ReadonlyMap<string, number>): string => (
    [...counts].map(([name, number]) => `${name.replace('client-lifetime/', '')} ${number}`).join(', '));
  const sum = `${plural(errors + warnings, 'problem')} (${plural(errors, 'error')}, ${plural(warnings, 'warning')})`;
  const details = [list(byRule), list(byFamily)].filter((part) => part !== '').join('; ');
  return details === '' ? sum : `${sum}: ${details}`;
}
