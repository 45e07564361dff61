import type { FrameworkModel } from '../types.js';

/** No entry points: it tells how often the classes are constructed, and the functions called, that it injects. */
export const awilix: FrameworkModel = {
  name: 'awilix',
  title: 'Awilix',
  packages: ['awilix', 'awilix-express', 'awilix-koa', '@fastify/awilix'],
  runtime: 'node-server',
  entries: [],
  injection: {
    bindings: ['asClass', 'asFunction'].map((method) => ({
      // What is scoped is one for the container that is asked, which may be one of the request or the root.
      method, argument: 0, token: 'key', once: ['singleton', 'SINGLETON'], unclear: ['scoped', 'SCOPED', 'disposer'],
    })),
    asks: ['resolve'],
    members: ['cradle'],
    parameters: 'names',
  },
  docs: 'https://github.com/jeffijoe/awilix#lifetime-management',
};
