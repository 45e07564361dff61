import type { ExportsModel } from '../match.js';
import type { CheckoutModel } from '../types.js';

/** What gives a promise of what a function would give to its callback. `default` is the package itself. */

/**
 * Functions that make such a function of one that takes a callback, or give an object, or a package, such methods beside its own, and give
 * it back.
 */
export const promisifiers: readonly ExportsModel[] = [
  { package: 'util', export: ['promisify', 'default.promisify'] },
  {
    package: 'bluebird',
    export: ['promisify', 'promisifyAll'].flatMap((name) => [name, `Promise.${name}`, `default.${name}`]),
  },
  { package: ['es6-promisify', 'util.promisify', 'util-promisify', 'pify', 'thenify'], export: ['default', 'promisify'] },
];

/** What the names of methods that were added end in: `pool.getConnectionAsync()`. */
export const PROMISIFIED = 'Async';

/** The name of the method that such a one is made of, where it sounds like that. */
export function withoutPromise(name: string): string {
  return name.length > PROMISIFIED.length && name.endsWith(PROMISIFIED) ? name.slice(0, -PROMISIFIED.length) : name;
}

/** Whether it gives what it lends to a function, unless it is promisified. */
export function lendsToCallback({ callback }: CheckoutModel): boolean {
  return callback !== undefined && callback !== 'never';
}

/** `Pool().connectAsync` as the path of the method that it is made of. */
export function unpromisified(path: readonly string[]): readonly string[] {
  return [...path.slice(0, -1), withoutPromise(path.at(-1) ?? '')];
}
