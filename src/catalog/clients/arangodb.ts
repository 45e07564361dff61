import type { ClientFamily, OptionEffect } from '../types.js';

const docs = 'https://arangodb.github.io/arangojs/latest/classes/databases.Database.html';
const fetched = 'Since version 9 each request goes through the global `fetch`.';
const options: readonly OptionEffect[] = [
  {
    when: { argument: 0, option: 'agentOptions', is: 'present' },
    holds: 'http-agent',
    note: 'With `agentOptions` it makes an `undici` agent for each host.',
  },
];

export const arangodb: ClientFamily = {
  name: 'arangodb',
  title: 'ArangoDB',
  clients: [
    {
      package: 'arangojs',
      export: 'Database',
      kind: 'class',
      versions: '<9',
      holds: 'http-agent',
      connects: 'firstUse',
      release: ['close'],
      releaseIs: 'sync',
      cost: 'leak',
      docs,
    },
    {
      package: 'arangojs',
      export: ['default', 'arangojs'],
      kind: 'factory',
      versions: '<9',
      holds: 'http-agent',
      connects: 'firstUse',
      release: ['close'],
      releaseIs: 'sync',
      cost: 'leak',
      docs,
    },
    {
      package: 'arangojs',
      export: 'Database',
      kind: 'class',
      versions: '>=9',
      holds: 'nothing',
      reason: fetched,
      options,
      release: ['close'],
      docs,
    },
    {
      package: 'arangojs',
      export: ['default', 'arangojs'],
      kind: 'factory',
      versions: '>=9',
      holds: 'nothing',
      reason: fetched,
      options,
      release: ['close'],
      docs,
    },
  ],
};
