import { describe, expect, it, vi } from 'vitest';
import { checkProject } from '../../src/check/check-project.js';
import type { CheckReport } from '../../src/check/check-report.js';
import { rulesOfPreset } from '../../src/check/chosen-rules.js';
import { formatText } from '../../src/check/formats/text.js';
import { filesOnDisk } from '../../src/check/project-files.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

/* What `check` tells beside the words of a rule: all entry points, and why an edit is not offered. */

interface Checked {
  readonly reports: readonly CheckReport[];
  readonly text: string;
}

async function check(content: Readonly<Record<string, string>>): Promise<Checked> {
  const root = copyProject(content);
  const files = filesOnDisk(root);
  const configuration = { rules: rulesOfPreset('recommended'), settings: {}, unusedDirectives: 'warning' } as const;
  const result = await checkProject({ files, checked: files.list(), cwd: root, configurationOf: () => configuration });
  const textOf = (): undefined => undefined;
  return { reports: result.reports, text: formatText(result, { hasColors: false, cwd: root, textOf, version: '1.2.3' }) };
}

const head = "import express from 'express';\nimport { Redis } from 'ioredis';\nconst app = express();\n";

describe('entry points', () => {
  it('are named up to ten, nearest first, and counted above that', async () => {
    const routes = Array.from({ length: 12 }, (_, number) => `app.get('/${number}', async (req, res) => res.json(await read()));\n`);
    const { reports: [report], text } = await check({
      'server.js': `${head}async function read() {\n  return new Redis().get('votes');\n}\n${routes.join('')}`,
    });
    expect(report?.entry?.label).toBe('GET /0');
    expect(report?.otherEntries?.map(({ label, line }) => `${label} ${line}`)).toStrictEqual(
      Array.from({ length: 9 }, (_, number) => `GET /${number + 1} ${8 + number}`));
    expect(report?.furtherEntries).toBe(2);
    expect(text).toContain("    └ read()  server.js:5  return new Redis().get('votes');\n  also GET /1  server.js:8\n");
    expect(text).toContain('  also GET /9  server.js:16\n  and 2 more\n');
  });

  it('are one of most, and nothing is said of others then', async () => {
    const { reports: [report], text } = await check({
      'server.js': `${head}app.get('/', async (req, res) => res.json(await new Redis().get('votes')));\n`,
    });
    expect(report).not.toHaveProperty('otherEntries');
    expect(report).not.toHaveProperty('furtherEntries');
    expect(text).not.toMatch(/ {2}also | more\n/);
  });

  it('are told of a client that is closed while others use it, and of what is borrowed', async () => {
    const { reports } = await check({
      'server.js': `import express from 'express';
import pg from 'pg';
const app = express();
const pool = new pg.Pool();
const shutDown = async () => { await pool.end(); };
const borrow = async () => { const client = await pool.connect(); await client.query('x'); client.release(); };
app.get('/a', shutDown);
app.get('/b', shutDown);
app.get('/c', borrow);
app.get('/d', borrow);
`,
    });
    expect(reports.map(({ rule, entry, otherEntries }) => [rule.split('/')[1], entry?.label, otherEntries?.map(({ label }) => label)]))
      .toStrictEqual([['no-shared-client-close', 'GET /a', ['GET /b']], ['require-connection-release', 'GET /c', ['GET /d']]]);
  });
});

describe('edits that are not offered', () => {
  it('are told with their reasons, of each construction its own', async () => {
    const { reports } = await check({
      'server.js': `${head}app.get('/', async (req, res) => {
  const clients = [new Redis(req.query.url), new Redis()]; res.json(await clients[0].get('x'));
});
`,
    });
    expect(reports.map(({ column, withheld }) => [column, withheld.map(({ edit }) => edit)]))
      .toStrictEqual([[20, ['sharing', 'closing']], [46, []]]);
  });

  it('name the place where another file loses the client, and cannot be edited', async () => {
    const { reports } = await check({
      'open.js': "import pg from 'pg';\nexport async function open() {\n  const client = new pg.Client();\n  return client;\n}\n",
      'server.js': `import express from 'express';
import { open } from './open.js';
const app = express();
app.get('/', async (req, res) => {
  const { client } = { client: await open() };
  res.json(await client.query('select 1'));
  await client.end();
});
`,
    });
    expect(reports.map(({ withheld }) => withheld.find(({ edit }) => edit === 'closing')?.reason)).toStrictEqual([
      'it is lost at server.js:6, and the edit belongs there, where the function that constructs it is called',
    ]);
  });

  it('are explained to people where no other one is offered', async () => {
    const { reports: [report], text } = await check({
      'server.js': `${head}app.get('/', async (req, res) => {
  res.json(await new Redis(req.query.port, { db: req.query.db, password: req.session.password, retry: () => res.end() }).get('x'));
});
`,
    });
    expect(report?.suggestions).toStrictEqual([]);
    expect(text).toContain(`
  no edit  not one for all: its arguments come from the request, and another request needs another client
           not one for each key: `);
  });
});
