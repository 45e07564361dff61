import { pair, silent, type FrameworkCase } from './build.js';

export const botCases: readonly FrameworkCase[] = [
  ...pair('node-telegram-bot-api', 'a text that matches', 'src/bot.js', `
const TelegramBot = require('node-telegram-bot-api');
REQUIRE
const bot = new TelegramBot(process.env.TOKEN, { polling: true });
bot.onText(/\\/scan (.+)/, async (message, match) => {
  const client = CLIENT;
  await bot.sendMessage(message.chat.id, JSON.stringify(await client.labelDetection(match[1])));
});
`),
  ...pair('node-telegram-bot-api', 'an update', 'src/updates.ts', `
import TelegramBot from 'node-telegram-bot-api';
IMPORT
const bot = new TelegramBot(process.env.TOKEN ?? '', { polling: true });
bot.on('callback_query', async (query) => {
  const client = CLIENT;
  await client.labelDetection(query.data ?? '');
});
`),
  ...pair('node-telegram-bot-api', 'a bot that is a parameter', 'src/commands/scan.js', `
REQUIRE
module.exports = (bot) => {
  bot.onText(/scan/, async (message) => CLIENT.labelDetection(message.text));
};
`),
  ...pair('node-telegram-bot-api', 'a command of version 2', 'src/version-2.ts', `
import { Bot } from 'node-telegram-bot-api';
IMPORT
const bot = new Bot(process.env.TOKEN ?? '');
bot.command('scan', async (context) => {
  const client = CLIENT;
  await context.reply(JSON.stringify(await client.labelDetection(context.match)));
});
`),
  ...silent('node-telegram-bot-api', 'an emitter of nobody that has the event', 'src/emitter.js', `
const { EventEmitter } = require('node:events');
REQUIRE
const updates = new EventEmitter();
updates.once('message', () => { exports.client = CLIENT; });
`),
  ...silent('node-telegram-bot-api', 'an error of the polling that ends the process', 'src/polling.js', `
const TelegramBot = require('node-telegram-bot-api');
REQUIRE
async function main() {
  const client = CLIENT;
  const bot = new TelegramBot(process.env.TOKEN, { polling: true });
  bot.on('message', async (message) => client.labelDetection(message.text));
}
main();
`),

  ...pair('whatsapp-web', 'a message', 'src/bot.js', `
const { Client, LocalAuth } = require('whatsapp-web.js');
REQUIRE
const client = new Client({ authStrategy: new LocalAuth() });
client.on('message', async (message) => {
  const detector = CLIENT;
  await message.reply(JSON.stringify(await detector.labelDetection(message.body)));
});
client.initialize();
`),
  ...pair('whatsapp-web', 'a bot that is a parameter', 'src/listeners.js', `
REQUIRE
module.exports = function listen(client) {
  client.on('message_create', async (message) => {
    await CLIENT.labelDetection(message.body);
  });
};
`),
  ...pair('whatsapp-web', 'a parameter known by its type', 'src/handle.ts', `
import type { Message } from 'whatsapp-web.js';
IMPORT
export async function handle(incoming: Message): Promise<void> {
  const client = CLIENT;
  await incoming.reply(JSON.stringify(await client.labelDetection(incoming.body)));
}
`),
  ...silent('whatsapp-web', 'the ready event', 'src/ready.js', `
const { Client } = require('whatsapp-web.js');
REQUIRE
const client = new Client();
client.on('ready', () => { exports.vision = CLIENT; });
`),

  ...pair('venom', 'a message of a session', 'src/bot.js', `
const venom = require('venom-bot');
REQUIRE
venom.create({ session: 'shop' }).then((client) => start(client));
function start(client) {
  client.onMessage(async (message) => {
    const detector = CLIENT;
    await client.sendText(message.from, JSON.stringify(await detector.labelDetection(message.body)));
  });
}
`),
  ...pair('venom', 'a message of an awaited session', 'src/wpp.ts', `
import { create } from '@wppconnect-team/wppconnect';
IMPORT
const client = await create({ session: 'shop' });
client.onAnyMessage(async (message) => {
  const detector = CLIENT;
  await detector.labelDetection(message.body ?? '');
});
`),
  ...silent('venom', 'a session that is opened', 'src/open.js', `
const venom = require('venom-bot');
REQUIRE
venom.create({ session: 'shop' }).then((client) => {
  const detector = CLIENT;
  client.onMessage(async (message) => detector.labelDetection(message.body));
});
`),
  ...silent('venom', 'a listener of another library', 'src/other.ts', `
import { connect } from 'some-socket';
IMPORT
const socket = connect();
socket.onMessage(() => { void CLIENT; });
`),

  ...pair('baileys', 'messages', 'src/bot.ts', `
import makeWASocket from '@whiskeysockets/baileys';
IMPORT
const sock = makeWASocket({ printQRInTerminal: true });
sock.ev.on('messages.upsert', async ({ messages }) => {
  const client = CLIENT;
  await client.labelDetection(String(messages[0]?.key.id));
});
`),
  ...pair('baileys', 'a batch of events', 'src/process.js', `
const { default: makeWASocket } = require('@whiskeysockets/baileys');
REQUIRE
const sock = makeWASocket({});
sock.ev.process(async (events) => {
  if (events['messages.upsert']) await CLIENT.labelDetection('gs://bucket/last.png');
});
`),
  ...pair('baileys', 'a socket that is a parameter', 'src/listen.js', `
REQUIRE
export function listen(sock) {
  sock.ev.on('messages.upsert', async (update) => {
    const client = CLIENT;
    await client.labelDetection(update.type);
  });
}
`),
  ...silent('baileys', 'a set-up before the socket', 'src/main.ts', `
import makeWASocket from '@whiskeysockets/baileys';
IMPORT
async function main() {
  const client = CLIENT;
  const sock = makeWASocket({});
  sock.ev.on('messages.upsert', async ({ type }) => { await client.labelDetection(type); });
}
await main();
`),

  ...pair('botkit', 'words that are heard', 'src/bot.js', `
const { Botkit } = require('botkit');
REQUIRE
const controller = new Botkit({ webhook_uri: '/api/messages' });
controller.hears('scan', 'message', async (bot, message) => {
  const client = CLIENT;
  await bot.reply(message, JSON.stringify(await client.labelDetection(message.text)));
});
`),
  ...pair('botkit', 'a feature', 'features/scan.js', `
REQUIRE
module.exports = function (controller) {
  controller.hears(['scan'], 'message,direct_message', async (bot, message) => {
    await bot.reply(message, JSON.stringify(await CLIENT.labelDetection(message.text)));
  });
};
`),
  ...pair('botkit', 'an event of a feature', 'features/event.js', `
REQUIRE
module.exports = (controller) => {
  controller.on('direct_message', async (bot, message) => {
    const client = CLIENT;
    await client.labelDetection(message.text);
  });
};
`),
  ...pair('botkit', 'a controller of the first versions', 'src/slack.js', `
const Botkit = require('botkit');
REQUIRE
const controller = Botkit.slackbot({ debug: false });
controller.on('file_shared', (bot, message) => {
  const client = CLIENT;
  client.labelDetection(message.file_id, (failure, labels) => bot.reply(message, String(labels)));
});
`),
  ...pair('botkit', 'middleware', 'src/middleware.js', `
const { Botkit } = require('botkit');
REQUIRE
const controller = new Botkit({});
controller.middleware.receive.use(async (bot, message, next) => {
  await CLIENT.labelDetection(message.text);
  next();
});
`),
  ...silent('botkit', 'the moment when all is ready', 'src/ready.js', `
const { Botkit } = require('botkit');
REQUIRE
const controller = new Botkit({});
controller.ready(() => { exports.client = CLIENT; });
`),

  ...pair('builderbot', 'an action of a flow', 'src/flow.ts', `
import { addKeyword } from '@builderbot/bot';
IMPORT
export const flow = addKeyword(['scan'])
  .addAnswer('Send me a picture')
  .addAction(async (ctx, { flowDynamic }) => {
    const client = CLIENT;
    await flowDynamic(JSON.stringify(await client.labelDetection(ctx.body)));
  });
`),
  ...pair('builderbot', 'the callback of an answer', 'src/answer.js', `
const { addKeyword } = require('@bot-whatsapp/bot');
REQUIRE
module.exports = addKeyword('scan').addAnswer('Which one?', { capture: true }, async (ctx, { flowDynamic }) => {
  await flowDynamic(JSON.stringify(await CLIENT.labelDetection(ctx.body)));
});
`),
  ...silent('builderbot', 'the start of a bot', 'src/main.js', `
const { createBot, addKeyword } = require('@builderbot/bot');
REQUIRE
const main = async () => {
  const client = CLIENT;
  await createBot({ flow: addKeyword('scan').addAction(async (ctx) => client.labelDetection(ctx.body)) });
};
main();
`),

  ...pair('bot-framework', 'a turn that a bot takes', 'src/bot.js', `
const { ActivityHandler } = require('botbuilder');
REQUIRE
class ScanBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const client = CLIENT;
      await context.sendActivity(JSON.stringify(await client.labelDetection(context.activity.text)));
      await next();
    });
  }
}
module.exports.ScanBot = ScanBot;
`),
  ...pair('bot-framework', 'an overridden method of a Teams bot', 'src/teams.ts', `
import { TeamsActivityHandler } from 'botbuilder';
IMPORT
export class TeamsBot extends TeamsActivityHandler {
  async handleTeamsMessagingExtensionQuery(_context, query) {
    const client = CLIENT;
    return client.labelDetection(query.parameters[0].value);
  }
}
`),
  ...pair('bot-framework', 'a step of a dialog', 'src/dialog.js', `
const { ComponentDialog, WaterfallDialog } = require('botbuilder-dialogs');
REQUIRE
class ScanDialog extends ComponentDialog {
  constructor() {
    super('scan');
    this.addDialog(new WaterfallDialog('steps', [this.ask.bind(this), this.finish.bind(this)]));
  }
  async ask(step) {
    return step.prompt('text', 'Which one?');
  }
  async finish(step) {
    const client = CLIENT;
    return step.endDialog(await client.labelDetection(step.result));
  }
}
module.exports = { ScanDialog };
`),
  ...pair('bot-framework', 'the logic of an adapter', 'src/adapter.ts', `
import { CloudAdapter } from 'botbuilder';
IMPORT
const adapter = new CloudAdapter();
export function answer(incoming, outgoing) {
  return adapter.process(incoming, outgoing, async (context) => {
    await CLIENT.labelDetection(context.activity.text);
  });
}
`),
  ...pair('bot-framework', 'a message of a Teams application', 'src/app.ts', `
import { App } from '@microsoft/teams.apps';
IMPORT
const app = new App();
app.on('message', async ({ activity, send }) => {
  const client = CLIENT;
  await send(JSON.stringify(await client.labelDetection(activity.text)));
});
`),
  ...pair('bot-framework', 'a parameter known by its type', 'src/handlers.ts', `
import type { TurnContext } from 'botbuilder';
IMPORT
export async function scan(turn: TurnContext): Promise<void> {
  const client = CLIENT;
  await client.labelDetection(turn.activity.text);
}
`),
  ...silent('bot-framework', 'the constructor of a bot', 'src/constructed.ts', `
import { ActivityHandler } from 'botbuilder';
IMPORT
class Bot extends ActivityHandler {
  constructor() {
    super();
    const client = CLIENT;
    this.onMessage(async (context) => { await client.labelDetection(context.activity.text); });
  }
}
export const bot = new Bot();
`),
  ...silent('bot-framework', 'a class that only has the name of a handler', 'src/other.ts', `
import { ActivityHandler } from './activities';
IMPORT
export class Importer extends ActivityHandler {
  async run(): Promise<void> {
    await CLIENT.labelDetection('gs://bucket/all.png');
  }
}
await new Importer().run();
`),

  ...pair('slack-libraries', 'an event of the adapter', 'src/events.js', `
const { createEventAdapter } = require('@slack/events-api');
REQUIRE
const slackEvents = createEventAdapter(process.env.SECRET);
slackEvents.on('message', async (event) => {
  const client = CLIENT;
  await client.labelDetection(event.text);
});
`),
  ...pair('slack-libraries', 'an action of the message adapter', 'src/actions.js', `
const { createMessageAdapter } = require('@slack/interactive-messages');
REQUIRE
const interactions = createMessageAdapter(process.env.SECRET);
interactions.action({ callbackId: 'scan' }, async (payload, respond) => {
  respond({ text: JSON.stringify(await CLIENT.labelDetection(payload.value)) });
});
`),
  ...pair('slack-libraries', 'an event of a socket', 'src/socket.ts', `
import { SocketModeClient } from '@slack/socket-mode';
IMPORT
const socket = new SocketModeClient({ appToken: process.env.APP_TOKEN ?? '' });
socket.on('slash_commands', async ({ body, ack }) => {
  await ack();
  const client = CLIENT;
  await client.labelDetection(body.text);
});
`),
  ...pair('slack-libraries', 'a function that Slack hosts', 'functions/scan.ts', `
import { SlackFunction } from 'deno-slack-sdk/mod.ts';
import { ScanDefinition } from './definition.ts';
IMPORT
export default SlackFunction(ScanDefinition, async ({ inputs }) => {
  const client = CLIENT;
  return { outputs: { labels: await client.labelDetection(inputs.uri) } };
});
`),
  ...silent('slack-libraries', 'the start of a socket', 'src/socket-start.ts', `
import { SocketModeClient } from '@slack/socket-mode';
IMPORT
(async () => {
  const client = CLIENT;
  const socket = new SocketModeClient({ appToken: '' });
  socket.on('message', async ({ event }) => { await client.labelDetection(event.text); });
  await socket.start();
})();
`),
  ...pair('slack-bolt', 'an event of a parameter', 'listeners/events/index.js', `
REQUIRE
const opened = async ({ event }) => {
  const client = CLIENT;
  await client.labelDetection(event.user);
};
module.exports.register = (app) => {
  app.event('app_home_opened', opened);
};
`),
  ...pair('slack-bolt', 'a view of a parameter', 'listeners/views/index.ts', `
IMPORT
export const register = (app) => {
  app.view('scan', async ({ ack, view }) => {
    await ack();
    await CLIENT.labelDetection(view.id);
  });
};
`),
  ...pair('slack-bolt', 'a route of a receiver', 'src/receiver.ts', `
import { App, ExpressReceiver } from '@slack/bolt';
IMPORT
const receiver = new ExpressReceiver({ signingSecret: '' });
export const app = new App({ receiver });
receiver.router.get('/labels', async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.send(await client.labelDetection(incoming.query.uri));
});
`),

  ...pair('discord-libraries', 'a command of Sapphire', 'src/commands/scan.ts', `
import { Command } from '@sapphire/framework';
IMPORT
export class ScanCommand extends Command {
  public override async messageRun(message) {
    const client = CLIENT;
    return message.reply(JSON.stringify(await client.labelDetection(message.content)));
  }
}
`),
  ...pair('discord-libraries', 'a listener of Sapphire', 'src/listeners/message.ts', `
import { Listener } from '@sapphire/framework';
IMPORT
export class MessageListener extends Listener {
  public async run(message) {
    await CLIENT.labelDetection(message.content);
  }
}
`),
  ...pair('discord-libraries', 'a listener of Akairo', 'src/listeners/message.js', `
const { Listener } = require('discord-akairo');
REQUIRE
module.exports = class MessageListener extends Listener {
  constructor() {
    super('message', { emitter: 'client', event: 'messageCreate' });
  }
  async exec(message) {
    await CLIENT.labelDetection(message.content);
  }
};
`),
  ...silent('discord-libraries', 'a listener of Akairo for a client that is ready', 'src/listeners/ready.js', `
const { Listener } = require('discord-akairo');
REQUIRE
module.exports = class ReadyListener extends Listener {
  constructor() {
    super('ready', { emitter: 'client', event: 'ready' });
  }
  async exec(client) {
    await CLIENT.labelDetection(client.user.avatar);
  }
};
`),
  ...silent('discord-libraries', 'a listener of Sapphire that runs once', 'src/listeners/ready.ts', `
import { Listener } from '@sapphire/framework';
IMPORT
export class ReadyListener extends Listener {
  public constructor(context, options) {
    super(context, { ...options, once: true });
  }
  public async run(client) {
    await CLIENT.labelDetection(client.user.avatar);
  }
}
`),
  ...silent('discord-libraries', 'a decorated listener for a client that is ready', 'src/listeners/decorated.ts', `
import { Events, Listener } from '@sapphire/framework';
import { ApplyOptions } from '@sapphire/decorators';
IMPORT
@ApplyOptions({ event: Events.ClientReady })
export class ReadyListener extends Listener {
  public async run(client) {
    await CLIENT.labelDetection(client.user.avatar);
  }
}
`),
  ...pair('discord-libraries', 'a decorated command', 'src/slash.ts', `
import { Discord, Slash } from 'discordx';
IMPORT
@Discord()
export class Scan {
  @Slash({ description: 'Finds labels' })
  async scan(interaction) {
    const client = CLIENT;
    await interaction.reply(JSON.stringify(await client.labelDetection('gs://bucket/last.png')));
  }
}
`),
  ...pair('discord-libraries', 'an event of another client', 'src/eris.js', `
const Eris = require('eris');
REQUIRE
const bot = new Eris(process.env.TOKEN);
bot.on('messageCreate', async (message) => {
  const client = CLIENT;
  await bot.createMessage(message.channel.id, JSON.stringify(await client.labelDetection(message.content)));
});
`),
  ...silent('discord-libraries', 'a command of a command line', 'src/commands/hello.ts', `
import { Command } from '@oclif/core';
IMPORT
export default class Hello extends Command {
  async run() {
    const client = CLIENT;
    this.log(JSON.stringify(await client.labelDetection('gs://bucket/last.png')));
  }
}
`),
  ...silent('discord-libraries', 'an event that comes once', 'src/once.js', `
const Eris = require('eris');
REQUIRE
const bot = new Eris(process.env.TOKEN);
bot.on('ready', () => { exports.client ??= CLIENT; });
`),

  ...pair('chat-platforms', 'a message of Twitch', 'src/twitch.js', `
const tmi = require('tmi.js');
REQUIRE
const chat = new tmi.Client({ channels: ['shop'] });
chat.on('message', async (channel, tags, message) => {
  const client = CLIENT;
  await chat.say(channel, JSON.stringify(await client.labelDetection(message)));
});
`),
  ...pair('chat-platforms', 'an event of a Matrix room', 'src/matrix.ts', `
import { MatrixClient } from 'matrix-bot-sdk';
IMPORT
const matrix = new MatrixClient('https://example.org', '');
matrix.on('room.message', async (room: string) => { await CLIENT.labelDetection(room); });
`),
  ...pair('chat-platforms', 'a text of Viber', 'src/viber.js', `
const { Bot } = require('viber-bot');
REQUIRE
const bot = new Bot({ authToken: '', name: 'shop' });
bot.onTextMessage(/./, async (message, response) => {
  const client = CLIENT;
  response.send(JSON.stringify(await client.labelDetection(message.text)));
});
`),
  ...silent('chat-platforms', 'a connection', 'src/connected.js', `
const tmi = require('tmi.js');
REQUIRE
async function main() {
  const client = CLIENT;
  const chat = new tmi.Client({ channels: ['shop'] });
  chat.on('message', async (channel, tags, message) => client.labelDetection(message));
  await chat.connect();
}
main();
`),
];
