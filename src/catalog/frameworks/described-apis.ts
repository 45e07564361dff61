import type { FrameworkModel } from '../types.js';

/** Servers whose routes stand in a description, in a schema, or at the methods: OpenAPI backends, joi routers, InversifyJS controllers. */
export const describedApis: FrameworkModel = {
  name: 'described-apis',
  title: 'described API',
  packages: [
    'openapi-backend', 'koa-joi-router', '@koa-better-modules/joi-router',
    'inversify-express-utils', '@godaddy/terminus', 'lightship',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['OpenAPIBackend()', 'default()'],
      receiverTypes: ['OpenAPIBackend'],
      methods: ['register', 'registerHandler', 'registerSecurityHandler'],
      handlers: [{ argument: { from: 0 } }, { argument: 0, path: '*' }],
      runs: 'request',
    },
    {
      kind: 'call', methods: ['OpenAPIBackend', 'default'],
      handlers: [{ argument: 0, path: 'handlers.*' }, { argument: 0, path: 'securityHandlers.*' }], runs: 'request',
    },
    { kind: 'typedParameter', types: ['Context'], runs: 'request' },
    {
      kind: 'call',
      receivers: ['default()'],
      methods: ['route'],
      handlers: [{ argument: 0, path: 'handler' }, { argument: 0, path: '*.handler' }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['default()'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'use'],
      handlers: [{ argument: { from: 1 } }],
      runs: 'request',
    },
    {
      kind: 'decorator',
      method: ['httpGet', 'httpPost', 'httpPut', 'httpPatch', 'httpDelete', 'httpHead', 'all', 'httpMethod'],
      class: ['controller'],
      runs: 'request',
    },
    { kind: 'call', methods: ['createTerminus', 'terminus'], handlers: [{ argument: 1, path: 'healthChecks.*' }], runs: 'request' },
  ],
  // Each request asks its own container for the controller: lib/server.js of inversify-express-utils 6.4.6.
  containers: [{ decorators: ['controller'], scope: 'perRequest', unlessMentioned: 'defaultScope' }],
  docs: 'https://openapistack.co/docs/openapi-backend/operation-handlers/',
};
