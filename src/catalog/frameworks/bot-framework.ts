import type { FrameworkModel } from '../types.js';

const turns = [
  'onTurn', 'onMessage', 'onMessageUpdate', 'onMessageDelete', 'onConversationUpdate', 'onMembersAdded', 'onMembersRemoved',
  'onMessageReaction', 'onReactionsAdded', 'onReactionsRemoved', 'onEvent', 'onEndOfConversation', 'onTyping', 'onInstallationUpdate*',
  'onTokenResponseEvent', 'onCommand', 'onCommandResult', 'onUnrecognizedActivityType', 'onDialog', 'onTeams*',
] as const;

/** Microsoft's Bot Framework and the SDKs for Teams. */
export const botFramework: FrameworkModel = {
  name: 'bot-framework',
  title: 'Bot Framework bot',
  packages: [
    'botbuilder', 'botbuilder-core', 'botbuilder-dialogs', '@microsoft/agents-hosting', '@microsoft/agents-hosting-dialogs',
    '@microsoft/teams.apps', '@microsoft/teams-ai',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'classMethod',
      extends: ['ActivityHandler', 'TeamsActivityHandler', 'ActivityHandlerBase', 'ComponentDialog', 'Dialog', 'CancelAndHelpDialog'],
      methods: ['run', 'on*Activity', 'onTeams*', 'handleTeams*', 'onInvokeActivity', 'beginDialog', 'continueDialog', 'resumeDialog',
        'onBeginDialog', 'onContinueDialog'],
      runs: 'message',
    },
    // `this.onMessage(async (context, next) => …)` in the constructor of a bot.
    {
      kind: 'call',
      receivers: ['ActivityHandler()', 'TeamsActivityHandler()'],
      receiverTypes: ['ActivityHandler', 'TeamsActivityHandler'],
      receiverNames: ['this'],
      methods: turns,
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['CloudAdapter()', 'BotFrameworkAdapter()'],
      receiverTypes: ['CloudAdapter', 'BotFrameworkAdapter'],
      receiverNames: ['adapter'],
      methods: ['process', 'processActivity'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    { kind: 'call', methods: ['WaterfallDialog'], handlers: [{ argument: 1 }], runs: 'message' },
    {
      kind: 'call',
      receivers: ['App()', 'Application()', 'AgentApplication()'],
      receiverTypes: ['App', 'Application', 'AgentApplication'],
      methods: ['on', 'message', 'activity', 'conversationUpdate', 'use', 'turn', 'error', 'function', 'event', 'onMessage', 'onActivity'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'message',
    },
    {
      kind: 'call',
      // `app.ai.action('name', fn)` of the AI library of Teams.
      receivers: ['Application().**'],
      receiverTypes: ['AI'],
      methods: ['action', 'submitAction'],
      handlers: [{ argument: 'last' }],
      runs: 'message',
    },
    {
      kind: 'typedParameter',
      types: ['TurnContext', 'WaterfallStepContext', 'DialogContext', 'IActivityContext'],
      runs: 'message',
    },
  ],
  docs: 'https://learn.microsoft.com/azure/bot-service/bot-activity-handler-concept',
};
