import type { FrameworkModel } from '../types.js';

export const timers: FrameworkModel = {
  name: 'timers',
  title: 'Timer',
  packages: [],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['setInterval', 'globalThis.setInterval'], handlers: [{ argument: 0 }], runs: 'tick' },
    { kind: 'call', methods: ['setTimeout', 'globalThis.setTimeout'], handlers: [{ argument: 0 }], recursive: true, runs: 'tick' },
    {
      kind: 'call', methods: ['setImmediate', 'globalThis.setImmediate', 'queueMicrotask', 'process.nextTick'], handlers: [{ argument: 0 }],
      recursive: true, runs: 'tick',
    },
  ],
  docs: 'https://nodejs.org/api/timers.html#setintervalcallback-delay-args',
};
