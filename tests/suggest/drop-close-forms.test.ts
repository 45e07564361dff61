import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const rule = 'no-shared-client-close';

describe('what hangs on the close', () => {
  const service = (close: string): string => `
import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
app.get('/', async (req, res) => {
  res.json((await pool.query('select 1')).rows);
${close}});
`;

  it.each([
    "await pool.end().then(() => console.log('closed'));",
    `await pool.end().then((result) => {
    console.log('closed');
    console.log(result);
  }).catch((error) => console.error(error));`,
    'pool.end().finally(() => { console.info(req.path); });',
  ])('goes with it where it only tells that it has ended: %s', (close) => {
    expect(applied('dropClose', service(`  ${close}\n`), 'service.ts', { rule })).toBe(service(''));
  });

  it.each([
    'pool.end().then(() => res.end());',
    'pool.end().then(done);',
    "pool.end().then(() => { console.log('closed'); finished += 1; });",
  ])('keeps the close where it does more: %s', (close) => {
    expect(offered(service(`  ${close}\n`), 'service.ts', { rule })).not.toContain('dropClose');
  });
});

describe('what a connection of the package is opened with', () => {
  const service = (setUp: string, options: string): string => `
const express = require('express');
const sql = require('mssql');
const settingOf = (name) => process.env[name];
const app = express();
app.get('/', async (req, res) => {
${setUp}  await sql.connect(${options});
  res.json((await new sql.Request().query('select 1')).recordset);
  await sql.close();
});
`;

  function offeredFor(setUp: string, options: string): string[] {
    const root = mkdtempSync(join(tmpdir(), 'opened-'));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { mssql: '^11.0.1' } }));
    try {
      return offered(service(setUp, options), join(root, 'service.cjs'), { rule, settings: { root } });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }

  it.each([
    ['', "settingOf('DATABASE')"],
    ["  const settings = { server: settingOf('HOST') };\n", 'settings'],
  ])('may be what a function answers, if that is the same for all: %s%s', (setUp, options) => {
    expect(offeredFor(setUp, options)).toStrictEqual(['dropClose']);
  });

  it.each([
    ['', 'settingOf(req.query.name)'],
    ["  const settings = { server: settingOf('HOST') };\n  settings.requestTimeout = 300_000;\n", 'settings'],
  ])('is not left to the first request where another may want something else: %s%s', (setUp, options) => {
    expect(offeredFor(setUp, options)).not.toContain('dropClose');
  });
});

describe('a comment above the close', () => {
  const service = (...lines: readonly string[]): string => `
import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
app.get('/', async (req, res) => {
  ${lines.join('\n  ')}
});
`;
  const asked = "const { rows } = await pool.query('select 1');";

  it('stays where it may be about what stands below as well', () => {
    const code = (close: readonly string[]): string => service(asked, '// We have what we want.', ...close, 'res.json(rows);');
    expect(applied('dropClose', code(['await pool.end();']), 'service.ts', { rule })).toBe(code([]));
  });

  it('keeps the close where nothing stands below', () => {
    expect(offered(service(asked, 'res.json(rows);', '// We have what we want.', 'await pool.end();'), 'service.ts', { rule }))
      .not.toContain('dropClose');
  });
});

describe('which version of the package runs', () => {
  const service = `
const { Kafka } = require('kafkajs');
const express = require('express');
const producer = new Kafka({ brokers: ['broker:9092'] }).producer();
const app = express();
app.post('/', async (req, res) => {
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: req.body.order }] });
  await producer.disconnect();
});
`;

  function offeredWith(manifests: Readonly<Record<string, object>>): string[] {
    const root = mkdtempSync(join(tmpdir(), 'version-'));
    try {
      mkdirSync(join(root, 'api'));
      for (const [name, manifest] of Object.entries(manifests)) writeFileSync(join(root, name), JSON.stringify(manifest));
      return offered(service, join(root, 'api/service.cjs'), { rule, settings: { root } });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }

  it.each([
    ['its package says', { 'api/package.json': { dependencies: { kafkajs: '^2.2.4' } } }],
    ['its package says, among what is for development', { 'api/package.json': { devDependencies: { kafkajs: '^2.2.4' } } }],
    ['the root of the workspace says', {
      'package.json': { workspaces: ['api'], dependencies: { kafkajs: '^2.2.4' } },
      'api/package.json': { name: 'api', dependencies: { express: '^4' } },
    }],
  ])('%s', (_, manifests) => {
    expect(offeredWith(manifests)).toStrictEqual(['dropClose']);
  });

  it('may be another one', () => {
    expect(offeredWith({ 'api/package.json': { dependencies: { kafkajs: '^0.7.0' } } })).toStrictEqual([]);
    expect(offeredWith({ 'api/package.json': { dependencies: { express: '^4' } } })).toStrictEqual([]);
  });
});
