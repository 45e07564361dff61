import type { FrameworkModel } from '../types.js';

export const tsed: FrameworkModel = {
  name: 'tsed',
  title: 'Ts.ED',
  packages: ['@tsed/di', '@tsed/schema', '@tsed/common', '@tsed/platform-http'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'decorator',
      method: ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All'],
      class: ['Controller'],
      runs: 'request',
    },
  ],
  containers: [
    {
      decorators: ['Injectable', 'Service', 'Controller', 'Middleware', 'Interceptor'],
      scope: 'once',
      perRequest: ['ProviderScope.REQUEST'],
      onceMethods: [
        '$beforeInit', '$onInit', '$afterInit', '$beforeRoutesInit', '$afterRoutesInit', '$beforeListen', '$afterListen', '$onReady',
        '$onDestroy', '$onServerInit',
      ],
      // The container of a request is destroyed with the request, and tells what it holds.
      destroyMethods: ['$onDestroy'],
    },
  ],
  docs: 'https://tsed.dev/docs/injection-scopes.html',
};
