import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowsUsing, lowestNode } from '../../src/project/files/using-support.js';
import { createProject } from '../support/lint.js';

interface Given {
  readonly files: Readonly<Record<string, string | object>>;
  readonly versions?: Readonly<Record<string, string>>;
  readonly file?: string;
}

const compiler = { typescript: '5.9.2', '@types/node': '22.10.0' };

function allows({ files, versions = compiler, file = 'src/service.ts' }: Given): boolean {
  const { root } = createProject({ files });
  return allowsUsing(join(root, file), root, (name) => versions[name]);
}

const engines = (node: string): { 'package.json': object } => ({ 'package.json': { engines: { node } } });
const options = (compilerOptions: object): { 'tsconfig.json': object } => ({ 'tsconfig.json': { compilerOptions } });

describe('whether TypeScript may declare with using', () => {
  it.each<[string, boolean, Given['files'], Given['versions']?]>([
    ['a target below the syntax', true, { ...engines('>=20'), ...options({ target: 'ES2022' }) }],
    ['a Node.js without the symbols', false, { ...engines('>=18'), ...options({ target: 'ES2022' }) }],
    ['the first Node.js 18 with the symbols', true, { ...engines('^18.18.0 || >=20'), ...options({ target: 'es2020' }) }],
    ['a Node.js 19', false, { ...engines('>=19'), ...options({ target: 'es2020' }) }],
    ['no engines', false, { 'package.json': {}, ...options({ target: 'ES2022' }) }],
    ['engines that are no range', false, { ...engines('lts'), ...options({ target: 'ES2022' }) }],
    ['any Node.js', false, { ...engines('*'), ...options({ target: 'ES2022' }) }],
    ['the syntax as it is, for a Node.js that lacks it', false, { ...engines('>=22'), ...options({ target: 'ESNext' }) }],
    ['the syntax as it is, for a Node.js that has it', true, { ...engines('>=24'), ...options({ target: 'ESNext' }) }],
    ['no target', false, { ...engines('>=22'), ...options({ strict: true }) }],
    ['no output, for a Node.js that lacks it', false, { ...engines('>=22'), ...options({ target: 'ES2022', noEmit: true }) }],
    ['no output, for a Node.js that has it', true, { ...engines('>=24'), ...options({ target: 'ES2022', noEmit: true }) }],
    ['no configuration', false, engines('>=24')],
    ['a TypeScript that does not know it', false, { ...engines('>=20'), ...options({ target: 'ES2022' }) },
      { ...compiler, typescript: '^5.1.6' }],
    ['no TypeScript', false, { ...engines('>=20'), ...options({ target: 'ES2022' }) }, { '@types/node': '22.10.0' }],
    ['declarations of Node.js without the symbols', false, { ...engines('>=20'), ...options({ target: 'ES2022' }) },
      { ...compiler, '@types/node': '^20.3.0' }],
    ['types that leave out Node.js', false, { ...engines('>=20'), ...options({ target: 'ES2022', types: ['vitest'] }) }],
    ['types that are not named, as of TypeScript 6', false, { ...engines('>=20'), ...options({ target: 'ES2022' }) },
      { ...compiler, typescript: '6.0.3' }],
    ['types that are named', true, { ...engines('>=20'), ...options({ target: 'ES2022', types: ['node'] }) },
      { ...compiler, typescript: '6.0.3' }],
    ['the library', true, { ...engines('>=20'), ...options({ target: 'ES2022', lib: ['ES2023', 'ESNext.Disposable'] }) },
      { typescript: '6.0.3' }],
    ['another library', false, { ...engines('>=20'), ...options({ target: 'ES2022', lib: ['ES2023'] }) }, { typescript: '6.0.3' }],
  ])('%s: %s', (_, expected, files, versions) => {
    expect(allows({ files, ...(versions && { versions }) })).toBe(expected);
  });

  it.each<[string, boolean, Given['files']]>([
    ['comments, and commas at ends', true, {
      'tsconfig.json': '\uFEFF// The build\n{ "compilerOptions": { /* "target": "esnext" */ "target": "ES2022", '
        + '"paths": { "//a/*": ["a,]"], }, } }',
    }],
    ['broken text', false, { 'tsconfig.json': '{ "compilerOptions": { "target": "ES2022" ' }],
    ['what it extends', true, {
      'tsconfig.json': { extends: './config/base' }, 'config/base.json': { compilerOptions: { target: 'ES2022' } },
    }],
    ['the last of several that it extends', false, {
      'tsconfig.json': { extends: ['./a.json', './b.json'] },
      'a.json': { compilerOptions: { target: 'ES2022' } }, 'b.json': { compilerOptions: { target: 'ESNext' } },
    }],
    ['what it says itself', true, {
      'tsconfig.json': { extends: './a.json', compilerOptions: { target: 'ES2022' } }, 'a.json': { compilerOptions: { target: 'ESNext' } },
    }],
    ['what a package has', true, {
      'tsconfig.json': { extends: '@acme/config/tsconfig.json' },
      'node_modules/@acme/config/tsconfig.json': { compilerOptions: { target: 'ES2022' } },
    }],
    ['the folder of a package', true, {
      'tsconfig.json': { extends: '@acme/config' }, 'node_modules/@acme/config/tsconfig.json': { compilerOptions: { target: 'ES2022' } },
    }],
    ['a package that is not there', false, { 'tsconfig.json': { extends: '@acme/config', compilerOptions: { target: 'ES2022' } } }],
    ['itself', false, { 'tsconfig.json': { extends: './tsconfig.json', compilerOptions: { target: 'ES2022' } } }],
    ['others, as a list', false, {
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }], compilerOptions: { target: 'ES2022' } },
    }],
    ['a nearer one', false, {
      'tsconfig.json': { compilerOptions: { target: 'ES2022' } }, 'src/tsconfig.json': { compilerOptions: { target: 'ESNext' } },
    }],
  ])('reads %s', (_, expected, files) => {
    expect(allows({ files: { ...engines('>=22'), ...files } })).toBe(expected);
  });
});

describe('whether JavaScript may declare with using', () => {
  it.each([['>=24', true], ['>=24.4 <26', true], ['>=22', false], ['22 || 24', false]])('%s: %s', (node, expected) => {
    expect(allows({ files: { ...engines(node), ...options({ target: 'ES2022' }) }, file: 'src/service.js' })).toBe(expected);
  });
});

describe('the lowest Node.js', () => {
  it('is that of the nearest manifest that names one', () => {
    const { root } = createProject({ files: {
      ...engines('>=20'), 'packages/a/package.json': { name: 'a' }, 'packages/b/package.json': { engines: { node: '^22.12.0' } },
    } });
    expect(lowestNode(join(root, 'packages/a/index.js'), root)?.version).toBe('20.0.0');
    expect(lowestNode(join(root, 'packages/b/index.js'), root)?.version).toBe('22.12.0');
  });
});
