import { describeBehaviour, none } from './behaviour-suite.js';
import { expressService } from './service.js';
import type { Service } from './service.js';

const pool = 'new Pool({ max: 1, idleTimeoutMillis: 0 })';
const query = "await pool.query('select 10.0 / $1::int as quotient', [divisor])";

/** `pool.query` closes a connection on which a query failed. */
const leaks = { answered: 1, broken: 0, refused: 1 };

const unheard = 'Nobody listens to the errors of idle connections, which end the process then.';
const imports = "import { Pool } from 'pg';";

const quotients = `
class Quotients {
  async divide(divisor) {
    const pool = ${pool};
    const { rows: [{ quotient }] } = ${query};
    return quotient;
  }
}`;

/** A route of a server that loads its modules anew while it lives: its runner does so after every fifth request. */
const reloadedRoute: Service = {
  path: { esm: 'app/quotient/route.js', cjs: 'pages/api/quotient.js' },
  dependencies: { next: '*', pg: '*' },
  files: { 'next.config.mjs': 'export default {};\n' },
  code: { esm: `
import { Pool } from 'pg';

export async function GET(request) {
  const pool = ${pool};
  const { searchParams } = new URL(request.url);
  const divisor = searchParams.get('divisor');
  const { rows: [{ quotient }] } = ${query};
  if (searchParams.has('refuse')) throw new Error('refused');
  return Response.json({ divisor, quotient });
}
`.trimStart(), cjs: `
const { Pool } = require('pg');

module.exports = async function handler(req, res) {
  const pool = ${pool};
  const { divisor, refuse } = req.query;
  const { rows: [{ quotient }] } = ${query};
  if (refuse) throw new Error('refused');
  res.json({ divisor, quotient });
};
`.trimStart() },
};

const nest = `
import 'reflect-metadata';
import { Controller, Get, Injectable, Module, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';

@Injectable()
class Quotients {
  async divide(divisor: string): Promise<string> {
    const pool = ${pool};
    const { rows: [{ quotient }] } = ${query};
    return quotient;
  }
}

@Controller()
class QuotientController {
  constructor(private readonly quotients: Quotients) {}

  @Get('quotient')
  async show(@Query('divisor') divisor: string, @Query('refuse') refuse?: string) {
    const quotient = await this.quotients.divide(divisor);
    if (refuse) throw new Error('refused');
    return { divisor, quotient };
  }
}

@Module({ controllers: [QuotientController], providers: [Quotients] })
class AppModule {}

async function start() {
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0, 'localhost');
  console.log(\`listening on port \${app.getHttpServer().address().port}\`);
}

void start();
`.trimStart();

/** Decorated classes, in TypeScript, that a container constructs. */
const nestService: Service = {
  path: { esm: 'service.mts', cjs: 'service.cts' },
  dependencies: { '@nestjs/common': '*', '@nestjs/core': '*', pg: '*' },
  code: { esm: nest, cjs: nest },
};

