import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const rule = 'no-shared-client-close';

const service = (lines: readonly string[], fields: readonly string[], more: readonly string[] = []): string => `
import express from 'express';
import { NodeSSH } from 'node-ssh';
class Shell {
${fields.map((line) => `  ${line}\n`).join('')}  async run(host, command) {
    if (!host) return undefined;
${lines.map((line) => `    ${line}\n`).join('')}  }
${more.map((line) => `  ${line}\n`).join('')}}
const shell = new Shell();
const app = express();
app.get('/', async (req, res) => res.json(await shell.run(req.body.name, req.body.line)));
`.slice(1);

const used = (name: string): string[] => [
  'try {',
  `  await ${name}.connect({ host });`,
  `  return await ${name}.execCommand(command);`,
  '} finally {',
  `  ${name}.dispose();`,
  '}',
];

describe('a client for each call of the function that connects and closes it', () => {
  it('takes the place of a field', () => {
    expect(applied('ownClient', service(used('this.ssh'), ['ssh = new NodeSSH();']), 'service.js', { rule }))
      .toBe(service(['const ssh = new NodeSSH();', ...used('ssh')], []));
  });

  it('takes the place of a variable of the module', () => {
    const head = "import express from 'express';\nimport mysql from 'mysql';\n";
    const made = 'mysql.createConnection({\n  host: process.env.HOST,\n});\n';
    const rest = (own: string): string => `const app = express();
app.get('/', (req, res) => {
${own}  connection.connect();
  connection.query('select 1', (error, rows) => {
    connection.end();
    res.json(rows);
  });
});
`;
    const indented = made.replaceAll('\n', '\n  ').replace(/ {2}$/, '');
    expect(applied('ownClient', `${head}const connection = ${made}${rest('')}`, 'service.js', { rule }))
      .toBe(`${head}${rest(`  const connection = ${indented}`)}`);
  });

  it('takes comments along', () => {
    const comments = ['// Connects', '// each time.'];
    expect(applied('ownClient', service(used('this.ssh'), [...comments, 'ssh = new NodeSSH();']), 'service.js', { rule }))
      .toBe(service([...comments, 'const ssh = new NodeSSH();', ...used('ssh')], []));
  });

  it('has another name where that is taken', () => {
    const code = service(used('this.command'), ['command = new NodeSSH();']);
    expect(applied('ownClient', code, 'service.js', { rule })).toContain('const command2 = new NodeSSH();');
  });

  it.each<[string, string]>([
    ['another method uses it', service(used('this.ssh'), ['ssh = new NodeSSH();'], ['isOpen() { return this.ssh.isConnected(); }'])],
    ['its value is made of what the object has', service(used('this.ssh'), ['ssh = new NodeSSH(this.options);'])],
    ['it is a pool of connections', service(used('this.ssh'), ['ssh = new MongoClient(process.env.URL);'])
      .replace("{ NodeSSH } from 'node-ssh'", "{ MongoClient } from 'mongodb'").replace('dispose', 'close')],
    ['a failure leaves it open', service(['await this.ssh.connect({ host });', 'this.ssh.dispose();', 'return command;'], [
      'ssh = new NodeSSH();',
    ])],
    ['the function does not open it', service(used('this.ssh').filter((line) => !line.includes('connect')), ['ssh = new NodeSSH();'])],
  ])('is not offered where %s', (_, code) => {
    expect(offered(code, 'service.js', { rule })).not.toContain('ownClient');
  });

  const mssql = (lines: readonly string[], more = ''): string => `import express from 'express';
import sql from 'mssql';
const app = express();
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
${more}`;
  const closed = ['} finally {', '  if (pool) {', '    await pool.close();', '  }', '}'];
  const opened = [
    'let pool = null;', 'try {', '  pool = await sql.connect(optionsOf(req));',
    "  res.json(await pool.request().query('select 1'));", ...closed,
  ];

  it('takes the place of the one that a package keeps for all', () => {
    expect(applied('ownClient', mssql(opened), 'service.js', { rule })).toMatchInlineSnapshot(`
      "import express from 'express';
      import sql from 'mssql';
      const app = express();
      app.get('/', async (req, res) => {
        let pool = null;
        try {
          pool = await new sql.ConnectionPool(optionsOf(req)).connect();
          res.json(await pool.request().query('select 1'));
        } finally {
          if (pool) {
            await pool.close();
          }
        }
      });
      "
    `);
    const before = ['const pool = await sql.connect(optionsOf(req));', 'try {', '  res.json(await read(pool));', ...closed];
    expect(applied('ownClient', mssql(before), 'service.js', { rule }))
      .toContain('const pool = await new sql.ConnectionPool(optionsOf(req)).connect();');
  });

  it.each([
    ['it is not closed when something fails', mssql([...opened.slice(0, 4), '} catch {}', 'await pool.close();'])],
    ['other code finds it by the name of the package', mssql(opened, "export const read = () => sql.query('select 1');\n")],
    ['a request is made of it without naming it', mssql(opened, 'export const read = () => new sql.Request().execute(name);\n')],
    ['another condition closes it', mssql(opened.map((line) => line.replace('(pool)', '(pool && isLast())')))],
    ['something else is done between', mssql(['const pool = await sql.connect(optionsOf(req));', 'await log();', 'try {', ...closed])],
    ['it is called back', mssql(opened.map((line) => line.replace('(req)', '(req), done')))],
  ])('stays where %s', (_, code) => {
    expect(offered(code, 'service.js', { rule })).toStrictEqual([]);
  });
});
