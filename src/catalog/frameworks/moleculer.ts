import type { FrameworkModel } from '../types.js';

/** What runs of a service's schema. `methods` are helpers, but for those that the gateway calls by their names. */
const members = [
  'actions.*', 'actions.*.handler', 'events.*', 'events.*.handler', 'hooks.before.*', 'hooks.after.*', 'hooks.error.*', 'channels.*',
  'channels.*.handler', 'queues.*', 'methods.authenticate', 'methods.authorize', 'settings.routes.onBeforeCall',
  'settings.routes.onAfterCall', 'settings.routes.onError',
] as const;

export const moleculer: FrameworkModel = {
  name: 'moleculer',
  title: 'Moleculer',
  packages: ['moleculer'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['ServiceBroker()'],
      receiverTypes: ['ServiceBroker'],
      receiverNames: ['broker'],
      methods: ['createService'],
      handlers: members.map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    // In the constructor of a class that extends `Service`.
    {
      kind: 'call',
      receivers: ['Service()'],
      receiverNames: ['this'],
      methods: ['parseServiceSchema'],
      handlers: members.map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    {
      kind: 'export',
      files: ['**/*.service.{ts,js}', '**/services/**/*.{ts,js}', '**/mixins/**/*.{ts,js}'],
      exports: ['', 'default.'].flatMap((of) => members.map((member) => `${of}${member}`)),
      runs: 'message',
    },
    { kind: 'typedObject', types: ['ServiceSchema'], members, runs: 'message' },
    { kind: 'typedParameter', types: ['Context'], runs: 'message' },
  ],
  docs: 'https://moleculer.services/docs/0.14/actions',
};
