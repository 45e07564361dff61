import { describe, expect, it } from 'vitest';
import { customFamily, emptyCatalog, indexCatalog, mergeCatalog, packageOfSpecifier, selectFamilies } from '../../src/catalog/merge.js';
import type { Catalog, ClientFamily, ClientModel, NonOwningClientModel, OwningClientModel } from '../../src/catalog/types.js';

const owning = (model: Partial<OwningClientModel> & Pick<ClientModel, 'package' | 'export'>): OwningClientModel => ({
  kind: 'class', holds: 'pool', connects: 'firstUse', release: ['end'], cost: 'leak', docs: 'https://example.com', ...model,
});
const inert = (model: Partial<NonOwningClientModel> & Pick<ClientModel, 'package' | 'export'>): NonOwningClientModel => ({
  kind: 'class', holds: 'nothing', reason: 'It holds nothing.', docs: 'https://example.com', ...model,
});
const family = (name: string, ...clients: ClientModel[]): ClientFamily => ({ name, title: name, clients });
const catalog = (...families: ClientFamily[]): Catalog => ({ ...emptyCatalog, families });

describe('findClient', () => {
  it('tells constructions from calls', () => {
    const open = owning({ package: 'p', export: 'open', kind: 'asyncFactory' });
    const index = indexCatalog(catalog(family('a', owning({ package: 'p', export: 'X' }), open)));
    expect(index.findClient('p', ['X'], 'new')?.model.kind).toBe('class');
    expect(index.findClient('p', ['X'], 'call')).toBeUndefined();
    expect(index.findClient('p', ['open'], 'call')?.model.kind).toBe('asyncFactory');
    expect(index.findClient('p', ['open'], 'new')).toBeUndefined();
    expect(index.findClient('q', ['X'], 'new')).toBeUndefined();
  });

  it('prefers an exact name to a pattern, wherever they stand', () => {
    const pattern = owning({ package: '@x/*', export: '*Client' });
    const exact = inert({ package: '@x/rest', export: 'RestClient' });
    for (const clients of [[pattern, exact], [exact, pattern]]) {
      const index = indexCatalog(catalog(family('a', ...clients)));
      expect(index.findClient('@x/rest', ['RestClient'], 'new')?.model).toBe(exact);
      expect(index.findClient('@x/rest', ['OtherClient'], 'new')?.model).toBe(pattern);
    }
  });

  it('prefers what owns nothing among equals', () => {
    const silent = inert({ package: 'p', export: '*Client' });
    const index = indexCatalog(catalog(family('a', owning({ package: 'p', export: 'Sql*' }), silent)));
    expect(index.findClient('p', ['SqlClient'], 'new')?.model).toBe(silent);
  });

  it('respects exceptions', () => {
    const pattern = owning({ package: 'p', export: ['*Client', 'v*.*Client'], except: ['RestClient', 'v*.Rest*'] });
    const index = indexCatalog(catalog(family('a', pattern)));
    expect(index.findClient('p', ['SqlClient'], 'new')).toBeDefined();
    expect(index.findClient('p', ['RestClient'], 'new')).toBeUndefined();
    expect(index.findClient('p', ['v1', 'SqlClient'], 'new')).toBeDefined();
    expect(index.findClient('p', ['v1', 'RestClient'], 'new')).toBeUndefined();
  });

  it('normalises node: and finds deep imports', () => {
    const index = indexCatalog(catalog(family('a',
      owning({ package: 'node:http', export: 'Agent' }),
      owning({ package: 'p', export: 'X' }),
      inert({ package: 'p/sub', export: 'Y' }),
    )));
    expect(index.findClient('http', ['Agent'], 'new')).toBeDefined();
    expect(index.findClient('node:http', ['Agent'], 'new')).toBeDefined();
    expect(index.findClient('p/lib/x.js', ['X'], 'new')).toBeDefined();
    expect(index.findClient('p/sub', ['X'], 'new')).toBeUndefined();
    expect(index.findClient('p/sub', ['Y'], 'new')).toBeDefined();
    expect(index.findClient('p-other', ['X'], 'new')).toBeUndefined();
  });

  describe('versions', () => {
    const old = inert({ package: 't', export: 'Twin', versions: '<5' });
    const recent = owning({ package: 't', export: 'Twin', versions: '>=5' });
    const index = indexCatalog(catalog(family('a', old, recent)));
    const found = (version: string | undefined): ClientModel | undefined => index.findClient('t', ['Twin'], 'new', () => version)?.model;

    it('are told apart by the installed version', () => {
      expect(found('4.9.1')).toBe(old);
      expect(found('5.0.0')).toBe(recent);
      expect(found('6.0.0-beta.1')).toBe(recent);
    });

    it('are told apart by the lowest version of a range', () => {
      expect(found('^4.2.0')).toBe(old);
      expect(found('>=5 <7')).toBe(recent);
    });

    it('count as the last listed where nobody knows', () => {
      expect(found(undefined)).toBe(recent);
      expect(found('workspace:*')).toBe(recent);
      expect(found('*')).toBe(recent);
      expect(index.findClient('t', ['Twin'], 'new')?.model).toBe(recent);
    });

    it('give way to an entry for all versions where nobody knows', () => {
      const always = owning({ package: 't', export: 'Twin' });
      const withAlways = indexCatalog(catalog(family('a', old, always, recent)));
      expect(withAlways.findClient('t', ['Twin'], 'new')?.model).toBe(always);
    });

    it('that no entry admits are not catalogued', () => {
      const gap = indexCatalog(catalog(family('a', old)));
      expect(gap.findClient('t', ['Twin'], 'new', () => '7.0.0')).toBeUndefined();
    });

    it('are asked of the package, not of the import specifier', () => {
      const asked: string[] = [];
      index.findClient('t/lib/twin.js', ['Twin'], 'new', (name) => {
        asked.push(name);
        return undefined;
      });
      expect(asked).toEqual(['t']);
    });

    it('are not asked for where no entry depends on one', () => {
      const plain = indexCatalog(catalog(family('a', owning({ package: 'p', export: 'X' }))));
      plain.findClient('p', ['X'], 'new', () => {
        throw new Error('asked');
      });
    });
  });
});

