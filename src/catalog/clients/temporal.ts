/** Temporal: a `Connection` holds one gRPC channel; clients work over a connection, or make a lazy one of their own. */
import type { ClientFamily } from '../types.js';

const docs = 'https://typescript.temporal.io/api/classes/client.Connection';
const clientExports = ['Client', 'WorkflowClient', 'ScheduleClient', 'AsyncCompletionClient', 'TaskQueueClient'] as const;

const collected = 'With @grpc/grpc-js 1.9.0 or newer an unreleased channel closes its connection after 30 minutes without a call; with '
  + '1.12.6 or newer the channel can then be freed, too.';

export const temporal: ClientFamily = {
  name: 'temporal',
  title: 'Temporal',
  clients: [
    {
      package: '@temporalio/client',
      export: 'Connection.connect',
      kind: 'asyncFactory',
      holds: 'grpc-channel',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      inert: ['withDeadline', 'withMetadata', 'withAbortSignal'],
      collected,
      docs,
    },
    {
      package: '@temporalio/client',
      export: 'Connection.lazy',
      kind: 'factory',
      holds: 'grpc-channel',
      connects: 'firstUse',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      setup: ['ensureConnected'],
      inert: ['withDeadline', 'withMetadata', 'withAbortSignal'],
      collected,
      docs,
    },
    {
      package: '@temporalio/client',
      export: clientExports,
      kind: 'class',
      holds: 'grpc-channel',
      connects: 'firstUse',
      release: ['connection.close'],
      releaseIs: 'async',
      cost: 'leak',
      options: [{
        when: { argument: 0, option: 'connection', is: 'present' },
        holds: 'nothing',
        reason: 'It works over the connection that it is given.',
      }],
      note: 'Without `connection` it makes a lazy one to localhost.',
      docs: 'https://typescript.temporal.io/api/classes/client.Client',
    },
    {
      package: '@temporalio/worker',
      export: 'NativeConnection.connect',
      kind: 'asyncFactory',
      holds: 'grpc-channel',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      docs: 'https://typescript.temporal.io/api/classes/worker.NativeConnection',
    },
  ],
  wrappers: [
    {
      package: '@temporalio/client',
      export: clientExports,
      kind: 'class',
      argument: 0,
      option: 'connection',
      release: ['connection.close'],
      docs: 'https://typescript.temporal.io/api/classes/client.Client',
    },
  ],
};
