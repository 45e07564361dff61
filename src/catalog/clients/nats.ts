import type { ClientFamily } from '../types.js';

export const nats: ClientFamily = {
  name: 'nats',
  title: 'NATS',
  clients: [
    {
      package: ['nats', 'ts-nats'],
      export: 'connect',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close', 'drain'],
      cost: 'leak',
      note: 'ts-nats is no longer maintained.',
      docs: 'https://github.com/nats-io/nats.js',
    },
    {
      package: '@nats-io/transport-node',
      export: 'connect',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close', 'drain'],
      cost: 'leak',
      disposable: 'async',
      note: 'Read in version 3.4; that earlier versions can be given to `await using` was not checked.',
      docs: 'https://github.com/nats-io/nats.js',
    },
    {
      package: ['@nats-io/transport-node', '@nats-io/nats-core'],
      export: 'wsconnect',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close', 'drain'],
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      note: 'Read in version 3.4; that earlier versions can be given to `await using` was not checked.',
      docs: 'https://github.com/nats-io/nats.js',
    },
  ],
};
