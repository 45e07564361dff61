import type { ClientFamily } from '../types.js';

export const clickhouse: ClientFamily = {
  name: 'clickhouse',
  title: 'ClickHouse',
  clients: [
    {
      package: '@clickhouse/client',
      export: 'createClient',
      kind: 'factory',
      holds: 'http-agent',
      connects: 'firstUse',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn: '>=1.16.0',
      options: [
        { when: { option: 'http_agent', is: 'present' }, holds: 'nothing', reason: 'The agent it is given belongs to the caller.' },
        { when: { option: 'keep_alive.enabled', is: [false] }, holds: 'nothing', reason: 'Each connection ends with its request.' },
      ],
      docs: 'https://clickhouse.com/docs/integrations/javascript',
    },
    {
      package: '@clickhouse/client-web',
      export: 'createClient',
      kind: 'factory',
      holds: 'nothing',
      reason: 'Each query is one HTTP request by `fetch`.',
      docs: 'https://clickhouse.com/docs/integrations/javascript',
    },
  ],
};
