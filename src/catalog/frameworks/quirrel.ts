import type { FrameworkModel } from '../types.js';

export const quirrel: FrameworkModel = {
  name: 'quirrel',
  title: 'Quirrel job',
  packages: ['quirrel', 'quirrel/*'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['Queue'], handlers: [{ argument: 1 }], runs: 'message' },
    { kind: 'call', methods: ['CronJob'], handlers: [{ argument: 2 }], runs: 'tick' },
  ],
  docs: 'https://docs.quirrel.dev/api/queue',
};
