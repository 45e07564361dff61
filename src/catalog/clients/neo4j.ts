import type { ClientFamily } from '../types.js';
import { neo4jWrappers } from '../companions.js';

const packages = ['neo4j-driver', 'neo4j-driver-lite'] as const;

/** An awaited `run()` reads its result to the end, and gives the connection back then. */
const sessionCost = 'one more session stays open, and keeps a connection of the pool for as long as a result is not read to its end or a '
  + 'transaction is open';

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
      typedAs: ['Driver'],
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn: '>=5.28.3',
      docs: 'https://neo4j.com/docs/javascript-manual/current/connect/',
    },
    {
      // The way to it of the first version.
      package: 'neo4j-driver',
      export: 'v1.driver',
      kind: 'factory',
      versions: '<4.0.0',
      holds: 'pool',
      connects: 'firstUse',
      release: ['close'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: 'https://neo4j.com/docs/driver-manual/1.7/client-applications/',
    },
    {
      package: 'neode',
      export: 'default',
      kind: 'class',
      holds: 'pool',
      connects: 'firstUse',
      release: ['close', 'driver.close'],
      releaseIs: 'sync',
      cost: 'leak',
      inert: ['model', 'with', 'withDirectory', 'extend', 'setEnterprise'],
      note: 'It has a driver of its own: build/index.js of 0.4.9.',
      docs: 'https://github.com/adam-cowley/neode#readme',
    },
    {
      package: 'neode',
      export: 'fromEnv',
      kind: 'factory',
      holds: 'pool',
      connects: 'firstUse',
      release: ['close', 'driver.close'],
      releaseIs: 'sync',
      cost: 'leak',
      inert: ['model', 'with', 'withDirectory', 'extend', 'setEnterprise'],
      docs: 'https://github.com/adam-cowley/neode#readme',
    },
  ],
  checkouts: [
    {
      package: packages,
      export: 'driver().session',
      kind: 'factory',
      release: ['close'],
      releaseIs: 'async',
      callback: 'never',
      noun: 'session',
      cost: sessionCost,
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
      callback: 'never',
      noun: 'session',
      cost: sessionCost,
      docs: 'https://neo4j.com/docs/javascript-manual/current/',
    },
  ],
  wrappers: neo4jWrappers,
};
