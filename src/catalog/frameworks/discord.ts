import type { FrameworkModel } from '../types.js';

const events = [
  'messageCreate', 'messageUpdate', 'messageDelete', 'message', 'interactionCreate', 'guildCreate', 'guildDelete', 'guildMemberAdd',
  'guildMemberRemove', 'guildMemberUpdate', 'messageReactionAdd', 'messageReactionRemove', 'voiceStateUpdate', 'presenceUpdate',
  'threadCreate', 'Events.MessageCreate', 'Events.MessageUpdate', 'Events.MessageDelete', 'Events.InteractionCreate',
  'Events.GuildCreate', 'Events.GuildDelete', 'Events.GuildMemberAdd', 'Events.GuildMemberRemove', 'Events.GuildMemberUpdate',
  'Events.MessageReactionAdd', 'Events.MessageReactionRemove', 'Events.VoiceStateUpdate', 'Events.PresenceUpdate',
  'Events.ThreadCreate',
] as const;

export const discord: FrameworkModel = {
  name: 'discord',
  title: 'Discord bot',
  packages: ['discord.js'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Client()'],
      receiverTypes: ['Client'],
      receiverNames: ['client', 'bot'],
      methods: ['on', 'addListener'],
      firstArgument: events,
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    // Command modules of the guide: `module.exports = { data, async execute(interaction) {} }`.
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['execute', 'default.execute', 'run', 'default.run'],
      parameters: [['interaction', 'message', 'msg']],
      runs: 'message',
    },
    // The same of handlers that give the bot first: `exports.run = async (client, message, args) => {}`.
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['execute', 'default.execute', 'run', 'default.run', 'callback', 'default.callback'],
      parameters: [['client', 'bot', '_client'], ['interaction', 'message', 'msg']],
      runs: 'message',
    },
    { kind: 'typedParameter', types: ['*Interaction', 'Message'], runs: 'message' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['Client()'],
      receiverTypes: ['Client'],
      receiverNames: ['client', 'bot'],
      methods: ['on', 'once'],
      firstArgument: ['ready', 'clientReady', 'Events.ClientReady'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://discordjs.guide/creating-your-bot/event-handling',
};
