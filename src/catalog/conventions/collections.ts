import type { ExportsModel } from '../match.js';
import type { PackagePattern } from '../types.js';

/** Methods by which collections, of the language and of libraries, take values in and give them out. */

/** Classes of packages that extend `Map`. */
export const mapClasses: readonly ExportsModel[] = [
  { package: ['discord.js', '@discordjs/collection'], export: 'Collection' },
];

/** Methods and functions that run what they are given for each element. */
export const iterationMethods: ReadonlySet<string> = new Set([
  'forEach', 'map', 'flatMap', 'reduce', 'filter', 'some', 'every', 'find', 'mapSeries', 'each',
]);

/** Methods that change which values a collection holds. */
export const changingMethods: ReadonlySet<string> = new Set(['add', 'delete', 'push', 'put', 'set', 'shift', 'splice', 'unshift']);

/** Methods that look a key up. */
export const lookUpMethods: ReadonlySet<string> = new Set(['get', 'has', 'peek', 'includes', 'find', 'fetch', 'getItem']);

/** Methods that put a value into a collection. */
export const fillingMethods: ReadonlySet<string> = new Set(['set', 'add', 'push', 'put', 'unshift']);

/** Methods by which a collection or a queue takes a value in, and keeps it. */
export const collectingMethods: ReadonlySet<string> = new Set(['set', 'push', 'add', 'put', 'unshift', 'append', 'enqueue']);

/** Methods that give one of the values. */
export const elementMethods: ReadonlySet<string> = new Set(['get', 'at', 'pop', 'shift', 'find', 'findLast']);

/** Methods that give an iterator or a list of the same values. */
export const listMethods: ReadonlySet<string> = new Set([
  'values', 'slice', 'concat', 'filter', 'reverse', 'toReversed', 'sort', 'toSorted', 'splice', 'toArray',
]);

/** Methods of arrays that run at once what they are given. */
export const arrayRunningMethods: ReadonlySet<string> = new Set([
  'map', 'forEach', 'filter', 'flatMap', 'some', 'every', 'find', 'findIndex', 'findLast', 'reduce', 'sort',
]);

/** Methods of arrays and promises that run what they are given, and keep nothing of it. */
export const runningMethods: ReadonlySet<string> = new Set([
  ...arrayRunningMethods, 'reduceRight', 'toSorted', 'then', 'catch', 'finally',
]);

/** Methods of collections, headers and the like that take something in. */
export const takingMethods: ReadonlySet<string> = new Set([
  'push', 'unshift', 'set', 'add', 'splice', 'append', 'fill', 'setHeader', 'setDefault', 'merge', 'put',
]);

/** Methods of a list of work that take the next of it. */
export const takingOutMethods: ReadonlySet<string> = new Set(['shift', 'pop', 'splice', 'dequeue']);

/** Methods that take something out of a collection for good. */
export const removingMethods: ReadonlySet<string> = new Set(['delete', 'clear', 'evict', 'remove']);

/** Packages whose functions give lists of files: what comes of them is an array. */
export const listingPackages: readonly PackagePattern[] = [
  'fs', 'fs/promises', 'fs-extra', 'graceful-fs', 'glob', 'fast-glob', 'globby', 'tinyglobby',
];
