import { describeMarked } from '../support/marked-cases.js';

/** A timer that starts a function again: for good, or until it works. */
const head = "import { Client } from 'pg';\nimport mysql from 'mysql';\nimport { WebSocket } from 'ws';\n";

describeMarked('a client of a function that a timer runs again', {
  'and again': `${head}
async function beat() {
  const client = new Client(); // leak
  await client.query('select 1');
  setTimeout(beat, 1000);
}
void beat();`,
  'and again, whatever happened': `${head}
async function beat() {
  try {
    const client = new Client(); // leak
    await client.query('select 1');
    plan();
  } catch (error) {
    plan();
  }
}
function plan() {
  setTimeout(beat, 1000);
}
void beat();`,
  'until it is connected': `${head}
function connect(attempt) {
  const connection = mysql.createConnection({});
  connection.connect((err) => {
    if (err) again(attempt, err);
    else process.exit(0);
  });
}
function again(attempt, err) {
  if (attempt === 30) process.exit(1);
  setTimeout(() => connect(attempt + 1), 5000);
}
connect(0);`,
  'when it failed': `${head}
async function migrate() {
  try {
    const client = new Client();
    await client.connect();
    await client.query('create table');
  } catch (error) {
    setTimeout(migrate, 1000);
  }
}
void migrate();`,
  'when a promise was rejected': `${head}
function migrate() {
  const client = new Client();
  client.query('create table').catch(() => { setTimeout(migrate, 1000); });
}
migrate();`,
  'when the last connection was lost': `${head}
function listen(url) {
  const socket = new WebSocket(url);
  socket.on('message', (data) => console.log(data));
  socket.on('close', () => setTimeout(() => listen(url), 1000));
}
listen('ws://localhost');`,
}, { filenames: ['src/worker.js'] });
