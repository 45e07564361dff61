import type { FrameworkModel } from '../types.js';

export const orpc: FrameworkModel = {
  name: 'orpc',
  title: 'oRPC',
  packages: ['@orpc/server', '@orpc/server/*'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['os.**', 'implement().**'],
      methods: ['handler', 'use', 'middleware'],
      handlers: [{ argument: 0 }],
      runs: 'request',
    },
    {
      kind: 'call',
      receiverNames: ['*Procedure', '*procedure', 'os', 'base', 'authed', 'pub'],
      methods: ['handler'],
      firstArgument: 'function',
      handlers: [{ argument: 0 }],
      runs: 'request',
    },
  ],
  // A lazy router is loaded once.
  once: [{ kind: 'call', methods: ['lazy', 'os.lazy', 'os.**.lazy'], handlers: [{ argument: 0 }] }],
  docs: 'https://orpc.dev/docs/procedure',
};
