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
  injection: {
    bindings: [
      { method: 'to', argument: 0, token: { before: 'bind' }, once: ['inSingletonScope'] },
      { method: 'toDynamicValue', argument: 0, token: { before: 'bind' }, once: ['inSingletonScope'] },
      { method: 'bind', argument: 0, token: 0, behind: 'toSelf', once: ['inSingletonScope'] },
    ],
    asks: ['get', 'getAsync', 'getNamed', 'getTagged', 'resolve'],
    decorators: ['inject'],
    parameters: 'types',
    // `new Container({ defaultScope: 'Singleton' })`
    unlessMentioned: 'defaultScope',
  },
  docs: 'https://inversify.io/docs/fundamentals/binding/',
};
