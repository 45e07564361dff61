import type { ClientFamily } from '../types.js';

const pooled = 'It borrows a connection of a pool that `createPool` made, and `close()` gives it back.';

export const oracle: ClientFamily = {
  name: 'oracle',
  title: 'Oracle Database',
  clients: [
    {
      package: 'oracledb',
      export: 'getConnection',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'async',
      shareInstead: 'createPool()',
      pooledBy: {
        factory: 'createPool',
        lend: 'getConnection',
        options: ['user', 'username', 'password', 'connectString', 'connectionString'],
      },
      cost: 'leak',
      disposable: 'async',
      disposableIn: '>=7.0.0',
      options: [
        { when: { argument: 0, is: 'absent' }, holds: 'nothing', reason: pooled },
        { when: { argument: 0, is: 'string' }, holds: 'nothing', reason: pooled },
        { when: { argument: 0, option: 'poolAlias', is: 'present' }, holds: 'nothing', reason: pooled },
      ],
      note: 'Called with credentials it opens a connection of its own; called with nothing, or with a pool alias, it borrows one.',
      docs: 'https://node-oracledb.readthedocs.io/en/latest/user_guide/connection_handling.html#standalone-connections',
    },
    {
      package: 'oracledb',
      export: 'createPool',
      kind: 'asyncFactory',
      holds: 'pool',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn: '>=7.0.0',
      note: 'A second pool under one `poolAlias` is an error. The first pool without an alias becomes the default pool of the process.',
      docs: 'https://node-oracledb.readthedocs.io/en/latest/user_guide/connection_handling.html#connection-pooling',
    },
    {
      package: 'oracledb',
      export: 'getPool',
      kind: 'factory',
      holds: 'nothing',
      reason: 'It looks up a pool that `createPool` made.',
      docs: 'https://node-oracledb.readthedocs.io/en/latest/api_manual/oracledb.html#oracledb.getPool',
    },
  ],
  checkouts: [
    {
      package: 'oracledb',
      export: ['createPool().getConnection', 'getPool().getConnection'],
      kind: 'asyncFactory',
      release: ['close'],
      releaseIs: 'async',
      noun: 'connection',
      disposable: 'async',
      disposableIn: '>=7.0.0',
      docs: 'https://node-oracledb.readthedocs.io/en/latest/api_manual/pool.html#pool.getConnection',
    },
  ],
  sharedClosers: [
    {
      package: 'oracledb',
      export: 'getPool().close',
      docs: 'https://node-oracledb.readthedocs.io/en/latest/api_manual/pool.html#pool.close',
    },
  ],
};
