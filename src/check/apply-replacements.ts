import { applyEdits } from '../suggest/text/moved-text.js';
import type { Replacement } from './check-report.js';

/** A text with replacements in it, which must not overlap, in whatever order they are. */
export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  const edits = replacements.map(({ start, end, text: inserted }) => ({ range: [start, end] as const, text: inserted }));
  return applyEdits(text, [0, text.length], edits.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]));
}
