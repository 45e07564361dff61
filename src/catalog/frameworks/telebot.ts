import type { FrameworkModel } from '../types.js';

export const telebot: FrameworkModel = {
  name: 'telebot',
  title: 'TeleBot',
  packages: ['telebot'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      // Besides kinds of messages an event may be a command, a text that it matches, or several of these.
      receivers: ['default()'],
      receiverTypes: ['default'],
      methods: ['on', 'mod'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['default()'],
      receiverTypes: ['default'],
      methods: ['on'],
      firstArgument: ['start', 'stop'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://github.com/mullwar/telebot',
};
