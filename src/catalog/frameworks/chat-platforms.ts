import type { FrameworkModel } from '../types.js';

/** Bots of smaller chat platforms: Twitch, Matrix, Viber, Mattermost. */
export const chatPlatforms: FrameworkModel = {
  name: 'chat-platforms',
  title: 'Chat bot',
  packages: ['tmi.js', 'matrix-bot-sdk', 'viber-bot', 'matrix-js-sdk'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Client()', 'client()', 'Bot()', 'MatrixClient()', 'createClient()'],
      receiverTypes: ['Client', 'Bot', 'MatrixClient'],
      methods: ['on', 'addListener'],
      firstArgument: [
        'message', 'chat', 'action', 'whisper', 'cheer', 'subscription', 'resub', 'raided', 'room.message', 'room.event', 'room.invite',
        'Room.timeline', 'RoomMember.membership', 'BotEvents.MESSAGE_RECEIVED', 'BotEvents.CONVERSATION_STARTED',
      ],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['Bot()'],
      receiverTypes: ['Bot'],
      methods: ['onTextMessage', 'onSubscribe', 'onUnsubscribe', 'onConversationStarted'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
  ],
  docs: 'https://tmijs.com/#example-events',
};
