import type { FrameworkModel } from '../types.js';

/** Jobs of Bree are files that run in a thread of their own, which ends with them: no entry points. What a job says comes back here. */
export const bree: FrameworkModel = {
  name: 'bree',
  title: 'Bree job',
  packages: ['bree'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['default'],
      handlers: [{ argument: 0, path: 'workerMessageHandler' }, { argument: 0, path: 'errorHandler' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['default()'],
      receiverTypes: ['default'],
      methods: ['on'],
      firstArgument: ['worker created', 'worker deleted'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  docs: 'https://github.com/breejs/bree#instance-options',
};
