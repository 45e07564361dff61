import type { FrameworkModel } from '../types.js';

export const hatchet: FrameworkModel = {
  name: 'hatchet',
  title: 'Hatchet task',
  packages: ['@hatchet-dev/typescript-sdk', '@hatchet-dev/typescript-sdk/*'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      // The class is the default export too.
      receivers: ['Hatchet.init().**', 'HatchetClient.init().**', 'init().**'],
      receiverTypes: ['Hatchet', 'HatchetClient', 'WorkflowDeclaration'],
      receiverNames: ['hatchet'],
      methods: ['task', 'durableTask', 'onFailure', 'onSuccess'],
      handlers: [{ argument: 0, path: 'fn' }],
      runs: 'invocation',
    },
    // Version 0: `worker.registerWorkflow({ steps: [{ name, run }] })`.
    {
      kind: 'call',
      receivers: ['Hatchet.init().worker()', 'init().worker()'],
      receiverTypes: ['Worker'],
      receiverNames: ['worker'],
      methods: ['registerWorkflow'],
      handlers: [{ argument: 0, path: 'steps.run' }, { argument: 0, path: 'onFailure.run' }],
      runs: 'invocation',
    },
    { kind: 'typedFunction', types: ['TaskFn', 'DurableTaskFn'], runs: 'invocation' },
  ],
  docs: 'https://docs.hatchet.run/home/your-first-task',
};
