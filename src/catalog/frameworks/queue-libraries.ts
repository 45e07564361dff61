import type { FrameworkModel } from '../types.js';

/** Queues and workflow engines with one function that takes the handler: Faktory, Kue, Celery, Vercel Queues, Restate, DBOS. */
export const queueLibraries: FrameworkModel = {
  name: 'queue-libraries',
  title: 'Queue worker',
  packages: [
    'faktory-worker', 'kue', 'celery-node', '@vercel/queue', '@restatedev/restate-sdk', '@dbos-inc/dbos-sdk',
    'zeebe-node', '@camunda8/sdk', 'camunda-external-task-client-js',
  ],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['register'], handlers: [{ argument: 1 }], runs: 'message' },
    {
      kind: 'call',
      receivers: ['default()', 'createQueue()', 'createWorker()', 'Worker()', 'Client()'],
      receiverTypes: ['Queue', 'Worker', 'Client', 'CeleryWorker'],
      methods: ['process', 'register', 'subscribe'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    { kind: 'call', methods: ['handleCallback', 'handleNodeCallback'], handlers: [{ argument: 0 }, { argument: 0, path: '*' },
      { argument: 0, path: '*.*' }], runs: 'message' },
    {
      kind: 'call',
      methods: ['service', 'object', 'workflow'],
      handlers: [{ argument: 0, path: 'handlers.*' }],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['DBOS.registerWorkflow', 'DBOS.registerStep', 'DBOS.registerTransaction'], handlers: [{ argument: 0 }],
      runs: 'invocation' },
    {
      kind: 'call',
      receivers: ['ZBClient()', 'ZeebeGrpcClient()', 'Camunda8().getZeebeGrpcApiClient()'],
      receiverTypes: ['ZBClient', 'ZeebeGrpcClient'],
      methods: ['createWorker'],
      handlers: [{ argument: 0, path: 'taskHandler' }, { argument: 1 }, { argument: 2 }],
      runs: 'message',
    },
  ],
  docs: 'https://docs.restate.dev/develop/ts/services',
};
