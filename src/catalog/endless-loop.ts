import type { FrameworkModel } from './types.js';

/** A loop that never ends is a scheduler of one's own: what it runs, it runs again and again. It is found by its syntax alone. */
export const endlessLoop: FrameworkModel = {
  name: 'endless-loop',
  title: 'endless loop',
  packages: [],
  runtime: 'node-server',
  entries: [],
  docs: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Statements/while',
};
