import type { FrameworkModel } from '../types.js';

/** The same timers by import: Node's module, and packages that lift the limit of 24.8 days. */
export const timerLibraries: FrameworkModel = {
  name: 'timer-libraries',
  title: 'Timer',
  packages: ['node:timers', 'unlimited-timeout', 'long-timeout', 'safe-timers'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['setInterval'], handlers: [{ argument: 0 }], runs: 'tick' },
    { kind: 'call', methods: ['setTimeout'], handlers: [{ argument: 0 }], recursive: true, runs: 'tick' },
  ],
  docs: 'https://nodejs.org/api/timers.html',
};
