import type { ClientFamily } from '../types.js';

const hanaDocs = 'https://help.sap.com/docs/SAP_HANA_CLIENT/f1b440ded6144a54ada97ff95dac7adf/a5c332936d9f47d8b820a4ecc427352c.html';

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
      cost: 'leak',
      unshareable: 'serial',
      setup: ['connect'],
      docs: 'https://github.com/SAP/node-hdb#readme',
    },
    {
      package: 'hdb',
      export: 'Client',
      kind: 'class',
      holds: 'socket',
      connects: 'connectCall',
      release: ['disconnect', 'close', 'end', 'destroy'],
      cost: 'leak',
      unshareable: 'serial',
      setup: ['connect'],
      docs: 'https://github.com/SAP/node-hdb#readme',
    },
    {
      package: '@sap/hana-client',
      export: ['createConnection', 'createClient'],
      kind: 'factory',
      holds: 'socket',
      connects: 'connectCall',
      release: ['disconnect', 'close', 'end'],
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
      cost: 'leak',
      docs: hanaDocs,
    },
  ],
  checkouts: [
    {
      package: '@sap/hana-client',
      export: 'createPool().getConnection',
      kind: 'factory',
      release: ['disconnect', 'close', 'end'],
      noun: 'connection',
      docs: hanaDocs,
    },
  ],
};
