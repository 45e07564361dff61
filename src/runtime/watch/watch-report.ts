/*
 * What `watch` found, as plain data: printed with `--json`, and the only thing that the text for people is made of.
 * Lines and columns begin with 1.
 */

export interface WatchReport {
  /** How long it was counted, in seconds. */
  readonly seconds: number;
  readonly processes: readonly { readonly pid: number; readonly nodeVersion: string; readonly threads: number }[];
  /** What is counted, one per export that the processes have loaded. */
  readonly counted: readonly CountedExport[];
  /** What is loaded and not counted, and why. */
  readonly refused: readonly RefusedExport[];
  /** Most constructions first. */
  readonly places: readonly WatchedPlace[];
  /** Connections of all processes by remote, most added first. */
  readonly sockets: readonly SocketChange[];
  /** What else a reader should know; full sentences. */
  readonly notes: readonly string[];
}

export interface CountedExport {
  readonly package: string;
  readonly version?: string;
  readonly export: string;
  /** Methods whose calls are counted as releases. Empty: they cannot be counted. */
  readonly releasedBy: readonly string[];
}

export interface RefusedExport {
  readonly package: string;
  readonly version?: string;
  readonly export: string;
  readonly reason: string;
}

export interface WatchedPlace {
  readonly package: string;
  readonly version?: string;
  readonly export: string;
  readonly constructed: number;
  readonly perSecond: number;
  /** Left out where releases cannot be counted. */
  readonly released?: number;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Packages between the place and the client: they construct it on its behalf. */
  readonly through: readonly string[];
  /** From the place up to the outermost function of the application: the handler. */
  readonly stack: readonly StackLine[];
  /** What the linter says of the place. */
  readonly verdict?: PlaceVerdict;
}

export interface StackLine {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface PlaceVerdict {
  /** The rule that reports it; left out: none does. */
  readonly rule?: string;
  /** Why none does. */
  readonly silence?: string;
  /** From the entry point to the construction, a line each. */
  readonly trace: readonly string[];
  /** Titles of the edits that ESLint offers there. */
  readonly edits: readonly string[];
}

export interface SocketChange {
  readonly remote: string;
  readonly before: number;
  readonly after: number;
}
