import { spawnSync } from 'node:child_process';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { builtinCatalog } from '../../src/catalog/builtin.js';
import type { CatalogExtension } from '../../src/catalog/merge.js';
import { families } from '../../src/catalog/families.js';
import { createCatalogSchema } from '../../src/rule/catalog-schema.js';
import { createSettingsSchema } from '../../src/rule/settings-schema.js';
import { readSettings, type ClientLifetimeSettings, type Settings } from '../../src/rule/settings.js';

const allNames = families.map(({ name }) => name);
const client = { package: '@acme/sdk', export: 'AcmeClient', kind: 'class', holds: 'socket', release: ['close'] };

function read(own: unknown): Settings {
  return readSettings({ 'client-lifetime': own });
}

function problemsOf(own: unknown): string[] {
  try {
    read(own);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
}

describe('readSettings', () => {
  it.each([undefined, null, {}, { other: {} }, { 'client-lifetime': undefined }])('gives the frozen defaults for %o', (settings) => {
    expect(readSettings(settings)).toStrictEqual({
      families: allNames,
      replace: [],
      project: true,
      autofix: false,
      testFiles: expect.arrayContaining(['**/{test,tests,__tests__,__mocks__,e2e,fixtures,__fixtures__}/**']),
    });
    expect(Object.isFrozen(readSettings(settings))).toBe(true);
    expect(Object.isFrozen(readSettings(settings).testFiles)).toBe(true);
  });

  it('takes own entries and fills in what they leave out', () => {
    const { clients } = read({ clients: [client] });
    expect(clients).toStrictEqual([{ ...client, connects: 'firstUse', cost: 'leak', docs: '' }]);
    expect(Object.isFrozen(clients?.[0])).toBe(true);
  });

  it('takes an entry of every list', () => {
    const from = { package: '@acme/sdk', export: 'wrap' };
    const own: ClientLifetimeSettings = {
      clients: [
        { ...from, kind: 'factory', holds: 'nothing', reason: 'It wraps fetch.' },
        {
          ...from, kind: 'asyncFactory', holds: 'pool', release: ['end'], disposable: 'async',
          options: [
            { when: { option: 'pool', is: [false] }, holds: 'nothing', reason: 'It connects for each call.' },
            { when: { argument: 0, is: 'string' }, holds: 'socket' },
          ],
        },
      ],
      wrappers: [{ ...from, kind: 'factory', argument: 0, release: [] }],
      checkouts: [{ package: '@acme/sdk', export: 'Pool().take', kind: 'asyncFactory', release: ['giveBack'], noun: 'connection' }],
      borrowers: [{ ...from, argument: 1, inert: true }],
      sharedClosers: [from],
      frameworks: [{
        name: 'acme', title: 'Acme', packages: ['@acme/http'],
        entries: [
          {
            kind: 'call', receivers: ['Server()'], methods: ['on'], firstArgument: ['request'],
            handlers: [{ argument: 'last' }], runs: 'request',
          },
          { kind: 'call', methods: ['serve'], handlers: [{ argument: { from: 1 }, path: 'handler' }], runs: 'request' },
          { kind: 'decorator', method: ['Get'], runs: 'request' },
          { kind: 'classMethod', extends: ['Job'], methods: ['run'], runs: 'tick' },
          { kind: 'export', files: ['jobs/**'], exports: ['default'], parameters: [['event']], runs: 'invocation' },
          { kind: 'directive', directive: 'use server', runs: 'request' },
          { kind: 'typedParameter', types: ['AcmeRequest'], runs: 'request' },
          { kind: 'typedFunction', types: ['AcmeHandler'], runs: 'request' },
          { kind: 'signature', parameters: [['acmeRequest'], ['acmeReply']], runs: 'request' },
        ],
        once: [{ kind: 'call', methods: ['listen'], handlers: [{ argument: 'last' }] }],
        containers: [{ decorators: ['Service'], scope: 'once', perRequest: ['Scope.REQUEST'] }],
      }],
      runtimes: [{ name: 'acme-edge', title: 'Acme Edge', imports: ['acme:*'], perRequestIsRight: 'Sockets may not outlive a request.' }],
      memos: [{ export: 'once' }],
    };
    const settings = read(own);
    expect(settings.wrappers?.[0]?.docs).toBe('');
    expect(settings.frameworks?.[0]?.runtime).toBe('node-server');
    expect(settings.frameworks?.[0]?.entries).toHaveLength(9);
    expect(settings.runtimes?.[0]?.name).toBe('acme-edge');
    expect(settings.memos).toStrictEqual([{ export: 'once' }]);
  });

  it.each([
    [{ grpc: true }, ['grpc']],
    [{ 'google-cloud': true, grpc: true }, ['google-cloud', 'grpc']],
    [{ all: true }, allNames],
    [{ all: true, grpc: true }, allNames],
    [{ all: true, grpc: false }, allNames.filter((name) => name !== 'grpc')],
    [{ grpc: false }, allNames.filter((name) => name !== 'grpc')],
    [{ all: false }, []],
    [{ all: false, grpc: true }, ['grpc']],
    [{}, allNames],
  ])('selects the families of %o', (selection, expected) => {
    expect(read({ families: selection }).families).toStrictEqual(expected);
    // Beside another key the selection takes the way through the schema.
    expect(read({ families: selection, project: true }).families).toStrictEqual(expected);
  });

  it('checks a settings object once', () => {
    const settings = { 'client-lifetime': { clients: [client] } };
    expect(readSettings(settings)).toBe(readSettings({ ...settings }));
  });

  it.each([
    [3, 'settings["client-lifetime"] is 3. Give an object.'],
    [null, 'settings["client-lifetime"] is null. Give an object.'],
    [[], 'settings["client-lifetime"] is an array. Give an object.'],
    [{ cleints: [] }, 'settings["client-lifetime"].cleints is unknown. Did you mean "clients"?'],
    [{ project: 'no' }, 'settings["client-lifetime"].project is "no". Give `true` or `false`.'],
    [{ root: '' }, 'settings["client-lifetime"].root is empty. Give at least 1 character.'],
    [{ families: { gprc: true } }, 'settings["client-lifetime"].families.gprc is unknown. Did you mean "grpc"?'],
    [
      { families: { 'googel-cloud': true } },
      'settings["client-lifetime"].families["googel-cloud"] is unknown. Did you mean "google-cloud"?',
    ],
    [{ families: { grpc: 'yes' } }, 'settings["client-lifetime"].families.grpc is "yes". Give `true` or `false`.'],
    [
      { replace: ['client'] },
      'settings["client-lifetime"].replace[0] is "client". Did you mean "clients"? '
      + 'Known values: "clients", "frameworks", "runtimes", "memos".',
    ],
    [
      { clients: [client, client, { ...client, kind: 'clas' }] },
      'settings["client-lifetime"].clients[2].kind is "clas". Did you mean "class"? Known values: "class", "factory", "asyncFactory".',
    ],
    [{ clients: [{ ...client, realease: [] }] }, 'settings["client-lifetime"].clients[0].realease is unknown. Did you mean "release"?'],
    [{ clients: [{ ...client, release: 'close' }] }, 'settings["client-lifetime"].clients[0].release is "close". Write ["close"].'],
    [{ clients: [{ ...client, export: ['A', 3] }] }, 'settings["client-lifetime"].clients[0].export[1] is 3. Give a string.'],
    [
      { clients: [{ ...client, package: undefined }] },
      'settings["client-lifetime"].clients[0].package is missing. Give a string or an array.',
    ],
    [
      { clients: [{ ...client, holds: 'sockt' }] },
      'settings["client-lifetime"].clients[0].holds is "sockt". Did you mean "socket"? '
      + 'Known values: "grpc-channel", "socket", "pool", "http-agent", "child-process", "threads", "timer", "nothing".',
    ],
    [
      { clients: [{ ...client, holds: 'nothing', release: [] }] },
      'settings["client-lifetime"].clients[0].reason is missing. Give a string.',
    ],
    [
      { frameworks: [{ name: 'a', title: 'A', packages: [], entries: [{ kind: 'calls' }] }] },
      'settings["client-lifetime"].frameworks[0].entries[0].kind is "calls". Did you mean "call"? Known values: "call", "decorator", '
      + '"classMethod", "export", "directive", "typedParameter", "typedFunction", "typedObject", "signature".',
    ],
    [
      {
        frameworks: [{
          name: 'a', title: 'A', packages: [],
          entries: [{ kind: 'call', methods: ['on'], handlers: [{ argument: 'lst' }], runs: 'request' }],
        }],
      },
      'settings["client-lifetime"].frameworks[0].entries[0].handlers[0].argument is "lst". Give a number or "last" or an object.',
    ],
  ])('rejects %j with the path and the mend', (own, problem) => {
    expect(problemsOf(own)).toStrictEqual([problem]);
  });

  it('names every problem at once', () => {
    expect(problemsOf({ autofix: 1, clients: [{ ...client, kind: 'clas', release: 'close' }], memo: [] })).toHaveLength(4);
  });

  it('is not led astray by keys of prototypes', () => {
    const own: unknown = JSON.parse('{"__proto__": {"autofix": true}, "families": {"constructor": true}}');
    expect(problemsOf(own)).toHaveLength(2);
    expect({}).not.toHaveProperty('autofix');
  });
});

describe('the schema', () => {
  it('is published as JSON Schema', async () => {
    const schema = z.toJSONSchema(createSettingsSchema(z), { io: 'input' });
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schema/settings.schema.json');
  });

  it('of catalog files is published as JSON Schema', async () => {
    const schema = z.toJSONSchema(createCatalogSchema(z), { io: 'input' });
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schema/catalog.schema.json');
  });

  it('of catalog files knows the lists of the settings', () => {
    expectTypeOf<Omit<z.output<ReturnType<typeof createCatalogSchema>>, '$schema'>>().toEqualTypeOf<Parsed>();
  });

  it('describes every key', () => {
    const { shape } = createSettingsSchema(z);
    expect(Object.entries(shape).filter(([, schema]) => !schema.description)).toStrictEqual([]);
  });

  it('has no family named as the word for all of them', () => {
    expect(allNames).not.toContain('all');
  });

  it('accepts what the built-in catalog holds', () => {
    const { frameworks, runtimes, memos } = builtinCatalog;
    const lists = ['clients', 'wrappers', 'checkouts', 'borrowers', 'sharedClosers'] as const;
    const own = Object.fromEntries(lists.map((list) => [list, families.flatMap((family) => [...family[list] ?? []])]));
    expect(problemsOf({ ...own, frameworks, runtimes, memos })).toStrictEqual([]);
  });

  it('knows the same keys as the type of the settings', () => {
    expectTypeOf<keyof ClientLifetimeSettings>().toEqualTypeOf<keyof z.input<Schema>>();
  });
});

type Schema = ReturnType<typeof createSettingsSchema>;
type Parsed = Pick<z.output<Schema>, keyof CatalogExtension>;

/** The type with every key required, and every list read-only, all the way down: an optional key that one side lacks would go unnoticed. */
type Complete<Value> = Value extends readonly (infer Element)[]
  ? readonly Complete<Element>[]
  : Value extends object ? { readonly [Key in keyof Value]-?: Complete<Exclude<Value[Key], undefined>> } : Value;

type DeepReadonly<Value> = Value extends readonly (infer Element)[]
  ? readonly DeepReadonly<Element>[]
  : Value extends object ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> } : Value;

