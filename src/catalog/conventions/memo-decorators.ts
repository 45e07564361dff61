/**
 * Decorators that keep what a method or a getter gives, by the names that packages and projects have for them. What `@Cacheable` keeps is
 * an answer for some time, and is not among them.
 */
export const memoDecorators: ReadonlySet<string> = new Set([
  'memo', 'memoize', 'memoise', 'memoized', 'memoised', 'memoizeasync', 'memoiseasync', 'memoizeall', 'memoizeonce', 'once', 'runonce',
  'callonce', 'lazy', 'lazyinitialize', 'lazyget', 'lazygetter', 'singleton',
]);
