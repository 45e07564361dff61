import type { ClientFamily, OwningClientModel } from '../types.js';

const hanaDocs = 'https://help.sap.com/docs/SAP_HANA_CLIENT/f1b440ded6144a54ada97ff95dac7adf/a5c332936d9f47d8b820a4ecc427352c.html';

/** Made by a function, or by a constructor. */
const hdbPool = {
  package: 'hdb-pool',
  holds: 'pool',
  connects: 'firstUse',
  release: ['clear'],
  releaseIs: 'async',
  cost: 'leak',
  inert: ['getPoolStatusOverview'],
  docs: 'https://github.com/ckyycc/hdb-pool#readme',
} as const satisfies Omit<OwningClientModel, 'kind' | 'export'>;

export const hana: ClientFamily = {
  name: 'hana',
  title: 'SAP HANA',
  clients: [
    {
      package: 'hdb',
      export: 'createClient',
      kind: 'factory',
      holds: 'socket',
      connects: 'connectCall',
      release: ['disconnect', 'close', 'end', 'destroy'],
      releaseIs: 'sync',
      cost: 'leak',
      unshareable: 'serial',
      setup: ['connect'],
      note: 'One request after the other: lib/protocol/Connection.js of 2.30.1.',
      docs: 'https://github.com/SAP/node-hdb#readme',
    },
    {
      package: 'hdb',
      export: 'Client',
      kind: 'class',
      holds: 'socket',
      connects: 'connectCall',
      release: ['disconnect', 'close', 'end', 'destroy'],
      releaseIs: 'sync',
      cost: 'leak',
      unshareable: 'serial',
      setup: ['connect'],
      note: 'One request after the other: lib/protocol/Connection.js of 2.30.1.',
      docs: 'https://github.com/SAP/node-hdb#readme',
    },
    {
      package: '@sap/hana-client',
      export: ['createConnection', 'createClient'],
      kind: 'factory',
      holds: 'socket',
      connects: 'connectCall',
      release: ['disconnect', 'close', 'end'],
      releaseIs: 'sync',
      cost: 'leak',
      unshareable: 'serial',
      setup: ['connect'],
      docs: hanaDocs,
    },
    {
      package: '@sap/hana-client',
      export: 'createPool',
      kind: 'factory',
      holds: 'pool',
      connects: 'firstUse',
      release: ['clear'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: hanaDocs,
    },
    {
      ...hdbPool, export: 'createPool', kind: 'factory',
      note: 'The first `getConnection()` opens `min` connections, 3 by default: lib/PoolOperator.js of 0.1.6.',
    },
    { ...hdbPool, export: 'Pool', kind: 'class', note: '`createPool` does no more than construct one: index.js of 0.1.6.' },
  ],
  checkouts: [
    {
      package: 'hdb-pool',
      export: ['createPool().getConnection', 'Pool().getConnection'],
      kind: 'asyncFactory',
      release: [],
      releasedBy: ['release', 'destroy'],
      noun: 'connection',
      docs: 'https://github.com/ckyycc/hdb-pool#returning-a-connection',
    },
    {
      package: '@sap/hana-client',
      export: 'createPool().getConnection',
      kind: 'factory',
      release: ['disconnect', 'close', 'end'],
      releaseIs: 'sync',
      noun: 'connection',
      docs: hanaDocs,
    },
  ],
};
