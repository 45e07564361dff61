import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '../../src/limits/debug-log.js';
import { createProject } from '../support/lint.js';

/** Values that lead to one another under ever longer paths. They are followed as far as real paths go, not until the stack ends. */

const leak = [
  "import express from 'express';", "import { Client } from 'pg';", 'const app = express();', '',
  'export async function find(text) {', '  const client = new Client();', '  await client.connect();', '  return client.query(text);', '}',
  "app.get('/', async (req, res) => res.json(await find(req.query.text)));", '',
].join('\n');

let deep: string[] = [];
let limits: string[] = [];
let stop: () => void;
beforeEach(() => {
  deep = [];
  limits = [];
  stop = listen((note) => {
    if (note.kind === 'limit') limits.push(`${note.limit} ${note.where}`);
    if (note.kind === 'stackOverflow') deep.push(note.file);
  });
});
afterEach(() => stop());

describe('a leak beside a client', () => {
  it.each(Object.entries({
    'in a list whose nodes point at one another': [
      'export function chain() {', '  const first = { client: new Client() };', '  first.next = first;', '  return first;', '}', 'chain();',
    ],
    'in an object that the module hands out as a part of itself': [
      'const pool = { client: new Client() };', 'module.exports = pool;', 'module.exports.self = module.exports;',
    ],
    'in a list that is put into itself': [
      'export function gather() {', '  const list = [];', '  list.push(new Client());', '  list.push(list);', '  return list.length;', '}',
      'gather();',
    ],
    'in lists that take in one another': [
      'export function gather() {', '  const a = [];', '  const b = [];', '  a.push(new Client());', '  b.push(a.pop());',
      '  a.push(b.pop());', '  return a.length;', '}', 'gather();',
    ],
  }))('%s', async (_, lines) => {
    const reports = await createProject({ rule: '*' }).lint('src/service.js', leak + lines.join('\n'));
    expect(deep).toStrictEqual([]);
    expect(reports.map(({ rule, line }) => `${line} ${rule}`)).toContain('6 no-client-per-request');
  });
});

/** Services that are given all the others, and keep them in private fields. */
function services(count: number): Record<string, string> {
  const names = Array.from({ length: count }, (_, index) => `S${index}`);
  const files = names.map((name, index) => {
    const others = names.filter((other) => other !== name);
    return [`src/${name}.ts`, [
      "import { Injectable } from '@nestjs/common';", "import { Client } from 'pg';",
      ...others.map((other) => `import { ${other} } from './${other}';`), '@Injectable()', `export class ${name} {`,
      `  constructor(${others.map((other) => `private readonly ${other.toLowerCase()}: ${other}`).join(', ')}) {}`,
      `  async count${index}() { return this.${names[(index + 1) % count]!.toLowerCase()}.count${(index + 1) % count}(); }`,
      '  async read() {', '    const client = new Client();', '    await client.connect();', "    return client.query('select 1');", '  }',
      '}',
    ].join('\n')];
  });
  return Object.fromEntries(files) as Record<string, string>;
}

describe('a leak in one of many services that hold one another', () => {
  it('is found without meeting a limit', async () => {
    const files = {
      ...services(9), 'package.json': '{ "dependencies": { "@nestjs/common": "^11.0.0", "pg": "^8.0.0" } }',
      'src/app.ts': [
        "import { Controller, Get } from '@nestjs/common';", "import { S3 } from './S3';", '@Controller()', 'export class App {',
        '  constructor(private readonly s3: S3) {}', "  @Get('votes')", '  votes() { return this.s3.read(); }', '}',
      ].join('\n'),
    };
    const reports = await createProject({ files, rule: '*' }).lint('src/S3.ts', services(9)['src/S3.ts']!);
    expect(limits).toStrictEqual([]);
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['no-client-per-request']);
  });
});

describe('a leak in a class whose holder binds its own methods', () => {
  it('is found without meeting a limit', async () => {
    const names = ['open', 'start', 'stop', 'list', 'count', 'reset'];
    const reader = [
      "import { Client } from 'pg';", "import type { Hub } from './hub';", 'export class Reader {',
      '  constructor(readonly hub: Hub) {}', '  async read() {', '    const client = new Client();', '    await client.connect();',
      "    return client.query('select 1');", '  }', '}',
    ].join('\n');
    const files = {
      'src/reader.ts': reader,
      'package.json': '{ "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }',
      'src/hub.ts': [
        "import { Reader } from './reader';", 'export class Hub {', '  readonly reader: Reader;', '  constructor() {',
        '    this.reader = new Reader(this);', ...names.map((name) => `    this.${name} = this.${name}.bind(this);`), '  }',
        ...names.map((name) => `  ${name}() { return this.reader.read(); }`), '}',
      ].join('\n'),
      'src/app.ts': [
        "import express from 'express';", "import { Hub } from './hub';", 'const hub = new Hub();',
        "express().get('/', async (req, res) => { res.json(await hub.open()); });",
      ].join('\n'),
    };
    const reports = await createProject({ files, rule: '*' }).lint('src/reader.ts', reader);
    expect(limits).toStrictEqual([]);
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['no-client-per-request']);
  });
});

describe('arguments that a loop makes of one another', () => {
  it('are the same for all requests, without meeting a limit', async () => {
    const names = [...'abcdefgh'];
    const code = [
      "import express from 'express';", "import { Client } from 'pg';", 'const app = express();', "app.get('/', async (req, res) => {",
      ...names.map((name) => `  let ${name} = '${name}';`), '  for (let round = 0; round < 8; round++) {',
      ...names.map((name) => `    ${name} = [${names.filter((other) => other !== name).join(', ')}].join('.');`), '  }',
      '  const client = new Client({ host: a, database: h });', '  await client.connect();',
      "  try { res.json(await client.query('select 1')); } finally { await client.end(); }", '});',
    ].join('\n');
    const reports = await createProject({ rule: '*' }).lint('src/app.js', code);
    expect(limits).toStrictEqual([]);
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['prefer-shared-client']);
  });
});

describe('a client that a wrapper of packages gives back, and one of whose methods is put in place of another', () => {
  const code = (wrapped: string): string => [
    "import { context } from '@opentelemetry/api';", "import express from 'express';", "import { DataSource } from 'typeorm';",
    'const app = express();', 'const known = new Map();', 'function open(tenant) {',
    `  const source = context.with(context.active(), () => ${wrapped});`,
    '  const initialize = source.initialize.bind(source);', '  source.initialize = async () => {', '    await initialize();',
    '    known.set(tenant, source);', '    return source;', '  };', '  return source;', '}',
    "app.get('/', async (req, res) => {", '  const tenant = req.query.tenant;', '  let source = known.get(tenant);',
    '  if (!source) source = await open(tenant).initialize();', "  res.json(await source.query('select 1'));", '});',
  ].join('\n');

  it('is not made by that method', async () => {
    const reports = await createProject({ rule: '*' }).lint('src/app.js', code('new DataSource({ name: tenant })'));
    expect(reports).toStrictEqual([]);
  });
});
