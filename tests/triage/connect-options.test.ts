import { describeMarked } from '../support/marked-cases.js';

/** Clients that are told only when they connect what to connect to: what they are told then counts like arguments. */
const head = [
  "import express from 'express';", "import { Client } from 'ssh2';", "import { WebSocketServer } from 'ws';",
  'const app = express();', 'const server = new WebSocketServer({ port: 8080 });', '',
].join('\n');

function connection(options: string, mark = ''): string {
  return `${head}server.on('connection', (socket, req) => {
  const url = new URL(req.url, 'http://localhost');
  const client = new Client();${mark}
  client
    .on('ready', () => client.shell((error, stream) => stream.pipe(socket)))
    .on('error', () => client.end())
    .connect(${options});
  socket.on('close', () => client.end());
});`;
}

const theirs = "{ host: url.searchParams.get('host'), username: 'root' }";

describeMarked('a connection to what the request names', {
  'where the client is told': connection(theirs),
  'where a constant says so': connection('options').replace('  const client', `  const options = ${theirs};\n  const client`),
}, { rule: 'prefer-shared-client' });

describeMarked('a connection to what the configuration names', {
  'where the client is told': connection("{ host: process.env.SSH_HOST, username: 'root' }", ' // leak'),
}, { rule: 'prefer-shared-client' });

const redis = [
  "import express from 'express';", "import { Client } from 'pg';", 'const app = express();', "app.get('/', async (req, res) => {",
].join('\n');

describeMarked('a function that is told when the client is connected', {
  'says nothing of what it connects to': `${redis}
  const client = new Client(process.env.URL); // leak
  client.connect((error) => { if (error) res.status(503); });
  client.on('end', () => res.end());
  try { await client.query('SELECT 1'); } finally { await client.end(); }
});`,
}, { rule: 'prefer-shared-client' });
