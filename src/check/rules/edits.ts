import type { TSESLint } from '@typescript-eslint/utils';

/* What ESLint's rule fixer makes, as plain edits. */

/** A piece of text in place of a range; the offsets count from the start of the text behind a byte order mark. */
export interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

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
  let merged = '';
  let at = start;
  for (const { range, text: inserted } of edits) {
    merged += text.slice(at, range[0]) + inserted;
    at = range[1];
  }
  return { range: [start, end], text: merged + text.slice(at, end) };
}

/** The text with the edits in it, which must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let applied = '';
  let at = 0;
  for (const { range, text: inserted } of edits) {
    applied += text.slice(at, range[0]) + inserted;
    at = range[1];
  }
  return applied + text.slice(at);
}
