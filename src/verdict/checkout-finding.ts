import type { Rewalk } from '../release/losing-ways.js';
import type { Witness } from '../release/paths/release-question.js';
import type { Holder } from '../ownership/ending.js';
import type { EntryPoint } from '../reach/entries/entry-point.js';
import type { TraceStep } from '../reach/reach.js';
import type { CheckoutSite } from '../sites/checkouts.js';

/** What was borrowed from a pool and is not given back. */
export interface CheckoutFinding {
  readonly site: CheckoutSite;
  /** How a request gets there, if one is known to. */
  readonly entry?: EntryPoint;
  readonly trace: readonly TraceStep[];
  /** All of those that lead to it, `entry` first; only with `entry`. */
  readonly entries?: () => readonly EntryPoint[];
  /** The path on which it is not given back. Without one: it never is. */
  readonly witness?: Witness;
  /** The walks of all paths on which it is not given back. Left out or empty: they cannot be walked again. */
  readonly rewalks?: readonly Rewalk[];
  /** Others have it in the end. */
  readonly hold?: Holder['kind'];
}