describeBehaviour('Postgres', {
  packages: ['pg', 'pg-gateway', '@electric-sql/pglite', '@nestjs/core'],
  start: async () => (await import('./servers/postgres.js')).startPostgresServer(),
  cases: {
    'a pool for each request': {
      service: expressService({
        imports,
        handler: `
  const { divisor } = req.query;
  const pool = ${pool};
  pool.on('error', (error) => console.error(error.message));
  const { rows: [{ quotient }] } = ${query};`,
      }),
      leaks,
      edits: { hoistToModule: { open: 1 }, lazyGetter: { open: 1 } },
    },
    'a pool that every request closes': {
      rule: 'prefer-shared-client',
      service: expressService({
        imports,
        handler: `
  const { divisor } = req.query;
  const pool = ${pool};
  let quotient;
  try {
    ({ rows: [{ quotient }] } = ${query});
  } finally {
    await pool.end();
  }`,
      }),
      leaks: none,
      endsWhenCut: unheard,
      edits: { hoistToModule: { open: 1 }, lazyGetter: { open: 1 } },
    },
    'a connection that every request ends': {
      rule: 'prefer-shared-client',
      service: expressService({
        imports: "import { Client } from 'pg';",
        handler: `
  const { divisor } = req.query;
  const client = new Client();
  let quotient;
  try {
    await client.connect();
    ({ rows: [{ quotient }] } = ${query.replace('pool', 'client')});
  } finally {
    await client.end();
  }`,
      }),
      leaks: none,
      // Somebody listens to the errors of what is idle.
      edits: { poolInstead: { open: 10 } },
    },
    // A transaction that is left open keeps all others waiting.
    'a connection that every request ends, with a transaction that fails': {
      rule: 'prefer-shared-client',
      service: expressService({
        imports: "import { Client } from 'pg';",
        handler: `
  const { divisor } = req.query;
  const client = new Client();
  let quotient;
  try {
    await client.connect();
    await client.query('begin');
    ({ rows: [{ quotient }] } = ${query.replace('pool', 'client')});
    if (req.query.refuse) throw new Error('refused');
    await client.query('commit');
  } finally {
    await client.end();
  }`,
      }),
      leaks: none,
      edits: { sharedPool: { open: 10 } },
    },
    'a connection of the pool that requests without an error give back': {
      rule: 'require-connection-release',
      service: expressService({
        imports,
        setup: 'const pool = new Pool({ max: 50, idleTimeoutMillis: 1 });',
        handler: `
  const { divisor } = req.query;
  const connection = await pool.connect();
  const { rows: [{ quotient }] } = ${query.replace('pool', 'connection')};`,
        farewell: 'connection.release();',
      }),
      leaks: { answered: 0, broken: 1, refused: 1 },
      endsWhenCut: unheard,
      edits: { releaseInFinally: { open: 0, opened: 50 } },
    },
    'a pool for each call of a method': {
      service: expressService({
        imports,
        setup: `${quotients}\n\nconst quotients = new Quotients();`,
        handler: '  const quotient = await quotients.divide(req.query.divisor);',
      }),
      leaks,
      endsWhenCut: unheard,
      edits: { classField: { open: 1 }, hoistToModule: { open: 1 } },
    },
    'a pool for each call of a method, of objects that come and go': {
      service: expressService({
        imports,
        setup: quotients,
        handler: '  const quotient = await new Quotients().divide(req.query.divisor);',
      }),
      leaks,
      endsWhenCut: unheard,
      edits: { staticField: { open: 1 } },
    },
    'a pool for each call of a method, that a local constant configures': {
      service: expressService({
        imports,
        setup: `${quotients.replace(`const pool = ${pool}`, 'const max = 1;\n    const pool = new Pool({ max, idleTimeoutMillis: 0 })')}

const quotients = new Quotients();`,
        handler: '  const quotient = await quotients.divide(req.query.divisor);',
      }),
      leaks,
      endsWhenCut: unheard,
      edits: { classFieldLazy: { open: 1 } },
    },
    'a provider with a pool for each call': {
      service: nestService,
      leaks,
      endsWhenCut: unheard,
      edits: { classField: { open: 1 }, hoistToModule: { open: 1 } },
    },
    'a pool that each request puts in the place of the one before': {
      service: expressService({
        imports,
        setup: 'let pool;',
        handler: `
  const { divisor } = req.query;
  pool = ${pool};
  pool.on('error', (error) => console.error(error.message));
  const { rows: [{ quotient }] } = ${query};`,
      }),
      leaks,
      edits: { hoistToModule: { open: 1 }, assignOnce: { open: 1 } },
    },
    'a pool for each request to a server that reloads modules': {
      service: reloadedRoute,
      leaks,
      endsWhenCut: unheard,
      edits: { globalMemo: { open: 1 } },
    },
  },
});
