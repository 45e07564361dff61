import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { describeWithPackages, edit, withService, writeService } from './behaviour-suite.js';
import type { ServiceFolder } from './behaviour-suite.js';
import type { LocalServer } from './servers/local-server.js';
import { expressService, moduleStyles } from './service.js';
import type { Service } from './service.js';

const TIME_LIMIT_MS = 60_000;

/** The minute that requests have before the client of an evicted key is closed is a moment here. */
const hurry = `const { setTimeout } = globalThis;
globalThis.setTimeout = (callback, delay, ...rest) => setTimeout(callback, delay === 60_000 ? 2_500 : delay, ...rest);`;

const overGrpc = expressService({
  imports: `
import { promisify } from 'node:util';
import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';`,
  setup: `
const Quotients = makeGenericClientConstructor({
  divide: {
    path: '/behaviour.Quotients/Divide',
    requestStream: false,
    responseStream: false,
    requestSerialize: (value) => Buffer.from(value),
    requestDeserialize: (bytes) => bytes.toString(),
    responseSerialize: (value) => Buffer.from(value),
    responseDeserialize: (bytes) => bytes.toString(),
  },
}, 'Quotients');`,
  handler: `
  const { tenantId } = req.query;
  const quotients = new Quotients(process.env.GRPC_ADDRESS, credentials.createSsl(), { 'grpc.primary_user_agent': tenantId });
  const quotient = Number(await promisify(quotients.divide).call(quotients, req.query.divisor));`,
});

const overRedis = expressService({
  imports: "import { createClient } from 'redis';",
  handler: `
  const { divisor } = req.query;
  const client = createClient({ url: \`\${process.env.REDIS_URL}?tenant=\${req.query.tenantId}\` });
  client.on('error', (error) => console.error(error.message));
  await client.connect();
  await client.set(divisor, String(10 / divisor), { EX: Number(divisor) });
  const quotient = Number(await client.get(divisor));`,
});

interface Case {
  readonly packages: readonly string[];
  readonly start: () => Promise<LocalServer>;
  readonly service: Service;
}

const ownMap: Readonly<Record<string, Case>> = {
  gRPC: {
    packages: ['@grpc/grpc-js', 'selfsigned'],
    start: async () => (await import('./servers/grpc.js')).startGrpcServer(),
    service: { ...overGrpc, dependencies: { '@grpc/grpc-js': '^1.14.0' } },
  },
  Redis: {
    packages: ['redis', 'redis-parser'],
    start: async () => (await import('./servers/redis.js')).startRedisServer(),
    service: { ...overRedis, dependencies: { redis: '^6.0.0' } },
  },
};
const withPackage = Object.entries(ownMap).map(([name, { packages, start, service }]) => [`${name} and a cache of the project's`, {
  packages: [...packages, 'lru-cache'], start, service: { ...service, dependencies: { ...service.dependencies, 'lru-cache': '^11.0.0' } },
}] as const);

for (const [title, { packages, start, service }] of [...Object.entries(ownMap), ...withPackage]) {
  describeWithPackages(`A client per tenant over ${title}`, packages, () => {
    // Each waits for what is closed a moment later, at a server of its own: so they wait together.
    it.concurrent.each(moduleStyles)('is shared by the requests of a tenant, and closed when there are too many (%s)', async (style) => {
      const server = await start();
      try {
        const before = writeService(service, style);
        const after = await edit(before, 'no-client-per-request', 'keyedCache');
        const tenants = ['north', 'south', 'west'];
        expect(await openAfter(before, server, tenants, 20, 60)).toBe(60);
        expect(await openAfter(after, server, tenants, 20, 3)).toBe(3);
        const many = Array.from({ length: 60 }, (_, index) => `tenant-${index}`);
        expect(await openAfter(after, server, many, 1, 50)).toBe(50);
      } finally {
        await server.stop();
      }
    }, TIME_LIMIT_MS);
  });
}

/** How many connections are open after a request of each tenant at once, as often as given, when what is to be closed is closed. */
async function openAfter(
  service: ServiceFolder, server: LocalServer, tenants: readonly string[], times: number, wanted: number,
): Promise<number> {
  await until(() => server.connections.open === 0);
  const environment = { ...server.environment, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hurry)}` };
  return withService(service, environment, async (address) => {
    const ask = async (tenant: string, divisor: number): Promise<void> => {
      const response = await fetch(`${address}/quotient?divisor=${divisor}&tenantId=${tenant}`);
      expect(await response.json()).toStrictEqual({ divisor: String(divisor), quotient: 10 / divisor });
    };
    for (let time = 1; time <= times; time++) await Promise.all(tenants.map((tenant) => ask(tenant, time)));
    await until(() => server.connections.open <= wanted);
    return server.connections.open;
  });
}

/** Waits for what happens a moment later; what does not happen is seen by who counts. */
async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isSo() && performance.now() < deadline) await sleep(5);
}
