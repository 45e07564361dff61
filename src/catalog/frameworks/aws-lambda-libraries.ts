import type { FrameworkModel } from '../types.js';

/** Lambda handlers that a library shows: its types, its wrapper or its decorator. */
export const awsLambdaLibraries: FrameworkModel = {
  name: 'aws-lambda-libraries',
  title: 'AWS Lambda',
  packages: [
    'aws-lambda', '@types/aws-lambda', '@middy/core', 'middy', '@aws-lambda-powertools/commons', '@aws-lambda-powertools/commons/types',
    '@aws-lambda-powertools/event-handler', '@aws-lambda-powertools/event-handler/*', '@aws-lambda-powertools/idempotency',
    '@sentry/serverless', '@sentry/aws-serverless', 'datadog-lambda-js',
  ],
  runtime: 'lambda',
  entries: [
    { kind: 'typedFunction', types: ['*Handler', '*HandlerV2', '*HandlerV2With*'], runs: 'invocation' },
    { kind: 'typedParameter', types: ['*Event', '*EventV2', '*EventV2With*', '*EventWith*', '*EventBase', 'Context'], runs: 'invocation' },
    // `middy(fn)`, and `middy().use(…).handler(fn)`.
    { kind: 'call', methods: ['default', 'middy'], handlers: [{ argument: 0 }], runs: 'invocation' },
    { kind: 'call', receivers: ['default().**', 'middy().**'], methods: ['handler'], handlers: [{ argument: 0 }], runs: 'invocation' },
    {
      kind: 'call',
      receivers: ['default().**', 'middy().**'],
      methods: ['use'],
      handlers: ['before', 'after', 'onError'].map((path) => ({ argument: 0, path })),
      runs: 'invocation',
    },
    {
      kind: 'call',
      receivers: ['default().**', 'middy().**'],
      methods: ['before', 'after', 'onError'],
      handlers: [{ argument: 0 }],
      runs: 'invocation',
    },
    { kind: 'classMethod', implements: ['LambdaInterface'], methods: ['handler'], runs: 'invocation' },
    {
      kind: 'call',
      receivers: ['Router()', 'AppSyncGraphQLResolver()', 'AppSyncEventsResolver()', 'BedrockAgentFunctionResolver()'],
      receiverTypes: ['Router', 'AppSyncGraphQLResolver', 'AppSyncEventsResolver', 'BedrockAgentFunctionResolver'],
      methods: [
        'get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'use', 'notFound', 'errorHandler', 'route',
        'onQuery', 'onMutation', 'resolver', 'batchResolver', 'onPublish', 'onSubscribe', 'tool',
      ],
      handlers: [{ argument: { from: 0 } }],
      runs: 'invocation',
    },
    {
      kind: 'call',
      methods: ['makeIdempotent', 'wrapHandler', 'AWSLambda.wrapHandler', 'datadog'],
      handlers: [{ argument: 0 }],
      runs: 'invocation',
    },
  ],
  once: [
    // A custom resource of CloudFormation runs when a stack is deployed.
    { kind: 'typedParameter', types: ['CloudFormationCustomResource*Event', 'CdkCustomResource*Event'] },
    { kind: 'typedFunction', types: ['CloudFormationCustomResourceHandler', 'CdkCustomResource*Handler'] },
  ],
  docs: 'https://middy.js.org/docs/intro/getting-started',
};