describe('mergeCatalog', () => {
  it("lets a user's entry win, even over a more specific one", () => {
    const base = catalog(family('a', inert({ package: 'p', export: 'XClient' })));
    const mine = owning({ package: 'p', export: '*Client' });
    const found = indexCatalog(mergeCatalog(base, { clients: [mine] })).findClient('p', ['XClient'], 'new');
    expect(found).toEqual({ model: mine, family: customFamily });
  });

  it('puts the latest extension first', () => {
    const company = owning({ package: 'p', export: 'X' });
    const mine = owning({ package: 'p', export: 'X', release: ['stop'] });
    const merged = mergeCatalog(mergeCatalog(emptyCatalog, { clients: [company] }), { clients: [mine] });
    expect(indexCatalog(merged).findClient('p', ['X'], 'new')?.model).toBe(mine);
  });

  it('changes neither of the two', () => {
    const base = catalog(family('a'));
    const extension = { clients: [owning({ package: 'p', export: 'X' })], memos: [{ export: 'once' }] };
    const before = JSON.stringify([base, extension]);
    const merged = mergeCatalog(base, extension);
    expect(JSON.stringify([base, extension])).toBe(before);
    expect(merged.memos).toEqual([{ export: 'once' }]);
    expect(merged.families.map(({ name }) => name)).toEqual([customFamily, 'a']);
  });

  it('adds no family for an extension without entries', () => {
    expect(mergeCatalog(catalog(family('a')), { memos: [{ export: 'once' }] }).families.map(({ name }) => name)).toEqual(['a']);
  });
});

