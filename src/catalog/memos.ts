import type { MemoModel } from './types.js';

/**
 * Functions that run their callback at most once, or once per key, and keep what it gives.
 *
 * Missing on purpose, because what they keep does not outlive the request or is no client: React's `cache` is emptied for each server
 * request, `unstable_cache` of Next.js and `cachedFunction` of Nitro store serialised values, `useMemo` belongs to one mounted component.
 */
export const memos: readonly MemoModel[] = [
  { package: ['lodash', 'lodash-es', 'lodash/fp', 'underscore'], export: ['once', 'memoize'], argument: 0 },
  {
    package: ['lodash/once', 'lodash/memoize', 'lodash.once', 'lodash.memoize', 'lodash-es/once', 'lodash-es/memoize'],
    export: 'default',
    argument: 0,
  },
  { package: 'ramda', export: ['once', 'memoizeWith'] },
  { package: ['remeda', 'radash', 'es-toolkit', 'es-toolkit/*'], export: ['once', 'memo', 'memoize'], argument: 0 },
  {
    package: [
      'once', 'onetime', 'mem', 'memoize', 'p-memoize', 'memoizee', 'fast-memoize', 'memoize-one', 'nano-memoize', 'micro-memoize', 'moize',
      'p-lazy', 'lazy-value',
    ],
    export: ['default', 'memoize', 'once', 'from'],
    argument: 0,
  },
  // A factory whose result the container keeps.
  { package: 'tsyringe', export: ['instanceCachingFactory', 'instancePerContainerCachingFactory'], argument: 0 },
  // The value is made at the first request of each event handler, and kept.
  { package: ['h3', 'nitropack', 'nitropack/runtime'], export: ['lazyEventHandler', 'defineLazyEventHandler'], argument: 0 },
  // Bare names: helpers that projects write themselves. `use*` hooks that live for one render are not among them.
  // The first argument only: `emitter.once('event', callback)` may be called per request.
  { export: ['once', 'runOnce', 'callOnce', 'onceAsync', 'asyncOnce', 'pOnce', 'initOnce'], argument: 0 },
  { export: ['memoize*', 'memoise*', 'memo', 'asyncMemo'] },
  { export: ['lazy*', 'Lazy*', 'AsyncLazy', 'createLazy', 'makeLazy'] },
  { export: ['singleton', 'Singleton', '*Singleton'] },
  { export: ['remember', 'getOrCreate*', 'getOrInsert*', 'getOrSet*', 'getOrAdd*', 'getOrInit*', 'getOrMake*', 'computeIfAbsent'] },
];
