import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import clientLifetime, { defineClients, defineFrameworks, type ClientLifetimeSettings } from '../../src/index.js';
import { collectCodeBlocks, type CodeBlock } from '../tools/rule-docs.js';

type Own = ClientLifetimeSettings | Record<string, unknown>;

const page = readFileSync(new URL('../../docs/your-own-clients.md', import.meta.url), 'utf8');
const root = realpathSync(mkdtempSync(join(tmpdir(), 'own-clients-')));
let folders = 0;

/** The packages of the page. An entry for agreed places of files needs the manifest to name its framework. */
const dependencies = Object.fromEntries(
  ['sdk', 'broker', 'mail', 'cache', 'db', 'server', 'auth', 'jobs', 'http'].map((name) => [`@acme/${name}`, '1.0.0']),
);

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A project with these files, in a folder of its own. */
function createProject(files: Readonly<Record<string, unknown>>): string {
  const folder = join(root, `project-${++folders}`);
  for (const [path, content] of Object.entries({ 'package.json': { name: 'service', dependencies }, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** What the rules say about files of a project, as `line rule`. */
async function lint(cwd: string, file: string, configs: readonly Linter.Config[]): Promise<string[]> {
  const [result] = await lintWith(cwd, file, configs);
  return (result?.messages ?? []).map(({ line, ruleId, message }) => `${line} ${ruleId ?? message}`);
}

async function lintWith(cwd: string, file: string, configs: readonly Linter.Config[]): Promise<ESLint.LintResult[]> {
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: typescriptParser as Linter.Parser } }, ...configs],
  });
  return await eslint.lintFiles([file]);
}

const rule = 'no-client-per-request';

function configOf(own: Own, name = rule): Linter.Config[] {
  return [{
    files: ['**/*.{js,ts}'],
    plugins: { 'client-lifetime': clientLifetime },
    rules: { [`client-lifetime/${name}`]: 'error' },
    settings: { 'client-lifetime': own },
  }];
}

/** The lines that the page marks as reported. */
function marked(code: string, name = rule): string[] {
  return code.split('\n').flatMap((line, index) => (line.includes('// reported') ? [`${index + 1} client-lifetime/${name}`] : []));
}

/** Runs a piece of configuration of the page: a whole configuration file, or a part of the settings. */
function evaluate(code: string): unknown {
  const body = code.includes('export default')
    ? code.replace(/^import .*$/gm, '').replace('export default', 'return')
    : `return {${code}};`;
  return new Function('clientLifetime', 'defineClients', 'defineFrameworks', body)(clientLifetime, defineClients, defineFrameworks);
}

/** The section of the page below a heading of any level, up to the next one. */
function blocksOf(heading: string): readonly CodeBlock[] {
  const sections = page.split(/^#+ /m);
  const section = sections.find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) {
    throw new Error(`The page has no section "${heading}".`);
  }
  return collectCodeBlocks(section);
}

function isProgram({ file }: CodeBlock): boolean {
  return file !== undefined && file !== 'eslint.config.js';
}

const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
/** Sections with tests of their own. */
const special = ['Five minutes', 'A checkout'];
const withProgram = headings.filter((heading) => !special.includes(heading) && blocksOf(heading).some(isProgram));

