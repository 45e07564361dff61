import type { CheckResult } from '../check-report.js';

/** How a result is written. */
export interface FormatOptions {
  /** For people who look at a terminal. */
  readonly hasColors: boolean;
  /** Absolute; what is shown to people begins there. */
  readonly cwd: string;
  /** The text of a file of the project, by its path in the result; `undefined` if it cannot be read. */
  readonly textOf: (file: string) => string | undefined;
  /** Of this package. */
  readonly version: string;
}

/** The whole output, with a line end. */
export type Format = (result: CheckResult, options: FormatOptions) => string;
