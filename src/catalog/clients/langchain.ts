/** What LangChain keeps vectors, messages and checkpoints in. */
import type { ClientFamily, NonOwningClientModel, OptionEffect, OwningClientModel } from '../types.js';

const docs = 'https://docs.langchain.com/oss/javascript/integrations/providers/overview';
const checkpointers = 'https://docs.langchain.com/oss/javascript/langgraph/persistence';
const idlePool = 'The pool drops its idle connections after 10 seconds by default.';

/** Given the options of a connection, and no pool, it makes a pool of its own. */
const givenPool: readonly OptionEffect[] = [
  { when: { option: 'pool', is: 'present' }, holds: 'nothing', reason: 'It works over the pool that it is given.' },
];
const ownPool: readonly OptionEffect[] = [
  { when: { option: 'postgresConnectionOptions', is: 'present' }, holds: 'pool' },
];

const pgVectorStore = {
  export: ['PGVectorStore.initialize', 'PGVectorStore.fromTexts', 'PGVectorStore.fromDocuments'],
  kind: 'asyncFactory',
  holds: 'nothing',
  reason: 'It works over the pool that it is given; only the options of a connection make it open its own.',
  release: ['end'],
  docs: 'https://docs.langchain.com/oss/javascript/integrations/vectorstores/pgvector',
} as const satisfies Partial<NonOwningClientModel>;

/** Given a client, a history uses it. */
const givenClient: readonly OptionEffect[] = [
  { when: { argument: 0, option: 'client', is: 'present' }, holds: 'nothing', reason: 'It uses the client that it is given.' },
];

/** What makes a driver of Neo4j of its own. */
const neo4j = {
  holds: 'pool',
  connects: 'construction',
  release: ['close'],
  releaseIs: 'async',
  cost: 'leak',
  docs,
} as const satisfies Partial<OwningClientModel>;

const vectorStores = ['initialize', 'fromTexts', 'fromDocuments', 'fromExistingIndex', 'fromExistingGraph'].map((method) => (
  `Neo4jVectorStore.${method}`));

