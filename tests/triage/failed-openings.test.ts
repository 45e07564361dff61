import { describeMarked } from '../support/marked-cases.js';

/** Connections that say in a listener whether they are open, and promises that only say when something has come. */
function handler(...lines: readonly string[]): string {
  return [
    "import express from 'express';", "import { Connection } from 'tedious';", "import { Client } from 'ssh2';",
    "import { ask } from './ask.js';", 'const app = express();', "app.get('/', async (req, res) => {",
    ...lines.map((line) => `  ${line}`), '});',
  ].join('\n');
}

const tested = (listening: string, mark = ''): string => handler(
  'await new Promise((resolve, reject) => {', `  const connection = new Connection(req.body);${mark}`, `  ${listening}`,
  '    if (error) { reject(error); return; }', '    connection.close();', '    resolve();', '  });', '});', 'res.end();');

describeMarked('a connection whose opening fails', {
  'as its listener is told': tested("connection.connect(); connection.on('connect', (error) => {"),
  'as its callback is told': tested('connection.connect((error) => {'),
  'and one that is open where the listener leaves': tested("connection.connect(); connection.on('connect', (error) => {", ' // leak')
    .replace('if (error) {', 'if (req.query.isDry) {'),
}, { rule: 'require-client-close' });

const login = (failed: string, mark = ''): string => [
  "import express from 'express';", "import hdb from 'hdb';", 'const app = express();', "app.get('/', async (req, res) => {",
  '  await new Promise((resolve, reject) => {', `    const client = hdb.createClient(req.body);${mark}`, '    client.connect((error) => {',
  `      if (error) { ${failed} return reject(error); }`, '      client.disconnect();', '      resolve();', '    });', '  });', '});',
].join('\n');

describeMarked('a connection that a refused login leaves open', {
  'and that is closed then': login('client.disconnect();'),
  'and that is not': login('', ' // leak'),
}, { rule: 'require-client-close' });

describeMarked('a promise that its executor cannot reject', {
  'because it only registers a listener': handler(
    'const connection = new Client();', "connection.connect({ host: 'files' });",
    "await new Promise((resolve) => { connection.on('ready', () => resolve()); });", 'connection.end();', 'res.end();'),
  'and one that may': handler(
    'const connection = new Client(); // leak', "connection.connect({ host: 'files' });",
    'await new Promise((resolve) => { ask(req.query); resolve(); });', 'connection.end();', 'res.end();'),
}, { rule: 'require-client-close' });
