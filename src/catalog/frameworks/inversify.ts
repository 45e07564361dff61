import type { FrameworkModel } from '../types.js';

/** No entry points: it tells how often the classes are constructed that it injects. */
export const inversify: FrameworkModel = {
  name: 'inversify',
  title: 'InversifyJS',
  packages: ['inversify'],
  runtime: 'node-server',
  entries: [],
  // The scope is in the binding (`bind(X).toSelf().inSingletonScope()`), not at the class.
  containers: [{ decorators: ['injectable'], scope: 'unknown' }],
  docs: 'https://inversify.io/docs/fundamentals/binding/',
};
