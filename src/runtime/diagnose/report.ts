import type { FoundClient } from './fingerprints/find-client.js';
import type { Fit } from './join/join-sites.js';
import type { ProjectSite } from './join/project-sites.js';
import type { OtherGrowth } from './others/find-others.js';
import type { Owner } from './owners/owner.js';
import type { Certainty, UnitHandle, UnitPackage } from './units/unit.js';

/*
 * What `diagnose` found, as plain data: printed with `--json`, and the only thing that text and page are made of.
 * Paths are relative to the project where they lie in it. Lines and columns begin with 1; sizes are in bytes.
 */

export interface DiagnoseReport {
  /** Of this shape; a higher one may mean other things. */
  readonly version: 1;
  readonly snapshots: readonly SnapshotReport[];
  /** How much more V8 counts after each interval. */
  readonly heapDeltas: readonly number[];
  readonly conclusion: Conclusion;
  /** Clients with their connections that grow, the largest first. */
  readonly leaks: readonly LeakReport[];
  /** What else grows: it owns no connection. */
  readonly others: readonly OtherGrowth[];
  /** Kinds of objects of which there are more after every interval, what V8 has of its own included. */
  readonly growingRows: number;
  /** Full sentences about the input. */
  readonly notes: readonly string[];
}

export type Conclusion =
  /** Connections are opened and kept, at least as sure as `likely`. */
  | 'leak'
  /** Connections grow, and it may be chance. */
  | 'possibleLeak'
  /** Only timers, threads or the like grow. */
  | 'handles'
  /** Others open connections to this process and keep them. */
  | 'incoming'
  /** Something grows, and nothing that grows owns a connection. */
  | 'noConnection'
  /** Nothing of note grows in every interval. */
  | 'nothing';

export interface SnapshotReport {
  readonly file: string;
  readonly bytes: number;
  readonly objects: number;
  /** All that V8 counts. */
  readonly heapSize: number;
}

export interface LeakReport {
  readonly kind: 'connection' | 'timer' | 'other';
  readonly isIncoming: boolean;
  readonly owner: Owner;
  /** How many there are in each snapshot. */
  readonly counts: readonly number[];
  /** How many more after each interval. */
  readonly deltas: readonly number[];
  /** Of those made in each interval, how many are left. */
  readonly survivors: readonly number[];
  /** In bytes, of all rows, after each interval. */
  readonly sizeDeltas: readonly number[];
  readonly bytesEach: number;
  readonly handles: readonly UnitHandle[];
  readonly packages: readonly UnitPackage[];
  readonly rows: readonly RowReport[];
  readonly certainty: Certainty;
  /** The client of the catalog that adds the same objects to a heap, as it was measured. */
  readonly client?: FoundClient;
  /** Constructions in the project that make it, the best first. */
  readonly candidates: readonly CandidateReport[];
}

export interface RowReport {
  readonly name: string;
  readonly type: string;
  readonly owner: Owner;
  readonly counts: readonly number[];
  readonly countDeltas: readonly number[];
  readonly sizeDeltas: readonly number[];
  /** For each unit. */
  readonly each: number;
}

export interface CandidateReport extends Omit<ProjectSite, 'folder'> {
  readonly fit: Fit;
  readonly uncovered: readonly string[];
  /** As counted by `watch`. */
  readonly constructed?: number;
}
