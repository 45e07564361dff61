import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_PROJECTS, MAX_UNUSED } from '../../src/limits/limits.js';
import { ProjectIndex } from '../../src/project/project-index.js';
import { projectIndexes } from '../../src/project/program-of.js';
import { configFor } from './golden.js';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
writeFileSync(path.join(root, 'package.json'), '{ "dependencies": { "pg": "8", "@google-cloud/vision": "4" } }');
writeFileSync(path.join(root, 'pool.js'), 'export { Pool } from "pg";\nexport const f = (x) => x;\n');

async function lint(text: string, folder = root): Promise<number> {
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: configFor({ root: folder }) });
  const [result] = await eslint.lintText(text, { filePath: path.join(folder, 'file.ts') });
  return result!.messages.length;
}

describe('the index of a project', () => {
  it.each([
    ['speaks of a package and constructs nothing', 'import type { Pool } from "pg"; export const f = (pool: Pool) => pool.query("x");'],
    ['calls what is no client', 'import { types } from "pg"; types.setTypeParser(1, String);'],
    ['calls what another file has of its own', 'import { f } from "./pool.js"; f("pg");'],
    ['is a barrel', 'export * from "pg"; export * from "./pool.js";'],
  ])('is not built for a file that %s', async (_title, text) => {
    expect(await lint(text)).toBe(0);
    expect(projectIndexes().has(root)).toBe(false);
  });

  // The last one, because the index stays.
  it('is built for a file that constructs what another file hands on', async () => {
    expect(await lint('import { Pool } from "./pool.js"; new Pool();')).toBe(1);
    expect(projectIndexes().has(root)).toBe(true);
  });

  it('is kept for the projects that were looked at last', async () => {
    const folders = Array.from({ length: MAX_PROJECTS }, (_, index) => path.join(root, `project-${index}`));
    for (const folder of [...folders, folders[0]!, root]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'package.json'), '{ "dependencies": { "pg": "8" } }');
      expect(await lint('import { Pool } from "pg"; new Pool();', folder)).toBe(1);
    }
    expect([...projectIndexes().keys()]).toStrictEqual([...folders.slice(2), folders[0], root]);
  });

  it('drops a parsed file that the files linted since have not needed', () => {
    const index = new ProjectIndex(root);
    const pool = path.join(root, 'pool.js');
    const needAfter = (count: number): number => {
      for (let file = 0; file < count; file++) index.refresh();
      expect(index.model(pool)?.path).toBe(pool);
      return index.counters.filesParsed;
    };
    expect(needAfter(1)).toBe(1);
    expect(needAfter(MAX_UNUSED)).toBe(1);
    expect(needAfter(MAX_UNUSED)).toBe(1);
    expect(needAfter(MAX_UNUSED + 1)).toBe(2);
  });
});
