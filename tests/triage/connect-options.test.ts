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

const gateway = (identity: string, mark = ''): string => `import express from 'express';
import { Gateway } from 'fabric-network';
const app = express();
app.get('/assets', async (req, res) => {
  const gateway = new Gateway();${mark}
  try {
    await gateway.connect(profile(), { identity: ${identity} });
    const network = await gateway.getNetwork('assets');
    res.json(network.getContract('basic').toString());
  } finally {
    gateway.disconnect();
  }
});
function profile() { return process.env.CONNECTION_PROFILE; }`;

describeMarked('a connection to what the configuration names', {
  'where the client is told': gateway("'admin'", ' // leak'),
  'as whom the request says': gateway('req.query.user'),
  'in a session of one user': connection("{ host: process.env.SSH_HOST, username: 'root' }"),
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

const transfer = (name: string, made: string): string => `import express from 'express';
import ${name} from '${made === 'Sftp' ? 'ssh2-sftp-client' : 'basic-ftp'}';
const app = express();
app.post('/files', async (req, res) => {
  const client = new ${made}();
  try {
    await client.${made === 'Sftp' ? 'connect' : 'access'}({ host: process.env.FILES_HOST, user: 'shop' });
    res.json(await client.list('/'));
  } finally {
    await client.${made === 'Sftp' ? 'end' : 'close'}();
  }
});`;

describeMarked('a session of one user, which every request ends', {
  'that transfers files by SSH': transfer('Sftp', 'Sftp'),
  'that transfers files by FTP': transfer('{ Client }', 'Client'),
}, { rule: 'prefer-shared-client' });
