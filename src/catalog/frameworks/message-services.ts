import type { FrameworkModel } from '../types.js';

/** Services that answer messages of others in the same network. */
export const messageServices: FrameworkModel = {
  name: 'message-services',
  title: 'message service',
  packages: ['seneca', 'cote'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', receivers: ['default()', 'Seneca()'], methods: ['add'], handlers: [{ argument: 'last' }], runs: 'message' },
    // A plugin is told what it belongs to by `this`, or is given it.
    {
      kind: 'call',
      receiverNames: ['seneca', 'this'],
      methods: ['add'],
      firstArgument: 'object',
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['Responder()', 'Subscriber()', 'PendingBalancedResponder()'],
      methods: ['on'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  docs: 'https://github.com/dashersw/cote#readme',
};
