import type { FrameworkModel } from '../types.js';

export const timers: FrameworkModel = {
  name: 'timers',
  title: 'Timer',
  packages: [],
  runtime: 'node-server',
  // A `setTimeout` that sets itself again is not in the list: nothing tells it from one that runs once.
  entries: [{ kind: 'call', methods: ['setInterval', 'globalThis.setInterval'], handlers: [{ argument: 0 }], runs: 'tick' }],
  docs: 'https://nodejs.org/api/timers.html#setintervalcallback-delay-args',
};
