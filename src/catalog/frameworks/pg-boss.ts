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
      methods: ['work', 'subscribe'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    { kind: 'typedFunction', types: ['WorkHandler', 'WorkWithMetadataHandler'], runs: 'message' },
  ],
  docs: 'https://timgit.github.io/pg-boss/#/./api/workers',
};
