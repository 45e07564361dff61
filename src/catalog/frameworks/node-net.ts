import type { FrameworkModel } from '../types.js';

const servers = ['createServer()', 'Server()'] as const;

export const nodeNet: FrameworkModel = {
  name: 'node-net',
  title: 'Node.js TCP server',
  packages: ['node:net', 'node:tls'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['createServer', 'Server'], handlers: [{ argument: 'last' }], runs: 'connection' },
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: ['Server'],
      methods: ['on', 'addListener'],
      firstArgument: ['connection', 'secureConnection'],
      handlers: [{ argument: 1 }],
      runs: 'connection',
    },
    {
      kind: 'call',
      receivedFor: { occasion: 'connection', parameter: 0 },
      methods: ['on', 'addListener'],
      firstArgument: ['data', 'readable'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  once: [
    { kind: 'call', receivers: servers, receiverTypes: ['Server'], methods: ['listen', 'close'], handlers: [{ argument: 'last' }] },
  ],
  docs: 'https://nodejs.org/api/net.html#event-connection',
};
