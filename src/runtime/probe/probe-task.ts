import type { Mode } from '../../catalog/measured/measurement.js';

/** What is done with a client, as JavaScript expressions, which may await. */
export interface Recipe {
  /** Gives a client. `exported` is the export, `module` the package, `port`, `url`, `certificate` the far side. */
  readonly construct: string;
  /** Uses `client` once. */
  readonly call: string;
  /** Releases `client`. Empty: it cannot be released. */
  readonly release: string;
}

export interface ChildTask extends Recipe {
  readonly package: string;
  readonly export: string;
  /** Where the package is installed. */
  readonly folder: string;
  readonly mode: Mode;
  readonly times: number;
  readonly allowRemote: boolean;
  /** In place of measuring: clients are kept, and snapshots of the heap taken before, between and after. */
  readonly heap?: HeapTask;
  readonly scope: Readonly<Record<string, unknown>>;
}

export interface HeapTask {
  /** Where the snapshots are written: two more than there are numbers of clients. */
  readonly files: readonly string[];
  /** How many clients are constructed and kept in each interval. */
  readonly clients: readonly number[];
  /** How many are constructed before the last snapshot, and kept by nobody. */
  readonly lost: number;
}

export type ChildReport =
  | {
    readonly kind: 'done';
    /** Bytes more than before. */
    readonly rss: number;
    readonly heap: number;
    /** Milliseconds for all constructions and calls. */
    readonly elapsed: number;
    /** Calls that the far side answered in a way that the client takes for an error. */
    readonly failedCalls: number;
    readonly failure?: string;
    /** Sockets, pipes and processes that Node.js counts. */
    readonly handles: number;
    readonly kept: number;
  }
  /** The code is loaded; the far side may be read. The next message starts what is measured. */
  | { readonly kind: 'warm' }
  /** Not fatal: something that nobody waited for went wrong. */
  | { readonly kind: 'failed'; readonly message: string; readonly isFatal?: boolean };
