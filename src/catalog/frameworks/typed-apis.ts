import type { FrameworkModel } from '../types.js';

/**
 * Endpoints that are built by a function of a contract or a schema: ts-rest, Express Zod API, Encore.ts, zsa,
 * next-safe-action.
 */
export const typedApis: FrameworkModel = {
  name: 'typed-apis',
  title: 'API endpoint',
  packages: [
    '@ts-rest/express', '@ts-rest/fastify', '@ts-rest/nest', '@ts-rest/next', '@ts-rest/serverless', '@ts-rest/serverless/*',
    'express-zod-api', 'encore.dev/api', 'encore.dev/cron', 'encore.dev/pubsub', 'zsa', 'next-safe-action',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['initServer()'],
      methods: ['router', 'route'],
      handlers: ['*', '*.handler', '*.*', '*.*.handler', 'handler'].map((path) => ({ argument: 1, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['createNextRoute', 'createNextHandler', 'fetchRequestHandler', 'createLambdaHandler', 'tsRestHandler', 'createNextRouter'],
      handlers: ['*', '*.*', '*.handler'].map((path) => ({ argument: 1, path })),
      runs: 'request',
    },
    { kind: 'call', methods: ['tsRestHandler'], handlers: [{ argument: 1 }], runs: 'request' },
    {
      kind: 'call',
      receivers: ['defaultEndpointsFactory.**', 'EndpointsFactory().**'],
      receiverTypes: ['EndpointsFactory'],
      receiverNames: ['*EndpointsFactory', '*endpointsFactory'],
      methods: ['build', 'buildVoid', 'addMiddleware'],
      handlers: [{ argument: 0, path: 'handler' }],
      runs: 'request',
    },
    { kind: 'call', methods: ['api', 'api.raw', 'api.streamIn', 'api.streamOut', 'api.streamInOut'], handlers: [{ argument: 1 }],
      runs: 'request' },
    { kind: 'call', methods: ['Subscription'], handlers: [{ argument: 2, path: 'handler' }], runs: 'message' },
    {
      kind: 'call',
      receivers: ['createServerAction().**', 'createServerActionProcedure().**', 'createSafeActionClient().**'],
      receiverNames: ['actionClient', '*ActionClient', '*Action', 'authedProcedure'],
      methods: ['handler', 'action', 'stateAction', 'serverAction'],
      firstArgument: 'function',
      handlers: [{ argument: 0 }],
      runs: 'request',
    },
  ],
  docs: 'https://ts-rest.com/server/express',
};
