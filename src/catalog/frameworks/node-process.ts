import type { FrameworkModel } from '../types.js';

/** What a process does once, when it is told to end: a client that is made there lives no longer than the process. */
export const nodeProcess: FrameworkModel = {
  name: 'node-process',
  title: 'Node.js process events',
  packages: [],
  runtime: 'node-server',
  entries: [],
  once: [
    {
      kind: 'call',
      methods: ['process.on', 'process.once', 'process.addListener'],
      firstArgument: ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'beforeExit', 'exit'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://nodejs.org/api/process.html#signal-events',
};
