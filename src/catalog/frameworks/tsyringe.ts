import type { FrameworkModel } from '../types.js';

/** No entry points: it tells how often the classes are constructed that it injects. */
export const tsyringe: FrameworkModel = {
  name: 'tsyringe',
  title: 'TSyringe',
  packages: ['tsyringe'],
  runtime: 'node-server',
  entries: [],
  containers: [
    { decorators: ['singleton'], scope: 'once' },
    // Made anew at each `resolve()`, unless it was registered as a singleton.
    { decorators: ['injectable', 'autoInjectable', 'scoped'], scope: 'unknown' },
  ],
  docs: 'https://github.com/microsoft/tsyringe#injectable',
};
