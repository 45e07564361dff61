import type { FrameworkModel } from '../types.js';

const events = [
  'messageCreate', 'messageUpdate', 'messageDelete', 'interactionCreate', 'guildCreate', 'guildDelete', 'guildMemberAdd',
  'guildMemberRemove', 'guildMemberUpdate', 'messageReactionAdd', 'messageReactionRemove', 'voiceStateUpdate', 'presenceUpdate',
  'GatewayDispatchEvents.MessageCreate', 'GatewayDispatchEvents.InteractionCreate', 'GatewayDispatchEvents.GuildCreate',
  'GatewayDispatchEvents.MessageReactionAdd',
] as const;

/** Frameworks on discord.js and other libraries for Discord. */
export const discordLibraries: FrameworkModel = {
  name: 'discord-libraries',
  title: 'Discord bot',
  packages: [
    '@sapphire/framework', '@sapphire/plugin-subcommands', 'discordx', '@discordjs/core', 'eris', 'oceanic.js', 'necord',
    'discord.js-commando', 'discord-akairo', 'discord-hono', 'slash-create',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Client()', 'default()', 'CommandClient()'],
      receiverTypes: ['Client', 'CommandClient'],
      methods: ['on', 'addListener'],
      firstArgument: events,
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'classMethod',
      // Of Sapphire, Commando, Akairo and slash-create; a command of a command line has the name too, from elsewhere.
      extends: ['Command', 'Subcommand', 'SlashCommand'],
      methods: [
        'messageRun', 'chatInputRun', 'contextMenuRun', 'autocompleteRun', 'run', 'exec', 'execSlash', 'chatInput*', 'message*',
        'autocomplete',
      ],
      runs: 'message',
    },
    {
      kind: 'classMethod',
      extends: ['Listener', 'InteractionHandler', 'Precondition', 'AllFlowsPrecondition', 'Argument', 'Inhibitor'],
      methods: ['run', 'parse', 'exec', 'messageRun', 'chatInputRun', 'contextMenuRun'],
      runs: 'message',
    },
    {
      kind: 'decorator',
      method: [
        'Slash', 'SimpleCommand', 'On', 'ButtonComponent', 'ModalComponent', 'SelectMenuComponent', 'ContextMenu', 'Reaction',
        'SlashCommand', 'Subcommand', 'Button', 'Modal', 'StringSelect', 'UserCommand', 'MessageCommand', 'TextCommand',
      ],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['DiscordHono().**'],
      receiverTypes: ['DiscordHono'],
      methods: ['command', 'component', 'autocomplete', 'modal', 'cron'],
      handlers: [{ argument: { from: 1 } }],
      runs: 'message',
    },
  ],
  once: [
    {
      kind: 'classMethod',
      extends: ['Listener'],
      methods: ['run', 'exec'],
      // The event of a client that is logged in, and `Events` of discord.js and of Sapphire; `once` of any event.
      told: [{ option: 'event', is: ["'ready'", "'clientReady'", 'Events.ClientReady'] }, { option: 'once', is: ['true'] }],
    },
  ],
  docs: 'https://www.sapphirejs.dev/docs/Guide/commands/creating-commands',
};
