import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

function run(script: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', cwd: root });
  expect(stderr).toBe('');
  return stdout.trim();
}

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
