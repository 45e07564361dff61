import type { FrameworkModel } from '../types.js';

export const websocket: FrameworkModel = {
  name: 'websocket',
  title: 'WebSocket (ws)',
  packages: ['ws', '@types/ws', 'isomorphic-ws', 'websocket'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Server()', 'WebSocketServer()', 'server()'],
      receiverTypes: ['Server', 'WebSocketServer'],
      receiverNames: ['wss', 'ws', 'wsServer', 'webSocketServer'],
      methods: ['on', 'addListener'],
      firstArgument: ['connection', 'upgrade', 'request'],
      handlers: [{ argument: 1 }],
      runs: 'connection',
    },
    {
      kind: 'call',
      receivers: ['default()', 'WebSocket()'],
      receiverTypes: ['default', 'WebSocket'],
      receiverNames: ['ws', 'socket', 'client', 'conn', 'connection', 'webSocket'],
      methods: ['on', 'addEventListener', 'addListener'],
      firstArgument: ['message', 'ping', 'pong'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivedFor: { occasion: 'connection', parameter: 0 },
      methods: ['on', 'addEventListener', 'addListener'],
      firstArgument: ['message', 'ping', 'pong'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  docs: 'https://github.com/websockets/ws/blob/master/doc/ws.md#event-connection',
};
