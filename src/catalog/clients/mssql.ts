import type { ClientFamily } from '../types.js';

export const mssql: ClientFamily = {
  name: 'mssql',
  title: 'SQL Server',
  clients: [
    {
      package: 'mssql',
      export: 'ConnectionPool',
      kind: 'class',
      holds: 'pool',
      connects: 'connectCall',
      release: ['close'],
      cost: 'leak',
      setup: ['connect'],
      collected: 'The pool drops its idle connections after 30 seconds by default; until then each pool keeps its own.',
      docs: 'https://tediousjs.github.io/node-mssql/#connection-pools',
    },
    {
      package: 'mssql',
      export: 'connect',
      kind: 'asyncFactory',
      holds: 'nothing',
      reason: 'It hands out the global pool of the process and makes that only if there is none yet, whatever the configuration.',
      docs: 'https://tediousjs.github.io/node-mssql/#global-connection-pool',
    },
    {
      package: 'mssql',
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
      cost: 'leak',
      unshareable: 'serial',
      setup: ['connect'],
      docs: 'https://tediousjs.github.io/tedious/api-connection.html',
    },
    {
      package: 'tedious',
      export: 'connect',
      kind: 'factory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      cost: 'leak',
      unshareable: 'serial',
      docs: 'https://tediousjs.github.io/tedious/api-connection.html',
    },
  ],
  wrappers: [
    {
      package: 'mssql',
      export: 'ConnectionPool().connect',
      kind: 'asyncFactory',
      argument: 'receiver',
      release: ['close'],
      docs: 'https://tediousjs.github.io/node-mssql/#connect-callback',
    },
  ],
  borrowers: [
    { package: 'mssql', export: ['Request', 'PreparedStatement', 'Transaction'], argument: 0 },
  ],
  sharedClosers: [
    {
      package: 'mssql',
      export: ['close', 'connect().close'],
      docs: 'https://tediousjs.github.io/node-mssql/#close',
    },
  ],
};
