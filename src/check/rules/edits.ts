import type { TSESLint } from '@typescript-eslint/utils';
import { applyEdits } from '../../suggest/text/moved-text.js';
import type { Edit } from '../../suggest/text/suggestion.js';

/* What ESLint's rule fixer makes, as plain edits. */

interface Ranged {
  readonly range: readonly [number, number];
}

const fixer = {
  insertTextAfter: ({ range }: Ranged, text: string): Edit => ({ range: [range[1], range[1]], text }),
  insertTextAfterRange: (range: Edit['range'], text: string): Edit => ({ range: [range[1], range[1]], text }),
  insertTextBefore: ({ range }: Ranged, text: string): Edit => ({ range: [range[0], range[0]], text }),
  insertTextBeforeRange: (range: Edit['range'], text: string): Edit => ({ range: [range[0], range[0]], text }),
  remove: ({ range }: Ranged): Edit => ({ range, text: '' }),
  removeRange: (range: Edit['range']): Edit => ({ range, text: '' }),
  replaceText: ({ range }: Ranged, text: string): Edit => ({ range, text }),
  replaceTextRange: (range: Edit['range'], text: string): Edit => ({ range, text }),
};

/** The edits of a fix in the order of the text; `undefined` where it makes none. */
export function editsOf(fix: TSESLint.ReportFixFunction | null | undefined): readonly Edit[] | undefined {
  const made = fix?.(fixer);
  if (!made) return undefined;
  const edits: readonly Edit[] = Symbol.iterator in made ? [...made] : [made];
  return edits.length === 0 ? undefined : [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
}

/** One edit that does what several do: what ESLint hands out. */
export function mergeEdits(edits: readonly Edit[], text: string): Edit {
  const start = Math.min(...edits.map(({ range }) => range[0]));
  const end = Math.max(...edits.map(({ range }) => range[1]));
  return { range: [start, end], text: applyEdits(text, [start, end], edits) };
}
