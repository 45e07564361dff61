import { describeMarked } from '../support/marked-cases.js';

/** What is borrowed from a pool that is closed right after cannot run it dry. */
const head = "import { DataSource } from 'typeorm';\nimport { Pool } from 'pg';\nimport { options } from './options.js';\n";
const filenames = ['src/store.ts'];

describeMarked('what is borrowed from a pool', {
  'that is closed in a finally': `${head}
export async function now() {
  const source = new DataSource(options);
  await source.initialize();
  try {
    const runner = source.createQueryRunner();
    const rows = await runner.query('select now()');
    await runner.release();
    return rows;
  } finally {
    await source.destroy();
  }
}`,
  'that a method opens and closes': `${head}
export class Store {
  async open(): Promise<DataSource> {
    const source = new DataSource(options);
    await source.initialize();
    return source;
  }
  async now() {
    const source = await this.open();
    const runner = source.createQueryRunner();
    try {
      const rows = await runner.query('select now()');
      await runner.release();
      return rows;
    } finally {
      await source.destroy();
    }
  }
}`,
  'that the caller closes': `${head}
async function create(pool: Pool, table: string) {
  const client = await pool.connect();
  await client.query('create table ' + table);
  client.release();
}
export async function build(tables: string[]) {
  const shared = new Pool(options);
  for (const table of tables) await create(shared, table);
  await shared.end();
}`,
  'that is made in the same function and dropped': `${head}
export async function now() {
  const pool = new Pool(options);
  const client = await pool.connect();
  const rows = await client.query('select now()');
  client.release();
  return rows;
}`,
  'that the module shares': `${head}
const pool = new Pool(options);
export async function now() {
  const client = await pool.connect(); // leak
  const rows = await client.query('select now()');
  client.release();
  return rows;
}`,
  'that a function is given and leaves open': `${head}
const shared = new Pool(options);
async function now(pool: Pool) {
  const client = await pool.connect(); // leak
  const rows = await client.query('select now()');
  client.release();
  return rows;
}
export const first = async () => now(shared);`,
}, { filenames, rule: 'require-connection-release' });
