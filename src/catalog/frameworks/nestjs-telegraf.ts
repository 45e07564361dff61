import type { FrameworkModel } from '../types.js';

/** Telegraf as a module of NestJS: methods of providers that decorators register. A bot is one of the process, and so are its scenes. */
export const nestjsTelegraf: FrameworkModel = {
  name: 'nestjs-telegraf',
  title: 'NestJS Telegraf bot',
  packages: ['nestjs-telegraf'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'decorator',
      method: [
        'On', 'Use', 'Hears', 'Command', 'Action', 'InlineQuery', 'GameQuery', 'Start', 'Help', 'Settings', 'Hashtag', 'Cashtag', 'Mention',
        'Phone', 'Email', 'Url', 'TextLink', 'TextMention', 'SceneEnter', 'SceneLeave', 'WizardStep',
      ],
      runs: 'message',
    },
  ],
  containers: [{ decorators: ['Update', 'Scene', 'Wizard', 'Composer'], scope: 'once' }],
  docs: 'https://nestjs-telegraf.0x467.com/',
};
