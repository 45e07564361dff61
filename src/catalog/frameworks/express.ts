import type { FrameworkModel } from '../types.js';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'use', 'param', 'ws'] as const;

export const express: FrameworkModel = {
  name: 'express',
  title: 'Express',
  packages: ['express', '@types/express', 'express-serve-static-core', 'express-promise-router', 'express-ws', 'router', 'polka'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['default().**', 'Router().**'],
      receiverTypes: ['Application', 'Express', 'Router', 'IRouter', 'IRoute', 'Instance'],
      methods,
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    {
      kind: 'call',
      receiverNames: ['app', 'router', 'server', 'api', 'routes', '*Router', '*App'],
      methods,
      firstArgument: 'route',
      handlers: [{ argument: { from: 1 } }],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['RequestHandler', 'ErrorRequestHandler', 'RequestParamHandler', 'Handler'], runs: 'request' },
    { kind: 'typedParameter', types: ['Request', 'Response', 'NextFunction'], runs: 'request' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['default().**'],
      receiverTypes: ['Application', 'Express'],
      receiverNames: ['app'],
      methods: ['listen'],
      handlers: [{ argument: 'last' }],
    },
    { kind: 'call', receivers: ['default()', 'Router()'], methods: ['on', 'once'], firstArgument: ['mount'], handlers: [{ argument: 1 }] },
  ],
  docs: 'https://expressjs.com/en/5x/api.html',
};
