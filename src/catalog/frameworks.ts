import type { FrameworkModel } from './types.js';

export const frameworks: readonly FrameworkModel[] = [];
