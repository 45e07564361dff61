import type { ClientFamily } from '../types.js';

const nodeApi = 'https://duckdb.org/docs/stable/clients/node_neo/overview';
const file = 'It holds an open database file or its memory, not a socket.';

export const duckdb: ClientFamily = {
  name: 'duckdb',
  title: 'DuckDB',
  clients: [
    {
      package: '@duckdb/node-api',
      export: 'DuckDBInstance.create',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['closeSync'],
      releaseIs: 'sync',
      cost: 'leak',
      note: file,
      docs: nodeApi,
    },
    {
      package: '@duckdb/node-api',
      export: ['DuckDBInstance.fromCache', 'DuckDBInstanceCache().getOrCreateInstance'],
      kind: 'asyncFactory',
      holds: 'nothing',
      reason: 'It hands out the instance that the cache keeps for the path.',
      docs: nodeApi,
    },
    {
      package: '@duckdb/node-api',
      export: 'DuckDBConnection.create',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['closeSync', 'disconnectSync'],
      releaseIs: 'sync',
      cost: 'leak',
      note: 'Without an instance it uses the one that the cache keeps for `:memory:`.',
      docs: nodeApi,
    },
    {
      package: 'duckdb',
      export: 'Database',
      kind: 'class',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'sync',
      cost: 'leak',
      note: file,
      docs: 'https://duckdb.org/docs/stable/clients/nodejs/overview',
    },
    {
      package: 'duckdb-async',
      export: 'Database.create',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      note: file,
      docs: 'https://www.npmjs.com/package/duckdb-async',
    },
  ],
  checkouts: [
    {
      package: '@duckdb/node-api',
      export: ['DuckDBInstance.create().connect', 'DuckDBInstance.fromCache().connect'],
      kind: 'asyncFactory',
      release: ['closeSync', 'disconnectSync'],
      releaseIs: 'sync',
      noun: 'connection',
      docs: nodeApi,
    },
  ],
  sharedClosers: [
    { package: '@duckdb/node-api', export: 'DuckDBInstance.fromCache().closeSync', docs: nodeApi },
  ],
};
