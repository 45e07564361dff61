import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { ProjectIndex } from '../../src/project/project-index.js';

const root = mkdtempSync(path.join(tmpdir(), 'client-lifetime-dropped-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('keeps nothing of a tree that no linted file has asked for', async () => {
  const [service, route] = [path.join(root, 'service.js'), path.join(root, 'route.js')];
  writeFileSync(service, 'export const open = () => 1;\n');
  writeFileSync(route, "import { open } from './service.js';\nopen();\n");
  const index = new ProjectIndex(root);
  index.maxUnused = 2;
  index.refresh();
  const treeOf = (): WeakRef<object> => {
    const importer = index.importer(route, service)!;
    expect(index.importer(route, service)).toBe(importer);
    return new WeakRef(importer.file);
  };
  const tree = treeOf();
  for (let linted = 0; linted < 4; linted++) index.refresh();
  await setImmediate();
  collectGarbage();
  expect(tree.deref()).toBeUndefined();
  expect(index.importer(route, service)?.records).toHaveLength(1);
});

it('holds what was parsed for a linted file until that is done with, and then as long as there is memory for it', async () => {
  const names = ['first', 'second'];
  for (const name of names) writeFileSync(path.join(root, `${name}.js`), `export const ${name} = 1;\n`);
  const index = new ProjectIndex(root);
  index.refresh();
  const trees = names.map((name) => new WeakRef(index.model(path.join(root, `${name}.js`))!));
  const areThere = async (): Promise<boolean[]> => {
    await setImmediate();
    collectGarbage();
    return trees.map((tree) => tree.deref() !== undefined);
  };
  expect(await areThere()).toStrictEqual([true, true]);
  index.letGo();
  // Nobody has searched for garbage yet, and who asks holds it again.
  expect(index.model(path.join(root, 'second.js'))).toBe(trees[1]!.deref());
  expect(await areThere()).toStrictEqual([false, true]);
  expect(index.model(path.join(root, 'first.js'))?.exports.has('first')).toBe(true);
  expect(index.counters.filesParsed).toBe(3);
});
