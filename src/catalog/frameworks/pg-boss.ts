import type { FrameworkModel } from '../types.js';

export const pgBoss: FrameworkModel = {
  name: 'pg-boss',
  title: 'pg-boss worker',
  packages: ['pg-boss'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['default()', 'PgBoss()'],
      receiverTypes: ['default', 'PgBoss'],
      receiverNames: ['boss', 'pgBoss'],
      // `subscribe` and `onComplete` took handlers in old versions.
      methods: ['work', 'subscribe', 'onComplete'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    { kind: 'typedFunction', types: ['WorkHandler', 'WorkWithMetadataHandler'], runs: 'message' },
  ],
  docs: 'https://timgit.github.io/pg-boss/#/./api/workers',
};
