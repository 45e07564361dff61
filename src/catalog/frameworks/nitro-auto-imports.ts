import type { FrameworkModel } from '../types.js';

/** Nuxt and Nitro hand out their functions without an import: in their server folders these names are globals. */
export const nitroAutoImports: FrameworkModel = {
  name: 'nitro-auto-imports',
  title: 'Nuxt and Nitro',
  packages: [],
  runtime: 'hot-reload',
  entries: [
    {
      kind: 'call',
      methods: [
        'defineEventHandler', 'eventHandler', 'cachedEventHandler', 'defineCachedEventHandler', 'fromNodeMiddleware', 'defineRenderHandler',
      ],
      handlers: [{ argument: 0 }, ...['handler', 'onRequest', 'onBeforeResponse'].map((path) => ({ argument: 0, path }))],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['defineWebSocketHandler'],
      handlers: ['upgrade', 'open', 'message', 'close', 'error'].map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    { kind: 'call', methods: ['defineTask'], handlers: [{ argument: 0, path: 'run' }], runs: 'tick' },
  ],
  once: [
    { kind: 'call', methods: ['defineNitroPlugin', 'lazyEventHandler', 'defineLazyEventHandler'], handlers: [{ argument: 0 }] },
  ],
  docs: 'https://nitro.build/guide/routing',
};
