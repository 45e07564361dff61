import type { RuntimeModel } from './types.js';

export const runtimes: readonly RuntimeModel[] = [];
