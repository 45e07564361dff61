/*
 * What `check` found, as plain data: printed with `--format json`, and the only thing that all other formats are made of.
 * Paths are relative to the root of the project and have `/`; lines and columns begin with 1. Published as `schema/check.schema.json`.
 */

/** Grows by one when something that readers rely on goes or changes its meaning; what is added leaves it. */
export const reportVersion = 1;

export interface CheckResult {
  readonly version: typeof reportVersion;
  /** An absolute path. */
  readonly root: string;
  /** Files of the project that were looked at, whether or not they were parsed. */
  readonly filesChecked: number;
  /** What a change was compared with, of `--changed`: then `reports` are those that it adds. */
  readonly base?: ComparedBase;
  /** By file and place. */
  readonly reports: readonly CheckReport[];
  /** Those that a comment in the code, or a baseline, accepts. */
  readonly suppressed: readonly SuppressedReport[];
  /** Comments of `eslint-disable` that name a rule of this plugin in vain. */
  readonly unusedDirectives: readonly UnusedDirective[];
  /** Files that could not be looked at. */
  readonly failures: readonly Failure[];
}

export interface ComparedBase {
  /** The whole name of the commit. */
  readonly commit: string;
  /** What the user calls it, or what was found: `origin/main`. */
  readonly name: string;
  /** How many reports were there already. */
  readonly known: number;
}

export type Severity = 'error' | 'warning';

/** A piece of a file. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Behind the last character. */
  readonly endColumn: number;
}

/** A place with the line of code that it begins on, without the white space around it. */
export interface CodePlace extends Place {
  readonly code: string;
}

export interface CheckReport extends CodePlace {
  /** With the name of the plugin, as in the configuration of ESLint. */
  readonly rule: string;
  readonly severity: Severity;
  readonly messageId: string;
  readonly message: string;
  /** What it is about; absent where a client is closed that several constructions may have made. */
  readonly client?: Client;
  /** Where the request enters; absent where no caller is known. */
  readonly entry?: Entry;
  /** What else leads to it, nearest first; at most nine, and absent where there is nothing. */
  readonly otherEntries?: readonly Entry[];
  /** How many more there are. */
  readonly furtherEntries?: number;
  /** From the entry point inwards; the last one is the report's own place. */
  readonly trace: readonly Step[];
  /** The call that is new on this way, of `--changed`; absent where the construction itself is, or nothing on the way. */
  readonly newEdge?: NewEdge;
  /** Where the client is lost, of one that is released on some paths only. */
  readonly witness?: Witness;
  /** What the edit of `--fix` replaces; absent where a person has to choose. */
  readonly fix?: readonly Replacement[];
  /** Best first. */
  readonly suggestions: readonly Suggestion[];
  /** Kinds of edits that are not offered, and why. */
  readonly withheld: readonly WithheldEdit[];
  /** The same for the same report after lines have moved; no two reports of a run have one. */
  readonly fingerprint: string;
}

export interface SuppressedReport extends CheckReport {
  /** `inSource`: by a comment. `external`: by a baseline. */
  readonly suppressedBy: 'inSource' | 'external';
  /** What the comment says behind `--`. */
  readonly justification: string;
}

export interface Client {
  /** The SDK, as in the table of the catalog. */
  readonly family: string;
  readonly package: string;
  /** As it is exported: `Pool`, `v1.ImageAnnotatorClient`. Absent of what is borrowed from a pool. */
  readonly export?: string;
}

export interface Entry extends CodePlace {
  /** `POST /verify` */
  readonly label: string;
  readonly occasion: string;
  readonly framework: string;
}

/** One function on the way, and what stands in it: the next call, or the construction. */
export interface Step extends CodePlace {
  /** Absent of a function without a name. */
  readonly function?: string;
}

/** A call that was not there before, or an entry point. */
export interface NewEdge extends CodePlace {
  /** The label of the entry point. */
  readonly from: string;
  /** What is called: `isHuman()` */
  readonly to: string;
}

export interface Witness extends CodePlace {
  /** `throw`: if this throws. `return`: by this. `end`: at the end of the function, after this. `overwritten`: by another one, here. */
  readonly kind: 'throw' | 'return' | 'end' | 'overwritten';
}

/** Characters of the file that another text takes the place of. */
export interface Replacement extends Place {
  /** Characters (UTF-16 code units) from the start of the file, behind a byte order mark. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Suggestion {
  readonly id: string;
  readonly title: string;
  /** In the order of the file, and apart from each other. */
  readonly replacements: readonly Replacement[];
}

export interface WithheldEdit {
  /** One client for all, one for each key, or closing on every path. */
  readonly edit: 'sharing' | 'cache' | 'closing';
  /** The end of a sentence that begins with "because". */
  readonly reason: string;
}

export interface UnusedDirective extends Place {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
}

export interface Failure {
  readonly file: string;
  readonly message: string;
}
