import type { FrameworkModel } from '../types.js';

const events = [
  'message', 'message_create', 'message_ack', 'message_edit', 'message_ciphertext', 'message_reaction', 'message_revoke_everyone',
  'message_revoke_me', 'unread_count', 'media_uploaded', 'group_join', 'group_leave', 'group_update', 'group_admin_changed',
  'group_membership_request', 'contact_changed', 'incoming_call', 'call', 'vote_update', 'chat_archived', 'chat_removed',
] as const;

export const whatsappWeb: FrameworkModel = {
  name: 'whatsapp-web',
  title: 'WhatsApp bot',
  packages: ['whatsapp-web.js'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Client()'],
      receiverTypes: ['Client'],
      receiverNames: ['client', 'bot', 'whatsapp', '*Client'],
      methods: ['on', 'addListener'],
      firstArgument: events,
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['Message'], runs: 'message' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['Client()'],
      receiverTypes: ['Client'],
      methods: ['on', 'once'],
      firstArgument: ['ready', 'authenticated', 'auth_failure', 'remote_session_saved', 'loading_screen'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://docs.wwebjs.dev/Client.html',
};
