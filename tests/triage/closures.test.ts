import { describeMarked } from '../support/marked-cases.js';

/** Clients that only functions hold, and functions that others run. */
const head = [
  "import express from 'express';", "import { tool, track } from 'somewhere';", "import { Client } from 'pg';",
  'const app = express();', '',
].join('\n');

function hub(mark: string, ...rest: readonly string[]): string {
  return [
    head + 'class Hub {', '  async subscribe(topic: string) {', `    const client = new Client();${mark}`, '    await client.query(topic);',
    '    const unsubscribe = async () => { await client.end(); };', '    return { unsubscribe, topic };', '  }', '}',
    'function singleton<T>(name: string, make: () => T): T { return (globalThis as any)[name] ??= make(); }',
    "const hub = singleton('hub', () => { const made = new Hub(); return made; });", ...rest,
  ].join('\n');
}

const createStream = [
  'function createStream(options: { handler: (req: any) => Promise<any> }) {', '  const { handler } = options;',
  '  return async (req: any, res: any) => {', '    const source = await handler(req);', '    res.write(source.topic);',
  "    req.on('close', () => { source.cleanup(); });", '  };', '}',
];

describeMarked('a client that is released by a function that comes with it', {
  'which what is given away calls': hub(
    '', ...createStream, "app.get('/', createStream({", '  handler: async (req) => {',
    '    const { unsubscribe, topic } = await hub.subscribe(req.query.topic);',
    '    return { topic, cleanup: () => { unsubscribe().then(() => {}); } };', '  },', '}));',
  ),
  'which the handler calls': hub(
    '', "app.get('/', async (req, res) => {", '  const { unsubscribe, topic } = await hub.subscribe(req.query.topic as string);',
    '  try { res.json(topic); } finally { await unsubscribe(); }', '});',
  ),
  'which nobody calls': hub(
    ' // leak', "app.get('/', async (req, res) => {", '  const { topic } = await hub.subscribe(req.query.topic as string);',
    '  res.json(topic);', '});',
  ),
}, { filenames: ['src/service.ts'] });

const talk = (mark: string, end: string): string => [
  "import { WebSocket, WebSocketServer } from 'ws';", 'export function openTranscript() {',
  `  const socket = new WebSocket('wss://transcripts');${mark}`, '  function write(chunk: Buffer) { socket.send(chunk); }',
  '  function close() { socket.close(); }', '  return { write, close };', '}',
  "new WebSocketServer({ port: 80 }).on('connection', (connection) => {",
  '  let transcript: ReturnType<typeof openTranscript> | null = null;', '  async function start() { transcript = openTranscript(); }',
  "  connection.on('message', async (data: Buffer) => {", "    if (String(data) === 'start') await start();",
  '    else transcript?.write(data);', '  });', `  connection.on('close', () => { ${end} });`, '});',
].join('\n');

describeMarked('a client that is released by a function in a variable of the function around', {
  'which ends with the connection': talk('', 'transcript?.close();'),
  'which nobody calls': talk(' // leak', 'transcript = null;'),
}, { filenames: ['src/service.ts'] });

describeMarked('a client of a callback', {
  'that it closes': `${head}class Kit {
  async connect(): Promise<Client> {
    const client = new Client();
    await client.connect();
    return client;
  }
  async tools(names: string[]) {
    const made = names.map(async (name) => makeTool({ kit: this, name }));
    return Promise.allSettled(made);
  }
}
async function makeTool({ kit, name }: { kit: Kit; name: string }) {
  return tool(async (text: string) => {
    const client = await kit.connect();
    try { return await client.query(text); } finally { await client.end(); }
  }, { name });
}
app.get('/', async (req, res) => { res.json(await new Kit().tools(['a'])); });`,
}, { filenames: ['src/service.ts'] });

describeMarked('a client in a field of an object', {
  'whose methods call each other': `${head}class Store {
  constructor() { this.client = new Client(); } // leak
  async find(text, attempt = 0) {
    try { return await this.client.query(text); } catch { return this.again(text, attempt); }
  }
  async again(text, attempt) { return attempt < 3 ? this.find(text, attempt + 1) : undefined; }
}
app.get('/', async (req, res) => { res.json(await new Store().find(req.query.text)); });`,
  'whose methods call each other, and which is closed': `${head}class Store {
  constructor() { this.client = new Client(); }
  async find(text, attempt = 0) {
    try { return await this.client.query(text); } catch { return this.again(text, attempt); }
  }
  async again(text, attempt) { return attempt < 3 ? this.find(text, attempt + 1) : this.close(); }
  async close() { await this.client.end(); }
}
app.get('/', async (req, res) => { res.json(await new Store().find(req.query.text)); });`,
}, { filenames: ['src/service.js'] });

describeMarked('a function that a helper runs inside a callback of its own', {
  'once, where others are run for each request': `${head}async function traced(name, run) {
  return track(name, async (span) => {
    const result = await run(span);
    span.end();
    return result;
  });
}
async function migrate() {
  const client = new Client();
  await client.query('create table');
}
await traced('migrate', async () => { await migrate(); });
app.get('/', async (req, res) => { res.json(await traced('find', async () => req.query.text)); });`,
  'for each request': `${head}async function traced(name, run) {
  return track(name, async (span) => {
    const result = await run(span);
    span.end();
    return result;
  });
}
async function find(text) {
  const client = new Client(); // leak
  return client.query(text);
}
app.get('/', async (req, res) => { res.json(await traced('find', async () => find(req.query.text))); });`,
}, { filenames: ['src/service.js'] });
