import { describe, expect, it } from 'vitest';
import { describeMarked } from '../support/marked-cases.js';
import { createProject } from '../support/lint.js';

/* What is declared to be a pool is one, also as a property of something that is given. */

const filenames = ['src/store.ts'];
const head = "import type { Pool } from 'pg';\n";
const use = (pool: string): string => `
    const client = await ${pool}.connect();
    const rows = await client.query('select 1');
    client.release();
    return rows;`;
const marked = (pool: string): string => use(pool).replace('.connect();', '.connect(); // leak');

describeMarked('a pool by a declared type', {
  'in a literal type': `${head}export async function f(o: { pool: Pool }) {${marked('o.pool')}\n}`,
  'in an interface': `${head}interface Options { readonly pool: Pool; name: string }
export async function f(o: Options) {${marked('o.pool')}\n}`,
  'in an inherited interface': `${head}interface Base { pool: Pool }\ninterface Options extends Base { name: string }
export async function f(o: Options) {${marked('o.pool')}\n}`,
  'in an alias': `${head}type Options = { pool?: Pool };\nexport async function f(o: Readonly<Options>) {${marked('o.pool!')}\n}`,
  'in an intersection': `${head}type Base = { pool: Pool };
export async function f(o: Base & { name: string }) {${marked('o.pool')}\n}`,
  'in a part of a type': `${head}interface Options { pool: Pool; name: string }
export async function f(o: Pick<Options, 'pool'>) {${marked('o.pool')}\n}`,
  'by the property of a type': `${head}interface Options { pool: Pool }
export async function f(pool: Options['pool']) {${marked('pool')}\n}`,
  'taken out of a parameter': `${head}interface Options { pool: Pool }\nexport async function f({ pool }: Options) {${marked('pool')}\n}`,
  'taken out of a parameter under another name': `${head}interface Options { db: { pool: Pool } }
export async function f({ db: { pool: mine } }: Options) {${marked('mine')}\n}`,
  'in a field': `${head}interface Options { pool: Pool }
export class Store {
  constructor(private readonly o: Options) {}
  async f() {${marked('this.o.pool')}\n  }\n}`,
  'that a method of an interface gives': `${head}interface Source { pool(): Promise<Pool> }
export async function f(source: Source) {${marked('(await source.pool())')}\n}`,
  'that a function of an options object gives': `${head}type Options = { getPool: () => Pool };
export async function f({ getPool }: Options) {${marked('getPool()')}\n}`,
  'imported in the type': `
export async function f(o: { pool: import('pg').Pool }) {${marked('o.pool')}\n}`,
  'in the context of a resolver': `${head}interface Context { pool: Pool }
export const resolvers = { Query: { async rows(_: unknown, args: { id: string }, context: Context) {${marked('context.pool')}\n} } };`,
  'that may be something else': `${head}import type { Client } from './own.js';
interface Options { pool: Pool | Client }
export async function f(o: Options) {${use('o.pool')}\n}`,
  'that a type parameter stands for': `${head}interface Box<Pool> { pool: Pool }
export async function f(o: Box<Other>) {${use('o.pool')}\n}
interface Other { connect(): Promise<{ query(sql: string): Promise<string>; release(): void }> }`,
  'with a property of the same name and another type': `${head}interface Options { pool: Own; other: Pool }
export class Own { async connect() { return { query: async (sql: string) => sql, release() { /* kept */ } }; } }
export async function f(o: Options) {${use('o.pool')}\n}`,
  'in a method with several signatures': `${head}interface Source { pool(): Pool; pool(name: string): Own }
interface Own { connect(): Promise<{ query(sql: string): Promise<string>; release(): void }> }
export async function f(source: Source) {${use('source.pool()')}\n}`,
  'that is given back in a finally': `${head}export async function f(o: { pool: Pool }) {
  const client = await o.pool.connect();
  try { return await client.query('select 1'); } finally { client.release(); }
}`,
}, { filenames, rule: 'require-connection-release' });

describe('types that only a factory makes', () => {
  const project = createProject({ files: { 'package.json': { dependencies: { express: '^5.0.0' } } }, rule: '*' });
  it.each([
    ['mysql2/promise', 'Pool', 'getConnection()', "query('select 1')", 'release()'],
    ['mariadb', 'Pool', 'getConnection()', "query('select 1')", 'release()'],
    ['oracledb', 'Pool', 'getConnection()', "execute('select 1')", 'close()'],
    ['neo4j-driver', 'Driver', 'session()', "run('return 1')", 'close()'],
    ['knex', 'Knex', 'transaction()', "raw('select 1')", 'commit()'],
    ['typeorm', 'DataSource', 'createQueryRunner()', "query('select 1')", 'release()'],
    ['typeorm', 'EntityManager', 'connection.createQueryRunner()', "query('select 1')", 'release()'],
    ['typeorm', 'Repository', 'manager.connection.createQueryRunner()', "query('select 1')", 'release()'],
    ['typeorm', 'Repository', 'manager.dataSource.createQueryRunner()', "query('select 1')", 'release()'],
  ])('%s: %s', async (specifier, type, borrow, query, giveBack) => {
    const code = `import type { ${type} } from '${specifier}';\ninterface Context { db: ${type} }\n`
      + 'export async function f({ db }: Context) {\n'
      + `  const session = await db.${borrow};\n  const rows = await session.${query};\n  await session.${giveBack};\n  return rows;\n}`;
    const reports = await project.lint('src/store.ts', code);
    expect(reports.map(({ rule, line }) => `${line}: ${rule}`)).toStrictEqual(['4: require-connection-release']);
  });
});

describe('the type of another file', () => {
  const files = {
    'package.json': { dependencies: { express: '^5.0.0' } },
    'src/context.ts': "import type { Pool } from 'pg';\nexport interface Context { pool: Pool }\n"
      + 'export type Options = { readonly context: Context };',
    'src/types.ts': "export * from './context.js';\nexport type { Options as Given } from './context.js';",
    'src/settings.ts': "import { z } from 'zod';\nexport const Settings = z.object({});\nexport type Settings = { pool: number };",
  };
  const project = createProject({ files, rule: 'require-connection-release' });
  it.each([
    ['an interface', "import type { Context } from './context.js';\nexport async function f(context: Context) {", 'context.pool', 1],
    ['an alias by a barrel', "import type { Given } from './types.js';\nexport async function f({ context }: Given) {", 'context.pool', 1],
    ['a namespace', "import type * as types from './types.js';\nexport async function f(o: types.Options) {", 'o.context.pool', 1],
    ['a value of the same name', "import { Settings } from './settings.js';\nexport async function f(o: Settings) {", 'o.pool', 0],
  ])('%s', async (_, start, pool, count) => {
    expect(await project.lint('src/store.ts', `${start}${use(pool)}\n}`)).toHaveLength(count);
  });
});
