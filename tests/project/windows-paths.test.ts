import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builtinCatalog } from '../../src/catalog/builtin.js';
import { indexCatalog } from '../../src/catalog/merge.js';
import { findFiles, findRoot, foldersAbove } from '../../src/project/files/files.js';
import { CatalogReexports } from '../../src/project/catalog-reexports.js';
import { ModuleResolver } from '../../src/project/files/module-resolver.js';
import { parseFile } from '../../src/project/files/parse.js';
import { describeStep } from '../../src/reach/describe-step.js';
import { testFiles as defaultTestFiles } from '../../src/catalog/test-files.js';
import { analyseFile } from '../../src/verdict/file-analysis.js';

/** A disk on which paths look as they do on Windows. */
const disk = vi.hoisted(() => ({ files: new Map<string, string>() }));

vi.mock('node:path', async (importOriginal) => {
  const { win32 } = await importOriginal<typeof import('node:path')>();
  return { ...win32, default: win32 };
});

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const { win32 } = (await vi.importActual<typeof import('node:path')>('node:path'));
  const missing = (file: string): never => {
    throw Object.assign(new Error(`${file} is not there`), { code: 'ENOENT' });
  };
  const entriesIn = (folder: string) => {
    const names = new Map<string, boolean>();
    for (const file of disk.files.keys()) {
      const relative = win32.relative(folder, file);
      if (relative.startsWith('..') || win32.isAbsolute(relative)) continue;
      const [first = '', ...rest] = relative.split('\\');
      names.set(first, rest.length > 0);
    }
    return names;
  };
  const fake = {
    readFileSync: (file: string) => disk.files.get(win32.normalize(file)) ?? missing(file),
    existsSync: (file: string) => disk.files.has(win32.normalize(file)) || entriesIn(file).size > 0,
    statSync: (file: string) => (disk.files.has(win32.normalize(file)) ? { mtimeMs: 1 } : undefined),
    readdirSync: (folder: string) => {
      const entries = entriesIn(folder);
      if (entries.size === 0) missing(folder);
      return [...entries].map(([name, isFolder]) => (
        { name, isDirectory: () => isFolder, isFile: () => !isFolder, isSymbolicLink: () => false }));
    },
  };
  return { ...real, ...fake, default: { ...real, ...fake } };
});

const index = indexCatalog(builtinCatalog);

function write(files: Readonly<Record<string, string>>): void {
  disk.files.clear();
  for (const [file, text] of Object.entries(files)) disk.files.set(file, text);
}

function analyse(file: string, root?: string) {
  const model = parseFile(file, disk.files.get(file)!)!;
  const { program, findings } = analyseFile(model, { index, project: true, root, cwd: 'C:\\work', testFiles: defaultTestFiles });
  return findings.map(({ run, trace }) => `${run}: ${trace.map((step) => describeStep(program, step)).join(' → ')}`);
}

const scan = `
import { ImageAnnotatorClient } from '@google-cloud/vision';
export const scan = (uri) => new ImageAnnotatorClient().labelDetection(uri);
`;
const server = `
import express from 'express';
import { scan } from './lib/scan.js';
express().get('/scan', (req, res) => res.json(scan(req.query.uri)));
`;

