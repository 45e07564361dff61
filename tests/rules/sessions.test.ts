import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { describeMarked } from '../support/marked-cases.js';
import { offered } from '../support/suggestions.js';

const head = `
import express from 'express';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { createMCPClient } from '@ai-sdk/mcp';
import { experimental_createMCPClient } from 'ai';
const app = express();
`;

function handler(...lines: readonly string[]): string {
  return `${head}app.get('/tools', async (req, res) => {\n${lines.map((line) => `  ${line}`).join('\n')}\n});\n`;
}

const transport = "const transport = new StreamableHTTPClientTransport(new URL('https://example.com/mcp'));";
const client = "const client = new Client({ name: 'client', version: '1.0.0' });";
const sdk = "const tools = await createMCPClient({ transport: { type: 'http', url: 'https://example.com/mcp' } });";

describeMarked('a session that is never closed', {
  'of the SDK of the AI, by the function of the new package': handler(`${sdk} // leak`, 'res.json(await tools.tools());'),
  'of the SDK of the AI, by the function of the old one': handler(
    `${sdk.replace('createMCPClient', 'experimental_createMCPClient')} // leak`, 'res.json(await tools.tools());'),
  'by the client that has the transport': handler(
    transport, `${client} // leak`, 'await client.connect(transport);', 'res.json(await client.listTools());'),
  'with an address of the request': handler(
    transport.replace("'https://example.com/mcp'", 'req.query.url'), `${client} // leak`, 'await client.connect(transport);',
    'res.json(await client.listTools());'),
  'by its transport, whose client is out of sight': handler(
    transport, 'const client = named(req);', 'await client.connect(transport);', 'res.json(await client.listTools());'),
  'over a transport in memory, which holds nothing': handler(
    client, 'await client.connect(memory(req));', 'res.json(await client.listTools());'),
  'that is never begun: the transport only signs the user in': handler(
    transport, 'await transport.finishAuth(req.query.code);', "res.redirect('/');"),
  'that is begun by the transport, which has signed the user in': handler(
    `${transport} // leak`, 'await transport.finishAuth(req.query.code);', 'await transport.start();', "res.redirect('/');"),
});

describeMarked('a session that is closed on some paths', {
  'but not when the call fails': handler(`${sdk} // leak`, 'res.json(await tools.tools());', 'await tools.close();'),
}, { rule: 'require-client-close' });

for (const rule of ['no-client-per-request', 'require-client-close', 'prefer-shared-client']) {
  describeMarked(`a session that is closed on every path (${rule})`, {
    'in a finally block': handler(sdk, 'try {', '  res.json(await tools.tools());', '} finally {', '  await tools.close();', '}'),
    'whose connection may fail, which closes it': handler(
      transport, client, 'await client.connect(transport);', 'try {', '  res.json(await client.listTools());', '} finally {',
      '  await client.close();', '}'),
    'by its transport': handler(
      transport, client, 'try {', '  await client.connect(transport);', '  res.json(await client.listTools());', '} finally {',
      '  await client.close();', '}'),
  }, { rule });
}

it('is not advised to be shared', async () => {
  const project = createProject({ files: { 'package.json': { dependencies: { express: '^5.0.0' } } }, rule: '*' });
  const [report] = await project.lint('src/service.js', handler(sdk, 'res.json(await tools.tools());'));
  expect(report?.message).toContain('Release it when it is done; it is not for sharing, because it holds one session with one server');
});

it('gets the edit that closes it', () => {
  expect(offered(handler(sdk, 'res.json(await tools.tools());'), 'service.js')).toStrictEqual(['closeInFinally']);
});

it('names the client that works with a transport, the last one before it is given', async () => {
  const project = createProject({ rule: '*' });
  const code = handler(client.replace('const', 'let'), client.replace('const ', ''), transport, 'await client.connect(transport);',
    'res.json(await client.listTools());', 'await transport.close();');
  const [report, ...others] = await project.lint('src/app.js', code);
  expect([report!.line, others]).toStrictEqual([11, []]);
  expect(report!.message).toContain('The `Client` of src/app.js:10 works with it, and closes it.');
});

it('reports the client that a field of the same object holds, and not its transport', async () => {
  const code = `${head}class Tools {
  async connect() {
    this.transport = new StreamableHTTPClientTransport(new URL('https://example.com/mcp'));
    this.client = new Client({ name: 'client', version: '1.0.0' });
    await this.client.connect(this.transport);
  }
}
app.get('/tools', async (req, res) => {
  const tools = new Tools();
  await tools.connect();
  res.json(await tools.client.listTools());
});
`;
  const reports = await createProject({ rule: '*' }).lint('src/app.js', code);
  expect(reports.map(({ line }) => line)).toStrictEqual([11]);
});

/** A handler with the session of a messenger, which an argument names. */
function messenger(session: string, ...before: readonly string[]): string {
  return `
import express from 'express';
import { TelegramClient } from 'telegram';
import { StringSession } from 'telegram/sessions/index.js';
${before.join('\n')}
const app = express();
app.post('/messages', async (req, res) => {
  const client = new TelegramClient(${session}, 1, process.env.HASH, {}); // leak
  try {
    await client.connect();
    res.json(await client.getMessages('orders'));
  } finally {
    await client.disconnect();
  }
});
`;
}

const silent = (text: string): string => text.replace(' // leak', '');

describeMarked('a session that an argument names', {
  'of the environment': messenger('new StringSession(process.env.SESSION)'),
  'of a constant of the module': messenger('saved', 'const saved = new StringSession(process.env.SESSION ?? "");'),
  'written down': messenger("new StringSession('1ApWapz')"),
  'that each login begins': silent(messenger("new StringSession('')")),
  'that nothing says': silent(messenger('new StringSession()')),
  'that begins with what nothing says': silent(messenger('saved', "const saved = new StringSession('');")),
  'that is begun again by others': silent(messenger(
    'saved', 'let saved = new StringSession(process.env.SESSION);', 'export const forget = () => { saved = new StringSession(""); };')),
  'of the request': silent(messenger('new StringSession(req.body.session)')),
  'of another file': silent(messenger('new StringSession(session)', "import { session } from './session.js';")),
}, { rule: 'prefer-shared-client' });
