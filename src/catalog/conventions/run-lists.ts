import type { ExportsModel } from '../match.js';

/** Functions of packages that run the functions of a list, or of an object, before they are done, and keep none of them. */
export const listRunners: readonly ExportsModel[] = [
  {
    package: 'async',
    export: ['parallel', 'parallelLimit', 'series', 'waterfall', 'auto', 'race', 'tryEach'].flatMap((name) => [name, `default.${name}`]),
  },
  { package: ['async/parallel', 'async/parallelLimit', 'async/series', 'async/waterfall', 'async/auto', 'async/race'], export: 'default' },
  { package: ['p-all', 'p-series', 'p-waterfall', 'run-parallel', 'run-series', 'run-waterfall'], export: 'default' },
];

/** Classes of packages whose objects run the function that they are made with when one of their methods is called, and do nothing else. */
export const askedRunners: readonly ExportsModel[] = [
  { package: 'dataloader', export: ['default', 'DataLoader'] },
];
