import type { FrameworkModel } from '../types.js';

export const knativeFunctions: FrameworkModel = {
  name: 'knative-functions',
  title: 'Knative function',
  packages: ['faas-js-runtime'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['start'], handlers: [{ argument: 0 }, { argument: 0, path: 'handle' }], runs: 'request' },
    { kind: 'typedParameter', types: ['Context'], runs: 'request' },
    { kind: 'typedFunction', types: ['HTTPFunction', 'CloudEventFunction'], runs: 'request' },
    {
      kind: 'export',
      files: ['**/index.{js,mjs,cjs,ts}'],
      exports: ['handle', 'default.handle', 'default'],
      parameters: [['context', 'ctx', '_context']],
      runs: 'request',
    },
  ],
  docs: 'https://github.com/nodeshift/faas-js-runtime#readme',
};
