import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const declarations = `
declare module 'express' {
  export interface Response { json(body: unknown): void }
  export interface App { get(path: string, handler: (req: { body: any }, res: Response) => unknown): void }
  export default function express(): App;
}
declare module 'oracledb' {
  export interface Connection { execute(sql: string): Promise<{ rows?: unknown[] }>; close(): Promise<void> }
  export interface Pool { getConnection(): Promise<Connection> }
  export interface Options { user?: string | undefined; password?: string | undefined; edition?: string }
  const oracledb: {
    getConnection(options: Options): Promise<Connection>;
    getConnection(options: Options, callback: (error: Error | null, connection: Connection) => void): void;
    createPool(options: Options): Promise<Pool>;
    createPool(options: Options, callback: (error: Error | null, pool: Pool) => void): void;
  };
  export default oracledb;
}
`;

const service = (options: string, close = 'await connection.close();', before = ''): string => `
import express from 'express';
import oracledb from 'oracledb';
const app = express();
${before}app.get('/', async (req, res) => {
  const connection = await oracledb.getConnection(${options});
  try {
    const { rows } = await connection.execute('select 1 from dual');
    res.json(rows);
  } finally {
    ${close}
  }
});
`.slice(1);

const fromEnvironment = '{ user: process.env.USER, password: process.env.PASSWORD }';

const pool = `const createPool = () => oracledb.createPool(${fromEnvironment});
let poolPromise: ReturnType<typeof createPool> | undefined;

function getPool() {
  poolPromise ??= createPool().catch((error) => {
    poolPromise = undefined;
    throw error;
  });
  return poolPromise;
}

`;

describe('a pool that all requests share', () => {
  it('lends what the closes give back', () => {
    expect(applied('sharedPool', service(fromEnvironment), 'service.ts', { declarations })).toBe(
      service(fromEnvironment, undefined, `\n${pool}`)
        .replace(`oracledb.getConnection(${fromEnvironment})`, '(await getPool()).getConnection()'),
    );
  });

  it('is made once for all connections of a file', () => {
    const edited = applied('sharedPool', service(fromEnvironment, undefined, pool), 'service.ts', { declarations });
    expect(edited.match(/createPool\(\{/g)).toHaveLength(1);
    expect(edited).toContain('await (await getPool()).getConnection();');
  });

  it('has another name where that means something else', () => {
    const own = 'const getPool = 1, poolPromise = 2;\nconsole.log(getPool, poolPromise);\n';
    const edited = applied('sharedPool', service(fromEnvironment, undefined, own), 'service.ts', { declarations });
    expect(edited).toContain('(await getSharedPool()).getConnection()');
    expect(edited).toContain('sharedPoolPromise ??=');
  });

  it('takes options that stand elsewhere', () => {
    const code = service('options', undefined, `const options = ${fromEnvironment};\n`);
    expect(applied('sharedPool', code, 'service.js')).toContain('oracledb.createPool(options)');
  });

  it('goes with settings of the package', () => {
    const setup = (name: string): string => `function ${name}() {\n  oracledb.outFormat = oracledb.OUT_FORMAT_OBJECT;\n}\n`;
    const code = service(fromEnvironment, undefined, `${setup('first')}${setup('second')}`);
    expect(offered(code, 'service.js')).toContain('sharedPool');
  });

  it('is what a function borrows from that hands connections out', () => {
    const connect = `async function connect() {\n  return await oracledb.getConnection(${fromEnvironment});\n}\n`;
    const code = service(fromEnvironment, undefined, connect).replace(`await oracledb.getConnection(${fromEnvironment});\n  try`,
      'await connect();\n  try');
    const output = applied('sharedPool', code, 'service.js');
    expect(output).toContain('return await (await getPool()).getConnection();');
    expect(offered(code.replace('  try {\n', '  try {\n    connection.currentSchema = req.body.schema;\n'), 'service.js'))
      .not.toContain('sharedPool');
  });

  it('is what a function borrows from that hands on the promise of a connection', () => {
    const connect = `async function connect() {\n  return oracledb.getConnection(${fromEnvironment});\n}\n`;
    const code = service(fromEnvironment, undefined, connect).replace(`await oracledb.getConnection(${fromEnvironment});\n  try`,
      'await connect();\n  try');
    expect(applied('sharedPool', code, 'service.js')).toContain('return (await getPool()).getConnection();');
    // Without `async` there is no `await`.
    expect(offered(code.replace('async function connect', 'function connect'), 'service.js')).not.toContain('sharedPool');
  });

  it('is handed what cannot leave the function, and is the same for all', () => {
    const code = service('{ user: USER, password: PASSWORD }').replace('=> {\n', '=> {\n  const { USER, PASSWORD } = process.env;\n'
      + "  if (!USER) throw new Error('Set USER');\n");
    const output = applied('sharedPool', code, 'service.ts', { declarations });
    expect(output).toContain('(await getPool({ user: USER, password: PASSWORD })).getConnection()');
    const options = 'options: Parameters<typeof oracledb.createPool>[0]';
    expect(output).toContain(`const createPool = (${options}) => oracledb.createPool(options);`);
    expect(output).toContain('function getPool(options: Parameters<typeof createPool>[0]) {');
    expect(output).toContain('poolPromise ??= createPool(options).catch(');
  });

  it.each([
    ['options that a pool may not take', '{ user: process.env.USER, edition: "x" }'],
    ['options from elsewhere', '{ ...JSON.parse(process.env.OPTIONS!) }'],
  ])('is not offered for %s', (_, options) => {
    expect(offered(service(options), 'service.ts', { declarations })).not.toContain('sharedPool');
  });

  it.each([
    ['a setting of the connection', 'connection.currentSchema = req.body.schema;'],
    ['a setting of the session', "await connection.execute('alter session set current_schema = x');"],
  ])('is not offered where others would find %s', (_, line) => {
    const code = service(fromEnvironment).replace('  try {\n', `  try {\n    ${line}\n`);
    expect(offered(code, 'service.js', { declarations })).not.toContain('sharedPool');
  });
});
