import type { CheckReport, CheckResult, Suggestion } from '../check-report.js';
import { editFiles } from './edit-files.js';
import type { EditedFiles, WantedEdit } from './edit-files.js';

/*
 * Repairs what a check reported, and checks again after each change, until there is nothing more to do.
 * Input: a result, a way to check anew, and, for edits that a person chooses, somebody to ask. Output: the result of the last check.
 * Invariant: no edit is put into a text other than the one that it was made for. Blind spot: what an edit is good for is not judged here.
 */

/** Edits that meet in a file come one after the other, and one that is reported anew each time must come to an end. */
const MAX_ROUNDS = 100;

export interface Repair {
  readonly result: CheckResult;
  /** Looks at the project as it is now. */
  readonly check: () => Promise<CheckResult>;
  /** The text of a file as it was checked last. */
  readonly textOf: (file: string) => string | undefined;
  /** To be told what was written. */
  readonly onEdited: (edited: EditedFiles) => void;
}

/** Makes the edits that keep the behaviour. */
export async function makeFixes({ result: first, check, textOf, onEdited }: Repair): Promise<CheckResult> {
  const left = new Set<string>();
  let result = first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = result.reports.flatMap(({ fix, file }): WantedEdit[] => (fix && !left.has(file) ? [fix] : []));
    if (edits.length === 0) break;
    const edited = editFiles({ root: result.root, textOf, edits });
    for (const { file } of edited.skipped) left.add(file);
    onEdited(edited);
    if (edited.changes.length === 0) break;
    result = await check();
  }
  return result;
}

/** What somebody says of a report: the edit to make, to leave it, or to ask no more. */
export type Choice = Suggestion | 'leave' | 'stop';

/** Asks of each report which edit to make. */
export async function makeChosenEdits(
  { result: first, check, textOf, onEdited }: Repair, choose: (report: CheckReport, result: CheckResult) => Promise<Choice>,
): Promise<CheckResult> {
  const asked = new Set<string>();
  let result = first;
  for (;;) {
    const report = result.reports.find(({ suggestions, fingerprint }) => suggestions.length > 0 && !asked.has(fingerprint));
    if (!report) return result;
    const choice = await choose(report, result);
    if (choice === 'stop') return result;
    if (choice === 'leave') {
      asked.add(report.fingerprint);
      continue;
    }
    const edited = editFiles({ root: result.root, textOf, edits: [choice.replacements] });
    onEdited(edited);
    // Of one that was made, the fingerprint goes, or goes over to the next report of the same kind.
    if (edited.skipped.length > 0) asked.add(report.fingerprint);
    else result = await check();
  }
}
