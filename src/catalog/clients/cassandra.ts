import type { ClientFamily } from '../types.js';
import { cassandraWrappers } from '../companions.js';

export const cassandra: ClientFamily = {
  name: 'cassandra',
  title: 'Cassandra and ScyllaDB',
  clients: [
    {
      package: 'cassandra-driver',
      export: 'Client',
      kind: 'class',
      holds: 'pool',
      connects: 'firstUse',
      release: ['shutdown'],
      releaseIs: 'async',
      cost: 'leak',
      setup: ['connect'],
      note: 'It keeps connections to every node of the cluster and one for control.',
      docs: 'https://docs.datastax.com/en/developer/nodejs-driver/4.8/api/class.Client/',
    },
    {
      package: '@lambda-group/scylladb',
      export: 'Cluster',
      kind: 'class',
      holds: 'nothing',
      reason: 'It is configuration; `connect()` makes the session that holds connections.',
      docs: 'https://github.com/Daniel-Boll/scylla-javascript-driver#readme',
    },
    {
      package: '@lambda-group/scylladb',
      export: 'Cluster().connect',
      kind: 'asyncFactory',
      holds: 'pool',
      connects: 'construction',
      release: [],
      cost: 'leak',
      note: 'The session has no method that closes it.',
      docs: 'https://github.com/Daniel-Boll/scylla-javascript-driver#readme',
    },
  ],
  wrappers: cassandraWrappers,
};
