import type { FrameworkModel } from '../types.js';

const updates = [
  'message', 'text', 'photo', 'document', 'video', 'voice', 'audio', 'location', 'contact', 'sticker', 'callback_query', 'inline_query',
  'chosen_inline_result', 'edited_message', 'channel_post', 'edited_channel_post', 'shipping_query', 'pre_checkout_query', 'poll',
  'poll_answer', 'chat_member', 'my_chat_member', 'chat_join_request', 'new_chat_members', 'left_chat_member', 'successful_payment',
  'web_app_data',
] as const;

export const nodeTelegramBotApi: FrameworkModel = {
  name: 'node-telegram-bot-api',
  title: 'Telegram bot',
  packages: ['node-telegram-bot-api', 'node-telegram-bot-api/node', '@types/node-telegram-bot-api'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['default()', 'TelegramBot()'],
      receiverTypes: ['default', 'TelegramBot'],
      receiverNames: ['bot', 'telegramBot', 'telegram', 'this'],
      methods: ['on', 'addListener'],
      firstArgument: updates,
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['default()', 'TelegramBot()'],
      receiverTypes: ['default', 'TelegramBot'],
      receiverNames: ['bot', 'telegramBot', 'telegram', '*Bot'],
      methods: ['onText', 'onReplyToMessage'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    // Version 2 has middleware.
    {
      kind: 'call',
      receivers: ['Bot()'],
      receiverTypes: ['Bot'],
      methods: ['use', 'on', 'command', 'hears', 'catch'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'message',
    },
  ],
  docs: 'https://github.com/yagop/node-telegram-bot-api/blob/master/doc/usage.md#events',
};
