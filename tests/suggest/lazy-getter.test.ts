import { describe, expect, it } from 'vitest';
import { applied } from '../support/suggestions.js';

describe('the lazy getter', () => {
  it('adds a getter and calls it where the client was constructed', () => {
    expect(applied('lazyGetter', `
import { Pool } from 'pg';

export async function list(req, res) {
  // The pool.
  const pool = new Pool({ max: 3 });
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  let sharedPool;
  const getPool = () => (sharedPool ??= new Pool({ max: 3 }));

  export async function list(req, res) {
    // The pool.
    const pool = getPool();
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('names a type that may be no member of a namespace after its value', () => {
    const declarations = `
declare module 'firebase-admin' {
  const v1: { FirestoreAdminClient: new () => { exportDocuments(request: object): Promise<unknown>; close(): Promise<void> } };
  export namespace firestore { export { v1 }; }
}
`;
    expect(applied('lazyGetter', `
import * as admin from 'firebase-admin';

export async function save(req: unknown, res: { json(body: unknown): void }) {
  const client = new admin.firestore.v1.FirestoreAdminClient();
  res.json(await client.exportDocuments({}));
}
`.slice(1), 'service.ts', { declarations })).toContain('InstanceType<typeof admin.firestore.v1.FirestoreAdminClient> | undefined;');
  });

  it('names the type of the client after its class', () => {
    expect(applied('lazyGetter', `
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
import type { Request, Response } from 'express';

export async function verify(req: Request, res: Response) {
  const client = new RecaptchaEnterpriseServiceClient();
  const [assessment] = await client.createAssessment({ parent: 'x' });
  res.json(assessment);
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
  import type { Request, Response } from 'express';

  let sharedClient: RecaptchaEnterpriseServiceClient | undefined;
  const getClient = () => (sharedClient ??= new RecaptchaEnterpriseServiceClient());

  export async function verify(req: Request, res: Response) {
    const client = getClient();
    const [assessment] = await client.createAssessment({ parent: 'x' });
    res.json(assessment);
  }
  "
`);
  });

  it('takes the type of the client from the annotation of its variable', () => {
    expect(applied('lazyGetter', `
import type { Request, Response } from 'express';
import { Pool } from 'pg';

type Row = { id: number };

export async function list(req: Request, res: Response): Promise<void> {
  const pool: Pool<Row> = new Pool<Row>();
  const { rows } = await pool.query('select 1');
  res.json(rows.map((row) => row.id));
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { Pool } from 'pg';

  type Row = { id: number };

  let sharedPool: Pool<Row> | undefined;
  const getPool = () => (sharedPool ??= new Pool<Row>());

  export async function list(req: Request, res: Response): Promise<void> {
    const pool: Pool<Row> = getPool();
    const { rows } = await pool.query('select 1');
    res.json(rows.map((row) => row.id));
  }
  "
`);
  });

  it('names the type of a namespace member', () => {
    expect(applied('lazyGetter', `
import type { Request, Response } from 'express';
import * as pg from 'pg';

export async function list(req: Request, res: Response): Promise<void> {
  const { rows } = await new pg.Pool({ max: 1 }).query('select 1');
  res.json(rows);
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import * as pg from 'pg';

  let pool: pg.Pool | undefined;
  const getPool = () => (pool ??= new pg.Pool({ max: 1 }));

  export async function list(req: Request, res: Response): Promise<void> {
    const { rows } = await getPool().query('select 1');
    res.json(rows);
  }
  "
`);
  });

  it('needs no name for the type of a factory', () => {
    expect(applied('lazyGetter', `
import type { Request, Response } from 'express';
import pg from 'pg-promise';

export async function list(req: Request, res: Response): Promise<void> {
  const db = pg()(process.env.DATABASE_URL!);
  res.json(await db.any('select 1'));
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import pg from 'pg-promise';

  const createDb = () => pg()(process.env.DATABASE_URL!);
  let sharedDb: ReturnType<typeof createDb> | undefined;
  const getDb = () => (sharedDb ??= createDb());

  export async function list(req: Request, res: Response): Promise<void> {
    const db = getDb();
    res.json(await db.any('select 1'));
  }
  "
`);
  });

  it('puts local constants and listeners into the function that makes the client', () => {
    expect(applied('lazyGetter', `
import { Pool } from 'pg';

export async function list(req, res) {
  const max = Number(process.env.MAX);
  const config = { max };
  const pool = new Pool(config);
  pool.on('error', (error) => console.error(error));
  res.json({ rows: await pool.query('select 1'), max });
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  function createPool() {
    const max = Number(process.env.MAX);
    const config = { max };
    const pool = new Pool(config);
    pool.on('error', (error) => console.error(error));
    return pool;
  }

  let sharedPool;
  const getPool = () => (sharedPool ??= createPool());

  export async function list(req, res) {
    const max = Number(process.env.MAX);
    const pool = getPool();
    res.json({ rows: await pool.query('select 1'), max });
  }
  "
`);
  });

  it('keeps the client where a factory returns it', () => {
    expect(applied('lazyGetter', `
import express from 'express';
import { Pool } from 'pg';

function createPool(): Pool {
  return new Pool({ max: 3 });
}

const app = express();
app.get('/', async (req, res) => {
  res.json(await createPool().query('select 1'));
});
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import express from 'express';
  import { Pool } from 'pg';

  let pool: Pool | undefined;

  function createPool(): Pool {
    return (pool ??= new Pool({ max: 3 }));
  }

  const app = express();
  app.get('/', async (req, res) => {
    res.json(await createPool().query('select 1'));
  });
  "
`);
  });

  it('waits for module variables that are assigned later', () => {
    expect(applied('lazyGetter', `
import { Pool } from 'pg';

let url;

export function configure(options) {
  url = options.url;
}

export async function list(req, res) {
  const pool = new Pool({ connectionString: url });
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  let url;

  export function configure(options) {
    url = options.url;
  }

  let sharedPool;
  const getPool = () => (sharedPool ??= new Pool({ connectionString: url }));

  export async function list(req, res) {
    const pool = getPool();
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('constructs nothing before the configuration was looked at', () => {
    expect(applied('lazyGetter', `
import { Pool } from 'pg';

export async function list(req, res) {
  if (!process.env.DATABASE_URL) {
    return res.status(500).json({});
  }
  const pool = new Pool({ connectionString: process.env.DATABASE_URL });
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  let sharedPool;
  const getPool = () => (sharedPool ??= new Pool({ connectionString: process.env.DATABASE_URL }));

  export async function list(req, res) {
    if (!process.env.DATABASE_URL) {
      return res.status(500).json({});
    }
    const pool = getPool();
    res.json(await pool.query('select 1'));
  }
  "
`);
  });
});
