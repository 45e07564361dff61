import type { FrameworkModel } from '../types.js';

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'all', 'trace', 'propfind', 'search'] as const;
const instances = ['default().**', 'fastify().**'] as const;
const instanceTypes = ['FastifyInstance'] as const;
const instanceNames = ['fastify', 'app', 'instance', 'server', 'f', 'api'] as const;
const hooks = [
  'onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend', 'onResponse', 'onTimeout', 'onError',
  'onRequestAbort',
] as const;
const handlerOptions = [...hooks, 'errorHandler'] as const;

export const fastify: FrameworkModel = {
  name: 'fastify',
  title: 'Fastify',
  packages: ['fastify', 'fastify-plugin'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: instances,
      receiverTypes: instanceTypes,
      methods,
      handlers: [
        { argument: { from: 1 } },
        { argument: { from: 1 }, path: 'handler' },
        ...handlerOptions.map((path) => ({ argument: 1, path })),
      ],
      runs: 'request',
    },
    {
      kind: 'call',
      receiverNames: instanceNames,
      methods,
      firstArgument: 'route',
      handlers: [
        { argument: { from: 1 } },
        { argument: { from: 1 }, path: 'handler' },
        ...handlerOptions.map((path) => ({ argument: 1, path })),
      ],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: instances,
      receiverTypes: instanceTypes,
      receiverNames: instanceNames,
      methods: ['route'],
      firstArgument: 'object',
      handlers: ['handler', 'wsHandler', ...handlerOptions].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: instances,
      receiverTypes: instanceTypes,
      receiverNames: instanceNames,
      methods: ['addHook'],
      firstArgument: hooks,
      handlers: [{ argument: 1 }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: instances,
      receiverTypes: instanceTypes,
      methods: ['setErrorHandler', 'setNotFoundHandler', 'addContentTypeParser'],
      handlers: [{ argument: 'last' }],
      runs: 'request',
    },
    {
      kind: 'typedFunction',
      types: [
        'RouteHandler', 'RouteHandlerMethod', 'onRequest*HookHandler', 'preParsing*HookHandler', 'preValidation*HookHandler',
        'preHandler*HookHandler', 'preSerialization*HookHandler', 'onSend*HookHandler', 'onResponse*HookHandler', 'onTimeout*HookHandler',
        'onError*HookHandler',
      ],
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['FastifyRequest', 'FastifyReply'], runs: 'request' },
  ],
  once: [
    {
      kind: 'call',
      receivers: instances,
      receiverTypes: instanceTypes,
      methods: ['register', 'after', 'ready', 'listen', 'close'],
      handlers: [{ argument: 0 }, { argument: 'last' }],
      passes: [{ argument: 1, parameter: 1 }],
    },
    {
      kind: 'call',
      receivers: instances,
      receiverTypes: instanceTypes,
      receiverNames: instanceNames,
      methods: ['addHook'],
      firstArgument: ['onReady', 'onListen', 'preClose', 'onClose', 'onRoute', 'onRegister'],
      handlers: [{ argument: 1 }],
    },
    // `fp(plugin)` of fastify-plugin.
    { kind: 'call', methods: ['default'], handlers: [{ argument: 0 }] },
  ],
  docs: 'https://fastify.dev/docs/latest/Reference/Routes/',
};
