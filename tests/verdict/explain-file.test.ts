import path from 'node:path';
import { expect, it } from 'vitest';
import { builtinCatalog } from '../../src/catalog/builtin.js';
import { indexCatalog } from '../../src/catalog/merge.js';
import { parseFile } from '../../src/project/files/parse.js';
import type { FileModel } from '../../src/resolve/file-model.js';
import { engineFor } from '../../src/verdict/engine.js';
import { explainFile } from '../../src/verdict/passes/pass-facts.js';

/** How often the calls of a file are gone through when it is explained, with so many calls of nothing that the catalog knows. */
function passesOver(calls: number): number {
  const filePath = path.join(import.meta.dirname, 'explained.js');
  const text = Array.from({ length: calls }, (_, index) => `export function f${index}(a) { return a.map(String).close(); }`).join('\n');
  const file: FileModel = parseFile(filePath, text)!;
  const all = file.calls;
  let passes = 0;
  Object.defineProperty(file, 'calls', {
    get: () => {
      passes += 1;
      return all;
    },
  });
  const engine = engineFor(file, { index: indexCatalog(builtinCatalog), project: false, cwd: import.meta.dirname, testFiles: [] });
  explainFile(engine, file);
  return passes;
}

it('goes through the calls of a file as often for many as for few', () => {
  expect(passesOver(200)).toBe(passesOver(20));
});
