import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A pool that is taken out of a collection: what is put into that where it is declared, or what it is declared to hold. */

const typed = (declared: string, taken = 'pools[req.params.name]'): Record<string, string> => ({
  'app.ts': `
import express from 'express';
import { Pool } from 'pg';
const app = express();
${declared}
app.get('/:name', async (req, res) => {
  const client = await ${taken}.connect();
  res.json((await client.query('select 1')).rows);
});
`,
});
const elsewhere = (imported: string, taken: string, ...pools: readonly string[]): Record<string, string> => ({
  'app.js': `
const express = require('express');
${imported}
const app = express();

app.get('/:name', async (req, res) => {
  const client = await ${taken}.connect();
  res.json((await client.query('select 1')).rows);
});
`,
  'pools.js': `const { Pool } = require('pg');\n${pools.join('\n')}\n`,
});
const filled = "for (const name of ['a', 'b']) pools.set(name, new Pool({ database: name }));";
const named = "const { pools } = require('./pools');";
const given = 'module.exports = { pools };';

async function reported(files: Readonly<Record<string, string>>): Promise<number> {
  const { lint } = createProject({ files: { 'package.json': { dependencies: { express: '*', pg: '*' } }, ...files }, rule: '*' });
  const [name] = Object.keys(files);
  const reports = await lint(name!, files[name!]!);
  return reports.filter(({ rule, line }) => rule === 'require-connection-release' && line === 7).length;
}

describe('what is taken out of a collection', () => {
  it.each<[string, Record<string, string>]>([
    ['a record', typed('declare const pools: Record<string, Pool>;')],
    ['a record of which parts may lack', typed('declare const pools: Partial<Record<string, Pool>>;', 'pools[req.params.name]!')],
    ['an interface with any name', typed('interface Pools { [name: string]: Pool } declare const pools: Pools;')],
    ['a type with any name', typed('type Pools = { [name: string]: Pool }; declare const pools: Pools;')],
    ['a map', typed('declare const pools: Map<string, Pool>;', 'pools.get(req.params.name)!')],
    ['a list', typed('declare const pools: Pool[];', 'pools[0]!')],
    ['a list that is read only', typed('declare const pools: ReadonlyArray<Pool>;', 'pools.at(-1)!')],
    ['a field', typed(
      'class Pools { constructor(private readonly all: Map<string, Pool>) {} of(name: string) { return this.all.get(name)!; } }'
      + ' const pools = new Pools(new Map());', 'pools.of(req.params.name)',
    )],
  ])('is what %s is declared to hold', async (_, files) => {
    expect(await reported(files)).toBe(1);
  });

  it.each<[string, Record<string, string>]>([
    ['a map', elsewhere(named, "pools.get('a')", 'const pools = new Map();', filled, given)],
    ['a member of a module', elsewhere(
      "const db = require('./pools');", "db.pools.get('a')", 'const pools = new Map();', filled, 'exports.pools = pools;',
    )],
    ['an object', elsewhere(
      named, 'pools[req.params.name]', 'const pools = {};', "for (const name of ['a']) pools[name] = new Pool({ database: name });", given,
    )],
    ['a list that is made of another one', elsewhere(
      named, 'pools[0]', "const pools = ['a', 'b'].map((host) => new Pool({ host }));", given,
    )],
  ])('is what another file puts into %s', async (_, files) => {
    expect(await reported(files)).toBe(1);
  });

  it.each<[string, Record<string, string>]>([
    ['holds other things as well', elsewhere(
      named, "pools.get('a')", 'const pools = new Map();', filled, "pools.set('b', load());", given,
    )],
    ['is declared to hold anything', typed('declare const pools: Map<string, any>;', 'pools.get(req.params.name)')],
    ['is of another type', typed('declare const pools: Cache<string, Pool>;', 'pools.get(req.params.name)')],
  ])('is unknown where it %s', async (_, files) => {
    expect(await reported(files)).toBe(0);
  });
});
