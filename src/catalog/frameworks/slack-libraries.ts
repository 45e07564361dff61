import type { FrameworkModel } from '../types.js';

/** What Slack has beside Bolt: its event and message adapters, sockets, and the functions that it hosts. */
export const slackLibraries: FrameworkModel = {
  name: 'slack-libraries',
  title: 'Slack app',
  packages: [
    '@slack/events-api', '@slack/interactive-messages', '@slack/socket-mode', '@slack/rtm-api', 'slack-edge', 'slack-cloudflare-workers',
    'deno-slack-sdk/mod.ts',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['createEventAdapter()', 'SocketModeClient()', 'RTMClient()'],
      receiverTypes: ['SlackEventAdapter', 'SocketModeClient', 'RTMClient'],
      receiverNames: ['slackEvents', 'rtm', 'socketModeClient'],
      methods: ['on'],
      firstArgument: [
        'message', 'app_mention', 'slack_event', 'interactive', 'slash_commands', 'events_api', 'reaction_added', 'reaction_removed',
        'app_home_opened', 'team_join', 'member_joined_channel', 'link_shared', 'file_shared', 'channel_created', 'user_change',
      ],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['createMessageAdapter()'],
      receiverTypes: ['SlackMessageAdapter'],
      receiverNames: ['slackInteractions'],
      methods: ['action', 'shortcut', 'viewSubmission', 'viewClosed'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    { kind: 'call', methods: ['SlackFunction'], handlers: [{ argument: 1 }], runs: 'invocation' },
    {
      kind: 'call',
      receivers: ['SlackApp()'],
      receiverTypes: ['SlackApp'],
      methods: ['event', 'message', 'anyMessage', 'command', 'action', 'shortcut', 'globalShortcut', 'messageShortcut', 'view',
        'viewSubmission', 'options', 'function', 'assistant'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'message',
    },
  ],
  docs: 'https://tools.slack.dev/node-slack-sdk/socket-mode/',
};
