import type { ClientFamily } from '../types.js';

const docs = 'https://docs.databricks.com/aws/en/dev-tools/nodejs-sql-driver';

export const databricks: ClientFamily = {
  name: 'databricks',
  title: 'Databricks SQL',
  clients: [
    {
      package: '@databricks/sql',
      export: 'DBSQLClient',
      kind: 'class',
      holds: 'http-agent',
      connects: 'connectCall',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      setup: ['connect'],
      // No request is sent before a session is opened: dist/DBSQLClient.js of 2.1.0.
      cleanFailure: ['connect'],
      note: 'It has a keep-alive agent and the sessions that it opened, which `close()` ends: dist/DBSQLClient.js of 2.1.0.',
      docs,
    },
  ],
  wrappers: [
    {
      package: '@databricks/sql',
      export: 'DBSQLClient().connect',
      kind: 'asyncFactory',
      argument: 'receiver',
      release: ['close'],
      docs,
    },
  ],
  checkouts: [
    {
      package: '@databricks/sql',
      // Not of what `connect()` gives: that is the client itself, whose end under its own name would not be seen.
      export: 'DBSQLClient().openSession',
      kind: 'asyncFactory',
      release: ['close'],
      releaseIs: 'async',
      callback: 'never',
      noun: 'session',
      cost: 'the warehouse keeps one session more',
      docs,
    },
  ],
};
