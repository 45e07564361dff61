import type { FrameworkModel } from '../types.js';

export const typeGraphql: FrameworkModel = {
  name: 'type-graphql',
  title: 'TypeGraphQL',
  packages: ['type-graphql'],
  runtime: 'node-server',
  entries: [
    { kind: 'decorator', method: ['Query', 'Mutation', 'Subscription', 'FieldResolver'], class: ['Resolver'], runs: 'request' },
    { kind: 'classMethod', implements: ['MiddlewareInterface'], methods: ['use'], runs: 'request' },
    { kind: 'typedFunction', types: ['MiddlewareFn', 'AuthChecker', 'AuthCheckerFn'], runs: 'request' },
    {
      kind: 'call',
      methods: ['buildSchema', 'buildSchemaSync'],
      handlers: [{ argument: 0, path: 'authChecker' }, { argument: 0, path: 'globalMiddlewares' }],
      runs: 'request',
    },
  ],
  // The default container keeps one instance of each resolver.
  containers: [{ decorators: ['Resolver'], scope: 'once' }],
  docs: 'https://typegraphql.com/docs/resolvers.html',
};
