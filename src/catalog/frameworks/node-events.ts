import type { FrameworkModel } from '../types.js';

/** What servers say once, and applications that pass the event on. */
export const nodeEvents: FrameworkModel = {
  name: 'node-events',
  title: 'Node.js events',
  packages: ['node:events'],
  runtime: 'node-server',
  entries: [],
  once: [
    {
      kind: 'call',
      receivers: ['EventEmitter()', 'default()'],
      receiverNames: ['*'],
      methods: ['on', 'once', 'addListener'],
      firstArgument: ['listening'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://nodejs.org/api/net.html#event-listening',
};
