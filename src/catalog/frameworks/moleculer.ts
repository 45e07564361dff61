import type { FrameworkModel } from '../types.js';

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
      handlers: ['actions.*', 'actions.*.handler', 'events.*', 'events.*.handler'].map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    {
      kind: 'export',
      files: ['**/*.service.{ts,js}', '**/services/**/*.{ts,js}', '**/mixins/**/*.{ts,js}'],
      exports: ['', 'default.'].flatMap((of) => [`${of}actions.*`, `${of}actions.*.handler`, `${of}events.*`, `${of}events.*.handler`]),
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['Context'], runs: 'message' },
  ],
  docs: 'https://moleculer.services/docs/0.14/actions',
};
