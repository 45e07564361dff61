import { readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../command/user-error.js';
import type { CheckReport, CheckResult } from './check-report.js';

/*
 * Reports that are known and accepted, by their fingerprints, in a file that is written and read by machines and reviewed by people.
 * Input: a result. Output: the same, with what the baseline has among the suppressed. Invariant: a report that is not in it stays.
 * Blind spot: a construction that moves to another file or function is a new one.
 */

const VERSION = 1;

export interface Baseline {
  readonly version: typeof VERSION;
  readonly reports: readonly BaselineEntry[];
}

interface BaselineEntry {
  readonly fingerprint: string;
  /** For people; not compared. */
  readonly rule: string;
  readonly file: string;
  readonly code: string;
}

/** Throws a `UserError` for what is no baseline. `shown`: what the user calls the file. */
export function readBaseline(file: string, shown: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'it is not there. Write it with --update-baseline' : (error as Error).message;
    throw new UserError(`cannot read the baseline ${shown}: ${reason}.`, { cause: error });
  }
  if (!isBaseline(value)) throw new UserError(`${shown} is no baseline of version ${VERSION}. Write it anew with --update-baseline.`);
  return value;
}

function isBaseline(value: unknown): value is Baseline {
  if (typeof value !== 'object' || value === null) return false;
  const { version, reports } = value as Partial<Record<keyof Baseline, unknown>>;
  return version === VERSION && Array.isArray(reports) && reports.every((entry: unknown) => (
    typeof entry === 'object' && entry !== null && typeof (entry as { fingerprint?: unknown }).fingerprint === 'string'));
}

/** Accepts all reports of a result. */
export function writeBaseline(file: string, shown: string, reports: readonly CheckReport[]): void {
  const baseline: Baseline = {
    version: VERSION, reports: reports.map(({ fingerprint, rule, file: path, code }) => ({ fingerprint, rule, file: path, code })),
  };
  try {
    writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    throw new UserError(`cannot write the baseline ${shown}: ${(error as Error).message}`, { cause: error });
  }
}

export interface Accepted {
  readonly result: CheckResult;
  /** Entries that nothing is reported of any more, of files that were checked or are gone. */
  readonly outdated: number;
}

/** `isChecked`: whether a file of the baseline was among those that were looked at. */
export function acceptKnown(result: CheckResult, baseline: Baseline, isChecked: (file: string) => boolean): Accepted {
  const known = new Set(baseline.reports.map(({ fingerprint }) => fingerprint));
  const all = new Set([...result.reports, ...result.suppressed].map(({ fingerprint }) => fingerprint));
  const accepted = result.reports.filter(({ fingerprint }) => known.has(fingerprint));
  return {
    result: {
      ...result,
      reports: result.reports.filter(({ fingerprint }) => !known.has(fingerprint)),
      suppressed: [
        ...result.suppressed, ...accepted.map((report) => ({ ...report, suppressedBy: 'external' as const, justification: 'baseline' })),
      ],
    },
    outdated: baseline.reports.filter(({ fingerprint, file }) => !all.has(fingerprint) && isChecked(file)).length,
  };
}
