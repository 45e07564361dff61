import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { builtinCatalog } from '../../src/catalog/builtin.js';
import { families } from '../../src/catalog/families.js';
import { hasWildcard } from '../../src/catalog/match.js';
import { indexCatalog } from '../../src/catalog/merge.js';
import type { ClientFamily, ClientModel } from '../../src/catalog/types.js';
import { renderCatalogDocs } from '../tools/generate-catalog-docs.js';
import { measurements } from '../tools/measurements.js';
import { entriesOf } from '../tools/verify-catalog/verify-families.js';

const index = indexCatalog(builtinCatalog);
const clients = families.flatMap((family) => family.clients.map((client) => ({ family: family.name, client })));
const asList = (value: string | readonly string[]): readonly string[] => [value].flat();
/** Ends with a full stop, and begins with a capital unless the first word is a name such as `ts-nats`. */
const isSentence = (text: string): boolean => text.endsWith('.') && !/^[a-z]+ /.test(text);

describe('the families', () => {
  it('are all files of clients/', () => {
    const files = readdirSync(fileURLToPath(new URL('../../src/catalog/clients', import.meta.url)));
    expect(families.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  it('have names for presets, once each', () => {
    const names = families.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(names).toEqual([...names].sort());
  });

  it('cover the field', () => {
    const packages = new Set(families.flatMap(entriesOf).flatMap((entry) => entry.package));
    const constructions = new Set(clients.flatMap(({ client }) => (
      asList(client.package).flatMap((name) => asList(client.export).map((path) => `${name} ${path}`))
    )));
    expect(packages.size).toBeGreaterThanOrEqual(120);
    expect(constructions.size).toBeGreaterThanOrEqual(300);
  });

  it.each(families.map((family): [string, ClientFamily] => [family.name, family]))('%s is written as data should be', (_, family) => {
    const texts = family.clients.flatMap((client) => [
      client.note, ...(client.holds === 'nothing' ? [client.reason] : [client.session, client.collected]),
      ...(client.options ?? []).flatMap((effect) => (effect.holds === 'nothing' ? effect.reason : effect.note)),
    ]).filter((text) => text !== undefined);
    expect(texts.filter((text) => !isSentence(text))).toEqual([]);
    const links = entriesOf(family).flatMap((entry) => ('docs' in entry ? entry.docs : []));
    expect(links.filter((docs) => !/^https?:\/\//.test(docs))).toEqual([]);
    expect(family.clients.filter(({ versions }) => versions !== undefined && versions.trim() === '')).toEqual([]);
  });
});

describe('every entry', () => {
  const namesIn = (value: string | readonly string[]): string[] => asList(value).filter((name) => !hasWildcard(name));
  const named = clients.flatMap(({ family, client }) => namesIn(client.package).flatMap((name) => (
    namesIn(client.export).map((path): [string, string, string, ClientModel] => [family, name, path, client])
  )));

  it('says since when it is disposable', () => {
    const models = families.flatMap((family) => [...family.clients, ...family.checkouts ?? []]);
    const disposable = models.filter((model) => 'disposable' in model && model.disposable !== undefined);
    expect(disposable.length).toBeGreaterThan(20);
    expect(disposable.filter((model) => !('disposableIn' in model)).map((model) => model.export)).toEqual([]);
  });

  it('borrows in place of a connection what its package lends', () => {
    const lending = named.flatMap(([, name, path, client]) => {
      const pool = client.holds === 'nothing' ? undefined : client.poolInstead;
      return pool?.lends ? [{ name, path, pool, lends: pool.lends }] : [];
    });
    expect(lending.length).toBeGreaterThan(3);
    const wrong = lending.filter(({ name, path, pool, lends: { by, release, releaseIs, discard } }) => {
      const made = [...path.split('.').slice(0, -1), `${pool.export}()`, by].join('.');
      const found = index.checkoutsOf(name).map(({ model }) => model)
        .find((model) => asList(model.package).includes(name) && asList(model.export).includes(made));
      return found?.kind !== 'asyncFactory' || found.release[0] !== release || found.releaseIs !== releaseIs
        || (discard !== undefined && !found.release.includes(discard));
    });
    expect(wrong.map(({ name, path }) => `${name} ${path}`)).toEqual([]);
  });

  it('is found by what it names', () => {
    const lost = named.filter(([, name, path, client]) => {
      const found = index.findClient(name, path.split('.'), client.kind === 'class' ? 'new' : 'call')?.model;
      return found?.holds !== client.holds && client.versions === undefined;
    });
    expect(lost.map(([family, name, path]) => `${family}: ${name} ${path}`)).toEqual([]);
  });

  it('is the only one for its export and range of versions', () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const [family, name, path, client] of named) {
      const key = `${name} ${path} ${client.kind === 'class' ? 'new' : 'call'} ${client.versions ?? ''}`;
      const before = seen.get(key);
      if (before !== undefined) {
        twice.push(`${key}: ${before} and ${family}`);
      }
      seen.set(key, family);
    }
    expect(twice).toEqual([]);
  });

  it.each([
    ['@google-cloud/vision', ['ImageAnnotatorClient'], 'grpc-channel'],
    ['@google-cloud/vision', ['v1p3beta1', 'ImageAnnotatorClient'], 'grpc-channel'],
    ['@google-cloud/recaptcha-enterprise', ['RecaptchaEnterpriseServiceClient'], 'grpc-channel'],
    ['@google-cloud/compute', ['InstancesClient'], 'nothing'],
    ['@google-cloud/compute', ['v1', 'InstancesClient'], 'nothing'],
    ['@google-cloud/cloud-sql-connector', ['AuthClient'], 'nothing'],
    ['@google-cloud/storage', ['Storage'], 'nothing'],
    ['@google-cloud/translate', ['v2', 'Translate'], 'nothing'],
    ['@google-cloud/translate', ['v3', 'TranslationServiceClient'], 'grpc-channel'],
    ['@googlemaps/google-maps-services-js', ['Client'], 'nothing'],
    ['@grpc/grpc-js', ['loadPackageDefinition()', 'helloworld', 'Greeter'], 'grpc-channel'],
    ['@grpc/grpc-js', ['makeGenericClientConstructor()'], 'grpc-channel'],
    ['@temporalio/client', ['WorkflowClient'], 'grpc-channel'],
    ['googleapis', ['google', 'auth', 'GoogleAuth'], 'nothing'],
  ] as const)('new %s %j holds %s', (name, path, holds) => {
    expect(index.findClient(name, path, 'new')?.model.holds).toBe(holds);
  });

  it.each([
    ['@google-cloud/vision', ['protos']],
    ['@google-cloud/storage', ['Bucket']],
    ['@google-cloud/pubsub', ['Topic']],
    ['@grpc/grpc-js', ['Server']],
    ['@grpc/grpc-js', ['Metadata']],
    ['nice-grpc', ['Client']],
  ] as const)('new %s %j is not in the catalog', (name, path) => {
    expect(index.findClient(name, path, 'new')).toBeUndefined();
  });

  it('tells the versions of gRPC apart', () => {
    const collected = (version: string): string | undefined => {
      const model = index.findClient('@grpc/grpc-js', ['Client'], 'new', () => version)?.model;
      return model?.holds === 'nothing' ? undefined : model?.collected;
    };
    expect(collected('1.8.22')).toBeUndefined();
    expect(collected('1.12.5')).toContain('30 minutes without a call, and is never freed');
    expect(collected('^1.12.6')).toContain('30 minutes without a call, and can be freed');
  });
});

describe('docs/catalog.md', () => {
  it('is what the catalog says', async () => {
    await expect(renderCatalogDocs(builtinCatalog, measurements)).toMatchFileSnapshot('../../docs/catalog.md');
  });

  it('mentions every construction', () => {
    const page = readFileSync(fileURLToPath(new URL('../../docs/catalog.md', import.meta.url)), 'utf8');
    const names = clients.flatMap(({ client }) => [...asList(client.package), ...asList(client.export)]);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
