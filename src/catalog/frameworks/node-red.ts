import type { FrameworkModel } from '../types.js';

/** Nodes of Node-RED import nothing; their packages do not depend on it either. */
export const nodeRed: FrameworkModel = {
  name: 'node-red',
  title: 'Node-RED node',
  packages: [],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receiverNames: ['node', 'this', 'self', 'that', '_this', 'me', 'thisNode', '*Node'],
      methods: ['on'],
      firstArgument: ['input'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'call',
      // `RED.httpAdmin.get('/…', fn)`.
      receiverNames: ['httpAdmin', 'httpNode'],
      methods: ['get', 'post', 'put', 'delete'],
      firstArgument: 'route',
      handlers: [{ argument: { from: 1 } }],
      runs: 'request',
    },
  ],
  docs: 'https://nodered.org/docs/creating-nodes/node-js',
};
