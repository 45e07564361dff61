import type { FrameworkModel } from '../types.js';

export const trpc: FrameworkModel = {
  name: 'trpc',
  title: 'tRPC',
  packages: ['@trpc/server', '@trpc/server/adapters/*', '@trpc/server/adapters/*/*'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['initTRPC.**'],
      methods: ['query', 'mutation', 'subscription', 'use', 'middleware'],
      handlers: [{ argument: 'last' }],
      runs: 'request',
    },
    // Procedures are built in one file of a project and imported by all others.
    {
      kind: 'call',
      receiverNames: ['*Procedure', '*procedure', 't'],
      methods: ['query', 'mutation', 'subscription', 'use', 'middleware'],
      firstArgument: 'function',
      handlers: [{ argument: 0 }],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: [
        'createExpressMiddleware', 'createHTTPHandler', 'createHTTPServer', 'createOpenApiHttpHandler', 'fetchRequestHandler',
        'createNextApiHandler', 'createNextRouteHandler', 'awsLambdaRequestHandler', 'applyWSSHandler', 'nodeHTTPRequestHandler',
        'createKoaMiddleware',
      ],
      handlers: ['createContext', 'onError'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['createContext', 'createTRPCContext', 'createInnerTRPCContext', 'createContextInner'],
      runs: 'request',
    },
    {
      kind: 'typedParameter',
      types: ['CreateNextContextOptions', 'CreateExpressContextOptions', 'CreateFastifyContextOptions', 'CreateHTTPContextOptions',
        'CreateWSSContextFnOptions', 'FetchCreateContextFnOptions', 'CreateAWSLambdaContextOptions'],
      runs: 'request',
    },
  ],
  docs: 'https://trpc.io/docs/server/procedures',
};
