import type { Suggestion, WithheldEdit } from '../check/check-report.js';
import type { PassFact } from '../verdict/passes/pass-facts.js';

/*
 * What `explain` found, as plain data: printed with `--json`, and the only thing that the text for people is made of.
 * Paths are relative to the root of the project, lines and columns begin with 1.
 */

export interface Report {
  readonly file: string;
  /** Without one, the whole file was asked about. */
  readonly line?: number;
  readonly root: string;
  readonly constructions: readonly ConstructionReport[];
  /** Without a construction at the place: where the file has some, nearest first. */
  readonly nearest: readonly NearConstruction[];
  /** Limits that were met, and files that could not be parsed, on the way. */
  readonly notes: readonly string[];
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface NearConstruction {
  readonly line: number;
  readonly code: string;
}

export interface ConstructionReport extends Place {
  readonly column: number;
  readonly code: string;
  readonly resolved: Resolved;
  /** The entry of the catalog that takes part. */
  readonly entry?: EntryReport;
  /** Only where the catalog has no entry. */
  readonly missing?: Missing;
  /** The rule that reports it. */
  readonly rule?: string;
  /** The edits that are offered there; absent where nothing is reported. */
  readonly edits?: Edits;
  /** Why none does. */
  readonly silence?: string;
  /** Ways in which the life of the client can end, the one that decides first. */
  readonly endings: readonly EndingReport[];
  /** What each pass of the engine found, with `--passes`. */
  readonly passes?: readonly PassFact[];
}

export type Resolved =
  | { readonly kind: 'package'; readonly package: string; readonly export: string }
  /** With the constructions in it. */
  | { readonly kind: 'project'; readonly what: string; readonly place: Place; readonly constructions: readonly Place[] }
  | { readonly kind: 'global'; readonly name: string }
  /** A call that closes what requests share. */
  | { readonly kind: 'close'; readonly what: string; readonly isProcessWide: boolean }
  | { readonly kind: 'unknown' };

export interface EntryReport {
  readonly family: string;
  readonly package: string;
  readonly export: string;
  /** What one holds; absent for what owns no connection. */
  readonly holds?: string;
  /** The same in words. */
  readonly holding?: string;
  readonly connects?: string;
  /** What is borrowed, of calls that borrow from a pool. */
  readonly borrows?: string;
  readonly release: readonly string[];
  /** Why it owns no connection. */
  readonly reason?: string;
  readonly note?: string;
  readonly docs: string;
}

export interface Missing {
  /** The family that has it and is left out by the settings. */
  readonly leftOut?: string;
  /** The entry that comes nearest. */
  readonly nearest?: { readonly package: string; readonly export: string };
}

export interface EndingReport {
  readonly keep: 'local' | 'cached' | 'requestOwned' | 'unknown';
  /** Who keeps it, or what stopped the search, and where. */
  readonly reason?: string;
  readonly place?: Place;
  readonly run: 'perRequest' | 'perIteration' | 'once' | 'unknown';
  readonly runReason?: string;
  /** The entry point, with `perRequest`. */
  readonly entryPoint?: EntryPointReport;
  /** What else leads to it, nearest first; at most nine. */
  readonly otherEntryPoints?: readonly EntryPointReport[];
  /** How many more there are. */
  readonly furtherEntryPoints?: number;
  /** From the entry point to the construction. */
  readonly trace: readonly TraceLine[];
  readonly release: 'never' | 'somePaths' | 'everyPath' | 'unknown';
  /** After which statement it is lost, with `somePaths`. */
  readonly lostAt?: Place & { readonly kind: string; readonly code: string };
  /** Of constructions only. */
  readonly arguments?: 'constant' | 'request' | 'unknown';
  readonly runtime?: string;
  readonly isInert: boolean;
}

export interface EntryPointReport {
  readonly label: string;
  readonly occasion: string;
  readonly framework: string;
  readonly place: Place;
}

export interface TraceLine extends Place {
  readonly function?: string;
  readonly code: string;
}

/** What is offered for one construction, and why no more. */
export interface Edits {
  /** Best first. */
  readonly offered: readonly Suggestion[];
  /** Kinds of edits that are not offered. */
  readonly withheld: readonly WithheldEdit[];
}
