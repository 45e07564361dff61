import type { FrameworkModel } from '../types.js';

/** BuilderBot, which was called bot-whatsapp: flows are chains of answers, with callbacks that run for each message. */
export const builderbot: FrameworkModel = {
  name: 'builderbot',
  title: 'BuilderBot flow',
  packages: ['@builderbot/bot', '@bot-whatsapp/bot'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['addKeyword().**'],
      methods: ['addAnswer', 'addAction'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'message',
    },
  ],
  docs: 'https://www.builderbot.app/en/methods',
};
