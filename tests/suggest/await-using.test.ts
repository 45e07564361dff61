import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { applied, offered } from '../support/suggestions.js';

const declarations = `
declare module 'express' {
  export interface Request { body: any }
  export interface Response { json(body: unknown): void; status(code: number): Response; sendStatus(code: number): Response }
  export interface App { get(path: string, handler: (req: Request, res: Response) => unknown): void }
  export default function express(): App;
}
declare module 'mongodb' {
  interface Collection { find(query: object): { toArray(): Promise<object[]> }; findOne(query: object): Promise<object | null> }
  interface Db { collection(name: string): Collection }
  export class ClientSession { endSession(): Promise<void>; [Symbol.asyncDispose](): Promise<void> }
  export class MongoClient {
    constructor(url: string);
    connect(): Promise<this>;
    db(name?: string): Db;
    startSession(): ClientSession;
    on(name: string, listener: (error: Error) => void): this;
    close(force?: boolean): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
  }
}
`;

const { root } = createProject({ files: {
  'package.json': {
    type: 'module', engines: { node: '>=20' },
    dependencies: { express: '^5.0.0', mongodb: '^7.0.0', mysql2: '^3.18.0', 'neo4j-driver': '^6.0.0', '@acme/sdk': '^2.0.0' },
    devDependencies: { typescript: '^5.9.0', '@types/node': '^22.10.0' },
  },
  'tsconfig.json': { compilerOptions: { target: 'ES2022' } },
} });

const head = `
import express from 'express';
import { MongoClient } from 'mongodb';
const app = express();
`.slice(1);

const rule = 'require-client-close';
const more = { rule, declarations, settings: { root } };

function handler(lines: readonly string[]): string {
  return `${head}app.get('/', async (req, res) => {\n${lines.map((line) => (line ? `  ${line}\n` : '\n')).join('')}});\n`;
}

/** The handler's lines, after the client was declared with `await using`. */
function declared(lines: readonly string[]): readonly string[] {
  const output = applied('awaitUsing', handler(lines), join(root, 'service.ts'), more);
  return output.slice(head.length).split('\n').slice(1, -2).map((line) => line.replace(/^ {2}/, ''));
}

const made = 'const client = new MongoClient(req.body.url);';
const using = 'await using client = new MongoClient(req.body.url);';
const find = "res.json(await client.db().collection('users').findOne({}));";

describe('declaring with await using', () => {
  it.each<[string, string[], string[]]>([
    ['takes the close out', [made, find, 'await client.close();'], [using, find]],
    ['takes the closes of all paths out', [
      made,
      "const user = await client.db().collection('users').findOne({});",
      'if (!user) {',
      '  await client.close();',
      '  return res.sendStatus(404);',
      '}',
      'await client.close();',
      'return res.json(user);',
    ], [
      using,
      "const user = await client.db().collection('users').findOne({});",
      'if (!user) {',
      '  return res.sendStatus(404);',
      '}',
      'return res.json(user);',
    ]],
    ['unwraps a catch that was there to close', [
      made,
      'try {',
      `  ${find}`,
      '} catch (error) {',
      '  await client.close();',
      '  throw error;',
      '}',
    ], [using, find]],
    ['keeps a catch that does more', [
      made,
      'try {',
      `  ${find}`,
      '  await client.close();',
      '} catch (error) {',
      '  res.status(500).json({ error });',
      '}',
    ], [
      using,
      'try {',
      `  ${find}`,
      '} catch (error) {',
      '  res.status(500).json({ error });',
      '}',
    ]],
    ['waits for what is returned', [
      made,
      "if (req.body.all) return client.db().collection('users').find({}).toArray();",
      "const user = await client.db().collection('users').findOne({});",
      'await client.close();',
      'return user;',
    ], [
      using,
      "if (req.body.all) return await client.db().collection('users').find({}).toArray();",
      "const user = await client.db().collection('users').findOne({});",
      'return user;',
    ]],
    ['keeps what connects it where it is made', [
      'let client = await new MongoClient(req.body.url).connect();', find, 'await client.close();',
    ], ['await using client = await new MongoClient(req.body.url).connect();', find]],
    ['keeps a listener', [
      made, "client.on('error', console.error);", find, 'await client.close();',
    ], [using, "client.on('error', console.error);", find]],
    ['keeps comments of the code around', [
      made, '// All of them.', find, '', 'await client.close();',
    ], [using, '// All of them.', find]],
  ])('%s', (_, before, after) => {
    expect(declared(before)).toStrictEqual(after);
  });

  it('stands before the finally block', () => {
    const code = handler([made, find, 'await client.close();']);
    expect(offered(code, join(root, 'service.ts'), more)).toStrictEqual(['awaitUsing', 'closeInFinally', 'keyedCache']);
  });

  it('is for what is borrowed, too', () => {
    const code = `${head}const client = new MongoClient('mongodb://localhost');
app.get('/', async (req, res) => {
  const session = client.startSession();
  res.json(await client.db().collection('users').findOne({ session }));
  await session.endSession();
});
`;
    const output = applied('releaseAwaitUsing', code, join(root, 'service.ts'), { ...more, rule: 'require-connection-release' });
    expect(output).toContain('await using session = client.startSession();');
    expect(output).not.toContain('endSession');
  });

  it('is a plain using where nothing is waited for', () => {
    const code = `import express from 'express';
import mysql from 'mysql2';
const app = express();
app.get('/', async (req, res) => {
  const connection = mysql.createConnection(req.body.url);
  const [rows] = await connection.promise().query('SELECT 1');
  connection.end();
  res.json(rows);
});
`;
    const output = applied('using', code, join(root, 'service.ts'), { ...more, typeCheck: false });
    expect(output).toContain('  using connection = mysql.createConnection(req.body.url);');
    expect(output).not.toContain('.end()');
  });
});

