/** What the measurements of clients are, as they stand in measurements.json. Nothing here computes. */
import type { FarSideName } from './recipe.js';

/** How often a client is constructed, used, and released in one child process. */
export type Mode =
  /** One for each call, all kept. */
  | 'kept'
  /** One for each call, released after it. */
  | 'released'
  /** One for all calls. */
  | 'shared'
  /** Constructed and never used. */
  | 'unused';

/** What one mode cost: connections in all, bytes and time per client, or per call of the shared one. */
export interface Measured {
  /** Connections that reached the far side, and those still open a moment after the last call. */
  readonly opened: number;
  readonly open: number;
  readonly rss: number;
  readonly heap: number;
  readonly milliseconds: number;
  /** Calls that the far side answered in a way that the client takes for an error. */
  readonly failedCalls: number;
  readonly failure?: string;
}

export interface ProbeResult {
  /** The package, or an entry point of it. */
  readonly package: string;
  readonly version: string;
  readonly export: string;
  readonly times: number;
  readonly node: string;
  readonly modes: Readonly<Record<Mode, Measured>>;
  /** What the counts tell: `process` where calls go over connections that were there before, of an agent that the process shares. */
  readonly connects: 'construction' | 'firstUse' | 'process' | 'never';
}

export interface Measurement extends ProbeResult {
  readonly farSide: FarSideName;
}
