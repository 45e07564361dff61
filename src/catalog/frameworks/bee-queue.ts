import type { FrameworkModel } from '../types.js';

export const beeQueue: FrameworkModel = {
  name: 'bee-queue',
  title: 'Bee-Queue worker',
  packages: ['bee-queue'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['default()'],
      receiverTypes: ['default'],
      receiverNames: ['queue', '*Queue'],
      methods: ['process'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['default()'],
      receiverTypes: ['default'],
      methods: ['on'],
      firstArgument: ['succeeded', 'retrying', 'failed', 'stalled', 'error', 'job succeeded', 'job retrying', 'job failed', 'job progress'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['default()'],
      receiverTypes: ['default'],
      methods: ['on'],
      firstArgument: ['ready'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://github.com/bee-queue/bee-queue#queueprocessconcurrency-handler',
};
