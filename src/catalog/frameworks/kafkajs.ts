import type { FrameworkModel } from '../types.js';

export const kafkajs: FrameworkModel = {
  name: 'kafkajs',
  title: 'Kafka consumer',
  packages: ['kafkajs', 'kafkajs-fixes', '@confluentinc/kafka-javascript'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Kafka().consumer()', 'KafkaJS.Kafka().consumer()'],
      receiverTypes: ['Consumer'],
      receiverNames: ['consumer', '*Consumer'],
      methods: ['run'],
      firstArgument: 'object',
      handlers: [{ argument: 0, path: 'eachMessage' }, { argument: 0, path: 'eachBatch' }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['EachMessagePayload', 'EachBatchPayload'], runs: 'message' },
    { kind: 'typedFunction', types: ['EachMessageHandler', 'EachBatchHandler'], runs: 'message' },
  ],
  docs: 'https://kafka.js.org/docs/consuming',
};
