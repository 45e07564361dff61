import type { FrameworkModel } from '../types.js';

/** Bots of further services: VK, Viber, Dialogflow, GitHub. */
export const botLibraries: FrameworkModel = {
  name: 'bot-libraries',
  title: 'bot',
  packages: ['vk-io', 'viber-bot', 'dialogflow-fulfillment', 'actions-on-google', 'probot', '@line/bot-sdk'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['VK().updates', 'Updates()', '**.HearManager()'],
      methods: ['on', 'use', 'hear'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['Bot()'],
      methods: ['on', 'onTextMessage', 'onSubscribe', 'onConversationStarted'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['WebhookClient()'],
      methods: ['handleRequest'],
      handlers: [{ argument: 0 }, { argument: 0, path: '*' }],
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['WebhookClient'], runs: 'request' },
    {
      kind: 'call',
      receivers: ['dialogflow()', 'actionssdk()', 'smarthome()', 'conversation()'],
      methods: ['intent', 'handle', 'fallback', 'catch', 'middleware', 'onSync', 'onQuery', 'onExecute', 'onDisconnect'],
      handlers: [{ argument: 'last' }],
      runs: 'request',
    },
    { kind: 'call', receiverTypes: ['Probot'], methods: ['on', 'onAny'], handlers: [{ argument: 'last' }], runs: 'request' },
  ],
  docs: 'https://negezor.github.io/vk-io/',
};
