import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseFile } from '../../src/project/files/parse.js';
import { ProjectIndex } from '../../src/project/project-index.js';
import { ProjectProgram } from '../../src/project/project-program.js';

const root = mkdtempSync(path.join(tmpdir(), 'client-lifetime-few-'));
const texts = {
  'linted.ts': 'export class Store { persist() {} }',
  'calls.ts': 'declare const store: any; store.persist();',
  'tells.ts': '// persist() is what the store does',
  'longer.ts': 'export const persistence = 1;',
  'types.d.ts': 'export declare function persist(): void;',
};
for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(root, name), text);
mkdirSync(path.join(root, '.git'));

afterAll(() => rmSync(root, { recursive: true }));

describe('files with a name in their texts', () => {
  const of = (): { readonly index: ProjectIndex; readonly program: ProjectProgram } => {
    const index = new ProjectIndex(root);
    index.refresh();
    return { index, program: new ProjectProgram(parseFile(path.join(root, 'linted.ts'), texts['linted.ts'])!, index, root) };
  };

  it('are not parsed where there are more than say anything', () => {
    const { index, program } = of();
    expect(program.fewFilesWith(['persist'], 3)).toBeUndefined();
    expect(index.counters.filesParsed).toBe(0);
  });

  it('are parsed in turn, the linted one first, without those that have it in longer words or only declare types', () => {
    const { index, program } = of();
    const files = program.fewFilesWith(['persist'], 4)![Symbol.iterator]();
    expect(program.relativePath(files.next().value!)).toBe('linted.ts');
    expect(index.counters.filesParsed).toBe(0);
    const others = [files.next(), files.next()].map(({ value }) => program.relativePath(value!));
    expect(others.sort()).toStrictEqual(['calls.ts', 'tells.ts']);
    expect(files.next().done).toBe(true);
    expect(index.counters.filesParsed).toBe(2);
  });

  it('are not parsed where their texts say that they have nothing of it', () => {
    const { index, program } = of();
    const files = [...program.fewFilesWith(['persist'], 4, (text) => text.includes('store.'))!];
    expect(files.map((file) => program.relativePath(file))).toStrictEqual(['linted.ts', 'calls.ts']);
    expect(index.counters.filesParsed).toBe(1);
  });
});
