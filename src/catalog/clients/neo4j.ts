import type { ClientFamily } from '../types.js';

const packages = ['neo4j-driver', 'neo4j-driver-lite'] as const;

export const neo4j: ClientFamily = {
  name: 'neo4j',
  title: 'Neo4j',
  clients: [
    {
      package: packages,
      export: 'driver',
      kind: 'factory',
      holds: 'pool',
      connects: 'firstUse',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn: '>=5.28.3',
      docs: 'https://neo4j.com/docs/javascript-manual/current/connect/',
    },
  ],
  checkouts: [
    {
      package: packages,
      export: 'driver().session',
      kind: 'factory',
      release: ['close'],
      releaseIs: 'async',
      noun: 'session',
      disposable: 'async',
      disposableIn: '>=5.28.3',
      docs: 'https://neo4j.com/docs/javascript-manual/current/transactions/',
    },
    {
      package: 'neo4j-driver',
      export: 'driver().rxSession',
      kind: 'factory',
      release: ['close'],
      releaseIs: 'sync',
      noun: 'session',
      docs: 'https://neo4j.com/docs/javascript-manual/current/',
    },
  ],
};
