import type { FrameworkModel } from '../types.js';

export const elysia: FrameworkModel = {
  name: 'elysia',
  title: 'Elysia',
  packages: ['elysia'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Elysia().**', 'default().**'],
      receiverTypes: ['Elysia', 'default'],
      methods: [
        'get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'connect', 'all', 'route',
        'onRequest', 'onParse', 'onTransform', 'onBeforeHandle', 'onAfterHandle', 'onAfterResponse', 'onError', 'mapResponse',
        'derive', 'resolve', 'mapDerive', 'mapResolve',
      ],
      handlers: [
        { argument: { from: 0 } },
        { argument: { from: 1 }, path: 'beforeHandle' },
        { argument: { from: 1 }, path: 'afterHandle' },
        { argument: { from: 1 }, path: 'resolve' },
      ],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['Elysia().**', 'default().**'],
      receiverTypes: ['Elysia', 'default'],
      methods: ['ws'],
      handlers: ['open', 'message', 'close', 'beforeHandle'].map((path) => ({ argument: 1, path })),
      runs: 'message',
    },
    {
      kind: 'call',
      receiverNames: ['app', 'router', 'server', 'api'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'],
      firstArgument: 'route',
      handlers: [{ argument: { from: 1 } }],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['Handler', 'InlineHandler'], runs: 'request' },
    { kind: 'typedParameter', types: ['Context'], runs: 'request' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['Elysia().**', 'default().**'],
      receiverTypes: ['Elysia', 'default'],
      methods: ['onStart', 'onStop', 'listen', 'use', 'group', 'guard', 'decorate', 'state'],
      handlers: [{ argument: { from: 0 } }],
    },
  ],
  docs: 'https://elysiajs.com/essential/handler',
};
