import type { FrameworkModel } from '../types.js';

const socketHooks = ['upgrade', 'open', 'message', 'close', 'error'] as const;

/** h3 and Nitro where they are imported by name; what Nuxt and Nitro import by themselves is in nitro-auto-imports. */
export const h3: FrameworkModel = {
  name: 'h3',
  title: 'h3 and Nitro',
  packages: ['h3', 'nitropack', 'nitropack/runtime', 'nitropack/runtime/*', 'nitro', 'nitro/*', 'nuxt', '#imports'],
  runtime: 'hot-reload',
  entries: [
    {
      kind: 'call',
      methods: [
        'defineEventHandler', 'eventHandler', 'defineHandler', 'cachedEventHandler', 'defineCachedEventHandler', 'defineCachedHandler',
        'defineMiddleware', 'defineRequestMiddleware', 'fromNodeMiddleware', 'fromNodeHandler', 'defineRenderHandler',
        'defineNitroErrorHandler', 'defineErrorHandler',
      ],
      handlers: [{ argument: 0 }, ...['handler', 'onRequest', 'onBeforeResponse', 'middleware'].map((path) => ({ argument: 0, path }))],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['defineWebSocketHandler', 'defineWebSocket'],
      handlers: socketHooks.map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    { kind: 'call', methods: ['defineTask'], handlers: [{ argument: 0, path: 'run' }], runs: 'tick' },
    {
      kind: 'call',
      receivers: ['createApp().**', 'createRouter().**', 'H3().**'],
      receiverTypes: ['App', 'Router', 'H3'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'on', 'use', 'add'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    // `nitroApp.hooks.hook('request', fn)`, where `nitroApp` is the parameter of a plugin.
    {
      kind: 'call',
      receiverNames: ['hooks'],
      methods: ['hook'],
      firstArgument: ['request', 'beforeResponse', 'afterResponse', 'error', 'render:html', 'render:response', 'render:before'],
      handlers: [{ argument: 1 }],
      runs: 'request',
    },
    {
      kind: 'export',
      files: ['**/server/api/**/*.{ts,js,mjs}', '**/server/routes/**/*.{ts,js,mjs}', '**/server/middleware/**/*.{ts,js,mjs}'],
      exports: ['default'],
      parameters: [['event', '_event', 'e', 'evt', 'req', 'request']],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['EventHandler', 'Middleware'], runs: 'request' },
    { kind: 'typedParameter', types: ['H3Event', 'HTTPEvent'], runs: 'request' },
  ],
  once: [
    { kind: 'call', methods: ['defineNitroPlugin', 'definePlugin'], handlers: [{ argument: 0 }] },
    // The factory runs at the first request only; what it returns is the handler.
    { kind: 'call', methods: ['lazyEventHandler', 'defineLazyEventHandler'], handlers: [{ argument: 0 }] },
  ],
  docs: 'https://h3.dev/guide/basics/handler',
};
