/** What LangChain keeps vectors, messages and checkpoints in. */
import type { ClientFamily, NonOwningClientModel, OptionEffect, OwningClientModel } from '../types.js';
import { langchainWrappers } from '../companions.js';

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

const qdrant = {
  package: '@langchain/qdrant',
  holds: 'nothing',
  reason: 'It works over the client that it is given; only a URL makes it a client of its own.',
  docs: 'https://docs.langchain.com/oss/javascript/integrations/vectorstores/qdrant',
} as const satisfies Partial<NonOwningClientModel>;

/** The argument of each way to a store of Qdrant that may name a client. */
const qdrantArguments: readonly (readonly [method: string, argument: number])[] = [
  ['fromExistingCollection', 1], ['fromDocuments', 2], ['fromTexts', 3],
];

/** Given a URL and no client, it makes one of `@qdrant/js-client-rest`, whose agent nobody can close: dist/vectorstores.js of 1.0.3. */
const ownQdrant = (argument: number): readonly OptionEffect[] => [
  { when: { argument, option: 'client', is: 'present' }, holds: 'nothing', reason: 'It uses the client that it is given.' },
  {
    when: { argument, option: 'url', is: 'present' },
    holds: 'http-agent',
    collected: 'Idle connections of its agent are closed after 10 seconds, or when the server says so.',
  },
];

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
    { ...qdrant, export: 'QdrantVectorStore', kind: 'class', options: ownQdrant(1) },
    ...qdrantArguments.map(([method, argument]) => ({
      ...qdrant,
      export: `QdrantVectorStore.${method}`,
      kind: 'asyncFactory' as const,
      options: ownQdrant(argument),
    })),
    {
      package: '@langchain/community/vectorstores/milvus',
      export: ['Milvus.fromTexts', 'Milvus.fromDocuments', 'Milvus.fromExistingCollection'],
      kind: 'asyncFactory',
      holds: 'grpc-channel',
      connects: 'construction',
      release: ['client.closeConnection'],
      releaseIs: 'async',
      cost: 'leak',
      note: 'It makes a client of `@zilliz/milvus2-sdk-node`: vectorstores/milvus.js of @langchain/community 1.1.29.',
      docs: 'https://docs.langchain.com/oss/javascript/integrations/vectorstores/milvus',
    },
    {
      package: '@langchain/community/vectorstores/singlestore',
      export: ['SingleStoreVectorStore.fromTexts', 'SingleStoreVectorStore.fromDocuments'],
      kind: 'asyncFactory',
      holds: 'pool',
      connects: 'construction',
      release: ['end'],
      releaseIs: 'async',
      cost: 'leak',
      note: 'It makes a pool of mysql2: vectorstores/singlestore.js of @langchain/community 1.1.29.',
      docs: 'https://docs.langchain.com/oss/javascript/integrations/vectorstores/singlestore',
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
    ...langchainWrappers,
    ...(['initialize', 'fromDocuments', 'fromTexts'] as const).map((method, index) => ({
      package: '@langchain/community/vectorstores/pgvector',
      export: `PGVectorStore.${method}`,
      kind: 'asyncFactory' as const,
      argument: index + 1,
      option: 'pool',
      release: ['end'],
      docs: 'https://docs.langchain.com/oss/javascript/integrations/vectorstores/pgvector',
    })),
    { package: '@langchain/qdrant', export: 'QdrantVectorStore', kind: 'class', argument: 1, option: 'client', release: [], docs },
    ...qdrantArguments.map(([method, argument]) => ({
      package: '@langchain/qdrant',
      export: `QdrantVectorStore.${method}`,
      kind: 'asyncFactory' as const,
      argument,
      option: 'client',
      release: [],
      docs,
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
