import type { ClientFamily } from '../types.js';

export const memcached: ClientFamily = {
  name: 'memcached',
  title: 'Memcached',
  clients: [
    {
      package: 'memcached',
      export: 'default',
      kind: 'class',
      holds: 'pool',
      connects: 'firstUse',
      release: ['end'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: 'https://github.com/3rd-Eden/memcached#readme',
    },
    {
      package: 'memjs',
      export: 'Client.create',
      kind: 'factory',
      holds: 'socket',
      connects: 'firstUse',
      release: ['quit', 'close'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: 'https://github.com/memcachier/memjs#readme',
    },
    {
      package: 'memjs',
      export: 'Client',
      kind: 'class',
      holds: 'socket',
      connects: 'firstUse',
      release: ['quit', 'close'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: 'https://github.com/memcachier/memjs#readme',
    },
  ],
};
