import type { FrameworkModel } from '../types.js';

/** Content systems and shops that run what projects add to them: Payload, Directus, Keystone, Strapi, Sails, Medusa. */
export const contentPlatforms: FrameworkModel = {
  name: 'content-platforms',
  title: 'content platform',
  packages: [
    'payload', 'sails', '@directus/extensions-sdk', '@keystone-6/core', '@strapi/strapi', 'strapi', '@medusajs/framework',
    '@medusajs/medusa',
    '@medusajs/framework/*', '@medusajs/workflows-sdk',
  ],
  runtime: 'node-server',
  entries: [
    // Payload.
    {
      kind: 'typedObject',
      types: ['CollectionConfig', 'GlobalConfig', 'Config', 'SanitizedConfig'],
      members: ['hooks.*', 'endpoints.handler', 'access.*'],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['buildConfig'],
      handlers: ['endpoints.handler', 'hooks.*', 'jobs.tasks.handler'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    { kind: 'typedObject', types: ['Endpoint'], members: ['handler'], runs: 'request' },
    { kind: 'typedFunction', types: ['PayloadHandler', 'Collection*Hook', 'Global*Hook', 'Access', 'FieldHook'], runs: 'request' },
    { kind: 'typedParameter', types: ['PayloadRequest'], runs: 'request' },
    { kind: 'typedObject', types: ['TaskConfig'], members: ['handler'], runs: 'message' },
    // Directus. What routes and listeners are added to is given to a function.
    { kind: 'call', methods: ['defineOperationApi'], handlers: [{ argument: 0, path: 'handler' }], runs: 'message' },
    { kind: 'signature', parameters: [['req', 'request', '_req', '_request'], ['res', 'response', '_res', '_response']], runs: 'request' },
    // Keystone.
    {
      kind: 'call',
      methods: ['list'],
      handlers: [
        { argument: 0, path: 'hooks.*' }, { argument: 0, path: 'hooks.*.*' }, { argument: 0, path: 'access' },
        { argument: 0, path: 'access.*' }, { argument: 0, path: 'access.*.*' },
      ],
      runs: 'request',
    },
    // Strapi.
    {
      kind: 'call',
      methods: ['factories.createCoreController', 'factories.createCoreService'],
      // The methods, or a function that gives them.
      handlers: [{ argument: 1, path: '*' }, { argument: 1, path: '().*' }],
      runs: 'request',
    },
    {
      kind: 'export',
      files: ['**/{controllers,policies,middlewares}/**/*.{js,ts}'],
      exports: ['*', 'default.*', 'default().*'],
      parameters: [['ctx', 'context', '_ctx', 'policyContext']],
      runs: 'request',
    },
    // Sails.
    { kind: 'export', files: ['**/api/controllers/**/*.{js,ts}'], exports: ['fn'], runs: 'request' },
    // Medusa.
    { kind: 'call', methods: ['**.createStep', 'createStep'], handlers: [{ argument: { from: 1 } }], runs: 'message' },
    { kind: 'typedParameter', types: ['MedusaRequest', 'AuthenticatedMedusaRequest', 'MedusaResponse'], runs: 'request' },
    { kind: 'typedParameter', types: ['SubscriberArgs'], runs: 'message' },
    { kind: 'export', files: ['**/src/subscribers/**/*.{js,ts}', 'src/subscribers/**/*.{js,ts}'], exports: ['default'], runs: 'message' },
    { kind: 'export', files: ['**/src/jobs/**/*.{js,ts}', 'src/jobs/**/*.{js,ts}'], exports: ['default'], runs: 'tick' },
  ],
  once: [{ kind: 'call', methods: ['buildConfig'], handlers: [{ argument: 0, path: 'onInit' }] }],
  docs: 'https://docs.medusajs.com/learn/fundamentals/api-routes',
};
