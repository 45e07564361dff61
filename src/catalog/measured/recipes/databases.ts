/** Recipes for key-value stores and document databases, and for what is built on them. */
import type { MeasuringRecipe } from '../recipe.js';

const options = 'host, port, lazyConnect: false';
const redisUrl = '`redis://${address}`';
const mongoUrl = '`mongodb://${address}/probe`';
/** Queues that come from one connection are none of them: each client has to have its own name, or they would work on each other's jobs. */
const queueName = "'probe-' + (globalThis.queueNumber = (globalThis.queueNumber ?? 0) + 1)";

const redis: readonly MeasuringRecipe[] = [
  {
    package: ['ioredis', 'iovalkey'], versions: '<1 || >=5', export: 'Redis', farSide: 'redis', construct: `new exported({ ${options} })`,
    call: "client.get('probe')", release: 'client.quit()',
  },
  {
    package: 'iovalkey', export: 'Valkey', farSide: 'redis', construct: `new exported({ ${options} })`, call: "client.get('probe')",
    release: 'client.quit()',
  },
  {
    package: ['ioredis', 'iovalkey'], versions: '<1 || >=5', export: 'Redis.createClient', farSide: 'redis',
    construct: 'module.Redis.createClient({ host, port })', call: "client.get('probe')", release: 'client.quit()',
  },
  {
    package: ['ioredis', 'iovalkey'], versions: '<1 || >=5', export: 'Redis().duplicate', farSide: 'redis',
    construct: '(globalThis.original ??= new exported({ host, port })).duplicate()', call: "client.get('probe')", release: 'client.quit()',
  },
  {
    package: ['ioredis', 'iovalkey'], versions: '<1 || >=5', export: 'Redis().monitor', farSide: 'redis',
    construct: '(globalThis.original ??= new exported({ host, port })).monitor()', call: "globalThis.original.get('probe')",
    release: 'client.disconnect()',
  },
  {
    package: 'ioredis', export: 'default', versions: '<5', farSide: 'redis', construct: 'new exported({ host, port })',
    call: "client.get('probe')", release: 'client.quit()',
  },
  {
    package: ['redis', '@redis/client'], export: 'createClient', farSide: 'redis', versions: '>=4',
    construct: 'exported({ socket: { host, port } })',
    call: "(client.probed ??= client.connect()).then(() => client.get('probe'))", release: 'client.disconnect?.() ?? client.close()',
  },
  {
    package: 'redis', export: 'createClient', farSide: 'redis', versions: '<4', construct: 'exported({ host, port })',
    call: "new Promise((done, fail) => client.get('probe', (error) => error ? fail(error) : done()))",
    release: 'new Promise((done) => client.quit(done))',
  },
  {
    package: ['redis', '@redis/client'], export: 'createClientPool', farSide: 'redis', versions: '>=5',
    construct: 'exported({ socket: { host, port } })',
    call: "(client.probed ??= client.connect()).then(() => client.get('probe'))", release: 'client.close()',
  },
  {
    package: 'bull', export: 'default', farSide: 'redis', construct: `new exported(${queueName}, { redis: { host, port } })`,
    call: 'client.add({})', release: 'client.close()',
  },
  {
    package: 'bullmq', export: 'Queue', farSide: 'redis', construct: `new exported(${queueName}, { connection: { host, port } })`,
    call: "client.add('probe', {})", release: 'client.close()',
  },
  {
    package: 'bullmq', export: 'Worker', farSide: 'redis',
    construct: `new exported(${queueName}, async () => {}, { connection: { host, port, maxRetriesPerRequest: null } })`,
    call: 'client.waitUntilReady()', release: 'client.close()',
  },
  {
    package: 'bee-queue', export: 'default', farSide: 'redis', construct: `new exported(${queueName}, { redis: { host, port } })`,
    call: 'client.createJob({}).save()', release: 'client.close()',
  },
  {
    package: 'celery-node', export: 'createClient', farSide: 'redis', construct: `exported(${redisUrl}, ${redisUrl})`,
    call: "client.isReady().then(() => client.sendTask('probe', [], {}, 'probe'))", release: 'client.disconnect()',
  },
  {
    package: 'cache-manager-redis-yet', export: 'redisStore', farSide: 'redis', construct: 'exported({ socket: { host, port } })',
    call: "client.get('probe')", release: 'client.client.quit()',
  },
  {
    package: 'cache-manager-ioredis-yet', export: 'redisStore', farSide: 'redis', construct: 'exported({ host, port })',
    call: "client.get('probe')", release: 'client.client.quit()',
  },
  {
    package: '@keyv/redis', export: 'createKeyv', farSide: 'redis', construct: `exported(${redisUrl})`, call: "client.get('probe')",
    release: 'client.disconnect()',
  },
  {
    package: '@keyv/valkey', export: 'default', farSide: 'redis', construct: `new exported(${redisUrl})`, call: "client.get('probe')",
    release: 'client.disconnect()',
  },
  {
    package: '@nestjs/microservices', export: 'ClientRedis', farSide: 'redis', construct: 'new exported({ host, port })',
    call: "client.connect().then(() => require('rxjs').firstValueFrom(client.emit('probe', {})))", release: 'client.close()',
  },
  {
    package: '@nestjs/microservices', export: 'ClientProxyFactory.create', farSide: 'redis',
    construct: 'module.ClientProxyFactory.create({ transport: module.Transport.REDIS, options: { host, port } })',
    call: "client.connect().then(() => require('rxjs').firstValueFrom(client.emit('probe', {})))", release: 'client.close()',
  },
];

