import type { FrameworkModel } from '../types.js';

/** Schemas that are built by calls: Pothos and Nexus, whose fields are made by a `t` that callbacks are given. */
export const graphqlBuilders: FrameworkModel = {
  name: 'graphql-builders',
  title: 'GraphQL',
  packages: ['@pothos/core', 'nexus', '@giraphql/core', 'gqtx', 'graphql-compose'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receiverNames: ['t', 'f', 'fieldBuilder'],
      methods: ['*'],
      handlers: ['resolve', 'subscribe', 'authorize', 'load'].map((path) => ({ argument: { from: 0 }, path })),
      runs: 'request',
    },
    // `t.list.field('labels', { … })` of Nexus.
    {
      kind: 'call',
      receiverNames: ['list', 'nonNull', 'nullable'],
      methods: ['field', 'string', 'int', 'float', 'boolean', 'id'],
      handlers: ['resolve', 'subscribe', 'authorize'].map((path) => ({ argument: { from: 0 }, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      // `queryField('user', { resolve })` of Nexus.
      methods: ['queryField', 'mutationField', 'subscriptionField', 'extendType', 'resolver'],
      handlers: ['resolve', 'subscribe', 'authorize'].map((path) => ({ argument: { from: 0 }, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['default().**'],
      receiverTypes: ['SchemaBuilder'],
      receiverNames: ['builder', 'schemaBuilder'],
      methods: ['loadableObject', 'loadableNode', 'loadableObjectRef', 'loadableInterface', 'loadableUnion'],
      handlers: [{ argument: { from: 0 }, path: 'load' }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['schemaComposer.**', 'SchemaComposer().**'],
      receiverTypes: ['ObjectTypeComposer'],
      receiverNames: ['*TC'],
      methods: ['addResolver', 'addFields', 'createResolver'],
      handlers: ['resolve', '*.resolve'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
  ],
  docs: 'https://pothos-graphql.dev/docs/guide/fields',
};
