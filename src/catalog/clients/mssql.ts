import type { ClientFamily } from '../types.js';

/** The package with the driver that it has by default, and with the other one. */
const mssqlDrivers = ['mssql', 'mssql/msnodesqlv8', 'mssql/msnodesqlv8.js'] as const;

export const mssql: ClientFamily = {
  name: 'mssql',
  title: 'SQL Server',
  clients: [
    {
      package: mssqlDrivers,
      export: 'ConnectionPool',
      kind: 'class',
      holds: 'pool',
      connects: 'connectCall',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      setup: ['connect'],
      tellsWhenOpen: true,
      cleanFailure: ['connect'],
      collected: 'The pool drops its idle connections after 30 seconds by default; until then each pool keeps its own.',
      docs: 'https://tediousjs.github.io/node-mssql/#connection-pools',
    },
    {
      package: mssqlDrivers,
      export: 'connect',
      kind: 'asyncFactory',
      holds: 'nothing',
      reason: 'It hands out the global pool of the process and makes that only if there is none yet, whatever the configuration.',
      docs: 'https://tediousjs.github.io/node-mssql/#global-connection-pool',
    },
    {
      package: mssqlDrivers,
      export: ['Request', 'PreparedStatement', 'Transaction'],
      kind: 'class',
      holds: 'nothing',
      reason: 'It borrows a connection of the pool it is given.',
      docs: 'https://tediousjs.github.io/node-mssql/#requests',
    },
    {
      package: 'tedious',
      export: 'Connection',
      kind: 'class',
      holds: 'socket',
      connects: 'connectCall',
      release: ['close'],
      releaseIs: 'sync',
      cost: 'leak',
      unshareable: 'serial',
      setup: ['connect'],
      note: 'A request that is begun during another one fails: lib/connection.js of 19.2.2.',
      docs: 'https://tediousjs.github.io/tedious/api-connection.html',
    },
    {
      package: 'tedious',
      export: 'connect',
      kind: 'factory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'sync',
      cost: 'leak',
      unshareable: 'serial',
      note: 'A request that is begun during another one fails: lib/connection.js of 19.2.2.',
      docs: 'https://tediousjs.github.io/tedious/api-connection.html',
    },
    {
      package: 'tedious-connection-pool',
      export: 'default',
      kind: 'class',
      holds: 'pool',
      connects: 'construction',
      release: ['drain'],
      cost: 'leak',
      note: 'It opens `min` connections at once, 10 by default: lib/connection-pool.js of 1.0.5.',
      docs: 'https://github.com/tediousjs/tedious-connection-pool#readme',
    },
  ],
  wrappers: [
    {
      package: mssqlDrivers,
      export: 'ConnectionPool().connect',
      kind: 'asyncFactory',
      argument: 'receiver',
      release: ['close'],
      docs: 'https://tediousjs.github.io/node-mssql/#connect-callback',
    },
  ],
  borrowers: [
    { package: mssqlDrivers, export: ['Request', 'PreparedStatement', 'Transaction'], argument: 0 },
  ],
  checkouts: [
    {
      package: 'tedious-connection-pool',
      export: 'default().acquire',
      kind: 'factory',
      callback: { parameter: 1 },
      // A connection that is closed is replaced by another.
      release: ['release', 'close'],
      releaseIs: 'sync',
      releasedBy: ['release'],
      noun: 'connection',
      docs: 'https://github.com/tediousjs/tedious-connection-pool#readme',
    },
  ],
  sharedClosers: [
    {
      package: mssqlDrivers,
      export: ['close', 'connect().close'],
      setupRepeatable: '>=6.1',
      own: {
        opening: 'connect', constructed: 'ConnectionPool', method: 'connect',
        usedBy: ['query', 'batch', 'Request', 'PreparedStatement', 'Transaction'],
      },
      docs: 'https://tediousjs.github.io/node-mssql/#close',
    },
  ],
};
