import type { FrameworkModel } from '../types.js';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'use', 'param', 'register'] as const;

export const koa: FrameworkModel = {
  name: 'koa',
  title: 'Koa',
  packages: ['koa', '@types/koa', '@koa/router', 'koa-router', '@types/koa__router', '@types/koa-router', 'koa-compose', 'koa-joi-router'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['default().**', 'Router().**'],
      receiverTypes: ['default', 'Koa', 'Router', 'RouterInstance'],
      methods,
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    {
      kind: 'call',
      receiverNames: ['router', 'app', 'api', '*Router'],
      methods,
      firstArgument: 'route',
      handlers: [{ argument: { from: 1 } }],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['Middleware', 'DefaultMiddleware', 'RouterMiddleware'], runs: 'request' },
    { kind: 'typedParameter', types: ['Context', 'ParameterizedContext', 'RouterContext', 'ExtendableContext', 'Next'], runs: 'request' },
    { kind: 'signature', parameters: [['ctx', 'context'], ['next', '_next']], runs: 'request' },
  ],
  once: [
    { kind: 'call', receivers: ['default().**'], receiverTypes: ['default', 'Koa'], methods: ['listen'], handlers: [{ argument: 'last' }] },
  ],
  nextRejects: true,
  docs: 'https://github.com/koajs/koa/blob/master/docs/api/index.md',
};
