import { builtinModules } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/*
 * Bundles the plugin, ESLint and the parsers for browsers. What asks for Node.js gets files of `site/engine/browser` in its place.
 */

const here = dirname(fileURLToPath(import.meta.url));
const browser = (name) => join(here, 'engine/browser', name);
const builtins = new RegExp(`^(?:node:)?(?:${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`);

/** A module with every export that is asked for: functions that give nothing. */
const MISSING = `module.exports = new Proxy(function () {}, {
  get: (target, name) => (name === '__esModule' ? undefined : name in target ? target[name] : () => undefined),
});`;

/** @type {import('esbuild').Plugin} */
const inBrowsers = {
  name: 'in-browsers',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/disk\.js$/ }, ({ importer }) => (
      importer.includes(`${sep}file-system${sep}`) ? { path: browser('disk.ts') } : undefined));
    onResolve({ filter: /^\.\.\/rules$/ }, ({ importer }) => (
      importer.endsWith(join('eslint', 'lib', 'config', 'default-config.js')) ? { path: browser('no-rules.ts') } : undefined));
    onResolve({ filter: /^@oxc-parser\/binding-wasm32-wasip1$/ }, () => ({ path: browser('oxc-binding.ts') }));
    onResolve({ filter: builtins }, ({ path }) => {
      const name = path.replace('node:', '');
      if (name === 'path') return { path: fileURLToPath(import.meta.resolve('pathe')) };
      if (name === 'module') return { path: browser('node-module.ts') };
      if (name === 'worker_threads') return { path: browser('worker-threads.ts') };
      return { path: name, namespace: 'missing' };
    });
    // Code that only runs on a disk asks for these when it is loaded, and never again.
    onLoad({ filter: /.*/, namespace: 'missing' }, () => ({ contents: MISSING, loader: 'js' }));
  },
};

/**
 * Bundles modules with the engine in them.
 * @param {import('esbuild').BuildOptions} options
 */
export function bundle(options) {
  return build({
    bundle: true,
    format: 'esm',
    splitting: true,
    platform: 'browser',
    target: 'es2022',
    conditions: ['browser', 'import'],
    mainFields: ['browser', 'module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    inject: [browser('process.ts')],
    plugins: [inBrowsers],
    ...options,
  });
}
