import type { ClientFamily, ClientModel, OptionEffect, OwningClientModel, WrapperModel } from '../types.js';
import { redisWrappers } from '../companions.js';

const nodeRedis = 'https://redis.io/docs/latest/develop/clients/nodejs/connect/';
const nodeRedisMethods = 'https://github.com/redis/node-redis#disconnecting';
const ioredisDocs = 'https://redis.github.io/ioredis/classes/Redis.html';
const ioredisClusterDocs = 'https://redis.github.io/ioredis/classes/Cluster.html';
const lazyNote = 'With `lazyConnect: true` it connects on the first command.';

/** Without a strategy it connects again for as long as it takes. */
const givesUp: readonly OptionEffect[] = [
  { when: { argument: 0, option: 'socket.reconnectStrategy', is: [false] }, holds: 'socket', unshareable: 'breaks' },
];

const cleanNote = 'A `connect()` that fails has destroyed its socket; until the strategy gives up it does not: '
  + 'dist/lib/client/socket.js of @redis/client 1.0.6, 1.6.1 and 6.3.1.';

/** What `redis` 4 and its core package 1 made: `close` and `destroy` came with 5. */
const nodeRedis4 = {
  kind: 'factory',
  holds: 'socket',
  connects: 'connectCall',
  release: ['quit', 'disconnect'],
  releaseIs: 'async',
  releaseFails: true,
  cost: 'leak',
  setup: ['connect'],
  options: givesUp,
  docs: nodeRedisMethods,
} as const satisfies Omit<OwningClientModel, 'package' | 'export'>;

const nodeRedis4Client = {
  ...nodeRedis4, export: ['createClient', 'createClient().duplicate'], cleanFailure: ['connect'], note: cleanNote,
} as const satisfies Omit<OwningClientModel, 'package'>;

const nodeRedis4Cluster = {
  ...nodeRedis4, export: ['createCluster', 'createCluster().duplicate'],
} as const satisfies Omit<OwningClientModel, 'package'>;

const ioredis = {
  holds: 'socket',
  connects: 'construction',
  release: ['quit', 'disconnect'],
  releaseIs: 'async',
  releaseFails: true,
  cost: 'leak',
  setup: ['connect'],
  note: lazyNote,
} as const satisfies Partial<OwningClientModel>;

const ioredisClients: readonly ClientModel[] = [
  {
    ...ioredis,
    package: ['ioredis', 'iovalkey'],
    export: ['default', 'Redis'],
    kind: 'class',
    docs: ioredisDocs,
  },
  {
    ...ioredis,
    package: 'iovalkey',
    export: 'Valkey',
    kind: 'class',
    docs: 'https://github.com/valkey-io/iovalkey#readme',
  },
  {
    ...ioredis,
    package: 'ioredis',
    export: 'default',
    kind: 'factory',
    versions: '<5',
    note: 'Calling it without `new` is deprecated in version 4 and an error since version 5.',
    docs: ioredisDocs,
  },
  {
    ...ioredis,
    package: ['ioredis', 'iovalkey'],
    export: ['createClient', 'Redis.createClient'],
    kind: 'factory',
    docs: ioredisDocs,
  },
  {
    ...ioredis,
    package: ['ioredis', 'iovalkey'],
    export: ['Cluster', 'Redis.Cluster'],
    kind: 'class',
    holds: 'pool',
    note: 'It holds a connection to each node. With `lazyConnect: true` it connects on the first command.',
    docs: ioredisClusterDocs,
  },
  {
    ...ioredis,
    package: ['ioredis', 'iovalkey'],
    export: ['default().duplicate', 'Redis().duplicate', 'createClient().duplicate', 'Redis.createClient().duplicate'],
    kind: 'factory',
    note: 'The copy has a connection of its own.',
    docs: `${ioredisDocs}#duplicate`,
  },
  {
    ...ioredis,
    package: 'iovalkey',
    export: 'Valkey().duplicate',
    kind: 'factory',
    note: 'The copy has a connection of its own.',
    docs: 'https://github.com/valkey-io/iovalkey#readme',
  },
  {
    ...ioredis,
    package: ['ioredis', 'iovalkey'],
    export: ['Cluster().duplicate', 'Redis.Cluster().duplicate'],
    kind: 'factory',
    holds: 'pool',
    note: 'The copy has connections of its own.',
    docs: `${ioredisClusterDocs}#duplicate`,
  },
  {
    ...ioredis,
    package: ['ioredis', 'iovalkey'],
    export: ['default().monitor', 'Redis().monitor'],
    kind: 'asyncFactory',
    release: ['disconnect', 'quit'],
    releaseIs: 'sync',
    note: 'Monitoring needs a connection of its own.',
    docs: `${ioredisDocs}#monitor`,
  },
];

