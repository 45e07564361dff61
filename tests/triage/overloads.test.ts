import { describeMarked } from '../support/marked-cases.js';

/** Functions with several signatures have one body, which stands behind the last of them. */
const head = ["import express from 'express';", "import { Client } from 'pg';", 'const app = express();', ''].join('\n');
const make = '  const client = new Client(); // leak\n  return client.query(text);\n}\n';

describeMarked('a function with several signatures', {
  'called in its file': `${head}function find(text: string): Promise<unknown>;
function find(text: string, raw: true): Promise<string>;
function find(text: string, raw?: boolean): Promise<unknown> {
${make}app.get('/', async (req, res) => res.json(await find(String(req.query.text))));`,
  'exported as the default': `${head}export default async function find(text: string): Promise<unknown>;
export default async function find(text: string, raw?: boolean): Promise<unknown> {
${make}app.get('/', async (req, res) => res.json(await find(String(req.query.text))));`,
  'that is a method': `${head}class Store {
  find(text: string): Promise<unknown>;
  find(text: string, raw: true): Promise<string>;
  find(text: string, raw?: boolean): Promise<unknown> {
${make}}
const store = new Store();
app.get('/', async (req, res) => res.json(await store.find(String(req.query.text))));`,
  'that constructs': `${head}class Store {
  client: Client;
  constructor(text: string);
  constructor(text: string, raw: boolean);
  constructor(text: string, raw?: boolean) {
    this.client = new Client(text); // leak
  }
}
app.get('/', async (req, res) => res.json(await new Store('x').client.query(String(req.query.text))));`,
  'that gives a client': `${head}function connect(): Client;
function connect(text: string): Client;
function connect(text?: string): Client {
  return new Client(text); // leak
}
app.get('/', async (req, res) => {
  const client = connect();
  res.json(await client.query(String(req.query.text)));
});`,
  'called at the start': `${head}function find(text: string): Promise<unknown>;
function find(text: string, raw?: boolean): Promise<unknown> {
  const client = new Client();
  return client.query(text);
}
await find('select 1');`,
}, { filenames: ['src/service.ts'] });

describeMarked('a function with several signatures, whose body closes', {
  'in a finally': `${head}function stop(client: Client): Promise<void>;
function stop(client: Client, force: boolean): Promise<void>;
async function stop(client: Client, force?: boolean): Promise<void> {
  await client.end();
}
app.get('/', async (req, res) => {
  const client = new Client(String(req.query.url));
  try {
    res.json(await client.query('select 1'));
  } finally {
    await stop(client);
  }
});`,
  'as the listener of an event': `${head}app.get('/', async (req, res) => {
  const client = new Client(String(req.query.url));
  function stop(): void;
  function stop(error?: Error): void;
  function stop(error?: Error): void {
    void client.end();
  }
  res.on('close', stop);
  res.json(await client.query('select 1'));
});`,
}, { filenames: ['src/service.ts'], rule: 'require-client-close' });
