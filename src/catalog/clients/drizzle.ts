import type { ClientFamily, NonOwningClientModel, OptionEffect, WrapperModel } from '../types.js';

const docs = 'https://orm.drizzle.team/docs/connect-overview';

/** Given a connection string or options, `drizzle()` makes the pool or client itself. */
function ownsGivenConnection(holds: 'pool' | 'socket' | 'http-agent'): readonly OptionEffect[] {
  return [
    { when: { argument: 0, is: 'string' }, holds },
    { when: { argument: 0, option: 'connection', is: 'present' }, holds },
  ];
}

const wraps = {
  export: 'drizzle',
  kind: 'factory',
  holds: 'nothing',
  reason: 'It uses the client it is given; only a connection string or `connection` options make it open its own.',
  docs,
} as const satisfies Omit<NonOwningClientModel, 'package'>;

const packages = ['drizzle-orm/*', 'drizzle-orm/*/*'] as const;

const wrapper = {
  package: packages,
  export: 'drizzle',
  kind: 'factory',
  argument: 0,
  release: ['$client.end', '$client.close'],
  docs,
} as const satisfies WrapperModel;

export const drizzle: ClientFamily = {
  name: 'drizzle',
  title: 'Drizzle',
  clients: [
    {
      ...wraps,
      package: [
        'drizzle-orm/node-postgres', 'drizzle-orm/postgres-js', 'drizzle-orm/neon-serverless',
        'drizzle-orm/mysql2', 'drizzle-orm/singlestore', 'drizzle-orm/bun-sql',
      ],
      options: ownsGivenConnection('pool'),
      release: ['$client.end'],
    },
    {
      ...wraps,
      package: 'drizzle-orm/gel',
      options: ownsGivenConnection('pool'),
      release: ['$client.close'],
    },
    {
      ...wraps,
      package: ['drizzle-orm/better-sqlite3', 'drizzle-orm/bun-sqlite', 'drizzle-orm/pglite'],
      options: ownsGivenConnection('socket'),
      release: ['$client.close'],
      note: 'What it opens is a file or a database in memory, not a socket.',
    },
    {
      ...wraps,
      package: 'drizzle-orm/aws-data-api/pg',
      options: [{ when: { argument: 0, option: 'connection', is: 'present' }, holds: 'http-agent' }],
      release: ['$client.destroy'],
    },
    {
      ...wraps,
      package: packages,
      reason: 'It uses the client it is given, or makes one that sends each query by `fetch`.',
    },
  ],
  wrappers: [
    { ...wrapper, option: 'client' },
    wrapper,
  ],
};
