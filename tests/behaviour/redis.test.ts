import { expect, it } from 'vitest';
import { describeBehaviour, describeWithPackages, edit, none, withService, writeService } from './behaviour-suite.js';
import { request } from './requests.js';
import type { LocalServer } from './servers/local-server.js';
import { expressService, moduleStyles } from './service.js';

const packages = ['redis', 'redis-parser'];

async function startRedisServer(port?: number): Promise<LocalServer> {
  return (await import('./servers/redis.js')).startRedisServer(port);
}

const imports = "import { createClient } from 'redis';";
const handler = `
  const { divisor } = req.query;
  const client = createClient({
    url: process.env.REDIS_URL,
    socket: { reconnectStrategy: (retries) => (retries < 3 ? 10 : new Error('The server is down.')) },
  });
  client.on('error', (error) => console.error(error.message));
  await client.connect();
  await client.set(divisor, String(10 / divisor), { EX: Number(divisor) });
  const quotient = Number(await client.get(divisor));`;

const connecting = expressService({ imports, handler });

describeBehaviour('Redis', {
  packages,
  start: startRedisServer,
  cases: {
    'a connection for each request': {
      service: connecting,
      leaks: { answered: 1, broken: 1, refused: 1 },
      edits: { asyncMemo: { open: 1 } },
    },
    'a connection that requests without an error close': {
      rule: 'require-client-close',
      service: expressService({ imports, handler, farewell: 'await client.close();' }),
      leaks: { answered: 0, broken: 1, refused: 1 },
      edits: { asyncMemo: { open: 1 }, closeInFinally: { open: 0, opened: 50 } },
    },
    'a connection that every request closes': {
      rule: 'prefer-shared-client',
      service: expressService({
        imports,
        handler: `
  const { divisor } = req.query;
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', (error) => console.error(error.message));
  let quotient;
  try {
    await client.connect();
    await client.set(divisor, String(10 / divisor), { EX: Number(divisor) });
    quotient = Number(await client.get(divisor));
  } finally {
    await client.close();
  }`,
      }),
      leaks: none,
      edits: { asyncMemo: { open: 1 } },
    },
  },
});

describeWithPackages('A Redis server that comes up late', packages, () => {
  it.each(moduleStyles)('is connected to by the request after it, when the promise of the connection is shared (%s)', async (style) => {
    const before = writeService(connecting, style);
    const after = await edit(before, 'no-client-per-request', 'asyncMemo');
    for (const [service, open] of [[before, 2], [after, 1]] as const) {
      const first = await startRedisServer();
      await first.stop();
      await withService(service, first.environment, async (address) => {
        const refused = { status: 502, body: { error: 'The server is down.' } };
        expect(await request(address, 'answered', 0)).toStrictEqual(refused);
        const second = await startRedisServer(Number(new URL(first.environment.REDIS_URL!).port));
        try {
          const outcomes = [await request(address, 'answered', 0), await request(address, 'answered', 1)];
          expect(outcomes.map(({ status, body }) => [status, body])).toMatchObject([[200, { divisor: '1' }], [200, { divisor: '2' }]]);
          expect(second.connections.open).toBe(open);
        } finally {
          await second.stop();
        }
      });
    }
  });
});
