import type { FrameworkModel } from '../types.js';

const scripts = '{ts,js,mts,mjs}';

export const astro: FrameworkModel = {
  name: 'astro',
  title: 'Astro',
  packages: ['astro', 'astro:middleware', 'astro:actions', 'astro/middleware', 'astro/actions/runtime/server.js'],
  runtime: 'hot-reload',
  entries: [
    {
      kind: 'export',
      files: [`**/src/pages/**/*.${scripts}`],
      exports: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ALL', 'get', 'post', 'all'],
      runs: 'request',
    },
    {
      kind: 'export',
      files: [`**/src/middleware.${scripts}`, `**/src/middleware/index.${scripts}`],
      exports: ['onRequest'],
      runs: 'request',
    },
    { kind: 'call', methods: ['defineMiddleware'], handlers: [{ argument: 0 }], runs: 'request' },
    { kind: 'call', methods: ['sequence'], handlers: [{ argument: { from: 0 } }], runs: 'request' },
    { kind: 'call', methods: ['defineAction'], handlers: [{ argument: 0, path: 'handler' }], runs: 'request' },
    { kind: 'typedFunction', types: ['APIRoute', 'MiddlewareHandler'], runs: 'request' },
    { kind: 'typedParameter', types: ['APIContext'], runs: 'request' },
  ],
  docs: 'https://docs.astro.build/en/guides/endpoints/',
};
