import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import semver from 'semver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { families } from '../../src/catalog/families.js';
import { emptyCatalog, packageOfSpecifier } from '../../src/catalog/merge.js';
import { hasWildcard, matchesPackage } from '../../src/catalog/match.js';
import type { ClientFamily, ClientModel, OwningClientModel } from '../../src/catalog/types.js';
import { isBuiltin } from '../tools/verify-catalog/export-world.js';
import { verifyBoundaries } from '../tools/verify-catalog/verify-boundaries.js';
import { entriesOf, verifyFamily, type FamilyResult, type Unverifiable } from '../tools/verify-catalog/verify-families.js';

const docs = 'https://example.com';
const pinned = { acme: ['2.1.0'], 'acme-js': ['1.0.0'], 'acme-commonjs': ['1.0.0'] };
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'verify-catalog-'));
  cpSync(fileURLToPath(new URL('fixtures/packages', import.meta.url)), join(root, 'node_modules'), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function verify(parts: Partial<ClientFamily>, unverifiable: readonly Unverifiable[] = []): FamilyResult {
  const family: ClientFamily = { name: 'acme', title: 'Acme', clients: [], ...parts };
  return verifyFamily(family, { ...emptyCatalog, families: [family] }, root, pinned, unverifiable);
}
const texts = (parts: Partial<ClientFamily>): string[] => verify(parts).problems.map(({ check, text }) => `[${check}] ${text}`);

const base = { holds: 'pool', connects: 'firstUse', cost: 'leak', docs } as const;
const client: OwningClientModel = { ...base, package: 'acme', export: 'Client', kind: 'class', release: ['close'], disposable: 'async' };

const right: readonly (readonly [string, Partial<ClientFamily>])[] = [
  ['a class', { clients: [client] }],
  ['a member of a member that releases', { clients: [{ ...client, release: ['admin.stop'] }] }],
  ['setup and inert methods', { clients: [{ ...client, setup: ['connect'], inert: ['si*', 'admin'] }] }],
  ['options', { clients: [{ ...client, options: [{ when: { option: 'tls.key', is: 'present' }, holds: 'socket' }] }] }],
  ['a static method that gives a promise', { clients: [{ ...client, export: 'Client.connect', kind: 'asyncFactory' }] }],
  ['a factory', { clients: [{ ...client, export: 'createClient', kind: 'factory' }] }],
  ['a generic factory', { clients: [{ ...client, export: 'openClient', kind: 'asyncFactory' }] }],
  ['a derived client', { clients: [
    { ...base, package: 'acme', export: 'Client().producer', kind: 'factory', release: ['disconnect'] },
  ] }],
  ['an entry point of its own', { clients: [
    { ...base, package: 'acme/pool', export: 'createPool', kind: 'factory', release: ['end'] },
  ] }],
  ['module.exports itself and its member', { clients: [
    { ...base, package: 'acme-commonjs', export: 'default', kind: 'factory', release: ['end'] },
    { ...base, package: 'acme-commonjs', export: 'Pool', kind: 'class', release: ['end'] },
  ] }],
  ['JavaScript', { clients: [
    { ...base, package: 'acme-js', export: 'Modern', kind: 'class', release: ['quit'] },
    { ...base, package: 'acme-js', export: 'createModern', kind: 'factory', release: ['quit'] },
    { ...base, package: 'acme-js', export: 'Legacy', kind: 'class', release: ['end'] },
  ] }],
  ['wrappers', { wrappers: [
    { package: 'acme', export: 'wrap', kind: 'factory', argument: 0, release: [], docs },
    { package: 'acme', export: 'wrapAll', kind: 'factory', argument: 0, option: 'client', release: ['end'], docs },
  ] }],
  ['a checkout', { checkouts: [{
    package: 'acme', export: 'Client().borrow', kind: 'asyncFactory', release: ['release'], releasedBy: ['giveBack'], noun: 'lease', docs,
  }] }],
  ['borrowers and shared closers', {
    borrowers: [{ package: 'acme', export: 'wrap', argument: 0 }],
    sharedClosers: [{ package: 'acme', export: 'shutdown', docs }],
  }],
  ['what owns nothing', { clients: [
    { package: 'acme', export: 'RestClient', kind: 'class', holds: 'nothing', reason: 'It is stateless.', docs },
  ] }],
];

const wrong: readonly (readonly [string, Partial<ClientFamily>, string])[] = [
  ['a package without a version', { clients: [{ ...client, package: 'unknown' }] },
    '[package] no version of unknown is pinned (--pin adds it)'],
  ['an entry point that is not there', { clients: [{ ...client, package: 'acme/none' }] },
    '[package] acme/none cannot be imported (2.1.0)'],
  ['a range that no version is in', { clients: [{ ...client, versions: '<2' }] },
    '[package] no version of acme in <2 is pinned (--pin adds it)'],
  ['an export that is not there', { clients: [{ ...client, export: 'Cliemt' }] }, '[export] acme has no export Cliemt; there are Client, '],
  ['a static method that is not there', { clients: [{ ...client, export: 'Client.conect', kind: 'factory' }] },
    '[export] acme has no export Client.conect; there are connect'],
  ['one export of two', { clients: [{ ...client, export: ['Client', 'Server'] }] }, '[export] none of its packages has an export Server; '],
  ['a function for a class', { clients: [{ ...client, export: 'createClient' }] }, '[kind] acme createClient is a function, not a class'],
  ['a class for a function', { clients: [{ ...client, kind: 'factory' }] }, '[kind] acme Client is a class, not a function'],
  ['a constant for a class', { clients: [{ ...client, export: 'version' }] },
    '[kind] acme version is neither a class nor a function, not a class'],
  ['a promise for a value', { clients: [{ ...client, export: 'openClient', kind: 'factory' }] },
    '[kind] acme openClient gives a promise: its kind is asyncFactory'],
  ['a value for a promise', { clients: [{ ...client, export: 'createClient', kind: 'asyncFactory' }] },
    '[kind] acme createClient gives no promise: its kind is factory'],
  ['an untyped export', { clients: [{ ...client, export: 'untyped' }] },
    '[export] acme untyped has no type that says what it is (read from types)'],
  ['a release method', { clients: [{ ...client, release: ['close', 'clos'] }] },
    '[release] what acme Client gives has no method clos; there are close, '],
  ['a release property that is no method', { clients: [{ ...client, release: ['admin'] }] },
    '[release] what acme Client gives has no method admin; '],
  ['a release method of a driver that nobody has', { clients: [
    { ...base, package: 'acme', export: 'DriverClient', kind: 'class', release: ['driver.close'] },
  ] }, '[release] what acme DriverClient gives has no method driver.close; there are driver'],
  ['a release method of JavaScript', { clients: [
    { ...base, package: 'acme-js', export: 'Legacy', kind: 'class', release: ['stop'] },
  ] }, '[release] what acme-js Legacy gives has no method stop; '],
  ['a setup method', { clients: [{ ...client, setup: ['open'] }] }, '[setup] what acme Client gives has no method open; '],
  ['an inert method', { clients: [{ ...client, inert: ['*Path'] }] }, '[inert] what acme Client gives has no method *Path; '],
  ['an option', { clients: [{ ...client, options: [{ when: { option: 'uri', is: 'present' }, holds: 'socket' }] }] },
    '[option] acme Client has no option uri; there are url, tls'],
  ['disposability that is not there', { clients: [{ ...client, package: 'acme-commonjs', export: 'Pool', release: ['end'] }] },
    '[disposable] what acme-commonjs Pool gives is not disposable in 1.0.0, and the entry says async'],
  ['disposability that a later version brings', { clients: [{ ...client, disposableIn: '>=2.2.0' }] },
    '[disposable] what acme Client gives is async disposable in 2.1.0, and the entry says nothing'],
  ['disposability that is left out', { clients: [
    { ...base, package: 'acme', export: 'Client', kind: 'class', release: ['close'] },
  ] }, '[disposable] what acme Client gives is async disposable in 2.1.0, and the entry says nothing'],
  ['an argument', { wrappers: [{ package: 'acme', export: 'wrap', kind: 'factory', argument: 1, release: [], docs }] },
    '[argument] acme wrap takes no argument 1'],
  ['the option of a wrapper', { wrappers: [
    { package: 'acme', export: 'wrapAll', kind: 'factory', argument: 0, option: 'pool', release: [], docs },
  ] },
    '[option] acme wrapAll has no option pool; there are client'],
  ['how a checkout goes back', { checkouts: [{
    package: 'acme', export: 'Client().borrow', kind: 'asyncFactory', release: ['release'], releasedBy: ['putBack'], noun: 'lease', docs,
  }] }, '[release] acme Client().borrow: the pool has no method putBack; there are giveBack'],
  ['a shared closer', { sharedClosers: [{ package: 'acme', export: 'shutDown', docs }] },
    '[export] acme has no export shutDown; there are shutdown'],
];

describe('verifyFamily', () => {
  it.each(right)('accepts %s', (_, parts) => {
    expect(texts(parts)).toEqual([]);
    expect(Object.values(verify(parts).counts).reduce((a, b) => a + b)).toBeGreaterThan(0);
  });

  it.each(wrong)('rejects %s', (_, parts, text) => {
    expect(texts(parts)).toEqual([expect.stringContaining(text)]);
  });

  it('lists what a pattern stands for, without what a more specific entry describes', () => {
    const pattern: ClientModel = { ...client, export: ['*Client', 'v*.*Client'] };
    const rest: ClientModel = {
      package: 'acme', export: ['RestClient', 'DriverClient'], kind: 'class', holds: 'nothing', reason: 'It is stateless.', docs,
    };
    const alpha: ClientModel = { ...base, package: 'acme', export: 'v1.*Client', kind: 'class', release: ['close'] };
    expect(verify({ clients: [pattern, rest] }).matches).toEqual({
      acme: { '*Client': ['Client'], 'v*.*Client': ['v1.AlphaClient', 'v1.BetaClient'] },
    });
    expect(verify({ clients: [alpha] }).problems).toEqual([]);
    expect(texts({ clients: [pattern, rest] })).toEqual([
      expect.stringContaining('acme v1.AlphaClient gives is not disposable in 2.1.0'),
      expect.stringContaining('acme v1.BetaClient gives is not disposable in 2.1.0'),
    ]);
  });

  it('reports a pattern that stands for nothing', () => {
    expect(texts({ clients: [{ ...client, export: '*Pool' }] })).toEqual([expect.stringContaining('acme has no export *Pool')]);
  });

  it('excuses what is listed with a reason', () => {
    const parts = { clients: [{ ...client, export: 'untyped' }] };
    const excuse = { package: 'acme', export: 'untyped', check: 'export', reason: 'The source was read.' } as const;
    const result = verify(parts, [excuse]);
    expect(result.problems).toEqual([]);
    expect(result.excused.map(({ reason }) => reason)).toEqual(['The source was read.']);
    expect(verify(parts, [{ ...excuse, check: 'kind' }]).problems).toHaveLength(1);
  });
});

describe('verifyBoundaries', () => {
  /** Version 1 of the fixture, whose client was not disposable. */
  let before = '';
  beforeAll(() => {
    before = mkdtempSync(join(tmpdir(), 'verify-boundaries-'));
    cpSync(join(root, 'node_modules'), join(before, 'node_modules'), { recursive: true });
    const declarations = join(before, 'node_modules/acme/index.d.ts');
    writeFileSync(declarations, readFileSync(declarations, 'utf8').replace(/^.*asyncDispose.*$/m, ''));
  });
  afterAll(() => rmSync(before, { recursive: true, force: true }));

  const problemsOf = (disposableIn: string | undefined, boundaries: Readonly<Record<string, readonly string[]>>): string[] => {
    const model = { ...client, ...(disposableIn !== undefined && { disposableIn }) };
    const family: ClientFamily = { name: 'acme', title: 'Acme', clients: [model] };
    const install = (_: string, version: string): string => (version.startsWith('1.') ? before : root);
    return verifyBoundaries(family, { ...emptyCatalog, families: [family] }, boundaries, install).map(({ text }) => text);
  };

  it('accepts the first version that is disposable', () => {
    expect(problemsOf('>=2.0.0', { acme: ['1.9.0', '2.0.0'] })).toEqual([]);
  });

  it('accepts one version of what has always been disposable', () => {
    expect(problemsOf('*', { acme: ['2.0.0'] })).toEqual([]);
  });

  it.each<[string, string | undefined, readonly string[], string]>([
    ['a version without it where all are said to be', '*', ['1.9.0', '2.0.0'],
      'what acme Client gives is not disposable in 1.9.0, and the entry says async'],
    ['a version too early', '>=1.9.0', ['1.8.0', '1.9.0'], 'what acme Client gives is not disposable in 1.9.0, and the entry says async'],
    ['a version too late', '>=2.1.0', ['2.0.0', '2.1.0'],
      'what acme Client gives is async disposable in 2.0.0, and the entry says nothing'],
    ['no version', undefined, ['1.9.0', '2.0.0'], 'in which versions of acme it is disposable is not said'],
    ['versions on one side only', '>=2.0.0', ['2.0.0'], 'no boundary of >=2.0.0 of acme is pinned'],
  ])('rejects %s', (_, disposableIn, versions, text) => {
    expect(problemsOf(disposableIn, { acme: versions })).toContain(text);
  });
});

describe('the catalog, held against the packages that the repository has installed', () => {
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Record<string, Record<string, string> | undefined>;
  const installed = Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] });
  const versions = Object.fromEntries(installed.map((name) => {
    const { version } = JSON.parse(readFileSync(join(repository, 'node_modules', name, 'package.json'), 'utf8')) as { version: string };
    return [name, [version]];
  }));
  const isInstalled = (pattern: string): boolean => isBuiltin(pattern)
    || installed.some((name) => (hasWildcard(pattern) ? matchesPackage(pattern, name) : packageOfSpecifier(pattern) === name));
  /** The entry, as far as its packages are installed; nothing where an export may be that of a missing package. */
  const installedPart = <T extends ReturnType<typeof entriesOf>[number]>(entry: T): T[] => {
    const packages = [entry.package].flat();
    const there = packages.filter(isInstalled);
    const isWhole = there.length === packages.length || [entry.export].flat().length === 1 || packages.some(hasWildcard);
    const isInRange = !('versions' in entry) || there.every((name) => (
      versions[name]?.some((version) => semver.satisfies(version, entry.versions ?? '*')) === true
    ));
    return there.length > 0 && isWhole && isInRange ? [{ ...entry, package: there }] : [];
  };
  const testable = families
    .map((family): ClientFamily => ({
      ...family,
      clients: family.clients.flatMap(installedPart),
      wrappers: family.wrappers?.flatMap(installedPart) ?? [],
      checkouts: family.checkouts?.flatMap(installedPart) ?? [],
      borrowers: family.borrowers?.flatMap(installedPart) ?? [],
      sharedClosers: family.sharedClosers?.flatMap(installedPart) ?? [],
    }))
    .filter((family) => entriesOf(family).length > 0);

  it('has something to look at', () => {
    expect(testable.flatMap(entriesOf).length).toBeGreaterThan(3);
  });

  it.each(testable.map((family) => [family.name, family] as const))('%s', (_, family) => {
    expect(verifyFamily(family, { ...emptyCatalog, families: testable }, repository, versions).problems).toEqual([]);
  });
});