const memcached: readonly MeasuringRecipe[] = [
  {
    package: 'memjs', export: 'Client', farSide: 'memcached', construct: 'exported.create(address)', call: "client.get('probe')",
    release: 'client.close()',
  },
  {
    package: 'memjs', export: 'Client.create', farSide: 'memcached', construct: 'module.Client.create(address)',
    call: "client.get('probe')", release: 'client.close()',
  },
  {
    package: 'memcached', export: 'default', farSide: 'memcached', construct: 'new exported(address)',
    call: "new Promise((done, fail) => client.get('probe', (error) => error ? fail(error) : done()))", release: 'client.end()',
  },
  {
    package: '@keyv/memcache', export: 'default', farSide: 'memcached', construct: 'new exported(address)', call: "client.get('probe')",
    release: 'client.client.close()',
  },
];

const mongodb: readonly MeasuringRecipe[] = [
  {
    package: 'mongodb', export: 'MongoClient', farSide: 'mongodb', construct: `new exported(${mongoUrl}, { directConnection: true })`,
    call: "client.db('probe').command({ ping: 1 })", release: 'client.close()',
  },
  {
    package: 'mongodb', export: 'MongoClient.connect', farSide: 'mongodb',
    construct: `module.MongoClient.connect(${mongoUrl}, { directConnection: true })`, call: "client.db('probe').command({ ping: 1 })",
    release: 'client.close()',
  },
  {
    package: 'mongoose', export: 'createConnection', farSide: 'mongodb',
    construct: `module.createConnection(${mongoUrl}, { directConnection: true })`,
    call: 'client.asPromise().then(() => client.db.command({ ping: 1 }))', release: 'client.close()',
  },
  {
    package: 'mongoose', export: 'Mongoose', farSide: 'mongodb', construct: 'new exported()',
    call: `(client.probed ??= client.connect(${mongoUrl}, { directConnection: true }))`
      + '.then(() => client.connection.db.command({ ping: 1 }))',
    release: 'client.disconnect()',
  },
  {
    package: '@keyv/mongo', export: 'default', farSide: 'mongodb', construct: `new exported(${mongoUrl}, { directConnection: true })`,
    call: "client.get('probe')", release: 'client.disconnect()',
  },
];

export const databases: readonly MeasuringRecipe[] = [...redis, ...memcached, ...mongodb];
