import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const rule = 'require-client-close';

/** A handler that calls a function of the file, which is given as lines. */
const service = (lines: readonly string[], head = 'function check(config)'): string => `
import express from 'express';
import mysql from 'mysql';
const app = express();
${head} {
${lines.map((line) => `  ${line}\n`).join('')}}
app.get('/', (req, res) => check(req.body).then((status) => res.json(status)));
`.slice(1);

const made = 'const connection = mysql.createConnection(config);';
const query = (inside: readonly string[]): string[] => [
  made,
  'return new Promise((resolve, reject) => {',
  "  connection.query('select 1', (error, rows) => {",
  ...inside.map((line) => `    ${line}`),
  '  });',
  '});',
];
const lossy = ['if (error) return reject(error);', 'connection.end();', 'return resolve(rows);'];
const closed = query(['if (error) return reject(error);', 'return resolve(rows);']);

describe('closing when a promise is settled', () => {
  it('goes behind a promise around code that calls back', () => {
    const output = applied('closeWhenSettled', service(query(lossy)), 'service.js', { rule });
    expect(output).toBe(service([...closed.slice(0, -1), '}).finally(() => connection.end());']));
  });

  it('writes out the type that the promise had from its function', () => {
    const declarations = `
declare module 'express' {
  export interface Res { json(body: unknown): void }
  export default function express(): { get(path: string, handler: (req: { body: any }, res: Res) => unknown): void };
}
declare module 'mysql' {
  export interface Connection { query(sql: string, callback: (error: Error | null, rows: string[]) => void): void; end(): void }
  const mysql: { createConnection(config: string): Connection };
  export default mysql;
}`;
    const code = service(query(lossy), 'function check(config: string): Promise<string[]>');
    expect(applied('closeWhenSettled', code, 'service.ts', { rule, declarations }))
      .toContain('return new Promise<string[]>((resolve, reject) => {');
  });

  it.each([
    ['the client is used behind it', [...lossy.slice(0, 1), 'resolve(rows);', "connection.query('select 2');", 'connection.end();']],
    ['it is settled with what reads on', [...lossy.slice(0, 2), 'resolve(rowStream);']],
  ])('is not offered where %s', (_, lines) => {
    expect(offered(service(query(lines)), 'service.js', { rule })).not.toContain('closeWhenSettled');
  });

  it('is not offered where something may fail in front of it', () => {
    const lines = [made, 'audit(config);', ...query(lossy).slice(1)];
    expect(offered(service(lines).replace('import mysql', "import { audit } from './audit.js';\nimport mysql"), 'service.js', { rule }))
      .not.toContain('closeWhenSettled');
  });

  it('is not offered where the first of several events settles it', () => {
    const lines = [
      'const connection = mysql.createConnection(config);',
      'return new Promise((resolve) => {',
      "  const query = connection.query('select 1');",
      "  query.on('result', (row) => resolve(row));",
      '});',
    ];
    expect(offered(service(lines), 'service.js')).not.toContain('closeWhenSettled');
  });
});

describe('closing what is opened in the function of a promise', () => {
  const asked = (inside: readonly string[], before: readonly string[] = [], made = 'const connection', after = '});'): string => `
import express from 'express';
import amqp from 'amqplib';
const app = express();
async function priceOf(product) {
${before.map((line) => `  ${line}\n`).join('')}  return new Promise(async (resolve, reject) => {
    try {
      ${made} = await amqp.connect(process.env.AMQP_URL);
      const channel = await connection.createChannel();
      const { queue } = await channel.assertQueue('', { exclusive: true });
      channel.consume(queue, (message) => {
${inside.map((line) => `        ${line}\n`).join('')}      });
      channel.publish('prices', 'asked', Buffer.from(product), { replyTo: queue });
    } catch (error) {
      reject(error);
    }
  ${after}
}
app.get('/', async (req, res) => res.json(await priceOf(req.body.product)));
`.slice(1);

  it('declares it in front of the promise', () => {
    const code = asked(['resolve(message.content);', 'channel.ack(message);', 'channel.close();', 'connection.close();']);
    expect(applied('closeWhenSettled', code, 'service.js', { rule })).toBe(asked(
      ['resolve(message.content);', 'channel.ack(message);', 'channel.close();'],
      ['let connection;'], 'connection', '}).finally(() => connection?.close());',
    ));
  });

  it.each([
    ['goes on behind it', ['resolve(message.content);', 'await connection.createChannel();', 'connection.close();']],
    ['is settled with what reads on', ['resolve(priceStream);', 'connection.close();']],
  ])('is not offered where the code %s', (_, inside) => {
    expect(offered(asked(inside).replace('(message) =>', 'async (message) =>'), 'service.js', { rule })).not.toContain('closeWhenSettled');
  });

  it('takes the first of several events for the last where the code closes it then', () => {
    const code = `
import express from 'express';
import mqtt from 'mqtt';
const app = express();
app.get('/', async (req, res) => res.json(await state()));
async function state() {
  return new Promise((resolve, reject) => {
    const client = mqtt.connect(process.env.BROKER);
    client.on('connect', () => client.subscribe('state', (error) => {
      if (error) reject(error);
    }));
    client.on('message', (topic, message) => {
      resolve(message);
      client.end();
    });
  });
}
`.slice(1);
    const after = applied('closeInFinally', code, 'service.js', { rule });
    expect(after).toContain('    return await new Promise((resolve, reject) => {');
    expect(after).toContain('  } finally {\n    client.end();\n  }');
    expect(offered(code.replace('      client.end();\n', ''), 'service.js')).not.toContain('closeInFinally');
  });
});

