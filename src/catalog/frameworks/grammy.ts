import type { FrameworkModel } from '../types.js';

export const grammy: FrameworkModel = {
  name: 'grammy',
  title: 'grammY bot',
  packages: ['grammy'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Bot().**', 'Composer().**'],
      receiverTypes: ['Bot', 'Composer'],
      methods: [
        'use', 'on', 'hears', 'command', 'callbackQuery', 'gameQuery', 'inlineQuery', 'chosenInlineResult', 'preCheckoutQuery',
        'shippingQuery', 'reaction', 'chatType', 'filter', 'branch', 'route', 'errorBoundary', 'catch',
      ],
      handlers: [{ argument: { from: 0 } }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['Context', 'CommandContext', 'HearsContext', 'CallbackQueryContext', 'Filter'], runs: 'message' },
  ],
  once: [{ kind: 'call', receivers: ['Bot()'], receiverTypes: ['Bot'], methods: ['start'], handlers: [{ argument: 0, path: 'onStart' }] }],
  nextRejects: true,
  docs: 'https://grammy.dev/guide/basics',
};
