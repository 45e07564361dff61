import type { FrameworkModel } from '../types.js';

export const sveltekit: FrameworkModel = {
  name: 'sveltekit',
  title: 'SvelteKit',
  packages: ['@sveltejs/kit', '@sveltejs/kit/hooks', '$app/server'],
  runtime: 'hot-reload',
  entries: [
    {
      kind: 'export',
      files: ['**/+server.{ts,js}'],
      exports: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'fallback'],
      runs: 'request',
    },
    { kind: 'export', files: ['**/+{page,layout}.server.{ts,js}'], exports: ['load', 'actions.*'], runs: 'request' },
    { kind: 'export', files: ['**/+{page,layout}.{ts,js}'], exports: ['load'], runs: 'request' },
    // `init` of the same file runs once, so it is not in the list.
    {
      kind: 'export',
      files: ['**/hooks.server.{ts,js}', '**/hooks.{ts,js}', '**/hooks.server/index.{ts,js}', '**/hooks/index.{ts,js}'],
      exports: ['handle', 'handleFetch', 'handleError', 'handleValidationError', 'reroute'],
      runs: 'request',
    },
    { kind: 'call', methods: ['sequence'], handlers: [{ argument: { from: 0 } }], runs: 'request' },
    { kind: 'call', methods: ['query', 'query.batch', 'command', 'form'], handlers: [{ argument: 'last' }], runs: 'request' },
    {
      kind: 'typedFunction',
      types: ['RequestHandler', 'Handle', 'HandleFetch', 'HandleServerError', 'ServerLoad', 'Load', 'Action'],
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['RequestEvent', 'ServerLoadEvent'], runs: 'request' },
  ],
  docs: 'https://svelte.dev/docs/kit/routing',
};
