import type { GrowingRow } from '../growth/growth.js';
import type { HandleKind } from './handles.js';
import type { Owner } from '../owners/owner.js';

/** Objects that are made together each time, among them a handle: a client with its connection. */
export interface Unit {
  /** Whose code is nearest to the handles. */
  readonly owner: Owner;
  /** The connections were opened by the other side: this process is their server. */
  readonly isIncoming: boolean;
  /** How many there are in each snapshot. */
  readonly counts: readonly number[];
  /** How many more there are after each interval: the deltas that most rows of the owner have. */
  readonly deltas: readonly number[];
  /** Of those made in each interval, how many are still there. */
  readonly survivors: readonly number[];
  readonly rows: readonly UnitRow[];
  /** What packages construct in the same numbers, without a reference from the handles that could be followed. */
  readonly alongside: readonly UnitRow[];
  readonly handles: readonly UnitHandle[];
  readonly packages: readonly UnitPackage[];
  /** In bytes, of all rows together, for each unit. */
  readonly bytesEach: number;
  readonly certainty: Certainty;
}

export interface UnitRow extends GrowingRow {
  readonly owner: Owner;
  /** How many there are for each unit; the same in all intervals, within the tolerance. */
  readonly each: number;
}

export interface UnitHandle {
  readonly name: string;
  readonly kind: HandleKind;
  /** How many for each unit, on average. */
  readonly each: number;
}

export interface UnitPackage {
  readonly name: string;
  /** How many rows of the unit its code constructs. */
  readonly rows: number;
}

/** How sure it is that this is a leak, and why. */
export interface Certainty {
  readonly level: 'sure' | 'likely' | 'possible';
  /** Full sentences without a full stop. */
  readonly reasons: readonly string[];
}
