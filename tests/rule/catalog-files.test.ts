import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/rule/settings-catalog.js';
import { readSettings, type Settings } from '../../src/rule/settings.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'catalog-files-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const client = { package: '@acme/sdk', export: 'AcmeClient', kind: 'class', holds: 'socket', release: ['close'] };
const catalog = { clients: [client] };
const nothing = { package: '@acme/sdk', export: 'AcmeClient', kind: 'class', holds: 'nothing', reason: 'It wraps fetch.' };
let folders = 0;

function createFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = join(root, String(++folders));
  for (const [path, content] of Object.entries({ 'project/package.json': {}, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** Reads settings as a linter does that runs in the folder `project`. */
function read(folder: string, own: Readonly<Record<string, unknown>>, cwd = 'project'): Settings {
  return readSettings({ 'client-lifetime': own }, join(folder, cwd));
}

function problemOf(files: Readonly<Record<string, unknown>>, own: Readonly<Record<string, unknown>>): string {
  const folder = createFolder(files);
  try {
    read(folder, own);
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '<folder>/');
  }
  return '';
}

describe('catalogs', () => {
  it.each([
    ['a path', './client-catalog.json', 'project/client-catalog.json', 'project'],
    ['a path without a dot', 'config/clients.json', 'project/config/clients.json', 'project'],
    ['a path below the root of the workspace', './clients.json', 'project/clients.json', 'project/packages/api'],
    ['a package', 'shared', 'project/node_modules/shared/catalog.json', 'project'],
    ['a scoped package in a folder above', '@acme/catalog', 'project/node_modules/@acme/catalog/catalog.json', 'project/packages/api'],
  ])('are found by %s', (_, name, file, cwd) => {
    const folder = createFolder({
      'project/package.json': { workspaces: ['packages/*'] },
      'project/packages/api/package.json': {},
      [`${dirname(file)}/package.json`]: file.includes('node_modules') ? {} : { workspaces: ['packages/*'] },
      [file]: catalog,
    });
    expect(read(folder, { catalogs: [name] }, cwd).shared?.clients).toStrictEqual([
      { ...client, connects: 'firstUse', cost: 'leak', docs: '' },
    ]);
  });

  it('are found where the setting `root` says, and by an absolute path', () => {
    const folder = createFolder({ 'project/app/clients.json': catalog });
    expect(read(folder, { root: 'app', catalogs: ['./clients.json'] }).shared?.clients).toHaveLength(1);
    expect(read(folder, { catalogs: [join(folder, 'project/app/clients.json')] }).shared?.clients).toHaveLength(1);
  });

  it('are found in packages that are links, as in a workspace', () => {
    const folder = createFolder({ 'elsewhere/package.json': { 'client-lifetime': './a/b.json' }, 'elsewhere/a/b.json': catalog });
    mkdirSync(join(folder, 'project/node_modules'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'project/node_modules/linked'), 'junction');
    expect(read(folder, { catalogs: ['linked'] }).shared?.clients).toHaveLength(1);
  });

  it('add up, with a byte order mark as well', () => {
    const folder = createFolder({
      'project/a.json': `\uFEFF${JSON.stringify(catalog)}`,
      'project/b.json': { ...catalog, memos: [{ export: 'once' }] },
    });
    const { shared } = read(folder, { catalogs: ['a.json', 'b.json'] });
    expect(shared?.clients).toHaveLength(2);
    expect(shared?.memos).toStrictEqual([{ export: 'once' }]);
    expect(Object.isFrozen(shared?.clients?.[0])).toBe(true);
  });

  it.each([
    ['the settings over a catalog', { clients: [client], catalogs: ['nothing.json'] }, 'socket'],
    ['the settings over a catalog, the other way round', { clients: [nothing], catalogs: ['clients.json'] }, 'nothing'],
    ['a catalog over the built-in ones', { catalogs: ['builtin.json'] }, 'nothing'],
  ])('give way: %s', (_, own, holds) => {
    const folder = createFolder({
      'project/clients.json': catalog,
      'project/nothing.json': { clients: [nothing] },
      'project/builtin.json': { clients: [{ ...nothing, package: 'ioredis', export: 'default' }] },
    });
    const [packageName, path] = own.catalogs[0] === 'builtin.json' ? ['ioredis', 'default'] : ['@acme/sdk', 'AcmeClient'];
    expect(catalogOf(read(folder, own)).findClient(packageName, [path], 'new')?.model.holds).toBe(holds);
  });

  it('are read again when they change, and only then', () => {
    const folder = createFolder({
      'project/clients.json': catalog,
      'project/node_modules/shared/package.json': { 'client-lifetime': 'a.json' },
    });
    const [a, b] = [join(folder, 'project/node_modules/shared/a.json'), join(folder, 'project/node_modules/shared/b.json')];
    writeFileSync(a, JSON.stringify(catalog));
    writeFileSync(b, JSON.stringify({ clients: [client, nothing] }));
    const own = { catalogs: ['clients.json', 'shared'] };
    const first = read(folder, own);
    expect(read(folder, own)).toBe(first);
    writeFileSync(join(folder, 'project/clients.json'), '{}');
    utimesSync(join(folder, 'project/clients.json'), 1, 1);
    expect(read(folder, own).shared?.clients).toHaveLength(1);
    writeFileSync(join(folder, 'project/node_modules/shared/package.json'), '{ "client-lifetime": "./b.json" }');
    utimesSync(join(folder, 'project/node_modules/shared/package.json'), 1, 1);
    expect(read(folder, own).shared?.clients).toHaveLength(2);
    // The same settings object in another folder means other files.
    expect(() => read(folder, own, '.')).toThrow('clients.json');
  });

  const at = 'settings["client-lifetime"].catalogs[0]';
  const manifest = 'project/node_modules/shared/package.json';

  it.each([
    [
      'a file that is not there', {}, ['./clients.json'],
      `${at} is "./clients.json", which is not there. Looked for <folder>/project/clients.json.`,
    ],
    [
      'a file outside the project', { 'clients.json': catalog, 'project/.git/HEAD': '' }, ['../clients.json'],
      `${at} is "../clients.json", which is outside the project (<folder>/project). Move it there, or share it as a package.`,
    ],
    [
      'code', { 'project/clients.js': '' }, ['./clients.js'],
      `${at} is "./clients.js". Give the path of a .json file, or the name of a package. Only JSON is read.`,
    ],
    [
      'a folder', { 'project/clients/a.json': '' }, ['./clients'],
      `${at} is "./clients". Give the path of a .json file, or the name of a package.`,
    ],
    [
      'a package that is not installed', {}, ['shared'],
      `${at} is "shared", and no node_modules above <folder>/project holds that package. Install it, or give the path of a .json file.`,
    ],
    [
      'a package without a catalog', { [manifest]: {} }, ['shared'],
      `${at} is "shared", and node_modules/shared/package.json names no catalog. `
      + 'Add "client-lifetime": "./catalog.json" to it, or another path there.',
    ],
    [
      'a package that names code',
      { [manifest]: { 'client-lifetime': './index.js' }, 'project/node_modules/shared/index.js': '' }, ['shared'],
      'node_modules/shared/package.json: client-lifetime is "./index.js". Give the path of a .json file of the package.',
    ],
    [
      'a package that names a file which is not there', { [manifest]: { 'client-lifetime': './a.json' } }, ['shared'],
      'node_modules/shared/package.json: client-lifetime is "./a.json". Give the path of a .json file of the package.',
    ],
    [
      'a package that names a file outside it',
      { [manifest]: { 'client-lifetime': '../../secret.json' }, 'project/secret.json': catalog }, ['shared'],
      'node_modules/shared/package.json: client-lifetime leads out of the package. Give the path of a .json file of the package.',
    ],
    [
      'a bad key', { 'project/clients.json': { cleints: [] } }, ['clients.json'],
      'clients.json: cleints is unknown. Did you mean "clients"?',
    ],
    [
      'a bad value', { 'project/clients.json': { clients: [client, { ...client, holds: 'sockets' }] } }, ['clients.json'],
      'clients.json: clients[1].holds is "sockets". Did you mean "socket"? '
      + 'Known values: "grpc-channel", "socket", "pool", "http-agent", "child-process", "threads", "timer", "nothing".',
    ],
    [
      'settings in a catalog', { 'project/clients.json': { project: false } }, ['clients.json'],
      'clients.json: project is unknown. Known keys: "$schema", "clients", "wrappers", "checkouts", "borrowers", "sharedClosers", '
      + '"frameworks", "runtimes", "memos".',
    ],
    ['a list', { 'project/clients.json': [client] }, ['clients.json'], 'clients.json is an array. Give an object.'],
    [
      'a runtime that nobody knows',
      { 'project/a.json': { frameworks: [{ name: 'a', title: 'A', packages: [], entries: [], runtime: 'lamda' }] } }, ['a.json'],
      'a.json: frameworks[0].runtime is "lamda". Did you mean "lambda"? Known values: "node-server", "lambda", "hot-reload", "isolate".',
    ],
  ])('say what is wrong with %s', (_, files, catalogs, problem) => {
    expect(problemOf(files, { catalogs })).toBe(problem);
  });

  it('say what is wrong with the syntax', () => {
    expect(problemOf({ 'project/clients.json': '{ clients: [] }' }, { catalogs: ['clients.json'] }))
      .toMatch(/^clients\.json is no valid JSON: .+\. Comments and trailing commas are not allowed there\.$/);
  });

  it('do not follow a link out of the project', () => {
    const folder = createFolder({ 'secret.json': catalog, 'project/.git/HEAD': '' });
    symlinkSync(join(folder, 'secret.json'), join(folder, 'project/clients.json'));
    expect(() => read(folder, { catalogs: ['clients.json'] })).toThrow('which is outside the project');
  });

  it('know the runtimes of each other', () => {
    const framework = { name: 'a', title: 'A', packages: [], entries: [], runtime: 'acme-edge' };
    const folder = createFolder({ 'project/a.json': { runtimes: [{ name: 'acme-edge', title: 'Acme Edge' }] } });
    expect(read(folder, { catalogs: ['a.json'], frameworks: [framework] }).frameworks).toHaveLength(1);
  });
});
