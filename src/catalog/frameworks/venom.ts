import type { FrameworkModel } from '../types.js';

const listeners = [
  'onMessage', 'onAnyMessage', 'onUnreadMessage', 'onMessageEdit', 'onMessageDelete', 'onMessageReaction', 'onReactionMessage',
  'onRevokedMessage', 'onNotificationMessage', 'onPoll', 'onPollResponse', 'onAck', 'onLiveLocation', 'onParticipantsChanged',
  'onAddedToGroup', 'onIncomingCall', 'onPresenceChanged', 'onChatState', 'onOrderStatusUpdate', 'onNewChat', 'onUpdateLabel',
] as const;

/** Venom and WPPConnect, which have the same listeners. */
export const venom: FrameworkModel = {
  name: 'venom',
  title: 'WhatsApp bot',
  packages: ['venom-bot', '@wppconnect-team/wppconnect', '@open-wa/wa-automate'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['create()'],
      receiverTypes: ['Whatsapp', 'Client'],
      receiverNames: ['client', 'bot', 'venom', 'whatsapp', 'wpp', '*Client'],
      methods: listeners,
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['Message'], runs: 'message' },
  ],
  docs: 'https://wppconnect.io/docs/getting-started/receiving-messages',
};
