import type { WithheldEdit } from './check-report.js';

const WORDS: Readonly<Record<WithheldEdit['edit'], string>> = {
  sharing: 'not one for all', cache: 'not one for each key', closing: 'not closed on every path by an edit',
};

/** Which edit is not offered, and why, for people. */
export function describeWithheld({ edit, reason }: WithheldEdit): string {
  return `${WORDS[edit]}: ${reason}`;
}
