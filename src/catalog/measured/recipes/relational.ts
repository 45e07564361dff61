/** Recipes for the drivers of relational databases, and for query layers over them. */
import type { MeasuringRecipe } from '../recipe.js';

const postgresOptions = "host, port, user: 'probe', password: 'probe', database: 'postgres'";
const postgresUrl = '`postgres://probe:probe@${address}/postgres`';
const mysqlOptions = "host, port, user: 'probe', password: 'probe', database: 'probe'";
const withCallback = (client: string): string => (
  `new Promise((done, fail) => ${client}.query('select 1', (error) => error ? fail(error) : done()))`);
const cluster = 'Object.assign(exported(), { probed: 0 })';
const clusterCall = (client: string): string => (
  `(client.probed++ || client.add('probe', { ${mysqlOptions} }), await new Promise((done, fail) => client.of('*').getConnection((error, `
  + `connection) => error ? fail(error) : ${client}.query('select 1', (failed) => (connection.release(), `
  + 'failed ? fail(failed) : done())))))');

const postgres: readonly MeasuringRecipe[] = [
  {
    package: 'pg', export: 'Pool', farSide: 'postgres', construct: `new exported({ ${postgresOptions} })`, call: "client.query('select 1')",
    release: 'client.end()',
  },
  {
    package: 'pg', export: 'Client', farSide: 'postgres', construct: `new exported({ ${postgresOptions} })`,
    call: "(client.probed ??= client.connect()).then(() => client.query('select 1'))", release: 'client.end()',
  },
  {
    package: 'pg-pool', export: 'default', farSide: 'postgres', construct: `new exported({ ${postgresOptions} })`,
    call: "client.query('select 1')", release: 'client.end()',
  },
  {
    package: 'pg-promise', export: 'default()', farSide: 'postgres', construct: `exported({ noWarnings: true })({ ${postgresOptions} })`,
    call: "client.query('select 1')", release: 'client.$pool.end()',
  },
  {
    package: 'postgres', export: 'default', farSide: 'postgres', construct: `exported({ ${postgresOptions} })`, call: 'client`select 1`',
    release: 'client.end()',
  },
  {
    package: 'slonik', export: 'createPool', farSide: 'postgres', construct: `exported(${postgresUrl})`,
    call: 'client.query(module.sql.unsafe`select 1`)', release: 'client.end()',
  },
  {
    package: 'knex', export: 'default', farSide: 'postgres', construct: `exported({ client: 'pg', connection: { ${postgresOptions} } })`,
    call: "client.raw('select 1')", release: 'client.destroy()',
  },
  {
    package: 'typeorm', export: 'DataSource', farSide: 'postgres',
    construct: "new exported({ type: 'postgres', host, port, username: 'probe', "
      + "password: 'probe', database: 'postgres' })",
    call: "(client.probed ??= client.initialize()).then(() => client.query('select 1'))", release: 'client.destroy()',
  },
  ...(['sequelize', 'sequelize-typescript'] as const).map((name): MeasuringRecipe => ({
    package: name, export: 'Sequelize', farSide: 'postgres',
    construct: `new exported(${postgresUrl}, { dialect: 'postgres', logging: false })`,
    call: "client.query('select 1')", release: 'client.close()',
  })),
  {
    package: 'pg-boss', export: 'PgBoss', farSide: 'postgres', versions: '>=12', construct: `new exported(${postgresUrl})`,
    call: '(client.probed ??= client.start()).then(() => client.isInstalled())', release: 'client.stop({ graceful: false })',
  },
  {
    package: 'pg-boss', export: 'default', farSide: 'postgres', versions: '<12', construct: `new exported(${postgresUrl})`,
    call: '(client.probed ??= client.start()).then(() => client.isInstalled())', release: 'client.stop({ graceful: false })',
  },
  {
    package: 'graphile-worker', export: 'makeWorkerUtils', farSide: 'postgres', construct: `exported({ connectionString: ${postgresUrl} })`,
    call: 'client.migrate()', release: 'client.release()',
  },
  {
    package: 'graphile-worker', export: 'run', farSide: 'postgres',
    construct: `exported({ connectionString: ${postgresUrl}, taskList: { probe() {} }, noHandleSignals: true, `
      + 'logger: new module.Logger(() => () => {}) })',
    call: "client.addJob('probe', {})", release: 'client.stop()',
  },
  {
    package: '@keyv/postgres', export: 'default', farSide: 'postgres', construct: `new exported(${postgresUrl})`,
    call: "client.get('probe')", release: 'client.disconnect()',
  },
];

