import type { TSESLint } from '@typescript-eslint/utils';

/** What the edits are called where they are offered. Every rule that offers them takes these among its messages. */
export const suggestionMessages = {
  hoistToModule: 'Construct {{client}} once, at module scope.',
  lazyGetter: 'Construct {{client}} once, on first use.',
  asyncMemo: 'Construct {{client}} once, on first use, and share the promise.',
  globalMemo: 'Construct {{client}} once, and keep it when modules are reloaded.',
} as const;

export type SuggestionMessageId = keyof typeof suggestionMessages;

/** One edit, as ESLint takes it. */
export interface Suggestion {
  readonly messageId: SuggestionMessageId;
  readonly data: { readonly client: string };
  readonly fix: (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];
}

/** A piece of text in place of a range. A set of edits never overlaps. */
export interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

export function toSuggestion(messageId: SuggestionMessageId, client: string, edits: readonly Edit[]): Suggestion {
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  return { messageId, data: { client }, fix: (fixer) => sorted.map(({ range, text }) => fixer.replaceTextRange([...range], text)) };
}
