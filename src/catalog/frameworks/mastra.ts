import type { FrameworkModel } from '../types.js';

export const mastra: FrameworkModel = {
  name: 'mastra',
  title: 'Mastra',
  packages: ['@mastra/core', '@mastra/core/*'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['createTool', 'createStep', 'Step'], handlers: [{ argument: 0, path: 'execute' }], runs: 'invocation' },
    { kind: 'call', methods: ['registerApiRoute'], handlers: [{ argument: 1, path: 'handler' }], runs: 'request' },
    {
      kind: 'call',
      methods: ['Mastra'],
      handlers: ['server.middleware', 'server.middleware.handler', 'server.apiRoutes.handler'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    // What depends on the request is a function here: `new Agent({ model: ({ runtimeContext }) => … })`.
    {
      kind: 'call',
      methods: ['Agent'],
      handlers: ['instructions', 'model', 'tools', 'memory'].map((path) => ({ argument: 0, path })),
      runs: 'invocation',
    },
    { kind: 'call', methods: ['createScorer'], handlers: [{ argument: 0, path: 'run' }], runs: 'invocation' },
  ],
  docs: 'https://mastra.ai/docs/agents/using-tools',
};
