import { describeMarked } from '../support/marked-cases.js';

/** Clients that another object of the same SDK is given, and closes. */
const head = [
  "import express from 'express';", "import { Client } from '@modelcontextprotocol/sdk/client/index.js';",
  "import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';", 'const app = express();', '',
].join('\n');

function handler(...lines: readonly string[]): string {
  return head + ["app.get('/', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

const transport = "const transport = new StdioClientTransport({ command: 'server' });";
const client = "const client = new Client({ name: 'client', version: '1.0.0' });";

/** An object that has a session for each name, and the transport of each beside it. */
const sessions = (close: string, mark = ''): string => head + [
  'class Sessions {', '  clients = new Map();', '  transports = new Map();', '  async open(names) {', '    for (const name of names) {',
  `      ${transport}`, `      ${client}${mark}`, '      await client.connect(transport);', '      this.clients.set(name, client);',
  '      this.transports.set(name, transport);', '    }', '  }',
  `  async close() { ${close} }`, '}',
  "app.get('/', async (req, res) => {", '  const sessions = new Sessions();', "  await sessions.open(['a', 'b']);",
  '  await sessions.close();', '  res.end();', '});',
].join('\n');

describeMarked('a transport that a session is given', {
  'and closes with itself, each kept under a name': sessions('for (const client of this.clients.values()) await client.close();'),
  'and that nobody closes, each kept under a name': sessions('this.clients.clear();', ' // leak'),
  'and closes with itself': handler(
    transport, client, 'await client.connect(transport);', 'res.json(await client.listTools());', 'await client.close();',
  ),
  'and that nobody closes': handler(
    transport, `${client} // leak`, 'await client.connect(transport);', 'res.json(await client.listTools());',
  ),
  'and that is closed by whoever asked for it': head + [
    'async function open() {', `  ${client}`, `  ${transport}`, '  await client.connect(transport);', '  return client;', '}',
    "app.get('/', async (req, res) => {", '  const session = await open();',
    '  res.json(await session.listTools());', '  await session.close();', '});',
  ].join('\n'),
  'and that nobody who asked for it closes': head + [
    'async function open() {', `  ${client} // leak`, `  ${transport}`, '  await client.connect(transport);', '  return client;', '}',
    "app.get('/', async (req, res) => {", '  const session = await open();', '  res.json(await session.listTools());', '});',
  ].join('\n'),
  'which somebody else owns': head + [
    'async function start(client) {', `  ${transport}`, '  await client.connect(transport);', '}',
    "app.get('/', async (req, res) => {", `  ${client}`, '  await start(client);', '  res.json(await client.listTools());', '});',
  ].join('\n'),
  'which the module keeps': head + client + [
    '', "app.get('/', async (req, res) => {", `  ${transport}`, '  await client.connect(transport);',
    '  res.json(await client.listTools());', '});',
  ].join('\n'),
}, { filenames: ['src/service.js'] });

const tracing = [
  "import express from 'express';",
  "import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';",
  "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';", 'const app = express();', '',
].join('\n');

function traced(...lines: readonly string[]): string {
  return tracing + ["app.get('/', (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

describeMarked('a provider of traces', {
  'that keeps spans in memory': traced(
    'const exporter = new InMemorySpanExporter();',
    'const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });',
    "provider.getTracer('x').startSpan('y').end();", 'res.json(exporter.getFinishedSpans());',
  ),
  'whose exporter sends them': traced(
    'const exporter = new OTLPTraceExporter(); // leak',
    'const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });',
    "provider.getTracer('x').startSpan('y').end();", 'res.end();',
  ),
  'that is shut down with its exporter': traced(
    'const exporter = new OTLPTraceExporter();',
    'const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });',
    "provider.getTracer('x').startSpan('y').end();", 'provider.shutdown().then(() => res.end());',
  ),
}, { filenames: ['src/service.js'] });
