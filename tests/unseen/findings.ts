import type { ConstructionReport } from '../../src/bin/report.js';

/* What is known of one repository after it was read, as it is kept between runs. Paths are below the root of the repository. */

export interface RepositoryFindings {
  readonly repository: string;
  readonly commit: string;
  /** Of the engine that found it. */
  readonly digest: string;
  readonly files: readonly FileFindings[];
  /** Why reading it ended before its end. */
  readonly failure?: string;
  /** Of the process that read it, in megabytes. */
  readonly peakMemory: number;
}

export interface FileFindings {
  readonly file: string;
  /** CPU time of linting and explaining it, in milliseconds. */
  readonly cpu: number;
  readonly isParsed: boolean;
  /** What crashed. */
  readonly error?: string;
  readonly reports: readonly RuleReport[];
  readonly constructions: readonly Construction[];
  /** Limits of the engine that were met, each with the place. */
  readonly limits: readonly LimitMet[];
}

export interface RuleReport {
  readonly rule: string;
  readonly line: number;
  readonly message: string;
  readonly edits: readonly string[];
  readonly isRecommended: boolean;
}

export interface Construction {
  readonly line: number;
  readonly isInFunction: boolean;
  readonly report: ConstructionReport;
}

export interface LimitMet {
  readonly limit: string;
  readonly where: string;
}