const mysql: readonly MeasuringRecipe[] = [
  {
    package: ['mysql2', 'mysql'], export: 'createPool', farSide: 'mariadb', construct: `exported({ ${mysqlOptions} })`,
    call: withCallback('client'), release: 'new Promise((done) => client.end(done))',
  },
  {
    package: ['mysql2', 'mysql'], export: 'createConnection', farSide: 'mariadb', construct: `exported({ ${mysqlOptions} })`,
    call: withCallback('client'), release: 'new Promise((done) => client.end(done))',
  },
  {
    package: ['mysql2', 'mysql'], export: 'createPoolCluster', farSide: 'mariadb', construct: cluster, call: clusterCall('connection'),
    release: 'new Promise((done) => client.end(done))',
  },
  {
    package: 'mysql2/promise', export: 'createConnection', farSide: 'mariadb', construct: `exported({ ${mysqlOptions} })`,
    call: "client.query('select 1')", release: 'client.end()',
  },
  {
    package: 'mysql2/promise', export: 'createPool', farSide: 'mariadb', construct: `exported({ ${mysqlOptions} })`,
    call: "client.query('select 1')", release: 'client.end()',
  },
  {
    package: 'mysql2/promise', export: 'createPoolCluster', farSide: 'mariadb', construct: cluster,
    call: `(client.probed++ || client.add('probe', { ${mysqlOptions} }), client.of('*').query('select 1'))`, release: 'client.end()',
  },
  {
    package: 'promise-mysql', export: 'createConnection', farSide: 'mariadb', construct: `exported({ ${mysqlOptions} })`,
    call: "client.query('select 1')", release: 'client.end()',
  },
  {
    package: 'promise-mysql', export: 'createPool', farSide: 'mariadb', construct: `exported({ ${mysqlOptions} })`,
    call: "client.query('select 1')", release: 'client.end()',
  },
  {
    package: 'serverless-mysql', export: 'default', farSide: 'mariadb', construct: `exported({ config: { ${mysqlOptions} } })`,
    call: "client.query('select 1')", release: 'client.quit()',
  },
  {
    package: 'mariadb', export: 'createPool', farSide: 'mariadb',
    construct: `exported({ ${mysqlOptions}, connectionLimit: 1, minimumIdle: 1 })`, call: "client.query('select 1')",
    release: 'client.end()',
  },
  {
    package: 'mariadb', export: 'createConnection', farSide: 'mariadb', construct: `exported({ ${mysqlOptions} })`,
    call: "client.query('select 1')", release: 'client.end()',
  },
  {
    package: 'mariadb', export: 'createPoolCluster', farSide: 'mariadb', construct: cluster,
    call: `(client.probed++ || client.add('probe', { ${mysqlOptions}, connectionLimit: 1 }), client.of('probe').query('select 1'))`,
    release: 'client.end()',
  },
  {
    package: 'mariadb/callback', export: 'createConnection', farSide: 'mariadb', construct: `exported({ ${mysqlOptions} })`,
    call: withCallback('client'), release: 'new Promise((done) => client.end(done))',
  },
  {
    package: 'mariadb/callback', export: 'createPool', farSide: 'mariadb',
    construct: `exported({ ${mysqlOptions}, connectionLimit: 1, minimumIdle: 1 })`, call: withCallback('client'),
    release: 'new Promise((done) => client.end(done))',
  },
];

export const relational: readonly MeasuringRecipe[] = [...postgres, ...mysql];
