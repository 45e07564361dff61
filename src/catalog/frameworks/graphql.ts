import type { FrameworkModel } from '../types.js';

/** Resolver maps and execution contexts of the GraphQL servers; types of graphql-js with `resolve` functions. */
export const graphql: FrameworkModel = {
  name: 'graphql',
  title: 'GraphQL',
  packages: [
    'graphql', '@apollo/server', '@apollo/server/*', 'apollo-server', 'apollo-server-*', '@as-integrations/*', 'graphql-yoga',
    '@graphql-yoga/*', '@graphql-tools/schema', 'graphql-tools', '@apollo/subgraph', 'mercurius', 'express-graphql', 'graphql-http',
    'graphql-http/lib/use/*', 'graphql-ws', 'graphql-ws/lib/use/*', 'graphql-ws/use/*', 'graphql-modules', '@graphql-tools/utils',
    '@envelop/core',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: [
        'ApolloServer', 'GraphQLServer', 'GraphQLServerLambda', 'makeExecutableSchema', 'createSchema', 'addResolversToSchema',
        'createModule',
      ],
      handlers: ['resolvers.*.*', 'resolvers.*.*.resolve', 'resolvers.*.*.subscribe'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['buildSubgraphSchema'],
      handlers: ['resolvers.*.*', 'resolvers.*.__resolveReference'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      // The context function looks like configuration and runs for each operation.
      methods: ['ApolloServer', 'createYoga', 'YogaServer', 'createHandler', 'useServer', 'graphqlHTTP'],
      // So do the data sources of versions 2 and 3 of Apollo.
      handlers: ['context', 'onConnect', 'onSubscribe', 'dataSources', 'formatError'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      methods: [
        'startStandaloneServer', 'expressMiddleware', 'startServerAndCreateNextHandler', 'startServerAndCreateLambdaHandler',
        'startServerAndCreateCloudflareWorkersHandler', 'startServerAndCreateHandler', 'fastifyApolloHandler', 'koaMiddleware',
      ],
      handlers: [{ argument: { from: 1 }, path: 'context' }],
      runs: 'request',
    },
    // Before version 0.10 of express-graphql, what it exports itself.
    {
      kind: 'call',
      methods: ['graphqlHTTP', 'default'],
      handlers: [{ argument: 0 }, { argument: 0, path: 'rootValue.*' }],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['GraphQLObjectType', 'GraphQLInterfaceType'],
      handlers: [
        'fields.*.resolve', 'fields().*.resolve', 'fields.*.subscribe', 'fields().*.subscribe',
      ].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    // Resolver maps have files of their own in most projects.
    {
      kind: 'export',
      files: ['**/*resolver*', '**/*resolver*/**', '**/*Resolver*', '**/*Resolver*/**', '**/graphql/**'],
      exports: [
        'resolvers.*.*', 'default.Query.*', 'default.Mutation.*', 'default.Subscription.*.subscribe', 'Query.*', 'Mutation.*',
        'resolvers.Subscription.*.subscribe', 'Subscription.*.subscribe', '*.Query.*', '*.Mutation.*', '*.Subscription.*.subscribe',
      ],
      runs: 'request',
    },
    // `app.register(mercurius, { resolvers, loaders, context })`: a plugin of Fastify.
    {
      kind: 'call',
      methods: ['register'],
      firstArgument: { export: 'default' },
      handlers: ['resolvers.*.*', 'loaders.*.*', 'loaders.*.*.loader', 'context', 'subscription.context', 'subscription.onConnect',
        'errorFormatter'].map((path) => ({ argument: 1, path })),
      runs: 'request',
    },
    {
      kind: 'call',
      receiverNames: ['graphql'],
      methods: ['defineResolvers', 'defineLoaders'],
      handlers: [{ argument: 0, path: '*.*' }],
      runs: 'request',
    },
    { kind: 'call', methods: ['useExtendContext'], handlers: [{ argument: 0 }], runs: 'request' },
    {
      kind: 'typedObject',
      types: ['IResolvers', 'GraphQLResolverMap', 'MercuriusLoaders'],
      members: ['*.*', '*.*.resolve', '*.*.subscribe'],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['GraphQLFieldResolver', 'IFieldResolver', 'ContextFunction', 'BaseContext'], runs: 'request' },
    { kind: 'typedParameter', types: ['GraphQLResolveInfo', 'YogaInitialContext', 'GraphQLRequestContext'], runs: 'request' },
  ],
  docs: 'https://www.apollographql.com/docs/apollo-server/data/resolvers',
};
