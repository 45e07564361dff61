import type { FrameworkModel } from '../types.js';

export const temporalActivities: FrameworkModel = {
  name: 'temporal-activities',
  title: 'Temporal activity',
  packages: ['@temporalio/worker'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['Worker.create'], handlers: [{ argument: 0, path: 'activities.*' }], runs: 'invocation' },
  ],
  docs: 'https://docs.temporal.io/develop/typescript/core-application#develop-activities',
};
