/** What one kept client of an SDK adds to the heap, as it stands in fingerprints.json. Nothing here computes. */

/**
 * Kinds of objects by whose code constructs them: a package, a module of Node.js (`node:net`), or the engine itself, which is ''. Each is
 * the name of the constructor, with how many there are for each client where they are more than one: `Client? Http2Transport Timeout*7`.
 * With a question mark, those that are gone when nobody keeps the client: the others keep themselves alive.
 */
export type FingerprintRows = Readonly<Record<string, string>>;

export interface Fingerprint {
  /** The package, or an entry point of it. */
  readonly package: string;
  readonly version: string;
  readonly export: string;
  /** Of Node.js, of whose own objects it is true. */
  readonly node: string;
  readonly rows: FingerprintRows;
}
