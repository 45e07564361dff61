import type { TSESLint } from '@typescript-eslint/utils';
import type { FileModel } from '../../resolve/file-model.js';

/** What the edits are called where they are offered. Every rule that offers them takes these among its messages. */
export const suggestionMessages = {
  hoistToModule: 'Construct {{client}} once, at module scope.',
  lazyGetter: 'Construct {{client}} once, on first use.',
  assignOnce: 'Construct {{client}} only where there is none yet.',
  asyncMemo: 'Construct {{client}} once, on first use, and share the promise.',
  classField: 'Construct {{client}} once for each object of the class, which lives as long as the process.',
  classFieldLazy: 'Construct {{client}} once for each object of the class, which lives as long as the process, on first use.',
  staticField: 'Construct {{client}} once, in a static field of the class.',
  globalMemo: 'Construct {{client}} once, and keep it when modules are reloaded.',
  keyedCache: 'Keep one {{client}} per key in a bounded cache that closes the least recently used.',
  sharedPool: 'Borrow the connection of {{client}} from one pool that all requests share.',
  poolInstead: 'Ask one pool that all requests share in place of {{client}}.',
  sharedProcess: 'Start {{client}} once, on first use, and give each request a context of its own.',
  awaitUsing: 'Declare {{client}} with `await using`, which closes it when its block is left.',
  using: 'Declare {{client}} with `using`, which closes it when its block is left.',
  closeInFinally: 'Close {{client}} in a `finally` block.',
  closeWhenSettled: 'Close {{client}} when the promise is settled.',
  closeInCallback: 'Close {{client}} as soon as the last callback is called.',
  closeOnFailure: 'Close {{client}} when the function fails before others have it.',
  closeWhereLost: 'Close {{client}} in front of each statement that leaves it open.',
} as const;

/** What the edits of a close of a shared client are called. */
export const dropMessages = {
  dropClose: 'Leave `{{client}}` open: it is shared.',
  ownClient: 'Construct `{{client}}` in the function that connects and closes it.',
} as const;

/** What the edits of something borrowed from a pool are called. */
export const releaseMessages = {
  releaseAwaitUsing: 'Declare the {{client}} with `await using`, which gives it back when its block is left.',
  releaseUsing: 'Declare the {{client}} with `using`, which gives it back when its block is left.',
  releaseInFinally: 'Give the {{client}} back in a `finally` block.',
  releaseAtOnce: 'Give the {{client}} back at once: nobody uses it.',
  releaseInCallback: 'Give the {{client}} back as soon as the last callback is called.',
  releaseWhenSettled: 'Give the {{client}} back when the promise is settled.',
  releaseOnFailure: 'Give the {{client}} back when the function fails before others have it.',
  rollBackOnFailure: 'Roll the transaction back when something fails before it is committed.',
  releaseWhereLost: 'Give the {{client}} back in front of each statement that leaves without that.',
} as const;

export type SuggestionMessageId = keyof typeof suggestionMessages;

/** One edit, as ESLint takes it. */
export interface Suggestion<Id extends string = SuggestionMessageId> {
  readonly messageId: Id;
  readonly data: { readonly client: string };
  readonly fix: (fixer: Pick<TSESLint.RuleFixer, 'replaceTextRange'>) => TSESLint.RuleFix[];
  /** The file that it changes, if that is not the one of the report. */
  readonly file?: FileModel;
}

/** A piece of text in place of a range. A set of edits never overlaps. */
export interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

export function toSuggestion<Id extends string>(messageId: Id, client: string, edits: readonly Edit[]): Suggestion<Id> {
  const apart = withoutOverlaps(edits);
  return { messageId, data: { client }, fix: (fixer) => apart.map(({ range, text }) => fixer.replaceTextRange([...range], text)) };
}

/** What an edit writes. */
export function textsOf<Id extends string>({ fix }: Suggestion<Id>): string[] {
  return fix({ replaceTextRange: ([from, to], text) => ({ range: [from, to], text }) }).map(({ text }) => text);
}

/** What lies in a range that goes goes with it, and ranges that go and meet become one. */
function withoutOverlaps(edits: readonly Edit[]): Edit[] {
  const isInsertion = ({ range }: Edit): number => range[0] === range[1] ? 0 : 1;
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0] || isInsertion(a) - isInsertion(b) || b.range[1] - a.range[1]);
  const apart: Edit[] = [];
  for (const edit of sorted) {
    const last = apart.at(-1);
    if (!last || edit.range[0] >= last.range[1]) apart.push(edit);
    else if (edit.range[1] > last.range[1]) apart.splice(-1, 1, { range: [last.range[0], edit.range[1]], text: last.text + edit.text });
  }
  return apart;
}