describe('closing in finally around a promise', () => {
  const handler = (lines: readonly string[]): string => `
import express from 'express';
import mysql from 'mysql';
const app = express();
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`.slice(1);

  it('waits for what is returned', () => {
    const code = handler(['const { config } = req.body;', ...query(lossy)]);
    const inner = closed.slice(1);
    expect(applied('closeInFinally', code, 'service.js', { rule })).toBe(handler([
      'const { config } = req.body;', made, 'try {', `  ${inner[0]!.replace('return new', 'return await new')}`,
      ...inner.slice(1).map((line) => `  ${line}`), '} finally {', '  connection.end();', '}',
    ]));
  });

  it('waits for a promise that has a name, and lets answers be looked at', () => {
    const lines = [
      'const connection = mysql.createConnection(req.body.config);',
      'const rows = new Promise((resolve, reject) => {',
      "  connection.query('select 1', (error, rows) => error ? reject(error) : resolve(rows));",
      '});',
      'res.locals.isOpen = !connection.isClosed;',
      'return rows;',
    ];
    const output = applied('closeInFinally', handler(lines), 'service.js');
    expect(output).toContain('    res.locals.isOpen = !connection.isClosed;\n    return await rows;\n  } finally {');
  });

  it('takes the declaration out of the function of the promise', () => {
    const inside = [
      'const rows = await new Promise((resolve, reject) => {',
      '  // One for each request.',
      '  const connection = mysql.createConnection(req.body.config);',
      "  connection.query('select 1', (error, rows) => error ? reject(error) : resolve(rows));",
      '});',
      'res.json(rows);',
    ];
    expect(applied('closeInFinally', handler(inside), 'service.js')).toBe(handler([
      '// One for each request.',
      'const connection = mysql.createConnection(req.body.config);',
      'try {',
      '  const rows = await new Promise((resolve, reject) => {',
      "    connection.query('select 1', (error, rows) => error ? reject(error) : resolve(rows));",
      '  });',
      '  res.json(rows);',
      '} finally {',
      '  connection.end();',
      '}',
    ]));
  });

  it.each([
    ['what it is made of is there only inside', 'mysql.createConnection({ onError: reject, ...req.body })'],
    ['its name means something else in front of it', 'mysql.createConnection(req.body), connection2 = connection'],
  ])('leaves the declaration where %s', (_, value) => {
    const inside = [
      'await new Promise((resolve, reject) => {',
      `  const connection = ${value};`,
      "  connection.query('select 1', (error, rows) => error ? reject(error) : resolve(rows));",
      '});',
    ];
    expect(offered(handler(inside), 'service.js')).not.toContain('closeInFinally');
  });
});

describe('what the first function of a promise is given', () => {
  const lent = (lines: readonly string[], behind = ''): string => `
import express from 'express';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
app.get('/', (req, res) => {
  pool.connect().then((client) => {
${lines.map((line) => `    ${line}\n`).join('')}  })${behind};
});
`;
  const which = { rule: 'require-connection-release' };
  const settled = (lines: readonly string[], behind?: string): string => (
    applied('releaseWhenSettled', lent(lines, behind), 'service.js', which));

  it.each<[string, string[], string[]]>([
    ['leaves it to itself', ["client.query('select 1').then(({ rows }) => {", '  client.release();', '  res.json(rows);', '});'], [
      "client.query('select 1').then(({ rows }) => {", '  res.json(rows);', '}).finally(() => client.release());',
    ]],
    ['never gives it back', [
      "client.query('select 1').then(({ rows }) => res.json(rows)).catch(() => res.status(500).end());",
    ], [
      "client.query('select 1').then(({ rows }) => res.json(rows)).catch(() => res.status(500).end()).finally(() => client.release());",
    ]],
  ])('is given back when that is settled: %s', (_name, lines, result) => {
    expect(settled(lines)).toBe(lent(result));
  });

  it.each<[string, string[], string]>([
    ['gives it on', ['return client;'], '.then((client) => client.query(\'select 1\'))'],
    ['asks it something nobody waits for', [
      "client.query('select 1').then(({ rows }) => res.json(rows));", "client.query('select 2').then(({ rows }) => console.log(rows));",
    ], ''],
    ['may fail before that', ['const id = parse(req.query.id);', "client.query('select 1', [id]).then(({ rows }) => res.json(rows));"], ''],
  ])('is left where the function %s', (_name, lines, behind) => {
    expect(offered(lent(lines, behind), 'service.js')).not.toContain('releaseWhenSettled');
  });
});

describe('a chain of promises that nobody waits for', () => {
  const sent = (lines: readonly string[]): string => `import express from 'express';
import { Client } from 'pg';
const app = express();
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`;
  const client = 'const client = new Client({ database: req.query.name });';

  it('closes its client at its end whatever comes before, in a function that waits for other things, too', () => {
    const lines = [client, 'client.connect()', "  .then(() => client.query('select 1'))", '  .then(() => {', '    return client.end();',
      '  });', "return res.status(200).json('sent');"];
    expect(applied('closeWhenSettled', sent(lines), 'service.js', { rule }))
      .toBe(sent([...lines.slice(0, 3), '  .finally(() => {', ...lines.slice(4)]));
  });

  it('is left where its last step does more', () => {
    const lines = [client, 'client.connect()', "  .then(() => client.query('select 1'))", '  .then(() => {', '    res.end();',
      '    return client.end(req.query.name);', '  });'];
    expect(offered(sent(lines), 'service.js', { rule })).not.toContain('closeWhenSettled');
  });
});
