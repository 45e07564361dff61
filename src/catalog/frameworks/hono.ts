import type { FrameworkModel } from '../types.js';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'options', 'all', 'on', 'use', 'notFound', 'onError', 'openapi'] as const;

export const hono: FrameworkModel = {
  name: 'hono',
  title: 'Hono',
  packages: ['hono', 'hono/*', '@hono/zod-openapi', '@hono/node-server'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Hono().**', 'OpenAPIHono().**', 'createFactory().createApp().**'],
      receiverTypes: ['Hono', 'OpenAPIHono'],
      methods,
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    {
      kind: 'call',
      receiverNames: ['app', 'router', 'api', 'routes', 'hono', '*Router', '*Routes', '*App'],
      methods,
      firstArgument: 'route',
      handlers: [{ argument: { from: 1 } }],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['createMiddleware', 'createFactory().createMiddleware', 'createFactory().createHandlers'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['Handler', 'MiddlewareHandler', 'ErrorHandler', 'NotFoundHandler'], runs: 'request' },
    { kind: 'typedParameter', types: ['Context', 'HonoRequest', 'Next'], runs: 'request' },
  ],
  once: [
    { kind: 'call', methods: ['serve'], handlers: [{ argument: 1 }] },
    { kind: 'call', methods: ['createFactory'], handlers: [{ argument: 0, path: 'initApp' }] },
  ],
  docs: 'https://hono.dev/docs/api/routing',
};
