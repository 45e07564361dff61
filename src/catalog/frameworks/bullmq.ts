import type { FrameworkModel } from '../types.js';

/** Bull and BullMQ. */
export const bullmq: FrameworkModel = {
  name: 'bullmq',
  title: 'Bull queue worker',
  packages: ['bullmq', 'bull', '@types/bull'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['Worker', 'WorkerPro'], handlers: [{ argument: 1 }], runs: 'message' },
    {
      kind: 'call',
      receivers: ['default()', 'Queue()'],
      receiverTypes: ['Queue', 'default'],
      receiverNames: ['queue', '*Queue'],
      methods: ['process'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['Worker()', 'QueueEvents()', 'default()', 'Queue()'],
      receiverTypes: ['Worker', 'QueueEvents', 'Queue'],
      methods: ['on'],
      firstArgument: ['completed', 'failed', 'progress', 'active', 'stalled', 'waiting', 'removed', 'error'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    // Sandboxed processors: a file whose path is given to the worker.
    { kind: 'export', files: ['**/*'], exports: ['default'], parameters: [['job', '_job']], runs: 'message' },
    { kind: 'typedParameter', types: ['Job', 'SandboxedJob'], runs: 'message' },
    { kind: 'typedFunction', types: ['Processor'], runs: 'message' },
  ],
  docs: 'https://docs.bullmq.io/guide/workers',
};