describe('declaring with await using is not offered', () => {
  const close = 'await client.close();';

  it.each<[string, string[]]>([
    ['for another type than that of the class', [
      'const client: Pick<MongoClient, "db" | "close"> = new MongoClient(req.body.url);', find, close,
    ]],
    ['for a cast', ['const client = new MongoClient(req.body.url) as any;', find, close]],
    ['for a var', ['var client = new MongoClient(req.body.url);', find, close]],
    ['for a close that does more', [made, find, 'await client.close(true);']],
    ['where it is handed to something that goes on', [
      made, "client.db().collection('users').watch().on('change', console.log);", find, close,
    ]],
    ['where a stream goes on', [
      made,
      "const users = client.db().collection('users').find({}).stream();",
      'if (req.body.close) await client.close();',
      'users.pipe(res);',
    ]],
    ['in a case of a switch', [
      'switch (req.body.kind) {', '  case 1:', `    ${made}`, `    ${find}`, `    ${close}`, '}',
    ]],
    ['where a comment of the close would be lost', [made, find, '// Behind the answer.', close]],
  ])('%s', (_, lines) => {
    expect(offered(handler(lines), join(root, 'service.ts'), { ...more, typeCheck: false })).not.toContain('awaitUsing');
  });

  it('where something of it is used behind the block', () => {
    const code = handler([
      'let db;', 'if (req.body.url) {', `  ${made}`, '  db = client.db();', '}', "res.json(await db.collection('users').findOne({}));",
    ]);
    const suggestions = offered(code, join(root, 'service.ts'), { ...more, rule: 'no-client-per-request', typeCheck: false });
    expect(suggestions).not.toContain('awaitUsing');
    expect(suggestions).not.toContain('closeInFinally');
  });

  it.each<[string, string, string]>([
    ['a generator', 'async function* read(url) {', '}'],
    ['a function that is not asynchronous', 'function read(url) {', '}'],
  ])('in %s', (_, open, end) => {
    const code = `${head}${open}
  const client = new MongoClient(url);
  client.db().collection('users').findOne({}).then(() => client.close());
${end}
app.get('/', async (req, res) => { for await (const each of read(req.body.url)) res.json(each); });
`;
    expect(offered(code, join(root, 'service.ts'), { ...more, typeCheck: false })).not.toContain('awaitUsing');
  });

  const sample = handler([made, find, close]);

  it.each<[string, Record<string, string | object>, string?]>([
    ['a Node.js that lacks the symbols', { 'package.json': { engines: { node: '>=18' }, dependencies: { mongodb: '^7.0.0' } } }],
    ['no engines', { 'package.json': { dependencies: { mongodb: '^7.0.0' } } }],
    ['JavaScript that older versions run', { 'package.json': { engines: { node: '>=22' }, dependencies: { mongodb: '^7.0.0' } } }],
    ['a version of the SDK whose object is not disposable', {
      'package.json': { engines: { node: '>=24' }, dependencies: { mongodb: '^6.20.0' } },
    }],
    ['a version of the SDK that nobody knows', { 'package.json': { engines: { node: '>=24' }, dependencies: { mongodb: '*' } } }],
    ['declarations of another version', { 'package.json': {
      engines: { node: '>=24' }, dependencies: { mongodb: '^7.0.0' }, devDependencies: { '@types/mongodb': '^4.0.0' },
    } }],
  ])('with %s', (_, files) => {
    const project = createProject({ files });
    const settings = { root: project.root };
    expect(offered(sample, join(project.root, 'service.js'), { rule, settings })).not.toContain('awaitUsing');
  });

  it('on a file that is on no disk', () => {
    expect(offered(sample, 'service.ts', { rule, declarations })).not.toContain('awaitUsing');
  });
});

describe('what JavaScript needs for it', () => {
  const sample = handler([made, find, 'await client.close();']);
  const project = createProject({ files: { 'package.json': { engines: { node: '>=24' }, dependencies: { mongodb: '^7.0.0' } } } });
  const settings = { root: project.root };

  // The oldest ESLint that is supported brings a parser that does not.
  const doesRead = !(new Linter().verify('async () => { await using outer = make(); };', {}).some(({ fatal }) => fatal));

  it('is a parser that reads it', () => {
    expect(doesRead).toBe(/^10\./.test(Linter.version));
    const isRead = offered(sample, join(project.root, 'service.js'), { rule, settings });
    const isNot = offered(sample, join(project.root, 'service.js'), { rule, settings, ecmaVersion: 2025 });
    expect(isNot).not.toContain('awaitUsing');
    expect(isNot).toContain('closeInFinally');
    expect(isRead.includes('awaitUsing')).toBe(doesRead);
  });

  it('is said in the settings for clients of one\'s own', () => {
    const code = sample.replace("'mongodb'", "'@acme/sdk'");
    const own = { package: '@acme/sdk', export: 'MongoClient', kind: 'class', holds: 'pool', release: ['close'], disposable: 'async' };
    const filename = join(root, 'service.ts');
    const of = (disposableIn?: string): string[] => offered(code, filename, {
      rule, typeCheck: false, settings: { root, clients: [{ ...own, ...(disposableIn !== undefined && { disposableIn }) }] },
    });
    expect(of()).toContain('awaitUsing');
    expect(of('>=2')).toContain('awaitUsing');
    expect(of('>=2.1')).not.toContain('awaitUsing');
  });
});
