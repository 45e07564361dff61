import type { FrameworkModel } from '../types.js';

const serviceMethods = ['find', 'get', 'create', 'update', 'patch', 'remove'] as const;

export const feathers: FrameworkModel = {
  name: 'feathers',
  title: 'Feathers',
  packages: [
    '@feathersjs/feathers', '@feathersjs/express', '@feathersjs/koa', '@feathersjs/knex', '@feathersjs/mongodb', '@feathersjs/memory',
    'feathers-*',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'classMethod',
      extends: ['KnexService', 'MongoDBService', 'MemoryService', 'Service', 'default'],
      implements: ['ServiceMethods', 'ServiceInterface', 'Service'],
      files: ['**/services/**/*.class.{ts,js}'],
      methods: serviceMethods,
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['default().**', 'feathers().**', 'koa().**'],
      receiverTypes: ['Application'],
      receiverNames: ['app'],
      methods: ['use'],
      handlers: serviceMethods.map((path) => ({ argument: 1, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['default().**', 'feathers().**', 'koa().**'],
      receiverTypes: ['Application', 'FeathersService'],
      receiverNames: ['app'],
      methods: ['hooks'],
      // `setup` and `teardown` hooks run once, so only these four kinds are looked into.
      handlers: ['around', 'before', 'after', 'error'].flatMap((kind) => [
        { argument: 0, path: kind },
        { argument: 0, path: `${kind}.*` },
      ]),
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['HookContext'], runs: 'request' },
    { kind: 'typedFunction', types: ['Hook', 'HookFunction'], runs: 'request' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['default().**', 'feathers().**', 'koa().**'],
      receiverTypes: ['Application'],
      methods: ['configure'],
      handlers: [{ argument: 0 }],
    },
  ],
  nextRejects: true,
  docs: 'https://feathersjs.com/api/services.html',
};
