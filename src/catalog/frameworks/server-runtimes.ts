import type { FrameworkModel } from '../types.js';

/** Servers of Bun and Deno by import, and routers made for them. */
export const serverRuntimes: FrameworkModel = {
  name: 'server-runtimes',
  title: 'HTTP server',
  packages: [
    'bun', 'srvx', '@oak/oak', 'jsr:@oak/oak', 'oak', 'https://deno.land/x/oak/mod.ts', 'https://deno.land/x/oak@*/mod.ts',
    'https://deno.land/std/http/server.ts', 'https://deno.land/std@*/http/server.ts', 'std/http/server.ts', '$std/http/server.ts',
    'itty-router', '@whatwg-node/server', '@types/bun', 'bun-types',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['serve'],
      handlers: [
        { argument: 0 }, { argument: 0, path: 'fetch' }, { argument: 0, path: 'error' }, { argument: 0, path: 'routes.*' },
        { argument: 0, path: 'routes.*.*' },
      ],
      runs: 'request',
    },
    { kind: 'call', methods: ['serve'], handlers: [{ argument: 0, path: 'websocket.*' }], runs: 'message' },
    { kind: 'call', methods: ['createServerAdapter'], handlers: [{ argument: 0 }], runs: 'request' },
    {
      kind: 'call',
      receivers: ['Application().**', 'Router().**', 'AutoRouter().**', 'IttyRouter().**'],
      receiverTypes: ['Application', 'Router', 'RouterType', 'IttyRouterType'],
      methods: ['use', 'get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['RouterContext'], runs: 'request' },
    // What Bun, and `deno serve`, find by the default export of the file that they are told to run.
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['default.fetch'],
      parameters: [['req', 'request', '_req', '_request']],
      runs: 'request',
    },
  ],
  docs: 'https://srvx.h3.dev/guide',
};