describe('paths of Windows', () => {
  beforeEach(() => disk.files.clear());

  it('lead up from a file to the root and no further', () => {
    expect([...foldersAbove('C:\\work\\app\\src\\a.ts', 'C:\\work\\app')]).toStrictEqual(['C:\\work\\app\\src', 'C:\\work\\app']);
    expect([...foldersAbove('C:\\a.ts')]).toStrictEqual(['C:\\']);
  });

  it('have a root: the workspace, the repository, the folder of the linter', () => {
    write({
      'C:\\work\\package.json': '{"workspaces":["app"]}', 'C:\\work\\app\\package.json': '{}', 'D:\\other\\package.json': '{}',
    });
    expect(findRoot('C:\\work\\app\\src\\a.ts')).toBe('C:\\work');
    expect(findRoot('D:\\other\\src\\a.ts')).toBe('D:\\other');
    expect(findRoot('D:\\other\\src\\a.ts', 'C:\\work')).toBe('D:\\other');
  });

  it('are matched against .gitignore with slashes', () => {
    write({
      'C:\\work\\.gitignore': 'src/generated/\n', 'C:\\work\\src\\a.ts': '', 'C:\\work\\src\\generated\\b.ts': '',
      'C:\\work\\dist\\c.js': '',
    });
    expect(findFiles('C:\\work').sources).toStrictEqual(['C:\\work\\src\\a.ts']);
  });

  it('are what relative specifiers and workspace packages resolve to', () => {
    write({
      'C:\\work\\package.json': '{"workspaces":["packages/*"]}',
      'C:\\work\\packages\\lib\\package.json': '{"name":"@acme/lib","exports":{".":"./dist/index.js","./*":"./dist/*.js"}}',
      'C:\\work\\packages\\lib\\src\\index.ts': '',
      'C:\\work\\packages\\lib\\src\\deep\\part.ts': '',
      'C:\\work\\src\\a.ts': '',
      'C:\\work\\src\\lib\\index.mts': '',
    });
    const resolver = new ModuleResolver('C:\\work', ['C:\\work\\packages\\lib\\package.json'], (file) => disk.files.has(file));
    const from = 'C:\\work\\src\\server.ts';
    expect(resolver.resolve(from, './a.js')).toBe('C:\\work\\src\\a.ts');
    expect(resolver.resolve(from, './lib')).toBe('C:\\work\\src\\lib\\index.mts');
    expect(resolver.resolve(from, '../src/a')).toBe('C:\\work\\src\\a.ts');
    expect(resolver.resolve(from, './missing')).toBeUndefined();
    expect(resolver.resolve(from, '@acme/lib')).toBe('C:\\work\\packages\\lib\\src\\index.ts');
    expect(resolver.resolve(from, '@acme/lib/deep/part')).toBe('C:\\work\\packages\\lib\\src\\deep\\part.ts');
    expect(resolver.resolve(from, '@/a')).toBe('C:\\work\\src\\a.ts');
  });

  it.each([['with a root of its own', undefined], ['with backslashes in settings', 'C:\\work'], ['with slashes in settings', 'C:/work']])(
    'give the same trace as others, %s', (_title, root) => {
      write({
        'C:\\work\\package.json': '{"dependencies":{"express":"5","@google-cloud/vision":"4"}}', 'C:\\work\\.git\\HEAD': '',
        'C:\\work\\src\\lib\\scan.ts': scan, 'C:\\work\\src\\server.ts': server,
      });
      expect(analyse('C:\\work\\src\\lib\\scan.ts', root)).toStrictEqual(['perRequest: src/server.ts:4 → scan() src/lib/scan.ts:3']);
    });

  it('leave out what only tests call', () => {
    write({
      'C:\\tests\\package.json': '{"dependencies":{"express":"5","@google-cloud/vision":"4"}}', 'C:\\tests\\.git\\HEAD': '',
      'C:\\tests\\src\\lib\\scan.ts': scan, 'C:\\tests\\src\\server.test.ts': server,
    });
    expect(analyse('C:\\tests\\src\\lib\\scan.ts')).toStrictEqual(['unknown: ']);
  });

  it('lead to clients that are handed on', () => {
    write({
      'C:\\work\\package.json': '{}', 'C:\\work\\.git\\HEAD': '',
      'C:\\work\\src\\sdk\\index.ts': 'export * from "./vision.js";',
      'C:\\work\\src\\sdk\\vision.ts': 'export { ImageAnnotatorClient } from "@google-cloud/vision";',
    });
    const text = 'import { ImageAnnotatorClient } from "./sdk/index.js"; new ImageAnnotatorClient();';
    expect(new CatalogReexports({ index }).isUsedIn('C:\\work\\src\\a.ts', text)).toBe(true);
    expect(new CatalogReexports({ index }).isUsedIn('C:\\work\\src\\deeper\\a.ts', text)).toBe(false);
  });
});