export const langchain: ClientFamily = {
  name: 'langchain',
  title: 'Stores of LangChain and LangGraph',
  clients: [
    {
      ...pgVectorStore,
      package: '@langchain/community/vectorstores/pgvector',
      options: [...givenPool, ...ownPool],
      note: 'It keeps a connection of its pool for as long as it is not ended: vectorstores/pgvector.js of @langchain/community 1.1.29.',
    },
    { ...pgVectorStore, package: 'langchain/vectorstores/pgvector', options: ownPool },
    {
      package: '@langchain/community/indexes/postgres',
      export: 'PostgresRecordManager',
      kind: 'class',
      holds: 'nothing',
      reason: 'It uses the pool that it is given; only the options of a connection make it open its own.',
      options: [...givenPool, ...ownPool],
      release: ['end'],
      docs,
    },
    {
      package: ['@langchain/community/stores/message/ioredis', 'langchain/stores/message/ioredis'],
      export: 'RedisChatMessageHistory',
      kind: 'class',
      holds: 'socket',
      connects: 'construction',
      release: ['client.quit', 'client.disconnect'],
      releaseIs: 'async',
      cost: 'leak',
      options: givenClient,
      note: 'It makes a client of ioredis, which connects at once: stores/message/ioredis.js of @langchain/community 1.1.29.',
      docs,
    },
    {
      package: 'langchain/stores/message/redis',
      export: 'RedisChatMessageHistory',
      kind: 'class',
      holds: 'socket',
      connects: 'firstUse',
      release: ['client.quit', 'client.disconnect'],
      releaseIs: 'async',
      cost: 'leak',
      options: givenClient,
      note: 'It makes a client of redis: stores/message/redis.js of langchain 0.0.200.',
      docs,
    },
    {
      ...neo4j,
      package: ['@langchain/community/vectorstores/neo4j_vector', '@langchain/neo4j'],
      export: vectorStores,
      kind: 'asyncFactory',
    },
    {
      ...neo4j,
      package: ['@langchain/community/graphs/neo4j_graph', '@langchain/neo4j'],
      export: 'Neo4jGraph.initialize',
      kind: 'asyncFactory',
    },
    { ...neo4j, package: '@langchain/community/stores/message/neo4j', export: 'Neo4jChatMessageHistory.initialize', kind: 'asyncFactory' },
    {
      ...neo4j,
      package: '@langchain/community/stores/message/neo4j',
      export: 'Neo4jChatMessageHistory',
      kind: 'class',
      connects: 'firstUse',
    },
    {
      package: '@langchain/langgraph-checkpoint-postgres',
      export: 'PostgresSaver.fromConnString',
      kind: 'factory',
      holds: 'pool',
      connects: 'firstUse',
      release: ['end'],
      releaseIs: 'async',
      cost: 'leak',
      collected: idlePool,
      note: 'It makes a pool of pg: dist/index.js of 1.0.5.',
      docs: checkpointers,
    },
    {
      package: '@langchain/langgraph-checkpoint-postgres/store',
      export: 'PostgresStore.fromConnString',
      kind: 'factory',
      holds: 'pool',
      connects: 'firstUse',
      release: ['stop'],
      releaseIs: 'async',
      cost: 'leak',
      collected: idlePool,
      docs: checkpointers,
    },
    {
      package: '@langchain/langgraph-checkpoint-redis',
      export: ['RedisSaver.fromUrl', 'RedisSaver.fromCluster'],
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['end'],
      releaseIs: 'async',
      cost: 'leak',
      note: 'It connects a client of redis: dist/index.js of 1.0.11.',
      docs: checkpointers,
    },
    {
      package: '@langchain/langgraph-checkpoint-redis/shallow',
      export: 'ShallowRedisSaver.fromUrl',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['end'],
      releaseIs: 'async',
      cost: 'leak',
      docs: checkpointers,
    },
    {
      package: '@langchain/langgraph-checkpoint-redis/store',
      export: ['RedisStore.fromConnString', 'RedisStore.fromCluster'],
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      docs: checkpointers,
    },
    {
      package: '@langchain/langgraph-checkpoint-mongodb',
      export: 'MongoDBStore.fromConnString',
      kind: 'asyncFactory',
      holds: 'pool',
      connects: 'construction',
      release: ['stop'],
      releaseIs: 'async',
      cost: 'leak',
      note: 'It connects a client of mongodb, and closes no other: dist/store.js of 1.4.1.',
      docs: checkpointers,
    },
    {
      package: '@langchain/langgraph-checkpoint-sqlite',
      export: 'SqliteSaver.fromConnString',
      kind: 'factory',
      holds: 'socket',
      connects: 'construction',
      release: ['db.close'],
      releaseIs: 'sync',
      cost: 'leak',
      embedded: true,
      note: 'It holds an open file, not a socket.',
      docs: checkpointers,
    },
  ],
  wrappers: [
    ...(['initialize', 'fromDocuments', 'fromTexts'] as const).map((method, index) => ({
      package: '@langchain/community/vectorstores/pgvector',
      export: `PGVectorStore.${method}`,
      kind: 'asyncFactory' as const,
      argument: index + 1,
      option: 'pool',
      release: ['end'],
      docs: 'https://docs.langchain.com/oss/javascript/integrations/vectorstores/pgvector',
    })),
    {
      package: '@langchain/community/indexes/postgres',
      export: 'PostgresRecordManager',
      kind: 'class',
      argument: 1,
      option: 'pool',
      release: ['end'],
      docs,
    },
    {
      package: ['@langchain/community/stores/message/ioredis', 'langchain/stores/message/ioredis', 'langchain/stores/message/redis'],
      export: 'RedisChatMessageHistory',
      kind: 'class',
      argument: 0,
      option: 'client',
      release: ['client.quit', 'client.disconnect'],
      docs,
    },
  ],
};
