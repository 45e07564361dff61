import type { FrameworkModel } from '../types.js';

export const graphileWorker: FrameworkModel = {
  name: 'graphile-worker',
  title: 'Graphile Worker task',
  packages: ['graphile-worker'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['run', 'runOnce', 'runTaskListOnce', 'runTaskList'], handlers: [{ argument: 0, path: 'taskList.*' }],
      runs: 'message' },
    // A file of its own for each task, which the worker finds by its folder.
    {
      kind: 'export',
      files: ['**/tasks/**/*.{js,cjs,mjs,ts,mts,cts}'],
      exports: ['default'],
      parameters: [['payload', '_payload', 'inPayload'], ['helpers', '_helpers']],
      runs: 'message',
    },
    { kind: 'typedFunction', types: ['Task'], runs: 'message' },
    { kind: 'typedParameter', types: ['JobHelpers'], runs: 'message' },
  ],
  docs: 'https://worker.graphile.org/docs/tasks',
};
