/** A global function that works with a client that it is given, and keeps and closes nothing. */
export interface GlobalBorrower {
  readonly name: string;
  readonly argument: number;
  readonly option: string;
}

/** `fetch` of Node.js, which is undici's, sends one request through the dispatcher. */
export const globalBorrowers: readonly GlobalBorrower[] = [{ name: 'fetch', argument: 1, option: 'dispatcher' }];
