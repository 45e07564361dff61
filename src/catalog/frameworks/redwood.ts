import type { FrameworkModel } from '../types.js';

export const redwood: FrameworkModel = {
  name: 'redwood',
  title: 'RedwoodJS',
  packages: ['@redwoodjs/api', '@redwoodjs/graphql-server', '@redwoodjs/core', '@redwoodjs/jobs', '@cedarjs/core', '@cedarjs/api'],
  runtime: 'node-server',
  entries: [
    { kind: 'export', files: ['**/api/src/functions/**/*.{js,ts}'], exports: ['handler'], runs: 'request' },
    // Services are the resolvers: each function that a schema names has the name of a field.
    { kind: 'export', files: ['**/api/src/services/**/*.{js,ts}'], exports: ['*', '*.*'], runs: 'request' },
    { kind: 'export', files: ['**/api/src/lib/auth.{js,ts}'], exports: ['getCurrentUser', 'isAuthenticated', 'hasRole', 'requireAuth'],
      runs: 'request' },
    { kind: 'call', methods: ['createValidatorDirective', 'createTransformerDirective'], handlers: [{ argument: 1 }], runs: 'request' },
    {
      kind: 'call',
      receiverNames: ['jobs', 'jobManager'],
      methods: ['createJob'],
      handlers: [{ argument: 0, path: 'perform' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['JobManager()'],
      receiverTypes: ['JobManager'],
      methods: ['createJob'],
      handlers: [{ argument: 0, path: 'perform' }],
      runs: 'message',
    },
  ],
  docs: 'https://docs.redwoodjs.com/docs/services',
};
