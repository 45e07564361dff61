import type { ClientFamily, NonOwningClientModel, OptionEffect, WrapperModel } from '../types.js';
import { drizzleBorrowers } from '../companions.js';

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

/** Entry points whose `drizzle()` never opens a connection. */
const fetching = [
  'drizzle-orm/d1', 'drizzle-orm/durable-sqlite', 'drizzle-orm/expo-sqlite', 'drizzle-orm/libsql', 'drizzle-orm/mysql-proxy',
  'drizzle-orm/neon-http', 'drizzle-orm/op-sqlite', 'drizzle-orm/pg-proxy', 'drizzle-orm/planetscale-serverless', 'drizzle-orm/sql-js',
  'drizzle-orm/sqlite-proxy', 'drizzle-orm/tidb-serverless', 'drizzle-orm/vercel-postgres', 'drizzle-orm/xata-http',
] as const;
const ending = [
  'drizzle-orm/bun-sql', 'drizzle-orm/mysql2', 'drizzle-orm/neon-serverless', 'drizzle-orm/node-postgres', 'drizzle-orm/postgres-js',
  'drizzle-orm/singlestore',
] as const;
const closing = ['drizzle-orm/better-sqlite3', 'drizzle-orm/bun-sqlite', 'drizzle-orm/gel', 'drizzle-orm/pglite'] as const;

const wrapper = { export: 'drizzle', kind: 'factory', argument: 0, docs } as const satisfies Omit<WrapperModel, 'package' | 'release'>;

export const drizzle: ClientFamily = {
  name: 'drizzle',
  title: 'Drizzle',
  clients: [
    {
      ...wraps,
      package: ending,
      options: ownsGivenConnection('pool'),
      release: ['$client.end'],
      releaseIs: 'async',
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
      package: fetching,
      reason: 'It uses the client it is given, or makes one that sends each query by `fetch`.',
    },
  ],
  wrappers: [
    { ...wrapper, package: ending, option: 'client', release: ['$client.end'] },
    { ...wrapper, package: ending, release: ['$client.end'] },
    { ...wrapper, package: [...closing, 'drizzle-orm/libsql'], option: 'client', release: ['$client.close'] },
    { ...wrapper, package: [...closing, 'drizzle-orm/libsql'], release: ['$client.close'] },
    { ...wrapper, package: 'drizzle-orm/aws-data-api/pg', option: 'client', release: ['$client.destroy'] },
    { ...wrapper, package: 'drizzle-orm/aws-data-api/pg', release: ['$client.destroy'] },
    { ...wrapper, package: 'drizzle-orm/vercel-postgres', option: 'client', release: [] },
    { ...wrapper, package: 'drizzle-orm/vercel-postgres', release: [] },
  ],
  borrowers: drizzleBorrowers,
};
