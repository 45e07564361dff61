import type { FrameworkModel } from '../types.js';

export const amqplib: FrameworkModel = {
  name: 'amqplib',
  title: 'RabbitMQ consumer',
  packages: ['amqplib', 'amqplib/callback_api', '@types/amqplib', 'amqp-connection-manager', 'rascal'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['connect().**'],
      receiverTypes: ['Channel', 'ConfirmChannel', 'ChannelWrapper'],
      receiverNames: ['channel', 'ch', '*Channel'],
      methods: ['consume'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['ConsumeMessage', 'Message'], runs: 'message' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['connect()'],
      receiverTypes: ['AmqpConnectionManager'],
      methods: ['createChannel'],
      handlers: [{ argument: 0, path: 'setup' }],
    },
  ],
  docs: 'https://amqp-node.github.io/amqplib/channel_api.html#channel_consume',
};
