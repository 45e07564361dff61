import type { FrameworkModel } from '../types.js';

export const routingControllers: FrameworkModel = {
  name: 'routing-controllers',
  title: 'routing-controllers',
  packages: ['routing-controllers'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'decorator',
      method: ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'All', 'Method'],
      class: ['Controller', 'JsonController'],
      runs: 'request',
    },
    {
      kind: 'classMethod',
      implements: ['ExpressMiddlewareInterface', 'KoaMiddlewareInterface', 'MiddlewareInterface'],
      methods: ['use'],
      runs: 'request',
    },
    {
      kind: 'classMethod',
      implements: ['ExpressErrorMiddlewareInterface', 'ErrorMiddlewareInterface'],
      methods: ['error'],
      runs: 'request',
    },
    { kind: 'classMethod', implements: ['InterceptorInterface'], methods: ['intercept'], runs: 'request' },
    {
      kind: 'call',
      methods: ['createExpressServer', 'createKoaServer'],
      handlers: [{ argument: 0, path: 'authorizationChecker' }, { argument: 0, path: 'currentUserChecker' }],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['useExpressServer', 'useKoaServer'],
      handlers: [{ argument: 1, path: 'authorizationChecker' }, { argument: 1, path: 'currentUserChecker' }],
      runs: 'request',
    },
  ],
  // The default container keeps one instance of each class.
  containers: [{ decorators: ['Controller', 'JsonController', 'Middleware', 'Interceptor'], scope: 'once' }],
  docs: 'https://github.com/typestack/routing-controllers#readme',
};
