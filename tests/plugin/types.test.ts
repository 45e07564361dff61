import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The compiler's complaints about a fixture that uses the built plugin as a project would, with the types of the given ESLint. */
function complaintsAbout(fixture: string, eslint: 'eslint' | 'eslint-9', resolution: 'nodenext' | 'bundler'): string[] {
  const program = ts.createProgram([`${root}tests/plugin/fixtures/${fixture}`], {
    target: ts.ScriptTarget.ES2023,
    module: resolution === 'nodenext' ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext,
    moduleResolution: resolution === 'nodenext' ? ts.ModuleResolutionKind.NodeNext : ts.ModuleResolutionKind.Bundler,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [`${root}node_modules/@types`],
    ...eslint === 'eslint-9' ? { paths: { eslint: [`${root}node_modules/eslint-9/lib/types/index.d.ts`] } } : {},
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the types of the plugin', () => {
  it.each(['nodenext', 'bundler'] as const)('are accepted by defineConfig (%s)', (resolution) => {
    expect(complaintsAbout('typed-config.ts', 'eslint', resolution)).toStrictEqual([]);
  });

  it.each(['eslint', 'eslint-9'] as const)('are accepted as a plugin and as configurations by %s', (eslint) => {
    expect(complaintsAbout('typed-config-eslint-9.ts', eslint, 'nodenext')).toStrictEqual([]);
  });

  it('reject a misspelt setting and a wrong entry', () => {
    expect(complaintsAbout('wrong-config.ts', 'eslint', 'nodenext')).toStrictEqual([
      expect.stringContaining("'cleints' does not exist in type 'ClientLifetimeSettings'"),
      expect.stringContaining('"sockets"'),
    ]);
  });
});
