import type { MemoModel } from './types.js';

export const memos: readonly MemoModel[] = [];
