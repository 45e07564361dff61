import type { FrameworkModel } from '../types.js';

export const nats: FrameworkModel = {
  name: 'nats',
  title: 'NATS subscription',
  packages: ['nats', 'nats.ws', '@nats-io/transport-node', '@nats-io/nats-core', 'node-nats-streaming', 'ts-nats'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['connect()', 'wsconnect()'],
      receiverTypes: ['NatsConnection', 'NatsConnectionImpl', 'Client'],
      receiverNames: ['nc', 'natsConnection', 'nats'],
      methods: ['subscribe'],
      handlers: [{ argument: 1, path: 'callback' }, { argument: 1 }],
      runs: 'message',
    },
    // Microservices: `service.addEndpoint('name', { handler })`.
    {
      kind: 'call',
      receiverTypes: ['Service', 'ServiceGroup'],
      receiverNames: ['service', 'group'],
      methods: ['addEndpoint'],
      handlers: [{ argument: 1 }, { argument: 1, path: 'handler' }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['Msg', 'JsMsg', 'ServiceMsg'], runs: 'message' },
  ],
  docs: 'https://github.com/nats-io/nats.js#async-vs-callbacks',
};
