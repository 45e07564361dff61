import type { FrameworkModel } from '../types.js';

/** No entry points: it tells how often the classes are constructed that it injects. */
export const tsyringe: FrameworkModel = {
  name: 'tsyringe',
  title: 'TSyringe',
  packages: ['tsyringe'],
  runtime: 'node-server',
  entries: [],
  once: [
    { kind: 'call', methods: ['container.registerSingleton', 'container.registerInstance'], handlers: [{ argument: { from: 0 } }] },
  ],
  containers: [
    { decorators: ['singleton'], scope: 'once' },
    { decorators: ['injectable', 'autoInjectable'], scope: 'perUse' },
    { decorators: ['scoped'], scope: 'unknown' },
  ],
  injection: {
    bindings: [
      { method: 'register', argument: 1, token: 0, once: ['Singleton', 'ContainerScoped'] },
      { method: 'register', argument: 1, keys: ['useClass', 'useFactory'], token: 0, once: ['Singleton', 'ContainerScoped'] },
    ],
    asks: ['resolve'],
    decorators: ['inject'],
    parameters: 'types',
  },
  docs: 'https://github.com/microsoft/tsyringe#injectable',
};
