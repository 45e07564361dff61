import type { ESLint } from 'eslint';

export interface Edit {
  /** The edited file, relative to the service. */
  readonly file: string;
  /** What the suggestion says of itself. */
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

export function lintService(folder: string, plugin: ESLint.Plugin, rule?: string): Promise<ESLint.LintResult[]>;
export function formatReport(results: readonly ESLint.LintResult[]): Promise<string>;
export function applySuggestion(options: {
  readonly results: readonly ESLint.LintResult[];
  readonly source: string;
  readonly target: string;
  readonly messageId?: string;
}): Promise<Edit>;
