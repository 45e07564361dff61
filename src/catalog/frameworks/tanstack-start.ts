import type { FrameworkModel } from '../types.js';

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'] as const;

export const tanstackStart: FrameworkModel = {
  name: 'tanstack-start',
  title: 'TanStack Start',
  packages: [
    '@tanstack/react-start', '@tanstack/react-start/*', '@tanstack/solid-start', '@tanstack/solid-start/*', '@tanstack/start',
    '@tanstack/start/*', '@tanstack/start-client-core', '@tanstack/react-router', '@tanstack/solid-router',
  ],
  runtime: 'hot-reload',
  entries: [
    {
      kind: 'call',
      receivers: ['createServerFn().**'],
      methods: ['handler', 'inputValidator', 'validator'],
      handlers: [{ argument: 0 }],
      runs: 'request',
    },
    // The first release candidates: `createServerFn('POST', fn)`.
    { kind: 'call', methods: ['createServerFn'], firstArgument: verbs, handlers: [{ argument: 1 }], runs: 'request' },
    { kind: 'call', receivers: ['createMiddleware().**'], methods: ['server'], handlers: [{ argument: 0 }], runs: 'request' },
    {
      kind: 'call',
      receivers: ['createServerFileRoute().**', 'createServerRootRoute().**'],
      methods: ['methods'],
      handlers: verbs.map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['createFileRoute()', 'createRootRoute'],
      handlers: [...verbs.map((verb) => `server.handlers.${verb}`), 'server.middleware'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    { kind: 'call', methods: ['createAPIFileRoute()'], handlers: verbs.map((path) => ({ argument: 0, path })), runs: 'request' },
  ],
  docs: 'https://tanstack.com/start/latest/docs/framework/react/guide/server-functions',
};