export const redis: ClientFamily = {
  name: 'redis',
  title: 'Redis and Valkey',
  clients: [
    {
      package: 'redis',
      export: ['createClient', 'createClient().duplicate'],
      kind: 'factory',
      versions: '<4',
      holds: 'socket',
      connects: 'construction',
      release: ['quit', 'end'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: 'https://github.com/redis/node-redis/tree/v3.1.2#readme',
    },
    {
      package: 'redis',
      export: 'RedisClient',
      kind: 'class',
      versions: '<4',
      holds: 'socket',
      connects: 'construction',
      release: ['quit', 'end'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: 'https://github.com/redis/node-redis/tree/v3.1.2#readme',
    },
    { ...nodeRedis4Client, package: 'redis', versions: '>=4 <5' },
    { ...nodeRedis4Client, package: '@redis/client', versions: '<5' },
    { ...nodeRedis4Cluster, package: 'redis', versions: '>=4 <5' },
    { ...nodeRedis4Cluster, package: '@redis/client', versions: '<5' },
    {
      package: ['redis', '@redis/client'],
      export: ['createClient', 'createClient().duplicate'],
      kind: 'factory',
      versions: '>=5',
      holds: 'socket',
      connects: 'connectCall',
      release: ['close', 'destroy', 'quit', 'disconnect'],
      releaseIs: 'async',
      releaseFails: true,
      cost: 'leak',
      setup: ['connect'],
      cleanFailure: ['connect'],
      options: givesUp,
      note: cleanNote,
      docs: nodeRedis,
    },
    {
      package: ['redis', '@redis/client'],
      export: ['createCluster', 'createCluster().duplicate'],
      kind: 'factory',
      versions: '>=5',
      holds: 'pool',
      connects: 'connectCall',
      release: ['close', 'destroy', 'quit', 'disconnect'],
      releaseIs: 'async',
      cost: 'leak',
      setup: ['connect'],
      docs: nodeRedis,
    },
    {
      package: ['redis', '@redis/client'],
      export: ['createSentinel', 'createSentinel().duplicate', 'createClientPool', 'createClient().createPool'],
      kind: 'factory',
      versions: '>=5',
      holds: 'pool',
      connects: 'connectCall',
      release: ['close', 'destroy'],
      releaseIs: 'async',
      cost: 'leak',
      setup: ['connect'],
      docs: nodeRedis,
    },
    {
      package: 'handy-redis',
      export: 'createNodeRedisClient',
      kind: 'factory',
      holds: 'socket',
      connects: 'construction',
      release: ['quit', 'end'],
      releaseIs: 'async',
      cost: 'leak',
      note: 'A client of node-redis 3 whose commands give promises.',
      docs: 'https://github.com/mmkal/handy-redis#readme',
    },
    ...ioredisClients,
    {
      package: '@valkey/valkey-glide',
      export: ['GlideClient.createClient', 'GlideClusterClient.createClient'],
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'sync',
      cost: 'leak',
      note: lazyNote,
      docs: 'https://glide.valkey.io/languages/nodejs/',
    },
    {
      package: '@upstash/redis',
      export: 'Redis',
      kind: 'class',
      holds: 'nothing',
      reason: 'Each command is one HTTPS request by `fetch`.',
      docs: 'https://upstash.com/docs/redis/sdks/ts/overview',
    },
    {
      package: '@upstash/redis',
      export: 'Redis.fromEnv',
      kind: 'factory',
      holds: 'nothing',
      reason: 'Each command is one HTTPS request by `fetch`.',
      docs: 'https://upstash.com/docs/redis/sdks/ts/overview',
    },
    {
      package: '@vercel/kv',
      export: 'createClient',
      kind: 'factory',
      holds: 'nothing',
      reason: 'Each command is one HTTPS request by `fetch`.',
      docs: 'https://vercel.com/docs/storage/vercel-kv',
    },
  ],
  wrappers: [
    ...redisWrappers,
    {
      package: 'redlock',
      export: 'default',
      kind: 'class',
      argument: 0,
      option: '*',
      release: ['quit'],
      docs: 'https://github.com/mike-marcacci/node-redlock#readme',
    },
    ...['publisher', 'subscriber'].map((option): WrapperModel => ({
      package: 'graphql-redis-subscriptions',
      export: 'RedisPubSub',
      kind: 'class',
      argument: 0,
      option,
      release: ['close'],
      docs: 'https://github.com/davidyaha/graphql-redis-subscriptions#readme',
    })),
    {
      // It publishes by it, and closes nothing.
      package: '@socket.io/redis-emitter',
      export: 'Emitter',
      kind: 'class',
      argument: 0,
      release: [],
      docs: 'https://socket.io/docs/v4/redis-adapter/#emitter',
    },
    {
      package: ['redis', '@redis/client'],
      export: ['createClient().connect', 'createCluster().connect'],
      kind: 'asyncFactory',
      argument: 'receiver',
      release: ['close', 'destroy', 'quit', 'disconnect'],
      docs: nodeRedis,
    },
    {
      package: ['redis', '@redis/client'],
      export: ['createSentinel().connect', 'createClientPool().connect'],
      kind: 'asyncFactory',
      argument: 'receiver',
      release: ['close', 'destroy'],
      docs: nodeRedis,
    },
  ],
  checkouts: [
    {
      package: ['redis', '@redis/client'],
      export: 'createSentinel().acquire',
      kind: 'asyncFactory',
      release: ['release'],
      releaseIs: 'async',
      noun: 'client',
      docs: 'https://github.com/redis/node-redis/blob/master/docs/sentinel.md',
    },
  ],
};
