import type { FrameworkModel } from '../types.js';

const events = ['event', '_event', 'evt', 'ev', 'sqsEvent', 'snsEvent', 's3Event', 'apiEvent', 'apiGatewayEvent', 'lambdaEvent'] as const;

/** Functions that bring a database to what a version needs, by the names of their files or folders. */
const releaseFiles = [
  'migrat*', 'db-migrat*', 'dbMigrat*', 'database-migrat*', 'run-migrat*', 'runMigrat*', 'schema-migrat*', 'seed', 'seeder', 'seeds',
  'seed-*',
].flatMap((name) => [`**/${name}.*`, `**/${name}/**`]);

/** Lambda handlers as the platform finds them: no package says so, only the exported name and the parameters. */
export const awsLambda: FrameworkModel = {
  name: 'aws-lambda',
  title: 'AWS Lambda',
  packages: [],
  runtime: 'lambda',
  entries: [
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['handler', 'lambdaHandler', '*Handler', 'lambda_handler', 'main', 'default.handler'],
      parameters: [events],
      runs: 'invocation',
    },
    { kind: 'export', files: ['**/*'], exports: ['handler', 'lambdaHandler'], noParameters: true, runs: 'invocation' },
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['*'],
      parameters: [[...events, '_', 'input', 'request', 'req'], ['context', '_context', 'ctx', '_ctx', 'lambdaContext']],
      runs: 'invocation',
    },
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['*'],
      parameters: [events, ['_', '__'], ['callback', 'cb']],
      runs: 'invocation',
    },
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['*'],
      parameters: [events],
      beside: ['serverless.yml', 'serverless.yaml', 'serverless.ts', 'serverless.json', 'template.yaml', 'template.yml', 'samconfig.toml'],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['awslambda.streamifyResponse'], handlers: [{ argument: 0 }], runs: 'invocation' },
  ],
  once: [
    // It runs when a version is deployed, by hand or by the pipeline, and not when users ask for something.
    { kind: 'export', files: releaseFiles, exports: ['handler', 'lambdaHandler', 'main', 'default.handler'] },
    // A custom resource of CloudFormation runs when a stack is deployed. No other event has these members.
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['*', 'default.handler'],
      parameters: [events],
      mentions: ['PhysicalResourceId', 'ResponseURL'],
    },
  ],
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html',
};
