export interface LintReport {
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  readonly suggestions: readonly string[];
}

export interface LintedFile {
  readonly file: string;
  readonly isParsed: boolean;
  readonly cpu: number;
  readonly error?: string;
  readonly reports: readonly LintReport[];
}

export function lintFiles(plugin: unknown, root: string, files: readonly string[]): Generator<LintedFile>;
