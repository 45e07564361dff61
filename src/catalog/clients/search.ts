import type { ClientFamily } from '../types.js';

const algoliaReason = 'All clients share two keep-alive agents of the request module.';
const algoliaDocs = 'https://www.algolia.com/doc/libraries/sdk/install';

export const search: ClientFamily = {
  name: 'search',
  title: 'Algolia, Meilisearch and Typesense',
  clients: [
    {
      package: ['algoliasearch', 'algoliasearch/lite'],
      export: 'default',
      kind: 'factory',
      versions: '<5',
      holds: 'nothing',
      reason: algoliaReason,
      docs: algoliaDocs,
    },
    {
      package: ['algoliasearch', 'algoliasearch/lite'],
      export: ['algoliasearch', '*Client'],
      kind: 'factory',
      versions: '>=5',
      holds: 'nothing',
      reason: algoliaReason,
      docs: algoliaDocs,
    },
    {
      package: '@algolia/client-*',
      export: '*Client',
      kind: 'factory',
      holds: 'nothing',
      reason: algoliaReason,
      docs: algoliaDocs,
    },
    {
      package: 'meilisearch',
      export: 'Meili*earch',
      kind: 'class',
      holds: 'nothing',
      reason: 'Each request goes through the global `fetch`.',
      docs: 'https://github.com/meilisearch/meilisearch-js#readme',
    },
    {
      package: 'typesense',
      export: ['Client', 'SearchClient'],
      kind: 'class',
      holds: 'nothing',
      reason: 'Requests go through axios and the global agents of Node.js unless it is given one.',
      docs: 'https://github.com/typesense/typesense-js#readme',
    },
  ],
};