describe('selectFamilies', () => {
  it('keeps the named families and what users added', () => {
    const merged = mergeCatalog(catalog(family('a'), family('b'), family('c')), { clients: [owning({ package: 'p', export: 'X' })] });
    expect(selectFamilies(merged, ['c', 'a']).families.map(({ name }) => name)).toEqual([customFamily, 'a', 'c']);
  });
});

describe('indexCatalog', () => {
  const index = indexCatalog({
    ...emptyCatalog,
    families: [{
      name: 'a',
      title: 'A',
      clients: [owning({ package: ['p', 'p2'], export: 'X' }), owning({ package: '@x/client-*', export: '*Client' })],
      wrappers: [{ package: 'w', export: 'wrap', kind: 'factory', argument: 0, release: [], docs: 'https://example.com' }],
      checkouts: [{
        package: 'p', export: 'X().borrow', kind: 'asyncFactory', release: ['giveBack'], noun: 'connection', docs: 'https://example.com',
      }],
      borrowers: [{ package: 'b', export: ['use', 'sign'], argument: 0 }, { package: 'b', export: 'sign', argument: 0, inert: true }],
      sharedClosers: [{ package: 's', export: 'disconnect', docs: 'https://example.com' }],
    }],
    frameworks: [{ name: 'f', title: 'F', packages: ['f'], runtime: 'node', entries: [], docs: 'https://example.com' }],
  });

  it('looks up each kind of entry with its family', () => {
    expect(index.clientsOf('p2')).toHaveLength(1);
    expect(index.clientsOf('@x/client-s3')[0]?.family).toBe('a');
    expect(index.findWrapper('w', ['wrap'], 'call')?.model.argument).toBe(0);
    expect(index.findWrapper('w', ['wrap'], 'new')).toBeUndefined();
    expect(index.findCheckout('p', ['X()', 'borrow'], 'call')?.model.noun).toBe('connection');
    expect(index.findBorrowers('b', ['sign'])).toHaveLength(2);
    expect(index.findBorrowers('b', ['use'])).toHaveLength(1);
    expect(index.findSharedCloser('s', ['disconnect'])?.family).toBe('a');
    expect(index.frameworksOf('f').map(({ name }) => name)).toEqual(['f']);
    expect(index.clientsOf('unknown')).toEqual([]);
  });

  it('answers the same question with the same list, which nobody can change', () => {
    expect(index.clientsOf('p')).toBe(index.clientsOf('p'));
    expect(Object.isFrozen(index.clientsOf('p'))).toBe(true);
    expect(Object.isFrozen(index)).toBe(true);
  });

  it.each([
    "import { X } from 'p';",
    'const { X } = require("p")',
    'await import(`p`)',
    "import x from 'p/lib/x.js'",
    "import { S3Client } from '@x/client-s3';",
    "import { wrap } from 'w'",
    "import { disconnect } from 's'",
  ])('sees what %s mentions', (text) => {
    expect(index.mentionsCatalogued(text)).toBe(true);
  });

  it.each([
    '',
    'const p = 1; p.X();',
    "import { X } from './p';",
    "import { X } from 'p-other';",
    "import { X } from '@x/other';",
    "import { X } from '@p/p3';",
    "import { use } from 'b'",
    "import f from 'f'",
  ])('does not take %j for a mention', (text) => {
    expect(index.mentionsCatalogued(text)).toBe(false);
  });

  it('reads a long text in linear time', () => {
    const start = performance.now();
    expect(index.mentionsCatalogued(`${"'@".repeat(200_000)}${"'a/".repeat(200_000)}${`'${'a'.repeat(200)}`.repeat(2000)}`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('packageOfSpecifier', () => {
  it.each([
    ['pg', 'pg'],
    ['pg/lib/client', 'pg'],
    ['@google-cloud/vision', '@google-cloud/vision'],
    ['@google-cloud/vision/build/src/v1', '@google-cloud/vision'],
    ['node:fs/promises', 'node:fs/promises'],
  ])('of %s is %s', (specifier, name) => {
    expect(packageOfSpecifier(specifier)).toBe(name);
  });
});
