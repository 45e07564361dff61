import type { FrameworkModel } from '../types.js';

const hooks = [
  'run', 'init', 'cleanup', 'middleware', 'handleError', 'catchError', 'onStart', 'onStartAttempt', 'onSuccess', 'onFailure', 'onComplete',
  'onWait', 'onResume', 'onCancel',
] as const;

export const triggerDev: FrameworkModel = {
  name: 'trigger-dev',
  title: 'Trigger.dev task',
  packages: ['@trigger.dev/sdk', '@trigger.dev/sdk/v3', '@trigger.dev/sdk/ai'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['task', 'schemaTask', 'toolTask'],
      handlers: hooks.map((path) => ({ argument: 0, path })),
      runs: 'invocation',
    },
    { kind: 'call', methods: ['schedules.task'], handlers: hooks.map((path) => ({ argument: 0, path })), runs: 'tick' },
    {
      kind: 'call',
      methods: ['tasks.onStart', 'tasks.onStartAttempt', 'tasks.onSuccess', 'tasks.onFailure', 'tasks.onComplete', 'tasks.middleware',
        'tasks.onWait', 'tasks.onResume', 'tasks.catchError'],
      handlers: [{ argument: 'last' }],
      runs: 'invocation',
    },
    // Version 2.
    {
      kind: 'call',
      receivers: ['TriggerClient()'],
      receiverTypes: ['TriggerClient'],
      methods: ['defineJob'],
      handlers: [{ argument: 0, path: 'run' }],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['Job'], handlers: [{ argument: 1, path: 'run' }], runs: 'invocation' },
  ],
  docs: 'https://trigger.dev/docs/tasks/overview',
};
