import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A method is called where something is declared to be of its class, or of an interface that its class implements. */

const manifest = { 'package.json': { dependencies: { express: '^5.0.0', pg: '^8.0.0' } } };
const implementer = (head: string): string => `import { Client } from 'pg';
${head} {
  async run(sql: string) {
    const client = new Client({});
    await client.connect();
    const rows = await client.query(sql);
    await client.end();
    return rows;
  }
}`;
const app = (head: string, use: string): string => `import express from 'express';
${head}
const app = express();
app.post('/q', async (req, res) => { res.json(await ${use}); });`;
const contract = 'export interface Source { run(sql: string): Promise<unknown> }';
const implementing = implementer("import type { Source } from './source';\nexport class Store implements Source");
const imported = "import type { Source } from './source';\n";

async function messageOf(files: Record<string, string>): Promise<string | undefined> {
  const reports = await createProject({ files: { ...manifest, ...files }, rule: '*' }).lint('src/store.ts', files['src/store.ts']!);
  expect(reports.length).toBeLessThan(2);
  return reports[0]?.message;
}

describe('a method of an object that is only declared', () => {
  it.each([
    ['in an interface', `${imported}interface Deps { source: Source }\nexport function make(deps: Deps) {`,
      'deps.source.run(req.body.sql)'],
    ['in an alias', `${imported}type Deps = { source: Source };\nexport function make({ source }: Deps) {`, 'source.run(req.body.sql)'],
    ['in an array', `${imported}export function make(all: readonly Source[]) {`, 'Promise.all(all.map((one) => one.run(req.body.sql)))'],
    ['in a Map', `${imported}export function make(all: Map<string, Source>) {`, 'all.get(req.body.key)!.run(req.body.sql)'],
    ['in a record', `${imported}export function make(all: Record<string, Source>) {`, 'all[req.body.key]!.run(req.body.sql)'],
    ['as what a function gives', `${imported}export function make(get: (key: string) => Promise<Source>) {`,
      '(await get(req.body.key)).run(req.body.sql)'],
    ['as what a method gives', `${imported}interface Factory { get(key: string): Source }\nexport function make(factory: Factory) {`,
      'factory.get(req.body.key).run(req.body.sql)'],
    ['as what an abstract method gives', `${imported}abstract class Factory { abstract get(key: string): Source }
export function make(factory: Factory) {`, 'factory.get(req.body.key).run(req.body.sql)'],
    ['as what a container gives', `import { load } from 'loader';\n${imported}function get(key: string): Source { return load(key); }\n{`,
      'get(req.body.key).run(req.body.sql)'],
  ])('%s', async (_, head, use) => {
    const message = await messageOf({ 'src/store.ts': implementing, 'src/source.ts': contract, 'src/app.ts': `${app(head, use)}\n}` });
    expect(message).toContain('(POST /q → src/app.ts:');
    expect(message).toContain('→ Store.run() src/store.ts:');
  });

  it('of a union', async () => {
    expect(await messageOf({
      'src/store.ts': implementer('export class Store'),
      'src/other.ts': 'export class Other { async run(sql: string) { return sql; } }',
      'src/source.ts': "import type { Store } from './store';\nimport type { Other } from './other';\nexport type Source = Store | Other;",
      'src/app.ts': `${app(`${imported}export function make(source: Source) {`, 'source.run(req.body.sql)')}\n}`,
    })).toContain('(POST /q → ');
  });

  it('of a class that implements an alias', async () => {
    expect(await messageOf({
      'src/store.ts': implementing,
      'src/source.ts': 'export type Source = { run(sql: string): Promise<unknown> };',
      'src/app.ts': `${app(`${imported}export function make(source: Source) {`, 'source.run(req.body.sql)')}\n}`,
    })).toContain('(POST /q → ');
  });
});

describe('a type that says less than the value', () => {
  const script = "import { Store } from './store';\nvoid new Store().run('select 1');";
  const other = `${imported}export class Other implements Source { async run(sql: string) { return sql; } }`;
  it.each([
    ['what a function returns', 'function get(): Source { return new Other(); }', 'get().run(req.body.sql)'],
    ['what a constant is made of', 'const known: Source = new Other();', 'known.run(req.body.sql)'],
  ])('%s', async (_, made, use) => {
    expect(await messageOf({
      'src/store.ts': implementing, 'src/source.ts': contract, 'src/other.ts': other, 'src/script.ts': script,
      'src/app.ts': app(`import { Other } from './other';\n${imported}${made}`, use),
    })).toBeUndefined();
  });

  it('the argument of a type that nobody knows', async () => {
    expect(await messageOf({
      'src/store.ts': implementer('export class Store'), 'src/script.ts': script,
      'src/app.ts': `${app("import type { Store } from './store';\nimport type { Repository } from 'typeorm';\n"
        + 'export function make(repository: Repository<Store>) {', 'repository.run(req.body.sql)')}\n}`,
    })).toBeUndefined();
  });
});
