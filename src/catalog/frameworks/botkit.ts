import type { FrameworkModel } from '../types.js';

const controllers = ['Botkit()', 'slackbot()', 'facebookbot()', 'teamsbot()', 'sparkbot()', 'twiliosmsbot()', 'twilioipmbot()',
  'botframeworkbot()', 'anywhere()', 'socketbot()', 'consolebot()'] as const;

export const botkit: FrameworkModel = {
  name: 'botkit',
  title: 'Botkit bot',
  packages: ['botkit'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: controllers,
      receiverTypes: ['Botkit'],
      methods: ['hears', 'on', 'interrupts'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    // Features are files that are given the controller.
    {
      kind: 'call',
      receiverNames: ['controller', 'bot'],
      methods: ['hears', 'interrupts'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receiverNames: ['controller'],
      methods: ['on'],
      firstArgument: [
        'message', 'direct_message', 'direct_mention', 'mention', 'message_received', 'ambient', 'slash_command', 'interactive_message',
        'interactive_message_callback', 'block_actions', 'dialog_submission', 'view_submission', 'facebook_postback', 'event',
        'bot_message', 'direct_message,direct_mention', 'self_message', 'event_activity',
      ],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    // `controller.middleware.receive.use(fn)`.
    {
      kind: 'call',
      receivers: controllers.flatMap((of) => ['receive', 'send', 'ingest', 'interpret', 'heard'].map((name) => `${of}.middleware.${name}`)),
      receiverNames: ['receive', 'ingest', 'interpret', 'heard'],
      methods: ['use'],
      handlers: [{ argument: 0 }],
      runs: 'message',
    },
  ],
  once: [
    {
      kind: 'call',
      receivers: controllers,
      receiverTypes: ['Botkit'],
      receiverNames: ['controller'],
      methods: ['ready'],
      handlers: [{ argument: 0 }],
    },
  ],
  docs: 'https://github.com/howdyai/botkit/blob/main/packages/docs/core.md',
};
