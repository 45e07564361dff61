import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseFile } from '../../src/project/files/parse.js';
import { ProjectIndex } from '../../src/project/project-index.js';
import { ProjectProgram } from '../../src/project/project-program.js';

const root = mkdtempSync(path.join(tmpdir(), 'client-lifetime-importers-'));
const texts = {
  'api.js': 'exports.get = () => 1;\nexports.put = () => 2;',
  'puts.js': "const { put } = require('./api');\nput();",
  'puts-by-member.js': "const api = require('./api');\napi.put();",
  'gets.js': "const api = require('./api');\nconst { put } = api;\napi.get();",
  'hands-on.js': "module.exports = { api: require('./api') };",
  'plugins/one.js': 'exports.run = () => 1;',
  'tasks/two.js': 'exports.run = () => 2;',
  'start/load.js': "const load = (name) => require('../plugins/' + name);\nmodule.exports = { load, folders: ['tasks'] };",
};
for (const folder of ['plugins', 'tasks', 'start', '.git']) mkdirSync(path.join(root, folder));
for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(root, name), text);

afterAll(() => rmSync(root, { recursive: true }));

describe('files that import a module', () => {
  const importersOf = (index: ProjectIndex, file: keyof typeof texts, name: string): string[] => {
    const model = parseFile(path.join(root, file), texts[file])!;
    const program = new ProjectProgram(model, index, root);
    return program.importersOf(model, name).map((importer) => program.relativePath(importer.file)).sort();
  };

  it('are parsed where they have the name, or take the whole of a CommonJS module', () => {
    const index = new ProjectIndex(root);
    index.refresh();
    expect(importersOf(index, 'api.js', 'get')).toStrictEqual(['gets.js', 'hands-on.js']);
    expect(index.counters.filesParsed).toBe(2);
  });

  it('are parsed once where they load by paths that are put together, whatever file is asked about', () => {
    const index = new ProjectIndex(root);
    index.maxUnused = 0;
    index.refresh();
    expect(importersOf(index, 'tasks/two.js', 'run')).toStrictEqual([]);
    expect(index.counters.filesParsed).toBe(1);
    index.refresh();
    index.refresh();
    expect(importersOf(index, 'tasks/two.js', 'run')).toStrictEqual([]);
    expect(index.counters.filesParsed).toBe(1);
    expect(importersOf(index, 'plugins/one.js', 'run')).toStrictEqual(['start/load.js']);
    expect(index.counters.filesParsed).toBe(2);
  });
});
