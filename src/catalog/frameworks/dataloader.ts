import type { FrameworkModel } from '../types.js';

/** The function of a loader runs for each batch, whether the loader is made per request or shared. */
export const dataloader: FrameworkModel = {
  name: 'dataloader',
  title: 'DataLoader batch',
  packages: ['dataloader'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['default', 'DataLoader'], handlers: [{ argument: 0 }], runs: 'request' },
  ],
  docs: 'https://github.com/graphql/dataloader#batch-function',
};
