import { describe, expect, it } from 'vitest';
import { defineClients, defineFrameworks } from '../../src/rule/define-entries.js';
import { readSettings, type ClientEntry } from '../../src/rule/settings.js';

const client: ClientEntry = { package: '@acme/sdk', export: 'AcmeClient', kind: 'class', holds: 'socket', release: ['close'] };

describe('defineClients', () => {
  it('gives what the settings accept', () => {
    const clients = defineClients([client]);
    expect(clients).toStrictEqual([client]);
    expect(readSettings({ 'client-lifetime': { clients } }).clients).toHaveLength(1);
  });

  it.each([
    [
      [{ ...client, kind: 'clas' }],
      'defineClients: clients[0].kind is "clas". Did you mean "class"? Known values: "class", "factory", "asyncFactory".',
    ],
    [client, 'defineClients: clients is an object. Give an array.'],
    [undefined, 'defineClients: clients is missing. Give an array.'],
  ])('rejects %j', (clients, problem) => {
    expect(() => defineClients(clients as ClientEntry[])).toThrow(new Error(problem));
  });

  it.each([
    ['package', './sdk', 'is "./sdk". Give the name of a package as it is imported; the project’s own files need no entry.'],
    ['package', '', 'is empty. Give the name of a package as it is imported; the project’s own files need no entry.'],
    ['export', 'new AcmeClient()', 'is "new AcmeClient()". Write "AcmeClient".'],
    ['export', 'default.AcmeClient', 'is "default.AcmeClient". Write "AcmeClient".'],
    ['export', 'a..b', 'is "a..b". Give an export path such as `Client`, `v1.*Client` or `Broker().producer`.'],
    ['versions', 'latest', 'is "latest". Give a range of versions such as `>=2 <4`.'],
  ])('rejects a name of a form that matches nothing: %s %j', (key, value, problem) => {
    expect(() => defineClients([{ ...client, [key]: value }])).toThrow(new Error(`defineClients: clients[0].${key} ${problem}`));
  });

  it.each([
    ['release', 'close()', '"close"'],
    ['release', 'connection.close()', '"connection.close"'],
    ['setup', 'await connect()', '"connect"'],
  ])('mends the name of a method: %s %j', (key, value, mended) => {
    expect(() => defineClients([{ ...client, [key]: [value] }])).toThrow(`clients[0].${key}[0] is "${value}". Write ${mended}.`);
  });

  it.each([
    'default', 'default()', 'Broker().producer', 'v1.*Client', '**.Client', '$client', 'default()().connect',
  ])('accepts %s', (path) => {
    expect(defineClients([{ ...client, export: path }])).toHaveLength(1);
  });
});

describe('defineFrameworks', () => {
  const framework = { name: 'acme', title: 'Acme', packages: ['@acme/http'] };

  it('gives what the settings accept', () => {
    const frameworks = defineFrameworks([{ ...framework, entries: [{ kind: 'decorator', method: ['Get'], runs: 'request' }] }]);
    expect(readSettings({ 'client-lifetime': { frameworks } }).frameworks?.[0]?.runtime).toBe('node-server');
  });

  it.each([
    [{ kind: 'decorator', method: ['@Get()'], runs: 'request' }, 'entries[0].method[0] is "@Get()". Write "Get".'],
    [{ kind: 'decorator', methods: ['Get'], method: ['Get'], runs: 'request' }, 'entries[0].methods is unknown. Did you mean "method"?'],
    [{ kind: 'directive', directive: 'use acme', runs: 'requests' }, 'entries[0].runs is "requests". Did you mean "request"?'],
  ])('rejects %j', (entry, problem) => {
    expect(() => defineFrameworks([{ ...framework, entries: [entry as never] }])).toThrow(`defineFrameworks: frameworks[0].${problem}`);
  });
});
