import type { FrameworkModel } from '../types.js';

const servers = ['server()', 'Server()'] as const;

export const hapi: FrameworkModel = {
  name: 'hapi',
  title: 'hapi',
  packages: ['@hapi/hapi', 'hapi', '@types/hapi', '@types/hapi__hapi'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: ['Server'],
      receiverNames: ['server'],
      methods: ['route'],
      handlers: [
        { argument: 0, path: 'handler' },
        { argument: 0, path: 'options.handler' },
        { argument: 0, path: 'config.handler' },
        { argument: 0, path: 'options.pre' },
        { argument: 0, path: 'options.pre.method' },
        { argument: 0, path: 'options().handler' },
        { argument: 0, path: 'options.validate.failAction' },
      ],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: ['Server'],
      receiverNames: ['server'],
      methods: ['ext'],
      firstArgument: [
        'onRequest', 'onPreAuth', 'onCredentials', 'onPostAuth', 'onPreHandler', 'onPostHandler', 'onPreResponse', 'onPostResponse',
      ],
      handlers: [{ argument: 1 }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['server().auth', 'Server().auth'],
      methods: ['strategy'],
      handlers: [{ argument: 2, path: 'validate' }, { argument: 2, path: 'validateFunc' }],
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['Request', 'ResponseToolkit'], runs: 'request' },
    // `Method` is `Lifecycle.Method`.
    { kind: 'typedFunction', types: ['Method', 'HandlerDecorationMethod'], runs: 'request' },
    { kind: 'signature', parameters: [['request', 'req', '_request', '_req', '_'], ['h', 'toolkit']], runs: 'request' },
  ],
  once: [
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: ['Server'],
      receiverNames: ['server'],
      methods: ['ext'],
      firstArgument: ['onPreStart', 'onPostStart', 'onPreStop', 'onPostStop'],
      handlers: [{ argument: 1 }],
    },
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: ['Server'],
      methods: ['register'],
      handlers: [{ argument: 0, path: 'register' }, { argument: 0, path: 'plugin.register' }, { argument: 0, path: 'plugin' }],
      passes: [{ argument: 0, path: 'options', parameter: 1 }, { argument: 1, path: 'options', parameter: 1 }],
    },
  ],
  docs: 'https://hapi.dev/api/',
};
