import { addedLines } from '../../command/line-diff.js';
import type { CheckReport, CheckResult, Entry, NewEdge, Place, Step } from '../check-report.js';

/*
 * What a change adds: the reports of today that its base has not, each with the call that is new on the way of the request to it.
 * Input: the results of both. Output: that of today, without what was there before. Invariant: a report is known by its fingerprint.
 * Blind spot: a report that was there and is reached by one more request is not new.
 */

export interface Comparison {
  /** Of today. */
  readonly result: CheckResult;
  /** Those of the base, for the files that have reports today. */
  readonly former: ReadonlySet<string>;
  readonly base: NonNullable<CheckResult['base']>;
  /** Whether a file, by its path in the result, is another than in the base. */
  readonly isChanged: (file: string) => boolean;
  /** Both texts of a file; the former one is `undefined` where there was none. */
  readonly textsOf: (file: string) => { readonly before: string | undefined; readonly after: string | undefined };
}

export function onlyNew({ result, former, base, isChanged, textsOf }: Comparison): CheckResult {
  const lines = new Map<string, ReadonlySet<number>>();
  const isNew = ({ file, line }: Place): boolean => {
    if (!isChanged(file)) return false;
    let added = lines.get(file);
    if (!added) {
      const { before, after } = textsOf(file);
      lines.set(file, added = addedLines(before ?? '', after ?? ''));
    }
    return added.has(line);
  };
  const reports = result.reports.filter(({ fingerprint }) => !former.has(fingerprint)).map((report) => {
    const edge = newEdgeOf(report, isNew);
    return edge ? { ...report, newEdge: edge } : report;
  });
  return {
    ...result,
    base: { ...base, known: result.reports.length - reports.length },
    reports,
    unusedDirectives: result.unusedDirectives.filter(isNew),
  };
}

/** The first call on the way that is new; none where the construction itself is, or nothing on the way. */
function newEdgeOf({ entry, trace, line, file }: CheckReport, isNew: (place: Place) => boolean): NewEdge | undefined {
  if (!entry || isNew(trace.at(-1) ?? { ...entry, line, file })) return undefined;
  const isNewEntry = isNew(entry);
  const at = isNewEntry ? -1 : trace.findIndex(isNew);
  if (at < 0 && !isNewEntry) return undefined;
  const place: Entry | Step = at < 0 ? entry : trace[at]!;
  const to = trace.slice(at + 1).find((step) => step.function !== undefined)?.function;
  if (to === undefined) return undefined;
  const { line: from, column, endLine, endColumn, code } = place;
  return { from: entry.label, to: `${to}()`, file: place.file, line: from, column, endLine, endColumn, code };
}
