import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

/** A function that makes a client for two handlers. */
function service(factory: string, first: readonly string[], second: readonly string[]): string {
  const handler = (path: string, lines: readonly string[]): string => (
    `app.get('${path}', async (req, res) => {\n${lines.map((line) => `  ${line}\n`).join('')}});\n`);
  const head = "import express from 'express';\nimport { Client } from 'pg';\nconst app = express();\n";
  return `${head}${factory}${handler('/a', first)}${handler('/b', second)}`;
}

const make = 'function make(name) {\n  return new Client({ database: name });\n}\n';
const careful = ["const client = make('b');", 'try {', '  await client.connect();', '} finally {', '  await client.end();', '}'];

describe('what a function makes for several callers', () => {
  it('is closed where one of them loses it', () => {
    const lossy = [
      'const client = make(req.query.a);', 'await client.connect();', "res.json(await client.query('select 1'));", 'await client.end();',
    ];
    const output = applied('closeInFinally', service(make, lossy, careful), 'service.js', { rule: 'require-client-close' });
    expect(output).toContain(`  const client = make(req.query.a);
  try {
    await client.connect();
    res.json(await client.query('select 1'));
  } finally {
    await client.end();
  }
`);
  });

  it('is closed by each of them where none does, if it is there', () => {
    const maybe = 'function make(name) {\n  if (!name) return null;\n  return new Client({ database: name });\n}\n';
    const lossy = ['const client = make(req.query.a);', 'if (!client) return res.end();', "res.json(await client.query('select 1'));"];
    const output = applied('closeInFinally', service(maybe, lossy, lossy), 'service.js', { rule: 'no-client-per-request' });
    expect(output.match(/ {2}\} finally \{\n {4}await client\?\.end\(\);\n {2}\}\n/g)).toHaveLength(2);
  });

  it('is closed where it is there, and asked for nothing where it is `false`', () => {
    const maybe = 'function make(name) {\n  if (!name) return false;\n  return new Client({ database: name });\n}\n';
    const lossy = [
      'try {', '  const client = make(req.query.a);', "  if (client) res.json(await client.query('select 1'));", '} catch (error) {',
      '  res.end(error.message);', '}',
    ];
    const output = applied('closeInFinally', service(maybe, lossy, lossy), 'service.js', { rule: 'no-client-per-request' });
    expect(output.match(/ {2}\} finally \{\n {4}if \(client\) await client\.end\(\);\n {2}\}\n/g)).toHaveLength(2);
  });

  const promising = (resolved: string): string => `
function make(name) {
  return new Promise((resolve, reject) => {
    const client = new Client({ database: name });
    client.on('error', reject);
    client.connect(() => resolve(${resolved}));
  });
}
`;
  const awaiting = ['const client = await make(req.query.a);', "res.json(await client.query('select 1'));", 'await client.end();'];

  it('is closed by whoever waits for the promise of it', () => {
    const output = applied('closeInFinally', service(promising('client'), awaiting, ['res.end();']), 'service.js');
    expect(output).toContain(`  const client = await make(req.query.a);
  try {
    res.json(await client.query('select 1'));
  } finally {
    await client.end();
  }
`);
  });

  it('is not, where the promise may be of something else', () => {
    const code = service(promising('name ? client : undefined'), awaiting, ['res.end();']);
    expect(offered(code, 'service.js')).not.toContain('closeInFinally');
  });

  it('is not closed as something else that holds it', () => {
    const holder = 'function make(name) {\n  const client = new Client({ database: name });\n  return { client, end() {} };\n}\n';
    const lossy = ['const held = make(req.query.a);', "res.json(await held.client.query('select 1'));"];
    expect(offered(service(holder, lossy, ['res.end();']), 'service.js')).not.toContain('closeInFinally');
  });
});

describe('what a method makes', () => {
  /** A class with a method that makes a client, and one that uses it. */
  const service = (making: string, using: readonly string[], rest = ''): string => `
import express from 'express';
import { Client } from 'pg';
class Reports {
  ${making} {
    return new Client({ database: name });
  }

  async read(name) {
${using.map((line) => `    ${line}\n`).join('')}  }
}
${rest}const reports = new Reports();
const app = express();
app.get('/', async (req, res) => res.json(await reports.read(req.query.name)));
`.slice(1);
  const lossy = ['const client = this.open(name);', "const { rows } = await client.query('select 1');", 'return rows;'];

  it('is closed by the methods of the class that makes it', () => {
    expect(applied('closeInFinally', service('open(name)', lossy), 'service.js')).toContain(`    const client = this.open(name);
    try {
      const { rows } = await client.query('select 1');
      return rows;
    } finally {
      await client.end();
    }
`);
  });

  it.each([
    ['others call the method', 'open(name)', 'export const open = (report) => report.open(1);\n'],
    ['there are two of that name', 'open(name) { return this.open(name); }\n  open(name)', ''],
  ])('is left where %s', (_, making, rest) => {
    expect(offered(service(making, lossy, rest), 'service.js')).not.toContain('closeInFinally');
  });
});

describe('what is in a field of an object that closes it', () => {
  const service = (closing: string, lines: readonly string[]): string => `
import express from 'express';
import { Client } from 'pg';
class Reports {
  client = null;
  async open(name) {
    this.client = new Client({ database: name });
    await this.client.connect();
  }
  read() { return this.client.query('select 1'); }
  async close() { ${closing} }
}
const app = express();
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`;
  const lossy = [
    'const reports = new Reports();', 'await reports.open(req.query.a);', 'res.json(await reports.read());', 'await reports.close();',
  ];

  it('is closed by the object where that is', () => {
    expect(applied('closeInFinally', service('if (this.client) await this.client.end();', lossy), 'service.js')).toContain(`
  const reports = new Reports();
  try {
    await reports.open(req.query.a);
    res.json(await reports.read());
  } finally {
    await reports.close();
  }
`);
  });

  it.each([
    ['the method does more than that', 'await audit(this); await this.client.end();', lossy],
    ['the object is handed over', 'await this.client.end();', [lossy[0]!, 'keep(reports);', ...lossy.slice(1)]],
  ])('is not, where %s', (_, closing, lines) => {
    expect(offered(service(closing, lines), 'service.js')).not.toContain('closeInFinally');
  });
});
