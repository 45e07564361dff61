import type { FrameworkModel } from '../types.js';

export const socketIo: FrameworkModel = {
  name: 'socket-io',
  title: 'Socket.IO',
  packages: ['socket.io', '@types/socket.io'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['default().**', 'Server().**'],
      receiverTypes: ['Server', 'Namespace'],
      receiverNames: ['io', 'socketServer', 'namespace', 'nsp'],
      methods: ['on'],
      firstArgument: ['connection', 'connect', 'new_namespace'],
      handlers: [{ argument: 1 }],
      runs: 'connection',
    },
    {
      kind: 'call',
      receivers: ['default().**', 'Server().**'],
      receiverTypes: ['Server', 'Namespace'],
      receiverNames: ['io'],
      methods: ['use'],
      handlers: [{ argument: 0 }],
      runs: 'connection',
    },
    {
      kind: 'call',
      receiverTypes: ['Socket'],
      methods: ['on', 'onAny', 'onAnyOutgoing', 'use', 'once'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    // `io.on('connection', (socket) => { socket.on('scan', …) })`.
    {
      kind: 'call',
      receivedFor: { occasion: 'connection', parameter: 0 },
      methods: ['on', 'onAny', 'onAnyOutgoing', 'use'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['Socket'], runs: 'connection' },
  ],
  docs: 'https://socket.io/docs/v4/server-api/#event-connection',
};
