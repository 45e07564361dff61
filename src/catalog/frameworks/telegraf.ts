import type { FrameworkModel } from '../types.js';

export const telegraf: FrameworkModel = {
  name: 'telegraf',
  title: 'Telegraf bot',
  packages: ['telegraf', 'telegraf/*'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Telegraf()', 'Composer()', 'Scenes.BaseScene()', 'default()'],
      receiverTypes: ['Telegraf', 'Composer'],
      methods: [
        'use', 'on', 'hears', 'command', 'action', 'inlineQuery', 'gameQuery', 'reaction', 'email', 'url', 'mention', 'hashtag',
        'start', 'help', 'settings', 'catch', 'enter', 'leave',
      ],
      handlers: [{ argument: { from: 0 } }],
      runs: 'message',
    },
    { kind: 'call', methods: ['Scenes.WizardScene'], handlers: [{ argument: { from: 1 } }], runs: 'message' },
    { kind: 'typedParameter', types: ['Context', 'NarrowedContext'], runs: 'message' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['Telegraf()', 'default()'],
      receiverTypes: ['Telegraf'],
      methods: ['launch'],
      handlers: [{ argument: 'last' }],
    },
  ],
  nextRejects: true,
  docs: 'https://telegraf.js.org/',
};