// Checked by the compiler: where one of these fails, src/rule/settings-schema.ts lags behind src/catalog/types.ts.
export const parsedIsExtension = (parsed: Parsed): CatalogExtension => parsed;
export const schemaHasNoOtherKeys = (parsed: Complete<Parsed>): Complete<CatalogExtension> => parsed;
export const schemaHasAllKeys = (extension: Complete<CatalogExtension>): Complete<Parsed> => extension;
// The names of families are known at run time only, so their record is left out.
export const settingsAreInput = (own: Omit<ClientLifetimeSettings, 'families'>): Omit<DeepReadonly<z.input<Schema>>, 'families'> => own;

describe('zod', () => {
  it('is loaded by the build for settings beyond those that presets set, a root and switches', () => {
    const all = [{}, { families: { all: true } }, { root: 'app', project: false, autofix: true }, { testFiles: ['mocks/**'] }];
    const script = `
      import { createRequire } from 'node:module';
      import { Linter } from 'eslint';
      import plugin from 'eslint-plugin-client-lifetime';
      const code = 'import { PubSub } from "@google-cloud/pubsub"; export const make = () => { new PubSub(); };';
      const { plugins, rules } = plugin.configs.strict;
      const answers = [{}, ...${JSON.stringify(all)}.map((own) => ({ 'client-lifetime': own }))].map((settings) => {
        const messages = new Linter().verify(code, [{ plugins, rules, settings }]);
        const files = Object.keys(createRequire(import.meta.url).cache);
        return [messages.length, files.some((file) => /[\\\\/]zod(?:\\.cjs$|[\\\\/])/.test(file))];
      });
      console.log(JSON.stringify(answers));
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8', cwd: import.meta.dirname,
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toStrictEqual([[1, false], [1, false], [1, false], [1, false], [1, true]]);
  });
});
