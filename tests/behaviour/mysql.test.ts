import { expect, it } from 'vitest';
import { describeBehaviour, describeWithPackages, edit, withService, writeService } from './behaviour-suite.js';
import { request } from './requests.js';
import type { LocalServer } from './servers/local-server.js';
import { expressService, moduleStyles } from './service.js';
import type { Service } from './service.js';

const packages = ['mysql2'];

async function startMysqlServer(): Promise<LocalServer> {
  return (await import('./servers/mysql.js')).startMysqlServer();
}

/** In TypeScript, whose compiler writes `using` for a Node.js that does not know it. */
function lowered(parts: Parameters<typeof expressService>[0]): Service {
  const { code } = expressService(parts);
  const manifest = {
    engines: { node: '>=20' },
    dependencies: { express: '^5.0.0', mysql2: '^3.18.0' },
    devDependencies: { '@types/node': '^20.19.0', typescript: '^5.9.0' },
  };
  return {
    code: { esm: code.esm, cjs: code.esm },
    path: { esm: 'service.mts', cjs: 'service.cts' },
    files: {
      'package.json': JSON.stringify(manifest),
      'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'ES2022', module: 'NodeNext', types: ['node'] } }),
    },
  };
}

const imports = "import mysql from 'mysql2/promise';";
const ownPort = 'port: Number(process.env.MYSQL_PORT)';
const query = "await connection.query('select 10 / ? as quotient', [Number(req.query.divisor)])";
const listener = "connection.on('error', (error) => console.error(error.message));";
const handler = `
  const connection = await mysql.createConnection({ ${ownPort}, database: req.query.tenant });
  ${listener}
  const [[{ quotient }]] = ${query};`;

/** A pool that keeps nothing that is idle. */
const pool = (size: number): string => `
const pool = mysql.createPool({ ${ownPort}, connectionLimit: ${size}, maxIdle: 0, idleTimeout: 1 });`;
const borrowing = (size: number): Service => lowered({
  imports,
  setup: pool(size),
  handler: `
  const connection = await pool.getConnection();
  const [[{ quotient }]] = ${query};`,
  farewell: 'connection.release();',
});

const perRequest = { open: 0, opened: 50 };

describeBehaviour('MySQL', {
  packages,
  start: startMysqlServer,
  cases: {
    'a connection for each request': {
      service: lowered({ imports, handler }),
      leaks: { answered: 1, broken: 1, refused: 1 },
      edits: { awaitUsing: perRequest },
    },
    'a connection that requests without an error close': {
      rule: 'require-client-close',
      service: lowered({ imports, handler, farewell: 'await connection.end();' }),
      leaks: { answered: 0, broken: 1, refused: 1 },
      edits: { awaitUsing: perRequest },
    },
    'a connection that requests without an error end, without waiting for it': {
      rule: 'require-client-close',
      service: lowered({
        imports: "import mysql from 'mysql2';",
        handler: handler.replace('await mysql', 'mysql').replace('connection.query', 'connection.promise().query'),
        farewell: 'connection.end();',
      }),
      leaks: { answered: 0, broken: 1, refused: 1 },
      edits: { using: perRequest },
    },
    'a connection that every request ends': {
      rule: 'prefer-shared-client',
      service: lowered({
        imports,
        handler: `
  const connection = await mysql.createConnection({ ${ownPort} });
  let quotient;
  try {
    ([[{ quotient }]] = ${query});
  } finally {
    await connection.end();
  }`,
      }),
      leaks: { answered: 0, broken: 0, refused: 0 },
      edits: { poolInstead: { open: 10 } },
    },
    'a connection that every request ends, with a transaction that fails': {
      rule: 'prefer-shared-client',
      service: lowered({
        imports,
        handler: `
  const connection = await mysql.createConnection({ ${ownPort} });
  let quotient;
  try {
    await connection.beginTransaction();
    ([[{ quotient }]] = ${query});
    if (req.query.refuse) throw new Error('refused');
    await connection.commit();
  } finally {
    await connection.end();
  }`,
      }),
      leaks: { answered: 0, broken: 0, refused: 0 },
      edits: { sharedPool: { open: 10 } },
    },
    'a connection of the pool that requests without an error give back': {
      rule: 'require-connection-release',
      service: borrowing(50),
      leaks: { answered: 0, broken: 1, refused: 1 },
      edits: { releaseAwaitUsing: perRequest },
    },
  },
});

describeWithPackages('A small MySQL pool', packages, () => {
  it.each(moduleStyles)('is not used up by requests that fail, when what they borrow is declared with await using (%s)', async (style) => {
    const server = await startMysqlServer();
    try {
      const before = writeService(borrowing(2), style);
      const after = await edit(before, 'require-connection-release', 'releaseAwaitUsing');
      await withService(before, server.environment, async (address) => {
        await failTwice(address);
        const third = fetch(`${address}/quotient?divisor=1`, { signal: AbortSignal.timeout(1_000) });
        await expect(third).rejects.toThrow('aborted due to timeout');
      });
      await withService(after, server.environment, async (address) => {
        for (let time = 0; time < 5; time++) await failTwice(address);
        const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => request(address, 'answered', index)));
        expect(outcomes.map(({ status }) => status)).toStrictEqual(outcomes.map(() => 200));
      });
    } finally {
      await server.stop();
    }
  }, 60_000);
});

async function failTwice(address: string): Promise<void> {
  expect(await request(address, 'broken', 0)).toStrictEqual({ status: 502, body: { error: 'division by zero' } });
  expect(await request(address, 'refused', 0)).toStrictEqual({ status: 502, body: { error: 'refused' } });
}
