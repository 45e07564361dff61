import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** By resolution: what a file of declarations is depends on it, and is most of the time. */
const hosts = new Map<string, ts.CompilerHost>();

/** A host that parses each file once for all programs. */
function hostFor(resolution: string, options: ts.CompilerOptions): ts.CompilerHost {
  const known = hosts.get(resolution);
  if (known) return known;
  const host = ts.createCompilerHost(options);
  const files = new Map<string, ts.SourceFile | undefined>();
  const made = {
    ...host,
    getSourceFile: (name: string, ...more: [ts.ScriptTarget | ts.CreateSourceFileOptions]) => {
      if (!files.has(name)) files.set(name, host.getSourceFile(name, ...more));
      return files.get(name);
    },
  };
  hosts.set(resolution, made);
  return made;
}

/** The compiler's complaints about a fixture that uses the built plugin as a project would, with the types of the given ESLint. */
function complaintsAbout(fixture: string, eslint: 'eslint' | 'eslint-9', resolution: 'nodenext' | 'bundler'): string[] {
  const options: ts.CompilerOptions = {
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
  };
  const program = ts.createProgram([`${root}tests/plugin/fixtures/${fixture}`], options, hostFor(resolution, options));
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
