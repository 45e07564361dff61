import type { FrameworkModel } from '../types.js';

export const sqsConsumer: FrameworkModel = {
  name: 'sqs-consumer',
  title: 'SQS consumer',
  packages: ['sqs-consumer', '@rxfork/sqs-consumer'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['Consumer.create', 'Consumer'],
      handlers: [
        'handleMessage', 'handleMessageBatch', 'preReceiveMessageCallback', 'postReceiveMessageCallback',
      ].map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['Consumer.create()', 'Consumer()'],
      receiverTypes: ['Consumer'],
      methods: ['on'],
      firstArgument: ['message_received', 'message_processed', 'response_processed', 'processing_error', 'error', 'empty', 'timeout_error'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['Consumer.create()', 'Consumer()'],
      receiverTypes: ['Consumer'],
      methods: ['on'],
      firstArgument: ['started', 'stopped'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://bbc.github.io/sqs-consumer/',
};
