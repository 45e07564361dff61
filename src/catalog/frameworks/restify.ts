import type { FrameworkModel } from '../types.js';

const methods = ['get', 'post', 'put', 'patch', 'del', 'head', 'opts', 'use', 'pre', 'param'] as const;

export const restify: FrameworkModel = {
  name: 'restify',
  title: 'Restify',
  packages: ['restify', '@types/restify', 'restify-router'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['createServer()', 'Router()'],
      receiverTypes: ['Server'],
      methods,
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    {
      kind: 'call',
      receiverNames: ['server', 'app', 'router'],
      methods,
      firstArgument: 'route',
      handlers: [{ argument: { from: 1 } }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['createServer()'],
      receiverTypes: ['Server'],
      methods: ['on'],
      firstArgument: ['after', 'pre', 'routed', 'uncaughtException', 'restifyError', 'NotFound', 'MethodNotAllowed', 'InternalServer'],
      handlers: [{ argument: 1 }],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['RequestHandler', 'RequestHandlerType'], runs: 'request' },
    { kind: 'typedParameter', types: ['Request', 'Response', 'Next'], runs: 'request' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['createServer()'],
      receiverTypes: ['Server'],
      methods: ['listen', 'close'],
      handlers: [{ argument: 'last' }],
    },
  ],
  docs: 'http://restify.com/docs/server-api/',
};
