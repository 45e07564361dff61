import type { FrameworkModel } from '../types.js';

export const googlePubsub: FrameworkModel = {
  name: 'google-pubsub',
  title: 'Google Cloud Pub/Sub subscription',
  packages: ['@google-cloud/pubsub'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['PubSub().**'],
      receiverTypes: ['Subscription'],
      receiverNames: ['subscription', 'sub', '*Subscription'],
      methods: ['on', 'addListener'],
      firstArgument: ['message'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['Message'], runs: 'message' },
  ],
  docs: 'https://cloud.google.com/pubsub/docs/pull',
};
