import { describe, expect, it } from 'vitest';
import { rulesInHandler } from '../support/in-handler.js';

/** Networks for chat, telephones, money, files and directories. */

describe('a session for each request', () => {
  it.each([
    ["import { ChatClient } from '@twurple/chat';", 'const chat = new ChatClient({ channels });', 'chat.connect();',
      'await chat.say(req.body.channel, req.body.text);'],
    ["import Eris from 'eris';", 'const bot = new Eris.Client(token);', 'await bot.connect();',
      'await bot.createMessage(id, req.body.text);'],
    ["import IRC from 'irc-framework';", 'const irc = new IRC.Client();', 'irc.connect({ host });', 'irc.say(req.body.to, req.body.text);'],
    ["import { Client } from 'whatsapp-web.js';", 'const client = new Client({});', 'await client.initialize();',
      'await client.sendMessage(req.body.to, req.body.text);'],
    ["import { create } from 'venom-bot';", "const client = await create({ session: 'orders' });",
      'await client.sendText(req.body.to, req.body.text);'],
    ["import SockJS from 'sockjs-client';", 'const socket = new SockJS(url);', 'socket.onopen = () => socket.send(req.body.text);'],
    ["import { EventSource } from 'eventsource';", 'const events = new EventSource(url);',
      'events.onmessage = (event) => note(event.data);'],
    ["import { Client } from 'rpc-websockets';", 'const rpc = new Client(url);', "res.json(await rpc.call('sum', req.body));"],
    ["import { Centrifuge } from 'centrifuge';", 'const centrifuge = new Centrifuge(url);', 'centrifuge.connect();',
      "await centrifuge.publish('orders', req.body);"],
    ["import * as signalR from '@aspnet/signalr';", 'const hub = new signalR.HubConnectionBuilder().withUrl(url).build();',
      'await hub.start();', "await hub.invoke('order', req.body);"],
    ["import { ethers } from 'ethers';", 'const provider = new ethers.providers.WebSocketProvider(url);',
      'res.json(await provider.getBalance(req.body.address));'],
    ["import HDWalletProvider from '@truffle/hdwallet-provider';", 'const provider = new HDWalletProvider(phrase, url);',
      "provider.send({ method: 'eth_accounts' }, (error, result) => note(result));"],
    ["import smpp from 'smpp';", 'const session = smpp.connect(url);', 'session.submit_sm({ short_message: req.body.text });'],
    ["import { Rcon } from 'rcon-client';", 'const rcon = await Rcon.connect({ host, port, password });',
      'res.json(await rcon.send(req.body));'],
    ["import util from 'minecraft-server-util';", 'const rcon = new util.RCON(host, { port, password });',
      "rcon.on('output', (text) => note(text));", 'rcon.connect().then(async () => {', '  await rcon.run(req.body.command);', '});'],
    ["import { RCON } from 'minecraft-server-util';", 'const rcon = new RCON();', 'await rcon.connect(host, port);',
      'await rcon.login(password);', 'res.json(await rcon.execute(req.body.command));'],
    ["import Rcon from 'rcon-srcds';", 'const rcon = new Rcon({ host, port });', 'await rcon.authenticate(password);',
      'res.json(await rcon.execute(req.body.command));'],
    ["import { Client, TransferTransaction } from '@hashgraph/sdk';", 'const client = Client.forTestnet();',
      'client.setOperator(account, key);',
      'const response = await new TransferTransaction().addHbar(account, req.body.sum).execute(client);',
      'res.json(await response.getReceipt(client));'],
    ["import { Client } from '@hashgraph/sdk';", 'const client = Client.forTestnet().setOperator(account, key);',
      'await client.ping(req.body.node);'],
    ["import { Client } from 'node-scp';", 'const files = await Client({ host, username });',
      'await files.uploadFile(req.body.from, req.body.to);'],
    ["import SMB2 from '@marsaud/smb2';", 'const share = new SMB2({ share: name });', 'res.json(await share.readdir(req.body.folder));'],
    ["import LdapClient from 'ldapjs-client';", 'const ldap = new LdapClient({ url });',
      'await ldap.bind(req.body.user, req.body.password);'],
    ["import Pop3Command from 'node-pop3';", 'const mailbox = new Pop3Command({ host, user, password });',
      'res.json(await mailbox.UIDL());'],
    ["import { MCPServerStdio } from '@openai/agents';", "const server = new MCPServerStdio({ fullCommand: 'npx files' });",
      'await server.connect();', 'res.json(await server.listTools());'],
  ])('%s', async (imports, ...lines) => {
    expect(await rulesInHandler(imports, ...lines)).toStrictEqual(['no-client-per-request']);
  });
});

describe('a session that ends with the request', () => {
  it.each([
    ["import { Rcon } from 'rcon-client';", 'const rcon = new Rcon({ host, port, password });', 'await rcon.connect();', 'try {',
      '  res.json(await rcon.send(req.body));', '} finally {', '  await rcon.end();', '}'],
    ["import { RCON } from 'minecraft-server-util';", 'const rcon = new RCON();', 'try {', '  await rcon.connect(host, port);',
      '  await rcon.login(password);', '  res.json(await rcon.execute(req.body.command));', '} finally {', '  await rcon.close();', '}'],
    ["import Rcon from 'rcon-srcds';", 'const rcon = new Rcon({ host, port });', 'await rcon.authenticate(password);', 'try {',
      '  res.json(await rcon.execute(req.body.command));', '} finally {', '  await rcon.disconnect();', '}'],
    ["import { MCPServerStdio } from '@openai/agents';", "const server = new MCPServerStdio({ fullCommand: 'npx files' });",
      'await server.connect();', 'try {', '  res.json(await server.listTools());', '} finally {', '  await server.close();', '}'],
    ["import { Client } from '@hashgraph/sdk';", 'const client = Client.forTestnet().setOperator(account, key);', 'try {',
      '  await client.ping(req.body.node);', '} finally {', '  client.close();', '}'],
    ["import smpp from 'smpp';", 'const session = smpp.connect(url);',
      'session.submit_sm({ short_message: text }, () => session.close());'],
    ["import LdapClient from 'ldapjs-client';", 'const ldap = new LdapClient({ url });', 'try {',
      '  await ldap.bind(req.body.user, req.body.password);', '} finally {', '  await ldap.destroy();', '}'],
  ])('%s', async (imports, ...lines) => {
    expect((await rulesInHandler(imports, ...lines)).filter((rule) => rule !== 'prefer-shared-client')).toStrictEqual([]);
  });

  it.each([
    ["import { Client } from '@hashgraph/sdk';", 'const client = Client.forTestnet();', 'try {', '  client.setOperator(account, key);',
      '  await client.ping(node);', '} finally {', '  client.close();', '}'],
    ["import LdapClient from 'ldapjs-client';", "const ldap = new LdapClient({ url: 'ldap://directory' });", 'try {',
      '  await ldap.bind(req.body.user, req.body.password);', '} finally {', '  await ldap.destroy();', '}'],
  ])('is not to be shared where it keeps who uses it: %s', async (imports, ...lines) => {
    expect(await rulesInHandler(imports, ...lines)).toStrictEqual([]);
  });
});
