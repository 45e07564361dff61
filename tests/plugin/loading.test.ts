import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

function run(script: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', cwd: root });
  expect(stderr).toBe('');
  return stdout.trim();
}

/** What is loaded with a file of the build: sources that are bundled into its files, and packages and builtins that they import. */
function loadedWith(start: string): { readonly files: string[]; readonly sources: string[]; readonly packages: string[] } {
  const files = new Set([fileURLToPath(new URL(start, root))]);
  const sources: string[] = [];
  const packages = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    sources.push(...[...text.matchAll(/^\/\/ ((?:src|rules|node_modules)\/\S+)$/gm)].map(([, source]) => source!));
    for (const { moduleRequest: { value } } of parseSync(file, text).module.staticImports) {
      if (value.startsWith('.')) files.add(path.join(path.dirname(file), value));
      else packages.add(value);
    }
  }
  return { files: [...files], sources, packages: [...packages].filter((name) => !name.startsWith('node:')) };
}

describe('what is loaded at the start', () => {
  it('is for the plugin nothing that only commands need', () => {
    const { sources, packages } = loadedWith('dist/src/index.js');
    expect(sources).toContain('src/index.ts');
    expect(sources).toContain('rules/no-client-per-request.ts');
    const ofCommands = /^src\/(?:runtime|check|command|init|bin)\/|^node_modules\/(?:zod|@clack)\//;
    expect(sources.filter((file) => ofCommands.test(file))).toStrictEqual([]);
    // The resolver is loaded when there is something to resolve.
    expect(packages).toStrictEqual(['oxc-parser']);
  });

  it('takes one byte of memory for each character, which it does not if one of them is beyond Latin-1', () => {
    const { files } = loadedWith('dist/src/index.js');
    for (const file of files) expect(readFileSync(file, 'utf8')).not.toMatch(/[^\0-\xFF]/);
  });

  it('is for the command what finds out which command is meant', () => {
    const { sources, packages } = loadedWith('dist/src/bin/client-lifetime.js');
    expect(sources).toContain('src/bin/client-lifetime.ts');
    expect(sources.filter((file) => !/^src\/(?:bin|command)\//.test(file))).toStrictEqual([]);
    expect(packages).toStrictEqual([]);
  });
});

describe('loading the built plugin', () => {
  it('does not load TypeScript, which may be absent or of a version without the API', () => {
    expect(run(`
      import Module, { createRequire } from 'node:module';
      const resolve = Module._resolveFilename;
      Module._resolveFilename = function (request, ...rest) {
        if (request === 'typescript' || request === '@typescript-eslint/typescript-estree') {
          throw new Error('loaded ' + request);
        }
        return resolve.call(this, request, ...rest);
      };
      const { default: plugin } = await import('eslint-plugin-client-lifetime');
      const { Linter } = await import('eslint');
      const code = 'import {PubSub} from "@google-cloud/pubsub"; export const client = new PubSub();';
      const messages = new Linter().verify(code, [plugin.configs.strict]);
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => /node_modules[\\\\/]typescript[\\\\/]/.test(file));
      console.log(plugin.meta.namespace, messages.length, loaded.length);
    `)).toBe('client-lifetime 0 0');
  });

  it('reads its version from the package that it is in', () => {
    expect(run(`
      import { createRequire } from 'node:module';
      const { default: plugin } = await import('eslint-plugin-client-lifetime');
      console.log(plugin.meta.version === createRequire(import.meta.url)('./package.json').version);
    `)).toBe('true');
  });
});
