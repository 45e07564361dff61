import type { FrameworkModel } from '../types.js';

/** Functions of further builders and platforms: Architect, Claudia.js, routers of Middy and Powertools, Appwrite. */
export const furtherFunctions: FrameworkModel = {
  name: 'further-functions',
  title: 'function',
  packages: [
    '@architect/functions', 'claudia-api-builder', '@middy/http-router',
    '@middy/ws-router', 'node-appwrite', '@aws-lambda-powertools/event-handler',
  ],
  runtime: 'lambda',
  entries: [
    {
      kind: 'call',
      methods: ['http', 'http.async', 'ws', 'events.subscribe', 'queues.subscribe', 'scheduled', 'tables.streams'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'invocation',
    },
    {
      kind: 'call',
      receivers: ['default()'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'head', 'any', 'intercept'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'invocation',
    },
    {
      kind: 'call',
      methods: ['default'],
      handlers: [{ argument: 0, path: '*.handler' }, { argument: 0, path: 'routes.*.handler' }],
      runs: 'invocation',
    },
    {
      kind: 'call',
      receivers: ['**.AppSyncGraphQLResolver()', '**.AppSyncEventsResolver()', '**.BedrockAgentFunctionResolver()', '**.Router()',
        'AppSyncGraphQLResolver()', 'AppSyncEventsResolver()', 'BedrockAgentFunctionResolver()', 'Router()'],
      methods: [
        'resolver', 'onQuery', 'onMutation', 'batchResolver', 'onPublish', 'onSubscribe',
        'tool', 'get', 'post', 'put', 'patch', 'delete',
      ],
      handlers: [{ argument: { from: 0 } }],
      runs: 'invocation',
    },
    { kind: 'export', files: ['**/functions/**/src/**/*.{js,mjs,ts}'], exports: ['default'], runs: 'invocation' },
  ],
  docs: 'https://arc.codes/docs/en/reference/runtime-helpers/node.js',
};
