import { describeMarked } from '../support/marked-cases.js';

/** A client that is connected in the executor of a promise, and what happens before and after it. */
const head = [
  "import express from 'express';", "import { Client } from 'ssh2';", "import { find, work } from './orders.js';",
  'const app = express();', '',
].join('\n');

const opening = (ready: string): string[] => [
  'await new Promise((resolve, reject) => {', `  connection.on('ready', () => { ${ready} })`,
  "    .on('error', (error) => { reject(error); }).connect({ host: 'files' });", '});',
];

function handler(...lines: readonly string[]): string {
  return head + ["app.get('/', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

const made = 'const connection = new Client();';
const asked = ['const row = find(req.query.id);', "if (!row) throw new Error('none');"];

describeMarked('a connection that an executor opens', {
  'after something that fails without it, and closes': handler(made, ...asked, ...opening('connection.end(); resolve();'), 'res.end();'),
  'after something that fails without it, and a block closes': handler(
    made, ...asked, ...opening('resolve();'), 'try {', '  await work(req.query);', '} finally {', '  connection.end();', '}', 'res.end();'),
  'and that a way out of the listener leaves open': handler(
    `${made} // leak`, ...asked,
    ...opening("if (req.query.isDry) { reject(new Error('no')); return; } connection.end(); resolve();"), 'res.end();'),
  'and that work after it leaves open': handler(
    `${made} // leak`, ...opening('resolve();'), 'await work(req.query);', 'connection.end();', 'res.end();'),
}, { rule: 'require-client-close' });

describeMarked('a chain whose end catches what fails in it', {
  'where nothing says that anything fails': handler(
    made, "connection.connect({ host: 'files' });", 'opened(connection).then(() => {', '  res.send({});', '  connection.end();', '})',
    '  .catch((error) => { console.error(error); });'),
  'where nothing says that anything fails, and the catch answers': handler(
    made, "connection.connect({ host: 'files' });", 'opened(connection).then(() => {', '  res.send({});', '  connection.end();', '})',
    '  .catch((error) => { res.send({ message: error.message }); });'),
  'where what is waited for fails': handler(
    `${made} // leak`, "connection.connect({ host: 'files' });", 'work(req.query).then(async () => {', '  await work(req.body);',
    '  connection.end();', '})', '  .catch((error) => { console.error(error); });'),
}, { rule: 'require-client-close' });
