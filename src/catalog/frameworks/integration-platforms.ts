import type { FrameworkModel } from '../types.js';

/** Integrations of Zapier, Pipedream and ToolJet: objects and classes of agreed shape, one operation for each run. */
export const integrationPlatforms: FrameworkModel = {
  name: 'integration-platforms',
  title: 'Integration',
  packages: ['zapier-platform-core', '@pipedream/platform', '@tooljet-plugins/common', '@tooljet-marketplace/common'],
  runtime: 'lambda',
  entries: [
    {
      kind: 'export',
      files: ['**/{triggers,creates,searches,resources}/**/*.{js,ts}'],
      exports: ['operation.perform', 'operation.performList', 'operation.performSubscribe', 'operation.performUnsubscribe',
        'operation.performGet', 'operation.performResume'].flatMap((path) => [path, `default.${path}`]),
      runs: 'invocation',
    },
    // `const perform = async (z, bundle) => …`.
    { kind: 'typedParameter', types: ['ZObject', 'Bundle'], runs: 'invocation' },
    {
      kind: 'export',
      files: ['**/{actions,sources}/**/*.{mjs,js,mts,ts}'],
      exports: ['default.run', 'default.hooks.*'],
      runs: 'invocation',
    },
    {
      kind: 'classMethod',
      implements: ['QueryService'],
      methods: ['run', 'testConnection', 'listTables', 'getConnection', 'invokeMethod'],
      runs: 'request',
    },
  ],
  docs: 'https://docs.zapier.com/platform/build-cli/overview',
};