describe('docs/your-own-clients.md', () => {
  it('has an example of each kind', () => {
    expect(withProgram).toStrictEqual([
      'A factory, and an async one', 'A client that another one makes', 'An option that decides', 'A wrapper',
      'A connection for which a pool can stand', 'What works with `await using`', 'A client that is known and should not be',
      'A function that is registered', 'A wrapper around the handler', 'Files in an agreed place', 'Decorators',
    ]);
  });

  it.each(withProgram)('%s: reports the marked lines, because of the entry', async (heading) => {
    const blocks = blocksOf(heading);
    const program = blocks.find(isProgram)!;
    const own = evaluate(blocks.find((block) => !isProgram(block))!.code) as Own;
    const project = createProject({ [program.file!]: program.code });
    const found = await lint(project, program.file!, configOf(own));
    expect(found).toStrictEqual(marked(program.code));
    expect(await lint(project, program.file!, configOf({}))).not.toStrictEqual(found);
  });

  it('goes from nothing to a report in five minutes', async () => {
    const [program, config, output, slip] = blocksOf('Five minutes');
    const project = createProject({ 'src/verify.js': program!.code });
    const configs = evaluate(config!.code) as Linter.Config[];
    expect(await lint(project, 'src/verify.js', [clientLifetime.configs.recommended])).toStrictEqual([]);
    expect(await lint(project, 'src/verify.js', configs)).toStrictEqual(marked(program!.code));
    const [result] = await lintWith(project, 'src/verify.js', configs);
    const [{ line, column, message, ruleId } = { line: 0, column: 0, message: '', ruleId: '' }] = result?.messages ?? [];
    expect(output!.code).toBe(`src/verify.js\n  ${line}:${column}  error  ${message.replace(/\.$/, '')}  ${ruleId}\n`);
    expect(() => evaluate(config!.code.replace("'close'", "'close()'"))).toThrow(new Error(slip!.code.trim()));
  });

  it('names exports as the engine does', async () => {
    const rows = [...page.matchAll(/^\| `(.+)` \| `(.+)` \|$/gm)];
    expect(rows).toHaveLength(10);
    for (const [, code = '', path = ''] of rows) {
      const name = /^AcmeClient|^new Broker|^\(await/.test(code) ? "import { AcmeClient, Broker, createBroker } from '@acme/sdk';\n" : '';
      const [declaration, use] = /^(?:import|const)/.test(code) ? [`${code.split('; ')[0]};\n`, code.split('; ')[1]] : [name, code];
      const construction = use ?? `new ${/(\w+) \}/.exec(code)?.[1]}()`;
      const program = `import express from 'express';\n${declaration}express().get('/', async (req, res) => {\n`
        + `  const made = await ${construction};\n  res.json(await made.list());\n});\n`;
      const kind = construction.startsWith('new ') && !path.includes('()') ? 'class' : 'factory';
      const own = { clients: [{ package: '@acme/sdk', export: path, kind, holds: 'socket', release: ['close'] }] };
      const found = await lint(createProject({ 'src/a.js': program }), 'src/a.js', configOf(own));
      expect(found, code).toStrictEqual([`4 client-lifetime/${rule}`]);
    }
  });

  it('A checkout: reports the marked lines', async () => {
    const [config, program] = blocksOf('A checkout');
    const own = evaluate(config!.code) as ClientLifetimeSettings;
    const name = 'require-connection-release';
    const project = createProject({ [program!.file!]: program!.code });
    expect(await lint(project, program!.file!, configOf(own, name))).toStrictEqual(marked(program!.code, name));
    expect(await lint(project, program!.file!, configOf({ ...own, checkouts: [] }, name))).toStrictEqual([]);
  });

  it('runs in the README as well', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const config = collectCodeBlocks(readme).find(({ code }) => code.includes('defineClients'))!;
    const project = createProject({
      'src/a.js': "import { createServer } from '@acme/server';\nimport { StockClient } from '@acme/stock';\n"
        + "createServer().handle('verify', async (message) => {\n  const client = new StockClient();\n  return client.reserve(message);\n"
        + '});\n',
    });
    expect(await lint(project, 'src/a.js', evaluate(config.code) as Linter.Config[])).toStrictEqual([`4 client-lifetime/${rule}`]);
  });

  it('is right that without its entry a wrapper may keep the client', async () => {
    const [config, program] = blocksOf('A wrapper');
    const own = evaluate(config!.code) as ClientLifetimeSettings;
    const project = createProject({ [program!.file!]: program!.code });
    expect(await lint(project, program!.file!, configOf({ ...own, wrappers: [] }))).toStrictEqual([]);
  });

  it('shares a catalog', async () => {
    const [catalog, byPath, manifest, byName, error] = blocksOf('One catalog for many projects');
    const program = blocksOf('Five minutes')[0]!.code;
    const files = {
      'src/verify.js': program,
      'client-catalog.json': catalog!.code,
      'node_modules/@acme/client-catalog/package.json': manifest!.code,
      'node_modules/@acme/client-catalog/clients.json': catalog!.code,
    };
    for (const { code } of [byPath!, byName!]) {
      expect(await lint(createProject(files), 'src/verify.js', evaluate(code) as Linter.Config[])).toStrictEqual(marked(program));
    }
    const wrong = createProject({ ...files, 'node_modules/@acme/client-catalog/clients.json': catalog!.code.replace('"class"', '"clas"') });
    await expect(lint(wrong, 'src/verify.js', evaluate(byName!.code) as Linter.Config[])).rejects.toThrow(error!.code.trim());
  });
});

const program = blocksOf('Five minutes')[0]!.code;
const acmeClient = { package: '@acme/sdk', export: 'AcmeClient', kind: 'class', holds: 'socket', release: ['close'] } as const;

describe('entries for packages of the same workspace', () => {
  const workspace = {
    'package.json': { name: 'all', private: true, workspaces: ['packages/*'] },
    'packages/sdk/package.json': { name: '@acme/sdk', version: '1.0.0', main: './src/index.js' },
    'packages/sdk/src/index.js': "import { open } from './native.js';\nexport class AcmeClient {\n  #handle = open();\n"
      + '  verify(body) { return this.#handle.verify(body); }\n  close() { this.#handle.close(); }\n}\n'
      + 'export function createClient() { return new AcmeClient(); }\n',
    'packages/sdk/src/native.js': "import { createRequire } from 'node:module';\n"
      + "export const open = () => createRequire(import.meta.url)('./native.node').open();\n",
    'packages/server/package.json': { name: '@acme/server', version: '1.0.0', main: './index.js' },
    'packages/server/index.js': 'const handlers = new Map();\nexport function handle(name, handler) { handlers.set(name, handler); }\n',
    'packages/service/package.json': { name: 'service', dependencies: { '@acme/sdk': '*', '@acme/server': '*', express: '5' } },
    'packages/service/src/verify.js': program,
    'packages/service/src/factory.js': program.replace('new AcmeClient', 'createClient').replace('{ AcmeClient }', '{ createClient }'),
    'packages/service/src/handler.js': "import { handle } from '@acme/server';\nimport Redis from 'ioredis';\n"
      + "handle('x', async (m) => {\n  const r = new Redis(); // reported\n  return r.get(m.key);\n});\n",
  };

  it('count like those of any other', async () => {
    const project = createProject(workspace);
    const own = {
      clients: [acmeClient, { ...acmeClient, export: 'createClient', kind: 'factory' }],
      frameworks: [{
        name: 'acme', title: 'Acme', packages: ['@acme/server'],
        entries: [{ kind: 'call', methods: ['handle'], handlers: [{ argument: 1 }], runs: 'message' }],
      }],
    };
    for (const name of ['verify', 'factory', 'handler']) {
      const file = `packages/service/src/${name}.js`;
      const code = workspace[file as keyof typeof workspace] as string;
      expect.soft(await lint(project, file, configOf(own)), name).toStrictEqual(marked(code));
    }
  });
});
