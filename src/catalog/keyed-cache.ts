/** A package with a bounded cache that tells what it drops. Edits use it where the project has it already, and never bring it in. */
export const keyedCache = {
  package: 'lru-cache',
  export: 'LRUCache',
  /** The class is a named export, and `dispose` is given the value first. */
  versions: '>=9',
  docs: 'https://isaacs.github.io/node-lru-cache/',
} as const;
