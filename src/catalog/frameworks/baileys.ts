import type { FrameworkModel } from '../types.js';

const events = [
  'messages.upsert', 'messages.update', 'messages.delete', 'messages.reaction', 'messages.media-update', 'message-receipt.update',
  'messaging-history.set', 'chats.upsert', 'chats.update', 'chats.delete', 'contacts.upsert', 'contacts.update', 'presence.update',
  'groups.upsert', 'groups.update', 'group-participants.update', 'group.join-request', 'call', 'labels.association', 'labels.edit',
  'creds.update',
] as const;

export const baileys: FrameworkModel = {
  name: 'baileys',
  title: 'WhatsApp bot',
  packages: ['@whiskeysockets/baileys', 'baileys', '@adiwajshing/baileys'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['default().ev', 'makeWASocket().ev'],
      receiverTypes: ['BaileysEventEmitter'],
      receiverNames: ['ev'],
      methods: ['on', 'addListener'],
      firstArgument: events,
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['default().ev', 'makeWASocket().ev'],
      receiverTypes: ['BaileysEventEmitter'],
      receiverNames: ['ev'],
      methods: ['process'],
      handlers: [{ argument: 0 }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['WAMessage', 'IWebMessageInfo'], runs: 'message' },
  ],
  docs: 'https://baileys.wiki/docs/socket/receiving-updates',
};
